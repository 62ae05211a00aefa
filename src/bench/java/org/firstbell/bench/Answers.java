package org.firstbell.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** A ready-made answer to one question: id, clock and counters are patched in where they stand. Confined to its farm. */
final class Answers {
    /** Tags of RFC 2578's application types. */
    private static final int TIME_TICKS = 0x43;

    private static final int COUNTER_64 = 0x46;
    /** So large that they take 4 and 8 octets whatever is added in a day. */
    private static final long TICKS = 0x1000_0000L;

    private static final long COUNT = 0x1000_0000_0000_0000L;
    private static final Map<OID, Variable> VALUES = Map.ofEntries(
            Map.entry(new OID("1.3.6.1.2.1.1.1.0"), new OctetString("bench device")),
            Map.entry(new OID("1.3.6.1.2.1.1.2.0"), new OID("1.3.6.1.4.1.99999.1")),
            Map.entry(new OID("1.3.6.1.2.1.1.3.0"), new TimeTicks(TICKS)),
            Map.entry(new OID("1.3.6.1.2.1.1.5.0"), new OctetString("bench-device")),
            Map.entry(new OID("1.3.6.1.2.1.2.1.0"), new Integer32(2)),
            Map.entry(new OID("1.3.6.1.2.1.2.2.1.8.1"), new Integer32(1)),
            Map.entry(new OID("1.3.6.1.2.1.31.1.1.1.6.1"), new Counter64(COUNT)),
            Map.entry(new OID("1.3.6.1.2.1.31.1.1.1.10.1"), new Counter64(COUNT)),
            Map.entry(new OID("1.3.6.1.4.1.99999.1.2.1.3.1"), new Gauge32(17)),
            Map.entry(new OID("1.3.6.1.4.1.99999.1.2.1.3.2"), new Gauge32(4)),
            Map.entry(new OID("1.3.6.1.4.1.99999.1.2.1.5.1"), new Gauge32(23)),
            Map.entry(new OID("1.3.6.1.4.1.99999.1.2.1.5.2"), new Gauge32(11)));

    private final byte[] octets;
    private final int idAt;
    private final int[] ticksAt;
    private final int[] countsAt;

    private Answers(byte[] octets, int idAt, int[] ticksAt, int[] countsAt) {
        this.octets = octets;
        this.idAt = idAt;
        this.ticksAt = ticksAt;
        this.countsAt = countsAt;
    }

    /** Where a message's request id of four octets stands; 0 when it has none. */
    static int idAt(byte[] message) {
        int at = header(message, 0);
        at += 2 + message[at + 1];
        at += 2 + message[at + 1];
        at = header(message, at);
        return message[at] == 2 && message[at + 1] == 4 ? at + 2 : 0;
    }

    private static int header(byte[] message, int at) {
        int length = message[at + 1] & 0xff;
        return at + (length < 0x80 ? 2 : 2 + (length & 0x7f));
    }

    static Answers to(byte[] question) throws IOException {
        BERInputStream in = new BERInputStream(ByteBuffer.wrap(question));
        BER.decodeHeader(in, new BER.MutableByte());
        Integer32 version = new Integer32();
        version.decodeBER(in);
        OctetString community = new OctetString();
        community.decodeBER(in);
        PDU asked = new PDU();
        asked.decodeBER(in);
        PDU answer = new PDU();
        answer.setType(PDU.RESPONSE);
        answer.setRequestID(new Integer32(0x0100_0000));
        asked.getVariableBindings()
                .forEach(one -> answer.add(
                        new VariableBinding(one.getOid(), VALUES.getOrDefault(one.getOid(), Null.noSuchObject))));
        int inner = version.getBERLength() + community.getBERLength() + answer.getBERLength();
        ByteBuffer buffer = ByteBuffer.allocate(inner + 8);
        BEROutputStream out = new BEROutputStream(buffer);
        BER.encodeHeader(out, BER.SEQUENCE, inner);
        version.encodeBER(out);
        community.encodeBER(out);
        answer.encodeBER(out);
        byte[] octets = Arrays.copyOf(buffer.array(), buffer.position());
        return new Answers(octets, idAt(octets), found(octets, TIME_TICKS, 4), found(octets, COUNTER_64, 8));
    }

    private static int[] found(byte[] octets, int tag, int length) {
        List<Integer> at = new ArrayList<>();
        for (int i = 0; i + 2 + length <= octets.length; i++) {
            if (octets[i] == tag && octets[i + 1] == length && octets[i + 2] == 0x10) {
                at.add(i + 2);
            }
        }
        return at.stream().mapToInt(Integer::intValue).toArray();
    }

    void write(int id, long nanos, ByteBuffer out) {
        int start = out.position();
        out.put(octets);
        out.putInt(start + idAt, id);
        for (int at : ticksAt) {
            out.putInt(start + at, (int) (TICKS + (nanos / 10_000_000 & 0xfff_ffff)));
        }
        for (int at : countsAt) {
            out.putLong(start + at, COUNT + nanos / 1_000);
        }
    }
}
