package org.firstbell.probe.snmp.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/**
 * A request with a community (RFC 1157, RFC 1901) made once and sent many times, to any number of devices: only its request
 * id changes, which always takes four octets. Immutable; the octets that it fills are the caller's.
 */
public final class CommunityMessage {
    /** The least id that takes four octets in BER; ids are above it. */
    static final int MIN_REQUEST_ID = 0x0100_0000;

    private final byte[] octets;
    private final int idOffset;
    private final byte[] community;
    private final byte[][] encodedOids;

    private CommunityMessage(byte[] octets, int idAt, byte[] community, byte[][] names) {
        this.octets = octets;
        this.idOffset = idAt;
        this.community = community;
        this.encodedOids = names;
    }

    /** Encodes a request. */
    public static CommunityMessage encode(String community, boolean v1, PDU pdu) {
        try {
            pdu.setRequestID(new Integer32(MIN_REQUEST_ID));
            Integer32 version = new Integer32(v1 ? 0 : 1);
            OctetString name = new OctetString(community.getBytes(StandardCharsets.UTF_8));
            int inner = version.getBERLength() + name.getBERLength() + pdu.getBERLength();
            ByteBuffer buffer = ByteBuffer.allocate(inner + 8);
            BEROutputStream out = new BEROutputStream(buffer);
            BER.encodeHeader(out, BER.SEQUENCE, inner);
            version.encodeBER(out);
            name.encodeBER(out);
            int pduAt = buffer.position();
            pdu.encodeBER(out);
            byte[] octets = Arrays.copyOf(buffer.array(), buffer.position());
            byte[][] names = new byte[pdu.getType() == PDU.GET ? pdu.size() : 0][];
            for (int i = 0; i < names.length; i++) {
                ByteBuffer encoded = ByteBuffer.allocate(pdu.get(i).getOid().getBERLength());
                pdu.get(i).getOid().encodeBER(new BEROutputStream(encoded));
                names[i] = encoded.array();
            }
            return new CommunityMessage(octets, idOffset(octets, pduAt), name.getValue(), names);
        } catch (IOException impossible) {
            throw new IllegalStateException("a request of our own could not be encoded", impossible);
        }
    }

    /** Behind the PDU's own header, and the id's tag and length. */
    private static int idOffset(byte[] octets, int pduAt) {
        int length = octets[pduAt + 1] & 0xff;
        int header = length < 0x80 ? 2 : 2 + (length & 0x7f);
        return pduAt + header + 2;
    }

    /** The community as it stands in the message; not to be changed. */
    byte[] community() {
        return community;
    }

    /** The objects that a GET asks for, as they stand in it and in its answer; not to be changed. */
    public byte[][] encodedOids() {
        return encodedOids;
    }

    /** Writes the request with an id, from the buffer's position on. */
    void write(int id, ByteBuffer to) {
        int start = to.position();
        to.put(octets);
        to.putInt(start + idOffset, id);
    }
}
