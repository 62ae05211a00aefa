package org.firstbell.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snmp4j.CommunityTarget;
import org.snmp4j.PDU;
import org.snmp4j.Snmp;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.transport.DefaultUdpTransportMapping;

class SimulatedAgentTest {
    private static final Instant NOW = Instant.parse("2027-04-14T12:40:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final SimulatedDevice device =
            new SimulatedDevice("sw-2", "Second-floor switch", "closet B", NOW.minusSeconds(100));
    private final AtomicBoolean hears = new AtomicBoolean(true);
    private Snmp snmp;
    private SimulatedAgent agent;

    @BeforeEach
    void open() throws Exception {
        SimulatedMib mib = new SimulatedMibs(InstantSource.fixed(NOW)).networkSwitch(device, 26, 3);
        agent = new SimulatedAgent(vertx, "127.0.0.1", "public", mib, hears::get)
                .open(0)
                .await(5, TimeUnit.SECONDS);
        snmp = new Snmp(new DefaultUdpTransportMapping());
        snmp.listen();
    }

    @AfterEach
    void close() throws Exception {
        snmp.close();
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    private PDU ask(int type, String community, String... oids) throws Exception {
        PDU pdu = new PDU();
        pdu.setType(type);
        if (type == PDU.GETBULK) {
            pdu.setMaxRepetitions(20);
        }
        for (String oid : oids) {
            pdu.add(new VariableBinding(new OID(oid)));
        }
        CommunityTarget<UdpAddress> target =
                new CommunityTarget<>(new UdpAddress("127.0.0.1/" + agent.port()), new OctetString(community));
        target.setVersion(SnmpConstants.version2c);
        target.setTimeout(500);
        target.setRetries(0);
        return snmp.send(pdu, target).getResponse();
    }

    @Test
    void get_ofSystemGroup_tellsNameAndUptime() throws Exception {
        PDU answer = ask(PDU.GET, "public", "1.3.6.1.2.1.1.5.0", "1.3.6.1.2.1.1.3.0", "1.3.6.1.9.9.0");
        assertThat(answer.get(0).getVariable()).hasToString("sw-2");
        assertThat(answer.get(1).getVariable().toLong()).isEqualTo(10_000);
        assertThat(answer.get(2).isException()).isTrue();
    }

    @Test
    void getBulk_overTheInterfaceTable_walksEveryRowInOrderAndEnds() throws Exception {
        OID column = new OID("1.3.6.1.2.1.31.1.1.1.6");
        List<OID> rows = new ArrayList<>();
        OID cursor = column;
        while (cursor != null) {
            PDU answer = ask(PDU.GETBULK, "public", cursor.toString());
            assertThat(answer.getErrorStatus()).isZero();
            cursor = null;
            for (VariableBinding one : answer.getVariableBindings()) {
                if (!one.getOid().startsWith(column)) {
                    break;
                }
                rows.add(one.getOid());
                cursor = one.getOid();
            }
            if (cursor != null && rows.size() >= 26) {
                cursor = null;
            }
        }
        assertThat(rows).hasSize(26).isSorted();
    }

    @Test
    void wrongCommunity_isMetWithSilence() throws Exception {
        assertThat(ask(PDU.GET, "private", "1.3.6.1.2.1.1.5.0")).isNull();
    }

    @Test
    void unreachableDevice_isSilent() throws Exception {
        hears.set(false);
        assertThat(ask(PDU.GET, "public", "1.3.6.1.2.1.1.5.0")).isNull();
    }
}
