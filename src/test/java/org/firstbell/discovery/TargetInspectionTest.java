package org.firstbell.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.firstbell.probe.ProbeLab;
import org.firstbell.probe.profile.OddAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;

class TargetInspectionTest {
    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);

    @Test
    void device_ofUnknownKind_isFoundOut_andAskedEverything() {
        agent.put("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.8072.3.2.10"));
        agent.put("1.3.6.1.2.1.25.1.1.0", new TimeTicks(720_000));
        agent.put("1.3.6.1.2.1.25.3.3.1.2.1", new Integer32(25));
        TargetInspection.InspectionResult told = lab.interview(
                "devices: [ { id: it, kind: server, address: 127.0.0.1, snmp: { port: %d } } ]".formatted(agent.port()),
                false);
        assertThat(told.reachable()).isTrue();
        assertThat(told.profile()).startsWith("host-resources: ").contains("sysObjectID", "1.3.6.1.2.1.25.1.1.0");
        assertThat(told.signals().get("uptime.seconds"))
                .isEqualTo(new TargetInspection.InspectedSignal(7200.0, "seconds", "1.3.6.1.2.1.25.1.1.0"));
        assertThat(told.signals().get("cpu.utilization.ratio").value()).isEqualTo(0.25);
        assertThat(told.missing()).contains("clock.offset.seconds", "process.count");
    }

    @Test
    void bridge_ofUnknownKind_isASwitch_thoughItTellsHostResourcesToo_andItsRatesAreRead() {
        agent.put("1.3.6.1.2.1.1.7.0", new Integer32(74));
        agent.put("1.3.6.1.2.1.2.1.0", new Integer32(1));
        agent.put("1.3.6.1.2.1.25.1.1.0", new TimeTicks(1));
        agent.put("1.3.6.1.2.1.2.2.1.3.1", new Integer32(6));
        agent.put("1.3.6.1.2.1.2.2.1.8.1", new Integer32(1));
        agent.put("1.3.6.1.2.1.31.1.1.1.15.1", new Gauge32(1000));
        long begun = System.nanoTime();
        agent.does((request, reply) -> {
            long millis = (System.nanoTime() - begun) / 1_000_000;
            agent.put("1.3.6.1.2.1.1.3.0", new TimeTicks(10_000 + millis / 10));
            agent.put("1.3.6.1.2.1.31.1.1.1.6.1", new Counter64(1_000_000 + millis * 5));
            reply.send(agent.usual(request));
        });
        TargetInspection.InspectionResult told = lab.interview(
                "devices: [ { id: it, kind: server, address: 127.0.0.1, snmp: { port: %d } } ]".formatted(agent.port()),
                false);
        assertThat(told.profile()).startsWith("if-mib: its sysServices is that of a bridge");
        assertThat((double) told.signals().get("traffic.in.bytes.per.second").value())
                .isBetween(4_500.0, 5_500.0);
    }

    @Test
    void silentDevice_isNotReachable_andSaysWhatToLookFor() {
        agent.does((request, reply) -> {});
        TargetInspection.InspectionResult told = lab.interview(
                "devices: [ { id: it, kind: server, address: 127.0.0.1, snmp: { port: %d } } ]".formatted(agent.port()),
                false);
        assertThat(told.reachable()).isFalse();
        assertThat(told.signals()).isEmpty();
        assertThat(told.problems()).singleElement().asString().contains("no answer over SNMP", "community");
        assertThat(told.missing()).isEqualTo(List.of("snmp/system"));
    }
}
