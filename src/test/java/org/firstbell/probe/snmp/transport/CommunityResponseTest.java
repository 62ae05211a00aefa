package org.firstbell.probe.snmp.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.snmp4j.PDU;
import org.snmp4j.asn1.BER;
import org.snmp4j.asn1.BEROutputStream;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/** Answers read where they lie, against SNMP4J's own reading of the same octets. */
class CommunityResponseTest {
    private static final OID UP_TIME = new OID("1.3.6.1.2.1.1.3.0");
    private static final OID NAME = new OID("1.3.6.1.2.1.1.5.0");
    private static final OID VENDOR = new OID("1.3.6.1.4.1.41112.1.6.1.2.1.8.300");
    private static final List<OID> ASKED = List.of(UP_TIME, NAME, VENDOR);

    private final CommunityResponse answer = new CommunityResponse();

    private static CommunityMessage question(List<OID> oids) {
        PDU pdu = new PDU();
        pdu.setType(PDU.GET);
        oids.forEach(oid -> pdu.add(new VariableBinding(oid)));
        return CommunityMessage.encode("public", false, pdu);
    }

    private static byte[] encoded(PDU pdu) throws IOException {
        pdu.setType(PDU.RESPONSE);
        pdu.setRequestID(new Integer32(0x0123_4567));
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

    private static PDU told(Variable... values) {
        PDU pdu = new PDU();
        for (int i = 0; i < values.length; i++) {
            pdu.add(new VariableBinding(ASKED.get(i), values[i]));
        }
        return pdu;
    }

    private Variable[] inPlace(byte[] octets) {
        assertThat(answer.parse(octets, 0, octets.length)).isTrue();
        return answer.values(question(ASKED).encodedOids());
    }

    @Test
    void values_ofEveryUsualType_areThoseThatWereSent() throws IOException {
        List<Variable> all = List.of(
                new TimeTicks(0),
                new TimeTicks(4_294_967_295L),
                new Integer32(-129),
                new Integer32(Integer.MIN_VALUE),
                new Counter32(2_147_483_648L),
                new Gauge32(127),
                new Counter64(0),
                new Counter64(-1),
                new Counter64(Long.MIN_VALUE),
                new OctetString(""),
                new OctetString(new byte[] {0, -1, 127}),
                new OctetString("x".repeat(300)),
                Null.instance,
                Null.noSuchObject,
                Null.noSuchInstance);
        for (Variable one : all) {
            Variable[] values = inPlace(encoded(told(new TimeTicks(17), one, new Gauge32(3))));
            assertThat(values).as("%s", one).containsExactly(new TimeTicks(17), one, new Gauge32(3));
        }
    }

    @Test
    void answer_ofAnotherOrderLengthTypeOrWithAnError_isLeftToTheSlowReading() throws IOException {
        PDU turned = new PDU();
        turned.add(new VariableBinding(NAME, new OctetString("ap")));
        turned.add(new VariableBinding(UP_TIME, new TimeTicks(1)));
        turned.add(new VariableBinding(VENDOR, new Gauge32(3)));
        PDU tooBig = told(new TimeTicks(1), new OctetString("ap"), new Gauge32(3));
        tooBig.setErrorStatus(PDU.tooBig);
        List<PDU> odd = List.of(
                turned,
                told(new TimeTicks(1), new OctetString("ap")),
                told(new TimeTicks(1), new IpAddress("10.0.0.1"), new Gauge32(3)),
                tooBig,
                new PDU());
        for (PDU pdu : odd) {
            byte[] octets = encoded(pdu);
            assertThat(inPlace(octets)).as("%s", pdu).isNull();
            assertThat(answer.decodePdu()).isNotNull();
            assertThat(answer.decodePdu().getVariableBindings()).isEqualTo(pdu.getVariableBindings());
        }
    }

    @Test
    void answer_knowsItsIdAndCommunity() throws IOException {
        byte[] octets = encoded(told(new TimeTicks(1), new OctetString("ap"), new Gauge32(3)));
        assertThat(answer.parse(octets, 0, octets.length)).isTrue();
        assertThat(answer.requestId()).isEqualTo(0x0123_4567);
        assertThat(answer.hasCommunity("public".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(answer.hasCommunity("publik".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isFalse();
        assertThat(answer.hasCommunity(new byte[0])).isFalse();
    }

    @Test
    void octets_cutOrDamagedAnywhere_areNoneOrWhatSnmp4jReads() throws IOException {
        byte[] whole = encoded(told(new TimeTicks(17), new OctetString("ap-204"), new Counter64(1L << 40)));
        byte[][] names = question(ASKED).encodedOids();
        Random random = new Random(7);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = Arrays.copyOf(whole, random.nextInt(3) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int change = random.nextInt(3); change > 0 && octets.length > 0; change--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
            }
            Variable[] values = answer.parse(octets, 0, octets.length) ? answer.values(names) : null;
            if (values != null) {
                read++;
                PDU slow = answer.decodePdu();
                assertThat(slow).as("%s", Arrays.toString(octets)).isNotNull();
                assertThat(slow.getVariableBindings().stream().map(VariableBinding::getVariable))
                        .containsExactly(values);
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }

    @Test
    void answer_behindOthersInABatch_isReadFromItsPlace() throws IOException {
        byte[] octets = encoded(told(new TimeTicks(17), new OctetString("ap"), new Gauge32(3)));
        DatagramBatch batch = new DatagramBatch();
        int added = 0;
        while (batch.add(ByteBuffer.wrap(octets))) {
            added++;
        }
        assertThat(added).isGreaterThan(100).isEqualTo(batch.size());
        batch.dropFirst(added - 2);
        assertThat(batch.size()).isEqualTo(2);
        assertThat(answer.parse(batch.octets(), batch.start(1), batch.end(1))).isTrue();
        assertThat(answer.values(question(ASKED).encodedOids())).hasSize(3);
        batch.clear();
        assertThat(batch.add(ByteBuffer.wrap(new byte[65_507]))).isTrue();
        assertThat(batch.size()).isEqualTo(1);
    }
}
