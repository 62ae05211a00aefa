package org.firstbell.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstbell.model.MacAddress;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.probe.ProbeLab;
import org.firstbell.probe.profile.OddAgent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snmp4j.smi.Integer32;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OctetString;

/** Switches whose ports go by several numbers, and what is read of those around them. */
class NeighbourReaderTest {
    private static final String OWN = "94:18:82:00:00:01";
    private static final String OTHER = "94:18:82:00:00:02";
    private static final String LOCAL = "1.0.8802.1.1.2.1.3.7.1.";
    private static final String REMOTE = "1.0.8802.1.1.2.1.4.1.1.";

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private final OddAgent agent = new OddAgent(lab.vertx);

    /** Twenty-four ports that share one address, of ifIndex 10101 and on and bridge port 1 and on. */
    @BeforeEach
    void open() {
        for (int port = 1; port <= 24; port++) {
            int index = 10100 + port;
            agent.put("1.3.6.1.2.1.2.2.1.6." + index, OctetString.fromHexString(OWN));
            agent.put("1.3.6.1.2.1.2.2.1.2." + index, new OctetString("GigabitEthernet1/0/" + port));
            agent.put("1.3.6.1.2.1.31.1.1.1.1." + index, new OctetString("Gi1/0/" + port));
            agent.put("1.3.6.1.2.1.17.1.4.1.2." + port, new Integer32(index));
        }
    }

    private void local(int number, int subtype, OctetString id, String description) {
        agent.put(LOCAL + "2." + number, new Integer32(subtype));
        agent.put(LOCAL + "3." + number, id);
        agent.put(LOCAL + "4." + number, new OctetString(description));
    }

    private void hears(int number) {
        agent.put(REMOTE + "4.0." + number + ".1", new Integer32(4));
        agent.put(REMOTE + "5.0." + number + ".1", OctetString.fromHexString(OTHER));
        agent.put(REMOTE + "9.0." + number + ".1", new OctetString("sw-2"));
    }

    private int portOfTheNeighbour() {
        NetworkNode station = lab.station(agent.port(), DeviceKind.SWITCH);
        assertThat(station.neighbours()).hasSize(1);
        assertThat(station.neighbours().get(0).name()).isEqualTo("sw-2");
        return station.neighbours().get(0).port();
    }

    @Test
    void port_toldByItsName_isFound() {
        local(3, 5, new OctetString("Gi1/0/7"), "");
        hears(3);
        assertThat(portOfTheNeighbour()).isEqualTo(10107);
    }

    @Test
    void port_toldByALocalWord_isFoundByThatOrByItsDescription() {
        local(3, 7, new OctetString("slot 1"), "GigabitEthernet1/0/9");
        hears(3);
        assertThat(portOfTheNeighbour()).isEqualTo(10109);
    }

    @Test
    void port_toldByTheAddressThatAllShare_isTheBridgePortOfItsNumber() {
        local(3, 3, OctetString.fromHexString(OWN), "somewhere");
        hears(3);
        assertThat(portOfTheNeighbour()).isEqualTo(10103);
    }

    @Test
    void port_toldByANumberThatIsNoInterface_isTheBridgePort() {
        local(5, 7, new OctetString("5"), "");
        hears(5);
        assertThat(portOfTheNeighbour()).isEqualTo(10105);
    }

    @Test
    void switch_isKnownByTheAddressesOfItsBridgeAndChassisToo() {
        agent.put("1.3.6.1.2.1.17.1.1.0", OctetString.fromHexString("94:18:82:00:00:aa"));
        agent.put("1.0.8802.1.1.2.1.3.2.0", OctetString.fromHexString("94:18:82:00:00:bb"));
        assertThat(lab.station(agent.port(), DeviceKind.SWITCH).macs())
                .extracting(MacAddress::value)
                .containsExactlyInAnyOrder(OWN, "94:18:82:00:00:aa", "94:18:82:00:00:bb");
    }

    @Test
    void cdpForwardingAndArp_areRead_withoutGarbage() {
        agent.put("1.3.6.1.4.1.9.9.23.1.2.1.1.6.10124.1", new OctetString("sw-9.lincoln.example(FOC1234)"));
        agent.put("1.3.6.1.4.1.9.9.23.1.2.1.1.4.10124.1", OctetString.fromHexString("0a:04:00:09"));
        agent.put("1.3.6.1.2.1.17.7.1.2.2.1.2.10.0.20.34.0.0.1", new Integer32(4));
        agent.put("1.3.6.1.2.1.17.7.1.2.2.1.2.10.0.20.34.0.0.2", new Integer32(0));
        agent.put("1.3.6.1.2.1.17.7.1.2.2.1.2.10.999", new Integer32(4));
        agent.put("1.3.6.1.2.1.4.22.1.2.7.10.4.2.9", OctetString.fromHexString("00:14:22:00:00:01"));
        agent.put("1.3.6.1.2.1.4.22.1.3.7.10.4.2.9", new IpAddress("10.4.2.9"));
        NetworkNode station = lab.station(agent.port(), DeviceKind.SWITCH);
        assertThat(station.neighbours()).singleElement().satisfies(heard -> {
            assertThat(heard.port()).isEqualTo(10124);
            assertThat(heard.name()).isEqualTo("sw-9.lincoln.example");
            assertThat(heard.address()).contains("10.4.0.9");
        });
        MacAddress pc = MacAddress.parse("00:14:22:00:00:01").orElseThrow();
        assertThat(station.macsByPort()).isEqualTo(Map.of(10104, Set.of(pc)));
        assertThat(station.arpTable()).isEqualTo(Map.of("10.4.2.9", pc));
    }

    @Test
    void accessPoint_thatHearsItsSwitch_tellsSo() {
        hears(10101);
        assertThat(lab.station(agent.port(), DeviceKind.ACCESS_POINT).neighbours())
                .extracting(NetworkNode.HeardNeighbour::name)
                .isEqualTo(List.of("sw-2"));
    }
}
