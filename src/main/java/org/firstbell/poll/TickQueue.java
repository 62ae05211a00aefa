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
final class TickQueue {
    private static final int BRANCHES = 4;
    private static final int INITIAL_CAPACITY = 64;

    /** Milliseconds since 1970, each of the question at the same index. */
    private long[] ticks = new long[INITIAL_CAPACITY];

    private @Nullable ScheduledQuery[] queries = new ScheduledQuery[INITIAL_CAPACITY];
    private int entries;
    private int size;

    /** The question whose beat comes first; null when there is none. */
    @Nullable
    ScheduledQuery first() {
        while (entries > 0) {
            ScheduledQuery first = at(0);
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
    void put(ScheduledQuery query, long beat) {
        if (!query.queued) {
            query.queued = true;
            size++;
        } else if (query.nextTick == beat) {
            return;
        }
        query.nextTick = beat;
        if (entries > 0 && queries[0] == query) {
            siftDown(query, beat);
        } else {
            add(query, beat);
        }
    }

    /** Takes a question out, if it is in. */
    void remove(ScheduledQuery query) {
        if (query.queued) {
            query.queued = false;
            size--;
        }
    }

    /** Every question in it, in no order. */
    List<ScheduledQuery> all() {
        Set<ScheduledQuery> all = new LinkedHashSet<>();
        for (int i = 0; i < entries; i++) {
            ScheduledQuery query = at(i);
            if (isCurrent(i, query)) {
                all.add(query);
            }
        }
        return List.copyOf(all);
    }

    private ScheduledQuery at(int place) {
        ScheduledQuery query = queries[place];
        if (query == null) {
            throw new IllegalStateException("no entry at " + place);
        }
        return query;
    }

    private boolean isCurrent(int place, ScheduledQuery query) {
        return query.queued && query.nextTick == ticks[place];
    }

    private void dropFirst() {
        ScheduledQuery last = at(--entries);
        queries[entries] = null;
        if (entries > 0) {
            siftDown(last, ticks[entries]);
        }
    }

    private void add(ScheduledQuery query, long beat) {
        if (entries == ticks.length) {
            ensureCapacity();
        }
        siftUp(entries++, query, beat);
    }

    /** Drops what was left behind when that is half of it; else there is more room. */
    private void ensureCapacity() {
        if (entries > 2 * size) {
            List<ScheduledQuery> current = all();
            Arrays.fill(queries, null);
            entries = 0;
            current.forEach(query -> siftUp(entries++, query, query.nextTick));
        } else {
            ticks = Arrays.copyOf(ticks, 2 * entries);
            queries = Arrays.copyOf(queries, 2 * entries);
        }
    }

    private void siftUp(int from, ScheduledQuery query, long beat) {
        int place = from;
        while (place > 0) {
            int above = (place - 1) / BRANCHES;
            if (ticks[above] <= beat) {
                break;
            }
            move(above, place);
            place = above;
        }
        set(place, query, beat);
    }

    /** Puts an entry in the place of the first one, and then where it belongs. */
    private void siftDown(ScheduledQuery query, long beat) {
        int place = 0;
        while (true) {
            int least = leastBranch(BRANCHES * place + 1);
            if (least >= entries || ticks[least] >= beat) {
                break;
            }
            move(least, place);
            place = least;
        }
        set(place, query, beat);
    }

    /** Which of the branches that begin there comes first; the first of them where there is none. */
    private int leastBranch(int first) {
        int least = first;
        int end = Math.min(first + BRANCHES, entries);
        for (int branch = first + 1; branch < end; branch++) {
            if (ticks[branch] < ticks[least]) {
                least = branch;
            }
        }
        return least;
    }

    private void move(int from, int to) {
        ticks[to] = ticks[from];
        queries[to] = queries[from];
    }

    private void set(int place, ScheduledQuery query, long beat) {
        ticks[place] = beat;
        queries[place] = query;
    }
}
