package org.firstbell.discovery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who is linked with whom, as neighbours say themselves, and on which of their ports. Built once, then read. */
final class NeighbourGraph {
    private static final int UNKNOWN_PORT = 0;

    private final Map<String, Map<String, Integer>> ports = new LinkedHashMap<>();

    /** What one station hears on a port; the other's port is untold until it tells of it itself. */
    void addNeighbour(String station, int port, String other) {
        portsOf(station).put(other, port);
        portsOf(other).putIfAbsent(station, UNKNOWN_PORT);
    }

    private Map<String, Integer> portsOf(String station) {
        return ports.computeIfAbsent(station, none -> new LinkedHashMap<>());
    }

    /** Those linked with a station, in the order that they were told in. */
    Set<String> neighboursOf(String station) {
        return ports.getOrDefault(station, Map.of()).keySet();
    }

    /** Those that a station hears on a port. */
    Set<String> neighboursOnPort(String station, int port) {
        return ports.getOrDefault(station, Map.of()).entrySet().stream()
                .filter(link -> link.getValue() == port)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The port of a station that leads to another; 0 when it did not tell. */
    int portTowards(String station, String other) {
        return ports.getOrDefault(station, Map.of()).getOrDefault(other, UNKNOWN_PORT);
    }

    /** How many links each station is away from one, through those that carry; those out of reach are not in it. */
    Map<String, Integer> distances(String from, Predicate<String> carries) {
        Map<String, Integer> distances = new LinkedHashMap<>();
        Deque<String> way = new ArrayDeque<>();
        distances.put(from, 0);
        way.add(from);
        while (!way.isEmpty()) {
            String here = way.remove();
            for (String other : neighboursOf(here)) {
                if (carries.test(other) && !distances.containsKey(other)) {
                    distances.put(other, distances.getOrDefault(here, 0) + 1);
                    way.add(other);
                }
            }
        }
        return distances;
    }
}
