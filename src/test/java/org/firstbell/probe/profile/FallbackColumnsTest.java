package org.firstbell.probe.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeLab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.PDU;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;

/** Switches that have no counters of 64 bits, or have them filled with zeros. */
class FallbackColumnsTest {
    private static final String IF = "1.3.6.1.2.1.2.2.1.";
    private static final String IFX = "1.3.6.1.2.1.31.1.1.1.";
    private static final String IN = "traffic.in.bytes.per.second";
    private static final String OUT = "traffic.out.bytes.per.second";

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);

    @BeforeEach
    void open() {
        agent.put("1.3.6.1.2.1.1.1.0", new OctetString("an old switch"));
    }

    private Probe aSwitch(String more) {
        return lab.probes("""
                credentials:
                  campus: { version: %s, community: public }
                devices: [ { id: it, kind: switch, address: 127.0.0.1, snmp: { port: %d, profile: if-mib } } ]
                """.formatted(more, agent.port())).get(0);
    }

    /** Two ports with a link, so many seconds after the agent began. */
    private void ports(int seconds, long in, long out) {
        agent.put("1.3.6.1.2.1.1.3.0", new TimeTicks(seconds * 100L));
        for (int port = 1; port <= 2; port++) {
            agent.put(IF + "3." + port, new Integer32(6));
            agent.put(IF + "5." + port, new Gauge32(100_000_000));
            agent.put(IF + "8." + port, new Integer32(1));
            agent.put(IF + "10." + port, new Counter32(in));
            agent.put(IF + "16." + port, new Counter32(out));
        }
    }

    private static List<OID> columns(PDU request) {
        return request.getVariableBindings().stream()
                .map(binding -> binding.getOid())
                .toList();
    }

    @Test
    void switchWithoutThem_tellsTrafficAndLoad_overVersion1And2() {
        for (String version : List.of("2c", "1")) {
            Probe probe = aSwitch(version);
            ports(1_000, 4_294_000_000L, 0);
            lab.ask(probe, "ports");
            ports(1_008, 9_112_704, 5_000_000);
            assertThat(ProbeLab.signals(lab.ask(probe, "ports")))
                    .as(version)
                    .containsEntry("ports.up", 2.0)
                    .containsEntry(IN, 2 * 1_260_000.0)
                    .containsEntry(OUT, 2 * 625_000.0)
                    .containsEntry("link.utilization.ratio", 0.1008);
        }
    }

    @Test
    void whatItDoesNotHave_isNotAskedForEachTime() {
        Probe probe = aSwitch("2c");
        ports(1_000, 70_000_000, 70_000_000);
        lab.ask(probe, "ports");
        agent.heard.clear();
        lab.ask(probe, "ports");
        assertThat(agent.heard)
                .hasSize(1)
                .allSatisfy(request -> assertThat(columns(request))
                        .contains(new OID(IF + "10"), new OID(IF + "16"), new OID(IF + "5"))
                        .doesNotContain(new OID(IFX + "6"), new OID(IFX + "10"), new OID(IFX + "15")));
    }

    @Test
    void countersThatAreFilledWithZeros_doNotHideWhatPassed() {
        Probe probe = aSwitch("2c");
        for (int port = 1; port <= 2; port++) {
            agent.put(IFX + "6." + port, new Counter64(0));
            agent.put(IFX + "10." + port, new Counter64(0));
            agent.put(IFX + "15." + port, new Gauge32(100));
        }
        ports(1_000, 70_000_000, 70_000_000);
        lab.ask(probe, "ports");
        ports(1_010, 70_010_000, 70_020_000);
        assertThat(ProbeLab.signals(lab.ask(probe, "ports")))
                .containsEntry(IN, 2_000.0)
                .containsEntry(OUT, 4_000.0);
    }

    @Test
    void switchThatHasThem_isAskedNothingMore() {
        Probe probe = aSwitch("2c");
        ports(1_000, 70_000_000, 70_000_000);
        for (int port = 1; port <= 2; port++) {
            agent.put(IFX + "6." + port, new Counter64(5_000_000_000L));
            agent.put(IFX + "10." + port, new Counter64(6_000_000_000L));
            agent.put(IFX + "15." + port, new Gauge32(100));
        }
        lab.ask(probe, "ports");
        assertThat(agent.heard)
                .hasSize(1)
                .allSatisfy(request -> assertThat(columns(request)).doesNotContain(new OID(IF + "10")));
    }

    @Test
    void switchThatBeganAMomentAgo_isNotTakenForOneWithoutThem() {
        Probe probe = aSwitch("2c");
        for (int port = 1; port <= 2; port++) {
            agent.put(IFX + "6." + port, new Counter64(0));
            agent.put(IFX + "10." + port, new Counter64(0));
            agent.put(IFX + "15." + port, new Gauge32(100));
        }
        ports(3, 500, 0);
        lab.ask(probe, "ports");
        for (int port = 1; port <= 2; port++) {
            agent.put(IFX + "6." + port, new Counter64(10_000_000_000L));
        }
        ports(13, 1_500, 0);
        lab.ask(probe, "ports");
        for (int port = 1; port <= 2; port++) {
            agent.put(IFX + "6." + port, new Counter64(10_000_010_000L));
        }
        ports(23, 1_500, 0);
        Map<String, Object> told = ProbeLab.signals(lab.ask(probe, "ports"));
        assertThat(told).containsEntry(IN, 2_000.0);
    }
}
