package org.firstbell.readiness;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.firstbell.model.SignalName;
import org.jspecify.annotations.Nullable;

/**
 * The latest signals of one target, in the order in which they were first told. A target has ten or a few dozen and tells
 * them in the same order each time: an array and the place of the last one found cost less than a table. Confined to the
 * core loop.
 */
final class LatestSignals implements Iterable<Held> {
    private static final Held[] NONE = {};

    private Held[] held = NONE;
    private int size;
    private int last;

    /** The signal of a name; null when it was never told. */
    @Nullable
    Held find(SignalName name) {
        for (int i = 0; i < size; i++) {
            int place = last + 1 + i;
            place = place >= size ? place - size : place;
            if (same(held[place].name, name)) {
                last = place;
                return held[place];
            }
        }
        for (int i = 0; i < size; i++) {
            if (held[i].name.equals(name)) {
                return held[i];
            }
        }
        return null;
    }

    /** Names are mostly the very same object. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(SignalName a, SignalName b) {
        return a == b;
    }

    /** Adds one that is not there yet. */
    void add(Held first) {
        if (size == held.length) {
            held = Arrays.copyOf(held, size + Math.max(2, size / 4));
        }
        held[size++] = first;
    }

    int size() {
        return size;
    }

    /** Takes over those of another one. */
    void addAll(LatestSignals others) {
        for (Held one : others) {
            if (find(one.name) == null) {
                add(one);
            }
        }
    }

    @Override
    public Iterator<Held> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size;
            }

            @Override
            public Held next() {
                if (next >= size) {
                    throw new NoSuchElementException();
                }
                return held[next++];
            }
        };
    }
}
