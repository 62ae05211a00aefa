package org.firstbell.discovery;

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
 * An inference of uplinks from neighbour and forwarding tables. Neighbours by LLDP and CDP give links between switches
 * and to access points; the root is the router, or the switch that knows most of the network's addresses, or lies in
 * its middle, and links lead away from it. Where neighbours say nothing, forwarding tables do: a port that sees the
 * root leads up, one that sees a switch leads to that, and everything else hangs where its MAC address is seen on the
 * port with the fewest addresses. Behind the port of an access point it hangs on that.
 */
final class UplinkInference {
    private final Map<String, NetworkNode> nodes = new LinkedHashMap<>();
    private final Map<MacAddress, String> byMac = new HashMap<>();
    private final Map<String, Set<MacAddress>> macs = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();
    private final Map<MacAddress, List<MacLocation>> macSightings = new HashMap<>();
    private final NeighbourGraph graph = new NeighbourGraph();
    private final Map<String, Set<Integer>> uplinkPorts = new HashMap<>();
    private final Map<String, InferredUplink> inferred = new LinkedHashMap<>();

    /**
     * The uplink of one device as it was inferred.
     *
     * @param reason what it was deduced from
     */
    public record InferredUplink(String key, String reason) {}

    /** A MAC address behind a port of a switch, beside how many others. */
    private record MacLocation(NetworkNode node, int port, int addressCount) {}

    /** Where something could hang; what is a guess counts only where there is nothing better. */
    private record PossibleUplink(String nodeKey, int addressCount, boolean guess, String reason) {}

    private UplinkInference(List<NetworkNode> all) {
        Set<String> twice = new HashSet<>();
        for (NetworkNode station : all) {
            nodes.put(station.key(), station);
            station.macs().forEach(mac -> byMac.putIfAbsent(mac, station.key()));
            String name = shortName(station.name());
            if (!name.isEmpty() && byName.putIfAbsent(name, station.key()) != null) {
                twice.add(name);
            }
        }
        byName.keySet().removeAll(twice);
        for (NetworkNode station : all) {
            station.arpTable().forEach((address, mac) -> {
                if (nodes.containsKey(address)) {
                    byMac.putIfAbsent(mac, address);
                }
            });
            if (station.forwards()) {
                station.macsByPort()
                        .forEach((port, there) -> there.forEach(mac -> macSightings
                                .computeIfAbsent(mac, none -> new ArrayList<>())
                                .add(new MacLocation(station, port, there.size()))));
            }
        }
        byMac.forEach(
                (mac, key) -> macs.computeIfAbsent(key, none -> new HashSet<>()).add(mac));
    }

    /** The uplinks of all stations that have one, by key. */
    public static Map<String, InferredUplink> infer(List<NetworkNode> stations) {
        UplinkInference uplinks = new UplinkInference(stations);
        uplinks.linkNeighbours();
        uplinks.findRoot().ifPresent(uplinks::assignUplinksFrom);
        return Map.copyOf(uplinks.inferred);
    }

    private static String shortName(String name) {
        return name.toLowerCase(Locale.ROOT).split("\\.", 2)[0];
    }

    private void linkNeighbours() {
        for (NetworkNode station : nodes.values()) {
            for (NetworkNode.HeardNeighbour heard : station.neighbours()) {
                findNeighbour(heard)
                        .filter(other -> !other.equals(station.key()))
                        .ifPresent(other -> graph.addNeighbour(station.key(), heard.port(), other));
            }
        }
    }

    private Optional<String> findNeighbour(NetworkNode.HeardNeighbour heard) {
        return heard.mac()
                .map(byMac::get)
                .or(() -> Optional.ofNullable(byName.get(shortName(heard.name())))
                        .filter(any -> !heard.name().isBlank()))
                .or(() -> heard.address().filter(nodes::containsKey));
    }

    private boolean forwards(String key) {
        NetworkNode station = nodes.get(key);
        return station != null && station.forwards();
    }

