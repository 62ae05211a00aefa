package org.firstbell.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.Sighting;
import org.firstbell.model.Sightings;

/**
 * A switch's forwarding table (BRIDGE-MIB, RFC 4188; Q-BRIDGE-MIB, RFC 4363): which devices spoke within the last minutes,
 * and whether on a port of its own or behind another switch. MACs that the inventory does not name are counted and
 * forgotten.
 */
final class ForwardingRecipe {
    /** More MACs than this on one port stand behind another switch or an access point. */
    private static final int MOST_OF_A_PORT = 4;

    /** Of dot1qTpFdbStatus and dot1dTpFdbStatus: what the switch learned, not what is its own or was set by hand. */
    private static final int LEARNED = 3;

    private ForwardingRecipe() {}

    static void read(List<TableRow> rows, Recipe.Options options, Answer answer) {
        if (!(answer.about() instanceof DeviceId here)) {
            return;
        }
        Map<Integer, Set<MacAddress>> ports = new HashMap<>();
        for (TableRow row : rows) {
            boolean learned = row.number("status").map(told -> told == LEARNED).orElse(true);
            Optional<Integer> port = row.number("port").map(Double::intValue).filter(number -> number > 0);
            Optional<MacAddress> mac = row.mac(row.index().size() - 6);
            if (learned && port.isPresent() && mac.isPresent()) {
                ports.computeIfAbsent(port.get(), key -> new HashSet<>()).add(mac.get());
            }
        }
        List<Sighting> seen = new ArrayList<>();
        int unnamed = 0;
        for (Set<MacAddress> macs : ports.values()) {
            Optional<DeviceId> place = macs.size() <= MOST_OF_A_PORT ? Optional.of(here) : Optional.empty();
            for (MacAddress mac : macs) {
                Optional<DeviceId> device = answer.surroundings().named(mac);
                if (device.isPresent()) {
                    seen.add(new Sighting(
                            device.get(), mac, here, place, Optional.empty(), Optional.empty(), answer.now()));
                } else {
                    unnamed++;
                }
            }
        }
        answer.sighted(new Sightings(here, seen, unnamed, answer.whole()));
    }
}
