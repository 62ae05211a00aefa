package org.firstbell.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.firstbell.model.DeviceId;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.Sightings;
import org.firstbell.model.status.Sighting;
import org.firstbell.probe.profile.OddAgent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.smi.Gauge32;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;

/** What controllers and access points tell of others. */
class ControllersTest {
    private static final String WLSX = "1.3.6.1.4.1.14823.2.2.1.5.2.";
    private static final String AP_1 = "32.76.3.94.83.1";
    private static final String AP_2 = "32.76.3.94.83.2";

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);

    private Probe controller() {
        return lab.probe("""
                devices:
                  - { id: wlc-1, kind: wlan-controller, address: 127.0.0.1, sights: clients, snmp: { port: %d } }
                  - { id: ap-1, name: Library Wi-Fi, kind: access-point, controller: wlc-1, address: 10.1.0.1 }
                  - { id: ap-2, name: Gym Wi-Fi, kind: access-point, controller: wlc-1, mac: "20:4c:03:5e:53:02" }
                  - { id: cb-1, kind: chromebook, mac: "00:00:5e:00:53:01" }
                  - { id: cb-2, kind: chromebook, mac: "00:00:5e:00:53:02" }
                """.formatted(agent.port()));
    }

    private void arubaOs() {
        agent.put("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.14823.1.1.32"));
        agent.put("1.3.6.1.2.1.1.1.0", new OctetString("ArubaOS (MODEL: Aruba7205), Version 8.10.0.6 (86211)"));
        unit(AP_1, "10.1.0.1", "whatever", 1);
        unit(AP_2, "10.9.9.9", "gym", 1);
        bssid(AP_1, "32.76.3.148.1.16", new byte[] {0x20, 0x4c, 3, 0x5e, 0x53, 1});
        bssid(AP_2, "32.76.3.148.2.16", new byte[] {0x20, 0x4c, 3, 0x5e, 0x53, 2});
        client("0.0.94.0.83.1", new byte[] {0x20, 0x4c, 3, (byte) 0x94, 1, 0x10});
        client("0.0.94.0.83.2", new byte[] {0x20, 0x4c, 3, (byte) 0x94, 2, 0x10});
        client("0.0.94.0.83.9", new byte[] {0x20, 0x4c, 3, (byte) 0x94, 2, 0x10});
    }

    private void unit(String index, String address, String name, int status) {
        agent.put(WLSX + "1.4.1.2." + index, new IpAddress(address));
        agent.put(WLSX + "1.4.1.3." + index, new OctetString(name));
        agent.put(WLSX + "1.4.1.13." + index, new OctetString("515"));
        agent.put(WLSX + "1.4.1.19." + index, new Integer32(status));
    }

    private void bssid(String unit, String bssid, byte[] mac) {
        agent.put(WLSX + "1.7.1.13." + unit + ".1." + bssid, new OctetString(mac));
    }

    private void client(String index, byte[] bssid) {
        agent.put(WLSX + "2.1.1.2." + index, new OctetString(bssid));
        agent.put(WLSX + "2.1.1.12." + index, new OctetString("Testing"));
    }

    private static Sightings sightings(ProbeOutcome outcome) {
        return ((ProbeOutcome.Answered) outcome).sightings().orElseThrow();
    }

    @Test
    void arubaOs_placesItsClientsByTheirBssid_andCountsStrangers() {
        arubaOs();
        Probe probe = controller();
        lab.ask(probe);
        Map<String, Object> units = ProbeLab.signals(lab.ask(probe, "aps"));
        assertThat(units)
                .containsEntry("wifi.aps.connected", 2.0)
                .containsEntry("ap-1:up", true)
                .containsEntry("ap-2:up", true)
                .containsEntry("ap-2:system.model", "515");
        lab.ask(probe, "bssids");
        ProbeOutcome outcome = lab.ask(probe, "clients");
        Sightings seen = sightings(outcome);
        assertThat(seen.complete()).isTrue();
        assertThat(seen.unknownCount()).isEqualTo(1);
        assertThat(seen.sightings())
                .extracting(
                        Sighting::device,
                        one -> one.connectedTo().orElseThrow(),
                        one -> one.ssid().orElseThrow())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(new DeviceId("cb-1"), new DeviceId("ap-1"), "Testing"),
                        org.assertj.core.groups.Tuple.tuple(new DeviceId("cb-2"), new DeviceId("ap-2"), "Testing"));
        assertThat(outcome.toString()).doesNotContain("00:00:5e:00:53:09");
        assertThat(ProbeLab.signals(outcome)).containsEntry("wifi.clients", 3.0);
    }

    @Test
    void accessPoint_downInTheTable_orGoneFromIt_isTold() {
        arubaOs();
        Probe probe = controller();
        lab.ask(probe);
        lab.ask(probe, "aps");
        agent.put(WLSX + "1.4.1.19." + AP_1, new Integer32(2));
        agent.objects.keySet().removeIf(oid -> oid.toString().endsWith("." + AP_2));
        assertThat(ProbeLab.signals(lab.ask(probe, "aps")))
                .containsEntry("wifi.aps.connected", 0.0)
                .containsEntry("ap-1:up", false)
                .containsEntry("ap-2:up", false);
    }

    @Test
    void clientTable_thatGoesInCircles_isNotWhole_andAbsenceSaysNothing() {
        arubaOs();
        Probe probe = controller();
        lab.ask(probe);
        agent.does((request, reply) -> {
            var answer = OddAgent.empty(request);
            for (int i = 0; i < 40; i++) {
                String asked = request.get(i % request.size()).getOid().toString();
                OID cursor = new OID((asked.startsWith(WLSX + "2.1.1.12") ? WLSX + "2.1.1.12" : WLSX + "2.1.1.2")
                        + ".0.0.94.0.83.1");
                answer.add(new org.snmp4j.smi.VariableBinding(cursor, agent.objects.get(cursor)));
            }
            reply.send(answer);
        });
        ProbeOutcome outcome = lab.ask(probe, "clients");
        assertThat(sightings(outcome).complete()).isFalse();
        assertThat(sightings(outcome).sightings()).hasSize(1);
        assertThat(ProbeLab.signals(outcome)).doesNotContainKey("wifi.clients");
        assertThat(ProbeLab.problems(outcome)).isNotEmpty();
    }

    @Test
    void unifi_sumsItsNetworks_andTellsNoUtilisationThatItsRadiosDoNotReport() {
        agent.put("1.3.6.1.2.1.1.1.0", new OctetString("U6-Pro 6.6.77.15402"));
        agent.put("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.8072.3.2.10"));
        String vap = "1.3.6.1.4.1.41112.1.6.1.2.1.";
        int[] stations = {12, 30, 4};
        String[] radios = {"ng", "na", "na"};
        for (int i = 0; i < 3; i++) {
            agent.put(vap + "8." + (27 + i), new Integer32(stations[i]));
            agent.put(vap + "9." + (27 + i), new OctetString(radios[i]));
        }
        agent.put("1.3.6.1.4.1.41112.1.6.1.1.1.6.1", new Integer32(0));
        agent.put("1.3.6.1.4.1.41112.1.6.1.1.1.6.2", new Integer32(0));
        Probe probe = lab.snmp("access-point", agent.port(), "");
        lab.ask(probe);
        assertThat(ProbeLab.signals(lab.ask(probe, "system")))
                .containsEntry("system.model", "U6-Pro")
                .containsEntry("system.firmware", "6.6.77.15402");
        assertThat(ProbeLab.signals(lab.ask(probe, "networks")))
                .containsEntry("wifi.clients", 46.0)
                .containsEntry("wifi.clients.radio.max", 34.0);
        assertThat(ProbeLab.signals(lab.ask(probe, "radios"))).isEmpty();
        agent.put("1.3.6.1.4.1.41112.1.6.1.1.1.6.2", new Integer32(63));
        assertThat(ProbeLab.signals(lab.ask(probe, "radios"))).containsEntry("wifi.channel.utilization.ratio", 0.63);
    }

    private void catalyst9800() {
        agent.put("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.9.1.2391"));
        agent.put(
                "1.3.6.1.2.1.1.1.0",
                new OctetString("Cisco IOS Software [Cupertino], C9800 Software, Version 17.9.4a"));
        for (String index : new String[] {AP_1, AP_2}) {
            agent.put("1.3.6.1.4.1.14179.2.2.1.1.3." + index, new OctetString("whatever"));
            agent.put("1.3.6.1.4.1.14179.2.2.1.1.6." + index, new Integer32(1));
            agent.put("1.3.6.1.4.1.9.9.513.1.1.1.1.6." + index, new TimeTicks(360_000));
            agent.put("1.3.6.1.4.1.9.9.513.1.1.1.1.54." + index, new Gauge32(40));
            agent.put("1.3.6.1.4.1.9.9.513.1.1.1.1.57." + index, new Gauge32(12));
        }
        agent.put("1.3.6.1.4.1.14179.2.2.1.1.19." + AP_1, new IpAddress("10.1.0.1"));
    }

    @Test
    void catalyst9800_countsClientsByRadio_overItsNetworks() {
        catalyst9800();
        Probe probe = controller();
        lab.ask(probe);
        Map<String, Object> first = ProbeLab.signals(lab.ask(probe, "aps"));
        assertThat(first)
                .containsEntry("ap-1:up", true)
                .containsEntry("ap-1:uptime.seconds", 3_600.0)
                .containsEntry("ap-1:cpu.utilization.ratio", 0.12)
                .containsEntry("ap-1:wifi.clients", 40.0);
        String slots = "1.3.6.1.4.1.9.9.513.1.22.1.1.6." + AP_1;
        agent.put(slots + ".0.1", new Gauge32(5));
        agent.put(slots + ".1.1", new Gauge32(20));
        agent.put(slots + ".1.2", new Gauge32(11));
        assertThat(ProbeLab.signals(lab.ask(probe, "slots")))
                .containsEntry("ap-1:wifi.clients", 36.0)
                .containsEntry("ap-1:wifi.clients.radio.max", 31.0);
        assertThat(ProbeLab.signals(lab.ask(probe, "aps")))
                .as("two places that count must not take turns")
                .doesNotContainKey("ap-1:wifi.clients");
    }

    @Test
    void catalyst9800_whoseRadioTableIsCut_saysNothingOfAllRadios() {
        catalyst9800();
        Probe probe = controller();
        lab.ask(probe);
        lab.ask(probe, "aps");
        agent.put("1.3.6.1.4.1.14179.2.2.2.1.12." + AP_1 + ".0", new Integer32(2));
        assertThat(ProbeLab.signals(lab.ask(probe, "radios")))
                .containsEntry("ap-1:wifi.radios.up", 1.0)
                .doesNotContainKey("wifi.radios.up");
    }

    @Test
    void catalyst9800_whoseRadioTableIsCut_hasItsClientsToldByTheTableThatIsNot() {
        catalyst9800();
        Probe probe = controller();
        lab.ask(probe);
        lab.ask(probe, "aps");
        agent.put("1.3.6.1.4.1.14179.2.2.2.1.12." + AP_1 + ".0", new Integer32(2));
        agent.put("1.3.6.1.4.1.14179.2.2.2.1.15." + AP_1 + ".0", new Gauge32(7));
        assertThat(ProbeLab.signals(lab.ask(probe, "radios")))
                .doesNotContainKeys("wifi.clients", "ap-1:wifi.clients", "ap-1:wifi.clients.radio.max");
        assertThat(ProbeLab.signals(lab.ask(probe, "aps"))).containsEntry("ap-1:wifi.clients", 40.0);
        String slots = "1.3.6.1.4.1.9.9.513.1.22.1.1.6.";
        for (int network = 1; network <= 3; network++) {
            agent.put(slots + AP_1 + ".0." + network, new Gauge32(10));
        }
        assertThat(ProbeLab.signals(lab.ask(probe, "slots")))
                .as("three networks of one radio are no table of two access points")
                .doesNotContainKeys("wifi.clients", "ap-1:wifi.clients");
        agent.put(slots + AP_2 + ".0.1", new Gauge32(4));
        assertThat(ProbeLab.signals(lab.ask(probe, "slots")))
                .containsEntry("wifi.clients", 34.0)
                .containsEntry("ap-1:wifi.clients", 30.0)
                .containsEntry("ap-1:wifi.clients.radio.max", 30.0);
    }
}
