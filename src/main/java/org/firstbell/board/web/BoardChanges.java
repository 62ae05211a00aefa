package org.firstbell.board.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.firstbell.board.view.BoardView;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two boards: the keys whose value is another, and of maps only the entries that are; an entry that
 * went is null.
 */
final class BoardChanges {
    private static final Map<String, Function<BoardView, Object>> VALUE_PARTS = new LinkedHashMap<>();
    private static final Map<String, Function<BoardView, Map<String, ?>>> MAP_PARTS = new LinkedHashMap<>();

    static {
        VALUE_PARTS.put("school", BoardView::school);
        VALUE_PARTS.put("starting", BoardView::starting);
        VALUE_PARTS.put("blind", BoardView::blind);
        VALUE_PARTS.put("verdict", BoardView::verdict);
        VALUE_PARTS.put("attention", BoardView::attention);
        VALUE_PARTS.put("also", BoardView::also);
        VALUE_PARTS.put("lifeline", BoardView::lifeline);
        VALUE_PARTS.put("freshness", BoardView::freshness);
        VALUE_PARTS.put("mail", BoardView::mail);
        VALUE_PARTS.put("health", BoardView::health);
        VALUE_PARTS.put("idle", BoardView::idle);
        VALUE_PARTS.put("config", BoardView::config);
        MAP_PARTS.put("sessions", BoardView::sessions);
        MAP_PARTS.put("rooms", BoardView::rooms);
        MAP_PARTS.put("incidents", BoardView::incidents);
    }

    private BoardChanges() {}

    static Map<String, Object> between(BoardView before, BoardView next) {
        Map<String, Object> changes = new LinkedHashMap<>();
        if (isSame(before, next)) {
            return changes;
        }
        VALUE_PARTS.forEach((name, part) -> {
            Object value = part.apply(next);
            if (!value.equals(part.apply(before))) {
                changes.put(name, value);
            }
        });
        MAP_PARTS.forEach((name, map) -> {
            Map<String, @Nullable Object> entries = changedEntries(map.apply(before), map.apply(next));
            if (!entries.isEmpty()) {
                changes.put(name, entries);
            }
        });
        return changes;
    }

    private static Map<String, @Nullable Object> changedEntries(Map<String, ?> before, Map<String, ?> next) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        if (isSame(before, next)) {
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
    private static boolean isSame(Object before, Object next) {
        return before == next;
    }
}