    private Collection<NetworkNode> forwardingNodes() {
        return nodes.values().stream().filter(NetworkNode::forwards).toList();
    }

    private Optional<String> findRoot() {
        int all = forwardingNodes().size();
        Map<String, Integer> away = new HashMap<>();
        for (NetworkNode station : forwardingNodes()) {
            Map<String, Integer> distances = graph.distances(station.key(), this::forwards);
            int sum = distances.values().stream().mapToInt(Integer::intValue).sum();
            away.put(station.key(), sum + all * (all - distances.size()));
        }
        return forwardingNodes().stream()
                .max(Comparator.comparing((NetworkNode station) ->
                                station.kind() == DeviceKind.ROUTER && forwardingNeighbours(station) > 0)
                        .thenComparing(station -> 2 * knownNodes(station) >= nodes.size())
                        .thenComparing(station -> -away.getOrDefault(station.key(), 0))
                        .thenComparing(this::forwardingNeighbours)
                        .thenComparing(this::knownNodes)
                        .thenComparing(station -> station.macsByPort().values().stream()
                                .mapToInt(Set::size)
                                .sum())
                        .thenComparing(NetworkNode::key, Comparator.reverseOrder()))
                .map(NetworkNode::key);
    }

    /** How many switches and routers are beside one. */
    private long forwardingNeighbours(NetworkNode station) {
        return graph.neighboursOf(station.key()).stream().filter(this::forwards).count();
    }

    /** How many of the stations a router knows by address. */
    private long knownNodes(NetworkNode station) {
        return station.arpTable().keySet().stream().filter(nodes::containsKey).count();
    }

    /** Away from the root; then switches whose neighbours lead to nobody, group by group; then all that hangs on them. */
    private void assignUplinksFrom(String root) {
        Set<MacAddress> top = macs.getOrDefault(root, Set.of());
        forwardingNodes().stream()
                .filter(station -> !station.key().equals(root))
                .forEach(station -> station.macsByPort().forEach((port, there) -> {
                    if (there.stream().anyMatch(top::contains)) {
                        uplinkPortsOf(station.key()).add(port);
                    }
                }));
        Set<String> done = new HashSet<>();
        assignUplinksFrom(root, done);
        for (NetworkNode station : forwardingNodes()) {
            if (!done.contains(station.key())) {
                String first =
                        groupRoot(graph.distances(station.key(), this::forwards).keySet());
                locate(nodes.getOrDefault(first, station)).ifPresent(uplink -> inferred.put(first, uplink));
                assignUplinksFrom(first, done);
            }
        }
        attachLeaves(true);
        attachLeaves(false);
    }

    private Set<Integer> uplinkPortsOf(String key) {
        return uplinkPorts.computeIfAbsent(key, none -> new HashSet<>());
    }

    /** Breadth first, through switches and routers only. */
    private void assignUplinksFrom(String from, Set<String> done) {
        Deque<String> way = new ArrayDeque<>(List.of(from));
        done.add(from);
        while (!way.isEmpty()) {
            String here = way.remove();
            for (String other : graph.neighboursOf(here)) {
                if (forwards(here) && done.add(other)) {
                    inferred.put(other, new InferredUplink(here, "neighbours by LLDP or CDP"));
                    if (graph.portTowards(other, here) > 0) {
                        uplinkPortsOf(other).add(graph.portTowards(other, here));
                    }
                    way.add(other);
                }
            }
        }
    }

    /** Of switches that know each other and nobody else, the one that sees the root on a port of none of them. */
    private String groupRoot(Set<String> group) {
        return group.stream()
                .filter(one -> uplinkPortsOf(one).stream()
                        .anyMatch(port ->
                                graph.neighboursOnPort(one, port).stream().noneMatch(group::contains)))
                .min(Comparator.naturalOrder())
                .orElseGet(() -> group.stream().min(Comparator.naturalOrder()).orElseThrow());
    }

