package org.firstbell.probe.layout;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.MacAddress;
import org.firstbell.model.setup.DeviceKind;

/**
 * Deduces uplinks. Neighbours by LLDP and CDP give links between switches and to access points; the router, or the switch
 * with the most switches beside it, is the root, and links lead away from it. Everything else hangs on the switch that
 * sees its MAC address on a port of its own: not on one that leads to another switch, and of several the one with the
 * fewest addresses. Behind the port of an access point it hangs on that.
 */
public final class Uplinks {
    private final Map<String, Station> stations = new LinkedHashMap<>();
    private final Map<MacAddress, String> byMac = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    /** Whom each station is linked with, and on which of its ports; 0 where only the other side told. */
    private final Map<String, Map<String, Integer>> links = new HashMap<>();

    private final Map<String, Uplink> uplinks = new LinkedHashMap<>();

    /**
     * What a station hangs on.
     *
     * @param why what it was deduced from
     */
    public record Uplink(String key, String why) {}

    private Uplinks(List<Station> all) {
        Set<String> twice = new HashSet<>();
        for (Station station : all) {
            stations.put(station.key(), station);
            station.macs().forEach(mac -> byMac.putIfAbsent(mac, station.key()));
            String name = plain(station.name());
            if (!name.isEmpty() && byName.putIfAbsent(name, station.key()) != null) {
                twice.add(name);
            }
        }
        byName.keySet().removeAll(twice);
        for (Station station : all) {
            station.addresses().forEach((address, mac) -> {
                if (stations.containsKey(address)) {
                    byMac.putIfAbsent(mac, address);
                }
            });
        }
    }

    /** The uplinks of all stations that have one, by key. */
    public static Map<String, Uplink> of(List<Station> stations) {
        Uplinks uplinks = new Uplinks(stations);
        uplinks.link();
        uplinks.root().ifPresent(uplinks::leadAway);
        uplinks.hang();
        return Map.copyOf(uplinks.uplinks);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).split("\\.", 2)[0];
    }

    private void link() {
        for (Station station : stations.values()) {
            for (Station.Neighbour heard : station.neighbours()) {
                neighbour(heard).filter(other -> !other.equals(station.key())).ifPresent(other -> {
                    ports(station.key()).put(other, heard.port());
                    ports(other).putIfAbsent(station.key(), 0);
                });
            }
        }
    }

    private Map<String, Integer> ports(String key) {
        return links.computeIfAbsent(key, none -> new LinkedHashMap<>());
    }

    private Optional<String> neighbour(Station.Neighbour heard) {
        return heard.mac()
                .map(byMac::get)
                .or(() -> Optional.ofNullable(byName.get(plain(heard.name())))
                        .filter(any -> !heard.name().isBlank()))
                .or(() -> heard.address().filter(stations::containsKey));
    }

    private Optional<String> root() {
        Collection<Station> all = stations.values();
        return all.stream()
                .filter(Station::carries)
                .max(Comparator.comparing((Station one) ->
                                one.kind() == DeviceKind.ROUTER && !linked(one).isEmpty())
                        .thenComparing(one -> linked(one).size())
                        .thenComparing(one -> one.addresses().size())
                        .thenComparing(one -> behind(one).size())
                        .thenComparing(Station::key, Comparator.reverseOrder()))
                .map(Station::key);
    }

    /** The switches and routers beside one. */
    private Set<String> linked(Station station) {
        return links.getOrDefault(station.key(), Map.of()).keySet().stream()
                .filter(other -> station(other).filter(Station::carries).isPresent())
                .collect(Collectors.toSet());
    }

    private static Set<MacAddress> behind(Station station) {
        return station.forwarding().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    private Optional<Station> station(String key) {
        return Optional.ofNullable(stations.get(key));
    }

    /** Links lead away from the root: breadth first, through switches and routers only. */
    private void leadAway(String root) {
        Deque<String> way = new ArrayDeque<>(List.of(root));
        Set<String> seen = new HashSet<>(way);
        while (!way.isEmpty()) {
            String here = way.remove();
            for (String other : links.getOrDefault(here, Map.of()).keySet()) {
                if (station(here).filter(Station::carries).isPresent() && seen.add(other)) {
                    uplinks.put(other, new Uplink(here, "neighbours by LLDP or CDP"));
                    way.add(other);
                }
            }
        }
        uplinks.remove(root);
        for (Station station : stations.values()) {
            if (station.carries() && seen.add(station.key())) {
                seenBy(station, root);
            }
        }
    }

    /** A switch that speaks no LLDP hangs where its address is seen on a port that leads to nobody else. */
    private void seenBy(Station station, String root) {
        if (!station.key().equals(root)) {
            place(station).ifPresent(uplink -> uplinks.put(station.key(), uplink));
        }
    }

    private void hang() {
        for (Station station : stations.values()) {
            if (!station.carries() && !uplinks.containsKey(station.key())) {
                place(station).ifPresent(uplink -> uplinks.put(station.key(), uplink));
            }
        }
    }

    private record Place(String on, int addresses, String why) {}

    private Optional<Uplink> place(Station station) {
        Set<MacAddress> own = byMac.entrySet().stream()
                .filter(entry -> entry.getValue().equals(station.key()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return stations.values().stream()
                .filter(other -> other.carries() && !other.key().equals(station.key()))
                .filter(other -> !above(other.key(), station.key()))
                .flatMap(other -> other.forwarding().entrySet().stream()
                        .filter(port -> port.getValue().stream().anyMatch(own::contains))
                        .flatMap(
                                port -> on(other, port.getKey(), port.getValue().size()).stream()))
                .min(Comparator.comparingInt(Place::addresses).thenComparing(Place::on))
                .map(place -> new Uplink(place.on(), place.why()));
    }

    /** Whether a switch hangs below a station already. */
    private boolean above(String key, String station) {
        Set<String> seen = new HashSet<>();
        Optional<Uplink> up = Optional.ofNullable(uplinks.get(key));
        while (up.isPresent() && seen.add(up.get().key())) {
            if (up.get().key().equals(station)) {
                return true;
            }
            up = Optional.ofNullable(uplinks.get(up.get().key()));
        }
        return false;
    }

    /** What hangs on a switch's port: the switch itself, the access point behind it, or nothing if a switch is there. */
    private Optional<Place> on(Station carrier, int port, int addresses) {
        Set<String> there = links.getOrDefault(carrier.key(), Map.of()).entrySet().stream()
                .filter(link -> link.getValue() == port)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        for (String other : there) {
            Optional<Station> found = station(other);
            if (found.filter(Station::carries).isPresent()) {
                return Optional.empty();
            }
            if (found.filter(one -> one.kind() == DeviceKind.ACCESS_POINT).isPresent()) {
                return Optional.of(new Place(
                        other,
                        addresses,
                        "its MAC address is seen behind that access point, on port " + port + " of " + name(carrier)));
            }
        }
        return Optional.of(new Place(
                carrier.key(), addresses, "its MAC address is seen on port " + port + " of " + name(carrier)));
    }

    private static String name(Station station) {
        return station.name().isBlank() ? station.key() : station.name();
    }
}
