package org.firstbell.probe.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.DeviceId;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.Sightings;
import org.firstbell.model.status.Sighting;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeContext;
import org.firstbell.probe.ProbeLab;
import org.firstbell.probe.snmp.SightingVerification;
import org.firstbell.probe.snmp.client.TableRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.PDU;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** What switches and routers tell of devices that they forward for. */
class RouterTablesTest {
    private static final String FORWARDING = "1.3.6.1.2.1.17.7.1.2.2.1.";
    private static final String ADDRESSES = "1.3.6.1.2.1.4.35.1.";
    private static final String SCHOOL = """
            devices:
              - { id: sw-1, kind: switch, address: 127.0.0.1, sights: clients, snmp: { port: %d } }
              - { id: sw-2, kind: switch, address: 10.1.0.3, mac: "00:00:5e:00:53:f2" }
              - { id: ap-1, name: Gym Wi-Fi, kind: access-point, uplink: sw-1, mac: "00:00:5e:00:53:a1" }
              - { id: ap-2, name: Library Wi-Fi, kind: access-point, uplink: sw-1, address: 10.1.0.2 }
              - { id: ap-3, kind: access-point, uplink: sw-2, mac: "00:00:5e:00:53:a3" }
              - { id: cb-1, kind: chromebook, mac: "00:00:5e:00:53:01" }
              - { id: cb-2, kind: chromebook, mac: "00:00:5e:00:53:02" }
              - { id: cb-3, kind: chromebook, mac: "00:00:5e:00:53:03" }
              - { id: pc-1, kind: computer, address: 10.1.0.9, mac: "00:00:5e:00:53:04" }
            """;

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);

    @BeforeEach
    void open() {
        agent.put("1.3.6.1.2.1.2.1.0", new Integer32(1));
    }

    private Probe probe() {
        Probe probe = lab.probe(SCHOOL.formatted(agent.port()));
        lab.ask(probe);
        return probe;
    }

    private void learned(int last, int port) {
        agent.put(FORWARDING + "2.1.0.0.94.0.83." + last, new Integer32(port));
        agent.put(FORWARDING + "3.1.0.0.94.0.83." + last, new Integer32(3));
    }

    private static Sightings sightings(ProbeOutcome outcome) {
        return ((ProbeOutcome.Answered) outcome).sightings().orElseThrow();
    }

    private static Optional<DeviceId> at(String id) {
        return Optional.of(new DeviceId(id));
    }

    @Test
    void portWithOneAccessPoint_placesItsClientsThere_andTheAccessPointOnTheSwitch() {
        learned(0xa1, 7);
        learned(1, 7);
        learned(0x55, 7);
        learned(4, 8);
        Sightings seen = sightings(lab.ask(probe(), "forwarding"));
        assertThat(seen.unknownCount()).isEqualTo(1);
        assertThat(seen.sightings())
                .extracting(one -> one.device().value(), Sighting::connectedTo)
                .containsExactlyInAnyOrder(
                        tuple("ap-1", at("sw-1")), tuple("cb-1", at("ap-1")), tuple("pc-1", at("sw-1")));
    }

    @Test
    void accessPointWithoutAMac_isKnownByTheNameThatItAnnounces() {
        String remote = "1.0.8802.1.1.2.1.4.1.1.";
        agent.put(remote + "4.0.9.1", new Integer32(4));
        agent.put(remote + "5.0.9.1", OctetString.fromHexString("00:00:5e:00:53:a2"));
        agent.put(remote + "9.0.9.1", new OctetString("library wi-fi"));
        learned(0xa2, 9);
        learned(2, 9);
        Probe probe = probe();
        assertThat(ProbeLab.signals(lab.ask(probe, "neighbours"))).containsEntry("neighbors.count", 1.0);
        assertThat(sightings(lab.ask(probe, "forwarding")).sightings())
                .extracting(one -> one.device().value(), Sighting::connectedTo)
                .containsExactly(tuple("cb-2", at("ap-2")));
    }

    @Test
    void portToAnotherSwitch_placesNobody() {
        learned(0xf2, 24);
        learned(0xa1, 24);
        learned(3, 24);
        assertThat(sightings(lab.ask(probe(), "forwarding")).sightings())
                .filteredOn(one -> one.device().value().equals("cb-3"))
                .extracting(Sighting::connectedTo)
                .containsExactly(Optional.empty());
    }

    @Test
    void accessPointOfAnotherSwitch_placesNobodyOnIt() {
        learned(0xa3, 5);
        learned(1, 5);
        assertThat(sightings(lab.ask(probe(), "forwarding")).sightings())
                .filteredOn(one -> one.device().value().equals("cb-1"))
                .extracting(Sighting::connectedTo)
                .containsExactly(at("sw-1"));
    }

    private void vlan(int number, int state) {
        agent.put("1.3.6.1.4.1.9.9.46.1.3.1.1.2.1." + number, new Integer32(state));
    }

    private Probe catalyst() {
        agent.put("1.3.6.1.2.1.1.2.0", new OID("1.3.6.1.4.1.9.1.1208"));
        vlan(1, 1);
        vlan(20, 1);
        vlan(30, 2);
        vlan(1002, 1);
        agent.put("1.3.6.1.2.1.17.4.3.1.2.0.0.94.0.83.4", new Integer32(3));
        agent.put("1.3.6.1.2.1.17.4.3.1.3.0.0.94.0.83.4", new Integer32(3));
        return probe();
    }

    @Test
    void catalyst_isAskedInTheContextOfEachVlan() {
        TreeMap<OID, Variable> context = new TreeMap<>();
        context.put(new OID("1.3.6.1.2.1.17.4.3.1.2.0.0.94.0.83.1"), new Integer32(5));
        context.put(new OID("1.3.6.1.2.1.17.4.3.1.3.0.0.94.0.83.1"), new Integer32(3));
        agent.contexts.put("public@20", context);
        ProbeOutcome outcome = lab.ask(catalyst(), "forwarding");
        assertThat(sightings(outcome).complete()).isTrue();
        assertThat(sightings(outcome).sightings())
                .extracting(one -> one.device().value())
                .containsExactlyInAnyOrder("pc-1", "cb-1");
    }

    @Test
    void familyThatBreaksOnGetbulk_isNotAskedByIt_inTheContextsOfVlansEither() {
        catalyst();
        TreeMap<OID, Variable> context = new TreeMap<>();
        context.put(new OID("1.3.6.1.2.1.17.4.3.1.2.0.0.94.0.83.1"), new Integer32(5));
        context.put(new OID("1.3.6.1.2.1.17.4.3.1.3.0.0.94.0.83.1"), new Integer32(3));
        agent.contexts.put("public@20", context);
        String school = SCHOOL.formatted(agent.port()).replace(", snmp: {", ", snmp: { profile: old,");
        Probe probe = lab.probes(
                        school,
                        Map.of(
                                "profiles/snmp/old.yaml",
                                "id: old\ntitle: Old switch\nextends: cisco-ios\nbulk: false\n"))
                .get(0);
        agent.heard.clear();
        ProbeOutcome outcome = lab.ask(probe, "forwarding");
        assertThat(sightings(outcome).sightings())
                .extracting(one -> one.device().value())
                .containsExactlyInAnyOrder("pc-1", "cb-1");
        assertThat(agent.heard).isNotEmpty().noneMatch(request -> request.getType() == PDU.GETBULK);
    }

    @Test
    void catalystThatAnswersNoContext_tellsItsDefaultVlan_andWhatToAllow() {
        ProbeOutcome outcome = lab.ask(catalyst(), "forwarding");
        assertThat(sightings(outcome).complete()).isFalse();
        assertThat(sightings(outcome).sightings())
                .extracting(one -> one.device().value())
                .containsExactly("pc-1");
        assertThat(ProbeLab.problems(outcome)).singleElement().asString().contains("VLAN 20", "'@20'", "vlan-20");
    }

    private void entry(int host, int last, int state) {
        agent.put(
                ADDRESSES + "4.3.1.4.10.1.0." + host, OctetString.fromHexString("00:00:5e:00:53:%02x".formatted(last)));
        agent.put(ADDRESSES + "7.3.1.4.10.1.0." + host, new Integer32(state));
    }

    @Test
    void routersAddress_thatItCallsReachable_isASighting_andDeadOnesAreNone() {
        entry(11, 1, 1);
        entry(12, 2, 5);
        entry(13, 3, 7);
        entry(14, 0x77, 1);
        Sightings seen = sightings(lab.ask(probe(), "arp"));
        assertThat(seen.sightings()).extracting(one -> one.device().value()).containsExactly("cb-1");
        assertThat(seen.unknownCount()).isEqualTo(1);
        assertThat(seen.complete()).as("absence from it means nothing").isFalse();
    }

    private ReadingCollector answer() {
        return new ReadingCollector(
                new DeviceId("sw-1"),
                Instant.EPOCH,
                "arp",
                true,
                new ProbeMemory(),
                ProbeContext.of(lab.configuration(SCHOOL.formatted(agent.port())), CheckThresholds.ALL_SIGNALS));
    }

    private static TableRow row(String index, int last, int state) {
        OctetString mac = OctetString.fromHexString("00:00:5e:00:53:%02x".formatted(last));
        return new TableRow(
                new OID(index),
                state == 0 ? Map.of("mac", mac) : Map.of("mac", mac, "state", new Integer32(state)),
                OptionalDouble.empty());
    }

    @Test
    void addressesThatTheRouterDidNotConfirm_arePinged_andWhoAnswersIsSighted() {
        ReadingCollector answer = answer();
        ArpTableMapper.map(
                List.of(
                        row("3.1.4.10.1.0.1", 1, 2),
                        row("3.1.4.10.1.0.2", 2, 4),
                        row("3.1.4.10.1.0.3", 3, 1),
                        row("3.2.16.32.1.13.184.0.0.0.0.0.0.0.0.0.0.0.1", 4, 2)),
                new TableMapper.MapperOptions(Map.of()),
                answer);
        assertThat(answer.unverifiedSightings())
                .extracting(ReadingCollector.UnverifiedSighting::address)
                .containsExactly("10.1.0.1", "10.1.0.2");
        int[] done = {0};
        SightingVerification.verify(
                answer, (address, answers) -> answers.accept(address.equals("10.1.0.2")), () -> done[0]++);
        assertThat(done[0]).isEqualTo(1);
        assertThat(answer.sightings().orElseThrow().sightings())
                .extracting(one -> one.device().value())
                .containsExactly("cb-3", "cb-2");
    }

    @Test
    void olderTable_isReadOnlyWhereTheNewerOneIsNotThere() {
        ReadingCollector answer = answer();
        ArpTableMapper.map(List.of(row("3.10.1.0.1", 1, 0)), new TableMapper.MapperOptions(Map.of()), answer);
        assertThat(answer.unverifiedSightings())
                .extracting(ReadingCollector.UnverifiedSighting::address)
                .containsExactly("10.1.0.1");
        ReadingCollector second = new ReadingCollector(
                new DeviceId("sw-1"), Instant.EPOCH, "arp-older", true, answer.memory(), answer.context());
        ArpTableMapper.map(List.of(row("3.10.1.0.1", 1, 0)), new TableMapper.MapperOptions(Map.of()), second);
        assertThat(second.unverifiedSightings()).isEmpty();
        assertThat(second.sightings()).isEmpty();
    }
}
