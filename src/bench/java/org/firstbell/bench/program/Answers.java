package org.firstbell.bench.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BERInputStream;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * A ready-made answer to one question, of an agent with ten values and a table of 52 ports: id, clock and counters are
 * patched in where they stand. Immutable.
 */
public final class Answers {
    /** Ports of the table. */
    public static final int PORTS = 52;

    /** Tags of RFC 2578's application types. */
    private static final int TIME_TICKS = 0x43;

    private static final int COUNTER_64 = 0x46;
    /** So large that they take 4 and 8 octets whatever is added in a day. */
    private static final long TICKS = 0x1000_0000L;

    private static final long COUNT = 0x1000_0000_0000_0000L;
    /** Agents keep an answer within an Ethernet frame. */
    private static final int LARGEST = 1_400;

    private static final NavigableMap<OID, Variable> OBJECTS = objects();

    private final byte[] octets;
    private final int values;
    private final int idAt;
    private final int[] ticksAt;
    private final int[] countsAt;

    private Answers(byte[] octets, int values) {
        this.octets = octets;
        this.values = values;
        this.idAt = idAt(octets);
        this.ticksAt = found(octets, TIME_TICKS, 4);
        this.countsAt = found(octets, COUNTER_64, 8);
    }

    private static NavigableMap<OID, Variable> objects() {
        NavigableMap<OID, Variable> all = new TreeMap<>(Map.of(
                new OID("1.3.6.1.2.1.1.1.0"), new OctetString("bench device"),
                new OID("1.3.6.1.2.1.1.2.0"), new OID("1.3.6.1.4.1.99999.1"),
                new OID("1.3.6.1.2.1.1.3.0"), new TimeTicks(TICKS),
                new OID("1.3.6.1.2.1.1.5.0"), new OctetString("bench-device"),
                new OID("1.3.6.1.2.1.2.1.0"), new Integer32(PORTS),
                new OID("1.3.6.1.4.1.99999.1.2.1.3.1"), new Gauge32(17),
                new OID("1.3.6.1.4.1.99999.1.2.1.3.2"), new Gauge32(4),
                new OID("1.3.6.1.4.1.99999.1.2.1.5.1"), new Gauge32(23),
                new OID("1.3.6.1.4.1.99999.1.2.1.5.2"), new Gauge32(11)));
        for (int port = 1; port <= PORTS; port++) {
            all.put(new OID("1.3.6.1.2.1.2.2.1.8." + port), new Integer32(1));
            all.put(new OID("1.3.6.1.2.1.2.2.1.14." + port), new Counter32(port));
            all.put(new OID("1.3.6.1.2.1.2.2.1.3." + port), new Integer32(6));
            all.put(new OID("1.3.6.1.2.1.31.1.1.1.6." + port), new Counter64(COUNT));
            all.put(new OID("1.3.6.1.2.1.31.1.1.1.10." + port), new Counter64(COUNT));
            all.put(new OID("1.3.6.1.2.1.31.1.1.1.15." + port), new Gauge32(1_000));
        }
        return all;
    }

    /** Where a message's request id of four octets stands; 0 when it has another length. */
    public static int idAt(byte[] message) {
        int at = header(message, 0);
        at += 2 + message[at + 1];
        at += 2 + message[at + 1];
        at = header(message, at);
        return message[at] == 2 && message[at + 1] == 4 ? at + 2 : 0;
    }

    public static int header(byte[] message, int at) {
        int length = message[at + 1] & 0xff;
        return at + (length < 0x80 ? 2 : 2 + (length & 0x7f));
    }

    public static Answers to(byte[] question) throws IOException {
        BERInputStream in = new BERInputStream(ByteBuffer.wrap(question));
        BER.decodeHeader(in, new BER.MutableByte());
        Integer32 version = new Integer32();
        version.decodeBER(in);
        OctetString community = new OctetString();
        community.decodeBER(in);
        PDU asked = new PDU();
        asked.decodeBER(in);
        PDU answer = answer(asked);
        int inner = version.getBERLength() + community.getBERLength() + answer.getBERLength();
        ByteBuffer buffer = ByteBuffer.allocate(inner + 8);
        BEROutputStream out = new BEROutputStream(buffer);
        BER.encodeHeader(out, BER.SEQUENCE, inner);
        version.encodeBER(out);
        community.encodeBER(out);
        answer.encodeBER(out);
        return new Answers(Arrays.copyOf(buffer.array(), buffer.position()), answer.size());
    }

    private static PDU answer(PDU asked) {
        PDU answer = new PDU();
        answer.setType(PDU.RESPONSE);
        answer.setRequestID(asked.getRequestID());
        List<OID> oids = asked.getVariableBindings().stream()
                .map(VariableBinding::getOid)
                .toList();
        switch (asked.getType()) {
            case PDU.GETBULK -> bulk(oids, asked.getNonRepeaters(), asked.getMaxRepetitions(), answer);
            case PDU.GETNEXT -> bulk(oids, oids.size(), 0, answer);
            default ->
                oids.forEach(oid -> answer.add(new VariableBinding(oid, OBJECTS.getOrDefault(oid, Null.noSuchObject))));
        }
        return answer;
    }

    private static void bulk(List<OID> oids, int single, int repetitions, PDU answer) {
        int once = Math.min(single, oids.size());
        oids.subList(0, once).forEach(oid -> answer.add(next(oid)));
        List<OID> cursors = new ArrayList<>(oids.subList(once, oids.size()));
        int length = answer.getBERLength();
        for (int i = 0; i < repetitions * cursors.size() && length < LARGEST; i++) {
            VariableBinding next = next(cursors.get(i % cursors.size()));
            length += next.getBERLength();
            if (length < LARGEST) {
                answer.add(next);
                cursors.set(i % cursors.size(), next.getOid());
            }
        }
    }

    private static VariableBinding next(OID oid) {
        Map.Entry<OID, Variable> next = OBJECTS.higherEntry(oid);
        return next == null
                ? new VariableBinding(oid, Null.endOfMibView)
                : new VariableBinding(next.getKey(), next.getValue());
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

    /** How many values it tells. */
    public int values() {
        return values;
    }

    /** Writes the answer; its id stays as it is where the question's was not of four octets. */
    public void write(int id, long nanos, ByteBuffer out) {
        int start = out.position();
        out.put(octets);
        if (idAt > 0) {
            out.putInt(start + idAt, id);
        }
        for (int at : ticksAt) {
            out.putInt(start + at, (int) (TICKS + (nanos / 10_000_000 & 0xfff_ffff)));
        }
        for (int at : countsAt) {
            out.putLong(start + at, COUNT + nanos / 1_000);
        }
    }
}
