package org.firstbell.poll;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Questions in the order of their next beats: a heap of four branches whose beats lie side by side, so that finding a place
 * among a hundred thousand looks at no other question. A question that was moved or removed leaves its former entry
 * behind, which is dropped when it comes first or when room is made. Confined to the polling loop.
 */
final class BeatQueue {
    private static final int BRANCHES = 4;
    private static final int FIRST_ROOM = 64;

    /** Milliseconds since 1970, each of the question at the same index. */
    private long[] beats = new long[FIRST_ROOM];

    private @Nullable Asking[] askings = new Asking[FIRST_ROOM];
    private int entries;
    private int size;

    /** The question whose beat comes first; null when there is none. */
    @Nullable
    Asking first() {
        while (entries > 0) {
            Asking first = at(0);
            if (isCurrent(0, first)) {
                return first;
            }
            dropFirst();
        }
        return null;
    }

    int size() {
        return size;
    }

    /** Puts a question where its next beat belongs, whether it is in the queue or not. */
    void put(Asking asking, long beat) {
        if (!asking.queued) {
            asking.queued = true;
            size++;
        } else if (asking.beat == beat) {
            return;
        }
        asking.beat = beat;
        if (entries > 0 && askings[0] == asking) {
            sink(asking, beat);
        } else {
            add(asking, beat);
        }
    }

    /** Takes a question out, if it is in. */
    void remove(Asking asking) {
        if (asking.queued) {
            asking.queued = false;
            size--;
        }
    }

    /** Every question in it, in no order. */
    List<Asking> all() {
        Set<Asking> all = new LinkedHashSet<>();
        for (int i = 0; i < entries; i++) {
            Asking asking = at(i);
            if (isCurrent(i, asking)) {
                all.add(asking);
            }
        }
        return List.copyOf(all);
    }

    private Asking at(int place) {
        Asking asking = askings[place];
        if (asking == null) {
            throw new IllegalStateException("no entry at " + place);
        }
        return asking;
    }

    private boolean isCurrent(int place, Asking asking) {
        return asking.queued && asking.beat == beats[place];
    }

    private void dropFirst() {
        Asking last = at(--entries);
        askings[entries] = null;
        if (entries > 0) {
            sink(last, beats[entries]);
        }
    }

    private void add(Asking asking, long beat) {
        if (entries == beats.length) {
            makeRoom();
        }
        rise(entries++, asking, beat);
    }

    /** Drops what was left behind when that is half of it; else there is more room. */
    private void makeRoom() {
        if (entries > 2 * size) {
            List<Asking> current = all();
            Arrays.fill(askings, null);
            entries = 0;
            current.forEach(asking -> rise(entries++, asking, asking.beat));
        } else {
            beats = Arrays.copyOf(beats, 2 * entries);
            askings = Arrays.copyOf(askings, 2 * entries);
        }
    }

    private void rise(int from, Asking asking, long beat) {
        int place = from;
        while (place > 0) {
            int above = (place - 1) / BRANCHES;
            if (beats[above] <= beat) {
                break;
            }
            move(above, place);
            place = above;
        }
        set(place, asking, beat);
    }

    /** Puts an entry in the place of the first one, and then where it belongs. */
    private void sink(Asking asking, long beat) {
        int place = 0;
        while (true) {
            int least = least(BRANCHES * place + 1);
            if (least >= entries || beats[least] >= beat) {
                break;
            }
            move(least, place);
            place = least;
        }
        set(place, asking, beat);
    }

    /** Which of the branches that begin there comes first; the first of them where there is none. */
    private int least(int first) {
        int least = first;
        int end = Math.min(first + BRANCHES, entries);
        for (int branch = first + 1; branch < end; branch++) {
            if (beats[branch] < beats[least]) {
                least = branch;
            }
        }
        return least;
    }

    private void move(int from, int to) {
        beats[to] = beats[from];
        askings[to] = askings[from];
    }

    private void set(int place, Asking asking, long beat) {
        beats[place] = beat;
        askings[place] = asking;
    }
}
