package org.firstbell.probe.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
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
 * Deduces uplinks. Neighbours by LLDP and CDP give links between switches and to access points; the root is the router, or
 * the switch that knows most of the network's addresses, or lies in its middle, and links lead away from it. Where
 * neighbours say nothing, forwarding tables do: a port that sees the root leads up, one that sees a switch leads to that,
 * and everything else hangs where its MAC address is seen on the port with the fewest addresses. Behind the port of an
 * access point it hangs on that.
 */
public final class Uplinks {
    private final Map<String, Station> stations = new LinkedHashMap<>();
    private final Map<MacAddress, String> byMac = new HashMap<>();
    private final Map<String, Set<MacAddress>> macs = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    private final Map<MacAddress, List<Seen>> seen = new HashMap<>();
    private final Links links = new Links();
    private final Map<String, Set<Integer>> upPorts = new HashMap<>();
    private final Map<String, Uplink> uplinks = new LinkedHashMap<>();

    /**
     * What a station hangs on.
     *
     * @param why what it was deduced from
     */
    public record Uplink(String key, String why) {}

    /** A MAC address behind a port of a switch, beside how many others. */
    private record Seen(Station carrier, int port, int addresses) {}

    /** Where something could hang; what is a guess counts only where there is nothing better. */
    private record Place(String on, int addresses, boolean guess, String why) {}

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
            if (station.carries()) {
                station.forwarding()
                        .forEach((port, there) ->
                                there.forEach(mac -> seen.computeIfAbsent(mac, none -> new ArrayList<>())
                                        .add(new Seen(station, port, there.size()))));
            }
        }
        byMac.forEach(
                (mac, key) -> macs.computeIfAbsent(key, none -> new HashSet<>()).add(mac));
    }

    /** The uplinks of all stations that have one, by key. */
    public static Map<String, Uplink> of(List<Station> stations) {
        Uplinks uplinks = new Uplinks(stations);
        uplinks.link();
        uplinks.root().ifPresent(uplinks::leadAway);
        return Map.copyOf(uplinks.uplinks);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).split("\\.", 2)[0];
    }

    private void link() {
        for (Station station : stations.values()) {
            for (Station.Neighbour heard : station.neighbours()) {
                neighbour(heard)
                        .filter(other -> !other.equals(station.key()))
                        .ifPresent(other -> links.hears(station.key(), heard.port(), other));
            }
        }
    }

    private Optional<String> neighbour(Station.Neighbour heard) {
        return heard.mac()
                .map(byMac::get)
                .or(() -> Optional.ofNullable(byName.get(plain(heard.name())))
                        .filter(any -> !heard.name().isBlank()))
                .or(() -> heard.address().filter(stations::containsKey));
    }

    private boolean carries(String key) {
        Station station = stations.get(key);
        return station != null && station.carries();
    }

    private Collection<Station> carriers() {
        return stations.values().stream().filter(Station::carries).toList();
    }

    private Optional<String> root() {
        int all = carriers().size();
        Map<String, Integer> away = new HashMap<>();
        for (Station one : carriers()) {
            Map<String, Integer> distances = links.distances(one.key(), this::carries);
            int sum = distances.values().stream().mapToInt(Integer::intValue).sum();
            away.put(one.key(), sum + all * (all - distances.size()));
        }
        return carriers().stream()
                .max(Comparator.comparing((Station one) -> one.kind() == DeviceKind.ROUTER && linked(one) > 0)
                        .thenComparing(one -> 2 * known(one) >= stations.size())
                        .thenComparing(one -> -away.getOrDefault(one.key(), 0))
                        .thenComparing(this::linked)
                        .thenComparing(this::known)
                        .thenComparing(one -> one.forwarding().values().stream()
                                .mapToInt(Set::size)
                                .sum())
                        .thenComparing(Station::key, Comparator.reverseOrder()))
                .map(Station::key);
    }

    /** How many switches and routers are beside one. */
    private long linked(Station station) {
        return links.beside(station.key()).stream().filter(this::carries).count();
    }

    /** How many of the stations a router knows by address. */
    private long known(Station station) {
        return station.addresses().keySet().stream()
                .filter(stations::containsKey)
                .count();
    }

    /** Away from the root; then switches whose neighbours lead to nobody, group by group; then all that hangs on them. */
    private void leadAway(String root) {
        Set<MacAddress> top = macs.getOrDefault(root, Set.of());
        carriers().stream()
                .filter(one -> !one.key().equals(root))
                .forEach(one -> one.forwarding().forEach((port, there) -> {
                    if (there.stream().anyMatch(top::contains)) {
                        up(one.key()).add(port);
                    }
                }));
        Set<String> done = new HashSet<>();
        leadAway(root, done);
        for (Station one : carriers()) {
            if (!done.contains(one.key())) {
                String first = first(links.distances(one.key(), this::carries).keySet());
                place(stations.getOrDefault(first, one)).ifPresent(uplink -> uplinks.put(first, uplink));
                leadAway(first, done);
            }
        }
        hang(true);
        hang(false);
    }

    private Set<Integer> up(String key) {
        return upPorts.computeIfAbsent(key, none -> new HashSet<>());
    }

    /** Breadth first, through switches and routers only. */
    private void leadAway(String from, Set<String> done) {
        Deque<String> way = new ArrayDeque<>(List.of(from));
        done.add(from);
        while (!way.isEmpty()) {
            String here = way.remove();
            for (String other : links.beside(here)) {
                if (carries(here) && done.add(other)) {
                    uplinks.put(other, new Uplink(here, "neighbours by LLDP or CDP"));
                    if (links.port(other, here) > 0) {
                        up(other).add(links.port(other, here));
                    }
                    way.add(other);
                }
            }
        }
    }

    /** Of switches that know each other and nobody else, the one that sees the root on a port of none of them. */
    private String first(Set<String> group) {
        return group.stream()
                .filter(one -> up(one).stream()
                        .anyMatch(port -> links.on(one, port).stream().noneMatch(group::contains)))
                .min(Comparator.naturalOrder())
                .orElseGet(() -> group.stream().min(Comparator.naturalOrder()).orElseThrow());
    }

    private void hang(boolean accessPoints) {
        for (Station station : stations.values()) {
            if (!station.carries()
                    && !uplinks.containsKey(station.key())
                    && (station.kind() == DeviceKind.ACCESS_POINT) == accessPoints) {
                place(station).ifPresent(uplink -> uplinks.put(station.key(), uplink));
            }
        }
    }

    private Optional<Uplink> place(Station station) {
        return macs.getOrDefault(station.key(), Set.of()).stream()
                .flatMap(mac -> seen.getOrDefault(mac, List.of()).stream())
                .filter(one -> !one.carrier().key().equals(station.key()))
                .filter(one -> !up(one.carrier().key()).contains(one.port()))
                .filter(one -> !above(one.carrier().key(), station.key()))
                .map(one -> place(station, one))
                .filter(place -> !place.on().equals(station.key()) && !above(place.on(), station.key()))
                .min(Comparator.comparing(Place::guess)
                        .thenComparingInt(Place::addresses)
                        .thenComparing(Place::on))
                .map(place -> new Uplink(place.on(), place.why()));
    }

    /** Whether a switch hangs below a station already. */
    private boolean above(String key, String station) {
        Set<String> before = new HashSet<>();
        Optional<Uplink> up = Optional.ofNullable(uplinks.get(key));
        while (up.isPresent() && before.add(up.get().key())) {
            if (up.get().key().equals(station)) {
                return true;
            }
            up = Optional.ofNullable(uplinks.get(up.get().key()));
        }
        return false;
    }

    /** What hangs on a switch's port: the switch itself, the access point behind it, or perhaps the switch behind it. */
    private Place place(Station station, Seen at) {
        String port = "port " + at.port() + " of " + name(at.carrier());
        Set<String> there = stationsOn(at, station);
        Optional<String> below = there.stream()
                .filter(this::carries)
                .min(Comparator.comparing(
                                (String one) -> !hangsOn(one, at.carrier().key()))
                        .thenComparing(Comparator.naturalOrder()));
        if (below.isPresent()
                && !(station.carries()
                        && links.on(at.carrier().key(), at.port()).isEmpty())) {
            return new Place(
                    below.get(), at.addresses(), true, "its MAC address is seen on " + port + ", which leads there");
        }
        List<String> units = there.stream()
                .filter(one -> stations.get(one) != null && stations.get(one).kind() == DeviceKind.ACCESS_POINT)
                .filter(one -> hangsOn(one, at.carrier().key()))
                .toList();
        if (units.size() == 1 && !station.carries() && station.kind() != DeviceKind.ACCESS_POINT) {
            return new Place(
                    units.get(0),
                    at.addresses(),
                    false,
                    "its MAC address is seen behind that access point, on " + port);
        }
        return new Place(at.carrier().key(), at.addresses(), false, "its MAC address is seen on " + port);
    }

    /** Other stations on a port, by what they say themselves and by their MAC addresses. */
    private Set<String> stationsOn(Seen at, Station but) {
        Set<String> there = new HashSet<>(links.on(at.carrier().key(), at.port()));
        at.carrier().forwarding().getOrDefault(at.port(), Set.of()).stream()
                .map(byMac::get)
                .filter(key -> key != null && (carries(key) || isUnit(key)))
                .forEach(there::add);
        return there.stream()
                .filter(key ->
                        !key.equals(but.key()) && !key.equals(at.carrier().key()))
                .collect(Collectors.toSet());
    }

    private boolean isUnit(String key) {
        Station station = stations.get(key);
        return station != null && station.kind() == DeviceKind.ACCESS_POINT;
    }

    private boolean hangsOn(String key, String carrier) {
        Uplink up = uplinks.get(key);
        return up != null && up.key().equals(carrier);
    }

    private static String name(Station station) {
        return station.name().isBlank() ? station.key() : station.name();
    }
}
