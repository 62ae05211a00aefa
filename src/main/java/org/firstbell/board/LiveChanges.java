package org.firstbell.board;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two boards: the keys whose value is another, and of maps only the entries that are; an entry that
 * went is null.
 */
final class LiveChanges {
    private static final Map<String, Function<LiveBoard, Object>> PARTS = new LinkedHashMap<>();
    private static final Map<String, Function<LiveBoard, Map<String, ?>>> MAPS = new LinkedHashMap<>();

    static {
        PARTS.put("school", LiveBoard::school);
        PARTS.put("starting", LiveBoard::starting);
        PARTS.put("blind", LiveBoard::blind);
        PARTS.put("verdict", LiveBoard::verdict);
        PARTS.put("attention", LiveBoard::attention);
        PARTS.put("also", LiveBoard::also);
        PARTS.put("lifeline", LiveBoard::lifeline);
        PARTS.put("freshness", LiveBoard::freshness);
        PARTS.put("mail", LiveBoard::mail);
        PARTS.put("health", LiveBoard::health);
        PARTS.put("idle", LiveBoard::idle);
        PARTS.put("config", LiveBoard::config);
        MAPS.put("sessions", LiveBoard::sessions);
        MAPS.put("rooms", LiveBoard::rooms);
        MAPS.put("incidents", LiveBoard::incidents);
    }

    private LiveChanges() {}

    static Map<String, Object> between(LiveBoard before, LiveBoard next) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (same(before, next)) {
            return changes;
        }
        PARTS.forEach((name, part) -> {
            Object value = part.apply(next);
            if (!value.equals(part.apply(before))) {
                changes.put(name, value);
            }
        });
        MAPS.forEach((name, map) -> {
            Map<String, @Nullable Object> entries = entries(map.apply(before), map.apply(next));
            if (!entries.isEmpty()) {
                changes.put(name, entries);
            }
        });
        return changes;
    }

    private static Map<String, @Nullable Object> entries(Map<String, ?> before, Map<String, ?> next) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        if (same(before, next)) {
            return entries;
        }
        next.forEach((id, value) -> {
            if (!value.equals(before.get(id))) {
                entries.put(id, value);
            }
        });
        before.keySet().stream().filter(id -> !next.containsKey(id)).forEach(id -> entries.put(id, null));
        return entries;
    }

    @SuppressWarnings("ReferenceEquality") // sharing is what makes an unchanged board cheap
    private static boolean same(Object before, Object next) {
        return before == next;
    }
}
