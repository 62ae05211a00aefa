package org.firstbell.board;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sharing of what did not change between two snapshots. */
final class StructuralSharing {
    private StructuralSharing() {}

    /** The next map with each entry that equals its predecessor replaced by it; the map before when all are equal. */
    static <T> Map<String, T> reuseEqualEntries(Map<String, T> before, Map<String, T> next) {
        Map<String, T> shared = new LinkedHashMap<>();
        boolean same = before.size() == next.size();
        for (Map.Entry<String, T> entry : next.entrySet()) {
            T old = before.get(entry.getKey());
            boolean equal = old != null && old.equals(entry.getValue());
            same &= equal;
            shared.put(entry.getKey(), equal ? old : entry.getValue());
        }
        return same ? before : Collections.unmodifiableMap(shared);
    }

    static <T> void copyEntry(Map<String, T> from, String key, Map<String, T> to) {
        T value = from.get(key);
        if (value != null) {
            to.put(key, value);
        }
    }
}
