package org.firstbell.probe.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.firstbell.demo.SimulatedAgent;
import org.firstbell.demo.SimulatedDevice;
import org.firstbell.demo.SimulatedMib;
import org.firstbell.demo.SimulatedMibs;
import org.firstbell.demo.SimulatedWlan;
import org.firstbell.model.DeviceId;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SnmpProbeTest {
    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final AtomicBoolean hears = new AtomicBoolean(true);
    private final SimulatedMibs families = new SimulatedMibs(InstantSource.system());

    private SimulatedAgent agent(SimulatedMib mib) throws Exception {
        return new SimulatedAgent(lab.vertx, "127.0.0.1", "public", mib, hears::get)
                .open(0)
                .await(5, TimeUnit.SECONDS);
    }

    @Test
    void computer_byAuto_isRecognisedAndTellsDiskMemoryAndClock() throws Exception {
        SimulatedDevice pc =
                new SimulatedDevice("pc-1", "Computer 1", "Lab", Instant.now().minusSeconds(3600));
        pc.setDiskFree(0.25);
        SimulatedAgent agent = agent(families.computer(pc, 62_000_000L));
        Probe probe = lab.probe("devices: [ { id: pc-1, kind: computer, address: 127.0.0.1, snmp: { port: %d } } ]"
                .formatted(agent.port()));

        Map<String, Object> first = ProbeLab.signals(lab.ask(probe, "system"));
        assertThat(first).containsEntry("system.name", "pc-1");
        assertThat(((SnmpProbe) probe).profileSummary())
                .hasValueSatisfying(why -> assertThat(why).startsWith("windows:"));
        Map<String, Object> system = ProbeLab.signals(lab.ask(probe, "system"));
        assertThat((double) system.get("uptime.seconds")).isBetween(3590.0, 3700.0);
        assertThat((double) system.get("clock.offset.seconds")).isBetween(-2.0, 2.0);
        assertThat(system).containsEntry("process.count", 143.0);
        assertThat(system.get("os.version").toString()).startsWith("10.0");
        Map<String, Object> storage = ProbeLab.signals(lab.ask(probe, "storage"));
        assertThat((double) storage.get("disk.free.ratio")).isBetween(0.249, 0.251);
        assertThat((double) storage.get("disk.free.bytes")).isBetween(63e9, 64e9);
        assertThat((double) storage.get("memory.total.bytes")).isEqualTo(131_072 * 65_536.0);
        assertThat(ProbeLab.signals(lab.ask(probe, "processors"))).containsEntry("cpu.utilization.ratio", 0.12);
    }

    @Test
    void networkSwitch_byAuto_tellsPortsAndPower_andRatesFromTheSecondAnswerOn() throws Exception {
        SimulatedDevice sw =
                new SimulatedDevice("sw-1", "Switch", "closet", Instant.now().minusSeconds(3600));
        SimulatedAgent agent = agent(families.networkSwitch(sw, 26, 3));
        Probe probe = lab.probe("devices: [ { id: sw-1, kind: switch, address: 127.0.0.1, snmp: { port: %d } } ]"
                .formatted(agent.port()));
        lab.ask(probe, "system");
        assertThat(ProbeLab.signals(lab.ask(probe, "system"))
                        .get("system.firmware")
                        .toString())
                .isEqualTo("YA.16.11.0014");
        Map<String, Object> first = ProbeLab.signals(lab.ask(probe, "ports"));
        assertThat(first).containsEntry("ports.total", 26.0).containsEntry("ports.up", 26.0);
        assertThat(first).doesNotContainKey("traffic.in.bytes.per.second");
        CompletableFuture<Void> later = new CompletableFuture<>();
        lab.vertx.setTimer(1500, due -> later.complete(null));
        later.get(5, TimeUnit.SECONDS);
        Map<String, Object> second = ProbeLab.signals(lab.ask(probe, "ports"));
        assertThat((double) second.get("traffic.in.bytes.per.second")).isBetween(600_000.0, 1_200_000.0);
        assertThat(ProbeLab.signals(lab.ask(probe, "power"))).containsKey("poe.utilization.ratio");
        assertThat(ProbeLab.signals(lab.ask(probe, "neighbours"))).containsEntry("neighbors.count", 3.0);
    }

    @Test
    void instantController_sightsOnlyWhatTheInventoryNames_andCountsTheRest() throws Exception {
        SimulatedDevice controller =
                new SimulatedDevice("wlc-1", "Controller", "", Instant.now().minusSeconds(99));
        SimulatedDevice unit =
                new SimulatedDevice("ap-118", "Wi-Fi box", "", Instant.now().minusSeconds(99));
        SimulatedMib mib = families.controller(controller);
        SimulatedWlan airspace = new SimulatedWlan(mib);
        airspace.addAccessPoint(unit, "20:4c:03:5e:53:01", "127.0.0.9", "ap-118");
        airspace.join("00:00:5e:00:53:01", "ap-118");
        airspace.join("00:00:5e:00:53:99", "ap-118");
        airspace.tick(Instant.now());
        SimulatedAgent agent = agent(mib);
        Probe probe = lab.probe("""
                devices:
                  - { id: wlc-1, kind: wlan-controller, address: 127.0.0.1, sights: clients, snmp: { port: %d } }
                  - { id: ap-118, kind: access-point, address: 127.0.0.9, controller: wlc-1 }
                  - { id: cb-1, kind: chromebook, mac: "00:00:5e:00:53:01" }
                """.formatted(agent.port()));
        lab.ask(probe, "system");
        assertThat(((SnmpProbe) probe).profileSummary())
                .hasValueSatisfying(why -> assertThat(why).startsWith("aruba-instant"));
        Map<String, Object> units = ProbeLab.signals(lab.ask(probe, "aps"));
        assertThat(units).containsEntry("wifi.aps.connected", 1.0).containsEntry("ap-118:system.model", "515");
        Map<String, Object> radios = ProbeLab.signals(lab.ask(probe, "radios"));
        assertThat(radios).containsEntry("ap-118:wifi.clients", 2.0).containsEntry("ap-118:wifi.radios.up", 2.0);
        ProbeOutcome.Answered clients = (ProbeOutcome.Answered) lab.ask(probe, "clients");
        assertThat(clients.sightings()).hasValueSatisfying(seen -> {
            assertThat(seen.complete()).isTrue();
            assertThat(seen.unknownCount()).isEqualTo(1);
            assertThat(seen.sightings()).singleElement().satisfies(one -> {
                assertThat(one.device()).isEqualTo(new DeviceId("cb-1"));
                assertThat(one.connectedTo()).contains(new DeviceId("ap-118"));
            });
        });
    }

    @Test
    void unreachableAgent_isSilentWithAReason() throws Exception {
        SimulatedDevice pc = new SimulatedDevice("pc-1", "Computer 1", "Lab", Instant.now());
        SimulatedAgent agent = agent(families.computer(pc, 62_000_000L));
        Probe probe = lab.probe("devices: [ { id: pc-1, kind: computer, address: 127.0.0.1, snmp: { port: %d } } ]"
                .formatted(agent.port()));
        hears.set(false);
        ProbeOutcome outcome = lab.ask(probe, "system");
        assertThat(outcome).isInstanceOf(ProbeOutcome.Silent.class);
        assertThat(((ProbeOutcome.Silent) outcome).reason()).contains("no answer over SNMP");
        assertThat(List.of(outcome.execution().duration().toMillis()))
                .allMatch(millis -> millis >= 950 && millis < 3000);
        assertThat(Pattern.compile("public").matcher(outcome.toString()).find()).isFalse();
    }
}
