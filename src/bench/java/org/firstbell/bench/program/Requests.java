package org.firstbell.bench.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OctetString;

/** Ready-made v2c requests for the floor. */
public final class Requests {
    private Requests() {}

    public static byte[] encoded(PDU pdu) throws IOException {
        pdu.setRequestID(new Integer32(0x0100_0000));
        Integer32 version = new Integer32(1);
        OctetString community = new OctetString("public");
        int inner = version.getBERLength() + community.getBERLength() + pdu.getBERLength();
        ByteBuffer buffer = ByteBuffer.allocate(inner + 8);
        BEROutputStream out = new BEROutputStream(buffer);
        BER.encodeHeader(out, BER.SEQUENCE, inner);
        version.encodeBER(out);
        community.encodeBER(out);
        pdu.encodeBER(out);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
