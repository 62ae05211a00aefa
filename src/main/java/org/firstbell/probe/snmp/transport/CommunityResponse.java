package org.firstbell.probe.snmp.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;

/**
 * An answer with a community (RFC 1157, RFC 1901) where it lies in its datagram: as much of it is read as is asked for. The
 * usual answer, the objects of the question in their order, is read in place; any other by SNMP4J. What is no answer has
 * request id 0. Used for one datagram after the other; confined to the polling loop.
 */
public final class CommunityResponse {
    private byte[] octets = {};
    private int from;
    private int end;
    private int communityAt;
    private int communityEnd;
    private int pduAt;
    private int requestId;
    private int errorStatus;
    private int bindingsAt;
    private int bindingsEnd;

    /** Where the value behind a header begins and ends; set by {@link #readHeader}. */
    private int valueAt;

    private int valueEnd;

    /** Turns to a datagram; tells whether it looks like an answer. */
    public boolean parse(byte[] octets, int from, int end) {
        this.octets = octets;
        this.from = from;
        this.end = end;
        this.requestId = 0;
        try {
            return parseHeader();
        } catch (ArrayIndexOutOfBoundsException cut) {
            return false;
        }
    }

    private boolean parseHeader() {
        if (!readHeader(from, end, BER.SEQUENCE)) {
            return false;
        }
        int last = valueEnd;
        if (!readHeader(valueAt, last, BER.INTEGER)
                || valueEnd != valueAt + 1
                || octets[valueAt] < 0
                || octets[valueAt] > 1) {
            return false;
        }
        if (!readHeader(valueEnd, last, BER.OCTETSTRING)) {
            return false;
        }
        communityAt = valueAt;
        communityEnd = valueEnd;
        pduAt = valueEnd;
        if (!readHeader(valueEnd, last, PDU.RESPONSE & 0xff)) {
            return false;
        }
        last = valueEnd;
        if (!readHeader(valueAt, last, BER.INTEGER)) {
            return false;
        }
        requestId = (int) readSigned();
        if (!readHeader(valueEnd, last, BER.INTEGER)) {
            return false;
        }
        errorStatus = (int) readSigned();
        if (!readHeader(valueEnd, last, BER.INTEGER) || !readHeader(valueEnd, last, BER.SEQUENCE)) {
            return false;
        }
        bindingsAt = valueAt;
        bindingsEnd = valueEnd;
        return true;
    }

    /** The id of the request that it answers. */
    int requestId() {
        return requestId;
    }

    boolean hasCommunity(byte[] community) {
        return Arrays.equals(octets, communityAt, communityEnd, community, 0, community.length);
    }

    /**
     * The values, when it tells just these objects in their order and without an error, and all values are of the usual
     * types; null otherwise.
     *
     * @param names the objects as they stand in messages
     */
    public Variable @Nullable [] values(byte[][] names) {
        if (errorStatus != PDU.noError) {
            return null;
        }
        try {
            return readValues(names);
        } catch (ArrayIndexOutOfBoundsException cut) {
            return null;
        }
    }

    private Variable @Nullable [] readValues(byte[][] names) {
        Variable[] values = new Variable[names.length];
        int at = bindingsAt;
        for (int i = 0; i < names.length; i++) {
            if (!readHeader(at, bindingsEnd, BER.SEQUENCE)) {
                return null;
            }
            int next = valueEnd;
            byte[] name = names[i];
            int nameEnd = valueAt + name.length;
            if (nameEnd > next || !Arrays.equals(octets, valueAt, nameEnd, name, 0, name.length)) {
                return null;
            }
            int tag = octets[nameEnd] & 0xff;
            if (!readHeader(nameEnd, next, tag) || valueEnd != next) {
                return null;
            }
            Variable value = readValue(tag);
            if (value == null) {
                return null;
            }
            values[i] = value;
            at = next;
        }
        return at == bindingsEnd ? values : null;
    }

    private @Nullable Variable readValue(int tag) {
        int length = valueEnd - valueAt;
        switch (tag) {
            case BER.INTEGER:
                return length >= 1 && length <= 4 ? new Integer32((int) readSigned()) : null;
            case BER.COUNTER32 & 0xff:
                return fitsUnsigned32(length) ? new Counter32(readUnsigned()) : null;
            case BER.GAUGE32 & 0xff:
                return fitsUnsigned32(length) ? new Gauge32(readUnsigned()) : null;
            case BER.TIMETICKS & 0xff:
                return fitsUnsigned32(length) ? new TimeTicks(readUnsigned()) : null;
            case BER.COUNTER64 & 0xff:
                return length >= 1 && (length <= 8 || (length == 9 && octets[valueAt] == 0))
                        ? new Counter64(readUnsigned())
                        : null;
            case BER.OCTETSTRING:
                return new OctetString(octets, valueAt, length);
            case BER.NULL:
                return length == 0 ? Null.instance : null;
            case BER.NOSUCHOBJECT & 0xff:
                return length == 0 ? Null.noSuchObject : null;
            case BER.NOSUCHINSTANCE & 0xff:
                return length == 0 ? Null.noSuchInstance : null;
            default:
                return null;
        }
    }

    /** Of 32 bits without a sign: four octets, or five of which the first is 0. */
    private boolean fitsUnsigned32(int length) {
        return length >= 1 && (length <= 4 || (length == 5 && octets[valueAt] == 0));
    }

    private long readSigned() {
        long number = valueAt < valueEnd ? octets[valueAt] : 0;
        for (int i = valueAt + 1; i < valueEnd; i++) {
            number = number << 8 | (octets[i] & 0xff);
        }
        return number;
    }

    private long readUnsigned() {
        long number = 0;
        for (int i = valueAt; i < valueEnd; i++) {
            number = number << 8 | (octets[i] & 0xff);
        }
        return number;
    }

    /** Reads a header; false when it is of another kind or its value would end behind the last octet. */
    private boolean readHeader(int at, int last, int tag) {
        if (at + 2 > last || (octets[at] & 0xff) != tag) {
            return false;
        }
        int length = octets[at + 1] & 0xff;
        valueAt = at + 2;
        if (length >= 0x80) {
            int more = length & 0x7f;
            if (more == 0 || more > 3) {
                return false;
            }
            length = 0;
            for (int i = 0; i < more; i++) {
                length = length << 8 | (octets[valueAt + i] & 0xff);
            }
            valueAt += more;
        }
        valueEnd = valueAt + length;
        return valueEnd <= last;
    }

    /** All of it as SNMP4J reads it; null when that cannot. */
    @Nullable
    public PDU decodePdu() {
        try {
            PDU pdu = new PDU();
            pdu.decodeBER(new BERInputStream(ByteBuffer.wrap(octets, pduAt, end - pduAt)));
            return pdu.getType() == PDU.RESPONSE ? pdu : null;
        } catch (IOException | RuntimeException notSnmp) {
            return null;
        }
    }
}
