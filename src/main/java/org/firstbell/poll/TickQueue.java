package org.firstbell.poll;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scheduled queries in the order of their next ticks. A query that was moved or removed leaves its former entry behind,
 * which is dropped when it comes first or when such entries are the majority. Confined to the polling loop.
 */
final class TickQueue {
    private static final int INITIAL_CAPACITY = 64;

    private Queue<Entry> entries = newEntries(INITIAL_CAPACITY);
    private int size;

    /** A query with the tick, in milliseconds since 1970, for which it was put. */
    private record Entry(ScheduledQuery query, long tick) {
        boolean isCurrent() {
            return query.queued && query.nextTick == tick;
        }
    }

    private static Queue<Entry> newEntries(int capacity) {
        return new PriorityQueue<>(capacity, Comparator.comparingLong(Entry::tick));
    }

    /** The query whose tick comes first; null when there is none. */
    @Nullable
    ScheduledQuery first() {
        Entry first = entries.peek();
        while (first != null && !first.isCurrent()) {
            entries.remove();
            first = entries.peek();
        }
        return first == null ? null : first.query();
    }

    int size() {
        return size;
    }

    /** Puts a query where its next tick belongs, whether it is in the queue or not. */
    void put(ScheduledQuery query, long tick) {
        if (!query.queued) {
            query.queued = true;
            size++;
        } else if (query.nextTick == tick) {
            return;
        }
        query.nextTick = tick;
        Entry first = entries.peek();
        if (first != null && first.query() == query) {
            entries.remove();
        } else if (entries.size() > INITIAL_CAPACITY && entries.size() > 2 * size) {
            dropFormerEntries();
        }
        entries.add(new Entry(query, tick));
    }

    /** Takes a query out, if it is in. */
    void remove(ScheduledQuery query) {
        if (query.queued) {
            query.queued = false;
            size--;
        }
    }

    /** Every query in it, in no order. */
    List<ScheduledQuery> all() {
        Set<ScheduledQuery> all = new LinkedHashSet<>();
        for (Entry entry : entries) {
            if (entry.isCurrent()) {
                all.add(entry.query());
            }
        }
        return new ArrayList<>(all);
    }

    private void dropFormerEntries() {
        Queue<Entry> current = newEntries(2 * size);
        entries.stream().filter(Entry::isCurrent).distinct().forEach(current::add);
        entries = current;
    }
}
