package org.firstbell.app;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.firstbell.model.Timers;

/**
 * Timers on a hashed wheel (Varghese and Lauck, 1987) of 512 slots of 10 ms: setting and cancelling one costs the same
 * however many there are, and what is due in the same 10 ms is done in one go. A look sets three timers and cancels them
 * all when its answer comes. Never early, at most 10 ms late. Confined to its loop.
 */
final class Wheel implements Timers {
    private static final long SLOT_NANOS = 10_000_000;
    private static final int SLOTS = 512;

    private final LongSupplier nanoTime;
    private final LongConsumer alarm;
    private final List<List<Entry>> slots = new ArrayList<>(SLOTS);
    private final long origin;
    /** The next slot that was not looked at, counted from the origin. */
    private long next;

    private long armed = Long.MAX_VALUE;
    private int count;

    private final class Entry implements Handle {
        private final long due;
        private Runnable task;
        private boolean over;

        private Entry(long due, Runnable task) {
            this.due = due;
            this.task = task;
        }

        @Override
        public void cancel() {
            if (!over) {
                over = true;
                count--;
                task = () -> {};
            }
        }
    }

    /**
     * An empty wheel.
     *
     * @param nanoTime a clock that never goes back
     * @param alarm asks for {@link #turn} to be called after so many nanoseconds; a later call takes the place of none
     */
    Wheel(LongSupplier nanoTime, LongConsumer alarm) {
        this.nanoTime = nanoTime;
        this.alarm = alarm;
        this.origin = nanoTime.getAsLong();
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new ArrayList<>(4));
        }
    }

    private long slotNow() {
        return (nanoTime.getAsLong() - origin) / SLOT_NANOS;
    }

    @Override
    public Handle after(Duration delay, Runnable task) {
        long nanos = Math.max(0, delay.toNanos());
        long due = Math.max(next, (nanoTime.getAsLong() - origin + nanos + SLOT_NANOS - 1) / SLOT_NANOS);
        Entry entry = new Entry(due, task);
        slots.get((int) (due % SLOTS)).add(entry);
        count++;
        arm(due);
        return entry;
    }

    private void arm(long slot) {
        if (slot < armed) {
            armed = slot;
            alarm.accept(Math.max(0, slot * SLOT_NANOS - (nanoTime.getAsLong() - origin)));
        }
    }

    /** Does what is due; timers that its tasks set are for later turns. */
    void turn() {
        long now = slotNow();
        if (armed > now) {
            return;
        }
        armed = Long.MAX_VALUE;
        ArrayDeque<Entry> due = new ArrayDeque<>();
        long last = Math.min(now, next + SLOTS - 1);
        for (long slot = next; slot <= last; slot++) {
            slots.get((int) (slot % SLOTS)).removeIf(entry -> {
                if (!entry.over && entry.due <= now) {
                    due.add(entry);
                }
                return entry.over || entry.due <= now;
            });
        }
        next = Math.max(next, now + 1);
        try {
            while (!due.isEmpty()) {
                Entry entry = due.remove();
                if (!entry.over) {
                    entry.over = true;
                    count--;
                    entry.task.run();
                }
            }
        } finally {
            // A task that failed takes nobody with it: the rest is due in the next slot.
            due.forEach(entry -> slots.get((int) (next % SLOTS)).add(entry));
            rearm();
        }
    }

    private void rearm() {
        if (count == 0) {
            return;
        }
        long nearest = Long.MAX_VALUE;
        for (long slot = next; slot < next + SLOTS && nearest == Long.MAX_VALUE; slot++) {
            for (Entry entry : slots.get((int) (slot % SLOTS))) {
                if (!entry.over && entry.due <= slot) {
                    nearest = slot;
                }
            }
        }
        arm(nearest == Long.MAX_VALUE ? next + SLOTS - 1 : nearest);
    }

    /** How many timers wait. */
    int waiting() {
        return count;
    }
}
