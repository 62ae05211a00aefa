package org.firstbell.probe.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.event.Sightings;
import org.firstbell.model.status.Sighting;
import org.firstbell.probe.snmp.client.TableRow;

/**
 * A switch's forwarding table (BRIDGE-MIB, RFC 4188; Q-BRIDGE-MIB, RFC 4363): which devices spoke within the last minutes,
 * and whether on a port of its own or behind another switch. MACs that the inventory does not name are counted and
 * forgotten.
 */
final class ForwardingTableMapper {
    /** More MACs than this on one port stand behind another switch or an access point. */
    private static final int MAX_MACS_PER_EDGE_PORT = 4;

    /** Of dot1qTpFdbStatus and dot1dTpFdbStatus: what the switch learned, not what is its own or was set by hand. */
    private static final int LEARNED = 3;

    /** Of LldpChassisIdSubtype: an address of the MAC layer. */
    private static final int CHASSIS_MAC = 4;

    private ForwardingTableMapper() {}

    static void map(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        if (!(answer.target() instanceof DeviceId here)) {
            return;
        }
        Map<Integer, Set<MacAddress>> ports = new HashMap<>();
        for (TableRow row : rows) {
            boolean learned = row.number("status").map(told -> told == LEARNED).orElse(true);
            Optional<Integer> port = row.number("port").map(Double::intValue).filter(number -> number > 0);
            Optional<MacAddress> mac = row.indexMac(row.index().size() - 6);
            if (learned && port.isPresent() && mac.isPresent()) {
                ports.computeIfAbsent(port.get(), key -> new HashSet<>()).add(mac.get());
            }
        }
        List<Sighting> seen = new ArrayList<>();
        int unnamed = 0;
        for (Set<MacAddress> macs : ports.values()) {
            Optional<DeviceId> place = locate(macs, here, answer);
            for (MacAddress mac : macs) {
                Optional<DeviceId> device = answer.context().deviceByMac(mac);
                if (device.isPresent()) {
                    boolean itself = place.filter(device.get()::equals).isPresent();
                    seen.add(new Sighting(
                            device.get(),
                            mac,
                            here,
                            itself ? Optional.of(here) : place,
                            Optional.empty(),
                            Optional.empty(),
                            answer.now()));
                } else {
                    unnamed++;
                }
            }
        }
        answer.setSightings(new Sightings(here, seen, unnamed, answer.complete()));
    }

    /**
     * Where the devices on a port are: on the Wi-Fi of the one access point there, known by its MAC in the inventory or as
     * it announced itself (LLDP); else on the port itself, unless another switch, several access points or many MACs show
     * that they are behind something that is not known.
     */
    private static Optional<DeviceId> locate(Set<MacAddress> macs, DeviceId here, ReadingCollector answer) {
        Set<DeviceId> units = new HashSet<>();
        for (MacAddress mac : macs) {
            Optional<DeviceId> announced = answer.memory().accessPoint(mac);
            Optional<DeviceId> named = announced.or(() -> answer.context().deviceByMac(mac));
            if (named.isPresent() && answer.context().isUpstreamDevice(named.get())) {
                return Optional.empty();
            }
            named.filter(id -> announced.isPresent() || answer.context().isAccessPointOn(id, here))
                    .ifPresent(units::add);
        }
        if (units.isEmpty()) {
            return macs.size() <= MAX_MACS_PER_EDGE_PORT ? Optional.of(here) : Optional.empty();
        }
        return units.size() == 1 ? units.stream().findFirst() : Optional.empty();
    }

    /** Access points among a switch's neighbours (LLDP-MIB, IEEE 802.1AB), known by name or chassis, and their MACs. */
    static void mapNeighbours(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        for (TableRow row : rows) {
            Optional<MacAddress> mac = row.number("chassis-kind")
                    .filter(kind -> kind == CHASSIS_MAC)
                    .flatMap(kind -> row.cellMac("chassis"));
            Optional<DeviceId> unit = mac.flatMap(answer.context()::deviceByMac)
                    .filter(answer.context()::isAccessPoint)
                    .or(() -> row.text("name").flatMap(answer.context()::accessPointByName));
            if (mac.isPresent() && unit.isPresent()) {
                answer.memory().accessPoint(mac.get(), unit.get());
            }
        }
    }
}
