package org.firstbell.probe.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.event.Sightings;
import org.firstbell.model.status.Sighting;
import org.firstbell.probe.snmp.client.TableRow;

/**
 * A router's table of IP and MAC addresses (IP-MIB, RFC 4293). An entry lives on for hours after its device left, so only
 * one that the router confirmed of late (ipNetToPhysicalState reachable, RFC 4861) shows a device; of all others the address
 * is learned, to be pinged: an answer shows that the device is awake, silence says nothing. What the inventory does not name
 * is counted and forgotten.
 */
final class ArpTableMapper {
    /** Of ipNetToPhysicalState: confirmed of late. Stale, delay and probe are what is not confirmed any more. */
    private static final int REACHABLE = 1;

    /** Of ipNetToPhysicalState: invalid (5), incomplete (7). */
    private static final List<Double> INVALID_STATES = List.of(5.0, 7.0);

    private static final int IPV4 = 1;
    private static final int IPV4_OCTETS = 4;

    private ArpTableMapper() {}

    static void map(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        if (rows.isEmpty() || !(answer.target() instanceof DeviceId router) || !answer.claimSource("arp.table")) {
            return;
        }
        List<Sighting> seen = new ArrayList<>();
        int unnamed = 0;
        for (TableRow row : rows) {
            Optional<MacAddress> mac = row.cellMac("mac");
            Optional<Double> state = row.number("state");
            if (mac.isEmpty() || state.filter(INVALID_STATES::contains).isPresent()) {
                continue;
            }
            Optional<DeviceId> device = answer.context().deviceByMac(mac.get());
            if (device.isEmpty()) {
                unnamed++;
                continue;
            }
            Sighting sighting = new Sighting(
                    device.get(),
                    mac.get(),
                    router,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    answer.now());
            if (state.filter(told -> told == REACHABLE).isPresent()) {
                seen.add(sighting);
            } else {
                indexAddress(row)
                        .ifPresent(address ->
                                answer.addUnverified(new ReadingCollector.UnverifiedSighting(address, sighting)));
            }
        }
        answer.setSightings(new Sightings(router, seen, unnamed, false));
    }

    /** The IPv4 address that ends the index: of interface and address, or of interface, kind, length and address. */
    private static Optional<String> indexAddress(TableRow row) {
        int[] index = row.index().getValue();
        int from = index.length - IPV4_OCTETS;
        boolean older = index.length == 1 + IPV4_OCTETS;
        boolean newer = index.length == 3 + IPV4_OCTETS && index[1] == IPV4 && index[2] == IPV4_OCTETS;
        if (!older && !newer) {
            return Optional.empty();
        }
        StringBuilder address = new StringBuilder();
        for (int i = from; i < index.length; i++) {
            if (index[i] < 0 || index[i] > 255) {
                return Optional.empty();
            }
            address.append(i == from ? "" : ".").append(index[i]);
        }
        return Optional.of(address.toString());
    }
}