    private void attachLeaves(boolean accessPoints) {
        for (NetworkNode station : nodes.values()) {
            if (!station.forwards()
                    && !inferred.containsKey(station.key())
                    && (station.kind() == DeviceKind.ACCESS_POINT) == accessPoints) {
                locate(station).ifPresent(uplink -> inferred.put(station.key(), uplink));
            }
        }
    }

    private Optional<InferredUplink> locate(NetworkNode station) {
        return macs.getOrDefault(station.key(), Set.of()).stream()
                .flatMap(mac -> macSightings.getOrDefault(mac, List.of()).stream())
                .filter(one -> !one.node().key().equals(station.key()))
                .filter(one -> !uplinkPortsOf(one.node().key()).contains(one.port()))
                .filter(one -> !isBelow(one.node().key(), station.key()))
                .map(one -> locate(station, one))
                .filter(place -> !place.nodeKey().equals(station.key()) && !isBelow(place.nodeKey(), station.key()))
                .min(Comparator.comparing(PossibleUplink::guess)
                        .thenComparingInt(PossibleUplink::addressCount)
                        .thenComparing(PossibleUplink::nodeKey))
                .map(place -> new InferredUplink(place.nodeKey(), place.reason()));
    }

    /** Whether a switch hangs below a station already. */
    private boolean isBelow(String key, String station) {
        Set<String> before = new HashSet<>();
        Optional<InferredUplink> up = Optional.ofNullable(inferred.get(key));
        while (up.isPresent() && before.add(up.get().key())) {
            if (up.get().key().equals(station)) {
                return true;
            }
            up = Optional.ofNullable(inferred.get(up.get().key()));
        }
        return false;
    }

    /** What hangs on a switch's port: the switch itself, the access point behind it, or perhaps the switch behind it. */
    private PossibleUplink locate(NetworkNode station, MacLocation at) {
        String port = "port " + at.port() + " of " + displayName(at.node());
        Set<String> there = nodesOn(at, station);
        Optional<String> below = there.stream()
                .filter(this::forwards)
                .min(Comparator.comparing(
                                (String one) -> !isAttachedTo(one, at.node().key()))
                        .thenComparing(Comparator.naturalOrder()));
        if (below.isPresent()
                && !(station.forwards()
                        && graph.neighboursOnPort(at.node().key(), at.port()).isEmpty())) {
            return new PossibleUplink(
                    below.get(), at.addressCount(), true, "its MAC address is seen on " + port + ", which leads there");
        }
        List<String> units = there.stream()
                .filter(one -> nodes.get(one) != null && nodes.get(one).kind() == DeviceKind.ACCESS_POINT)
                .filter(one -> isAttachedTo(one, at.node().key()))
                .toList();
        if (units.size() == 1 && !station.forwards() && station.kind() != DeviceKind.ACCESS_POINT) {
            return new PossibleUplink(
                    units.get(0),
                    at.addressCount(),
                    false,
                    "its MAC address is seen behind that access point, on " + port);
        }
        return new PossibleUplink(at.node().key(), at.addressCount(), false, "its MAC address is seen on " + port);
    }

    /** Other stations on a port, by what they say themselves and by their MAC addresses. */
    private Set<String> nodesOn(MacLocation at, NetworkNode but) {
        Set<String> there = new HashSet<>(graph.neighboursOnPort(at.node().key(), at.port()));
        at.node().macsByPort().getOrDefault(at.port(), Set.of()).stream()
                .map(byMac::get)
                .filter(key -> key != null && (forwards(key) || isAccessPoint(key)))
                .forEach(there::add);
        return there.stream()
                .filter(key -> !key.equals(but.key()) && !key.equals(at.node().key()))
                .collect(Collectors.toSet());
    }

    private boolean isAccessPoint(String key) {
        NetworkNode station = nodes.get(key);
        return station != null && station.kind() == DeviceKind.ACCESS_POINT;
    }

    private boolean isAttachedTo(String key, String carrier) {
        InferredUplink up = inferred.get(key);
        return up != null && up.key().equals(carrier);
    }

    private static String displayName(NetworkNode station) {
        return station.name().isBlank() ? station.key() : station.name();
    }
}
