package org.firstbell.board.web;

import io.vertx.core.http.HttpConnection;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.firstbell.board.web.ServerLimits.ServerLimit;

/**
 * The connections of the server, in all and by address. A connection beyond a limit takes the place of the one that has
 * waited longest for a request, so that idle ones keep nobody out. Confined to the web's event loop.
 */
final class ConnectionLimiter {
    private final ServerLimits limits;
    private final LongSupplier nanoTime;
    private final Map<HttpConnection, ConnectionGuard> guards = new LinkedHashMap<>();
    private final Map<String, Integer> countByAddress = new HashMap<>();

    ConnectionLimiter(ServerLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    /** Takes a new connection, or closes it. */
    void admit(HttpConnection connection) {
        ConnectionGuard guard = new ConnectionGuard(connection, limits, nanoTime);
        int ofAddress = countByAddress.getOrDefault(guard.address(), 0);
        if (!limits.allows(ServerLimit.CONNECTIONS_PER_ADDRESS, ofAddress + 1)
                && !evict(
                        guards.values().stream().filter(other -> other.address().equals(guard.address())))) {
            guard.close();
            return;
        }
        if (!limits.allows(ServerLimit.CONNECTIONS, guards.size() + 1) && !evict(guardsOfBusiestAddress())) {
            guard.close();
            return;
        }
        guards.put(connection, guard);
        countByAddress.merge(guard.address(), 1, Integer::sum);
        connection.closeHandler(closed -> remove(connection));
        guard.install();
    }

    private Stream<ConnectionGuard> guardsOfBusiestAddress() {
        Map<String, Integer> waiting = new HashMap<>();
        guards.values().stream()
                .filter(ConnectionGuard::isWaiting)
                .forEach(guard -> waiting.merge(guard.address(), 1, Integer::sum));
        Optional<String> busiest =
                waiting.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
        return guards.values().stream().filter(guard -> guard.address().equals(busiest.orElse("")));
    }

    private boolean evict(Stream<ConnectionGuard> candidates) {
        Optional<ConnectionGuard> longest =
                candidates.filter(ConnectionGuard::isWaiting).min(Comparator.comparingLong(ConnectionGuard::since));
        longest.ifPresent(guard -> {
            remove(guard);
            guard.close();
        });
        return longest.isPresent();
    }

    private void remove(ConnectionGuard guard) {
        guards.entrySet().stream()
                .filter(entry -> entry.getValue() == guard)
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(this::remove);
    }

    private void remove(HttpConnection connection) {
        ConnectionGuard guard = guards.remove(connection);
        if (guard != null) {
            countByAddress.computeIfPresent(guard.address(), (address, count) -> count == 1 ? null : count - 1);
        }
    }

    /** The guard of a connection; empty for one that was closed. */
    Optional<ConnectionGuard> guard(HttpConnection connection) {
        return Optional.ofNullable(guards.get(connection));
    }

    /** A second passed. */
    void sweep() {
        Collection<ConnectionGuard> all = java.util.List.copyOf(guards.values());
        all.forEach(ConnectionGuard::sweep);
        limits.allows(ServerLimit.CONNECTIONS, guards.size());
    }
}
