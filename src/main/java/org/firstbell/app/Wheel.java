package org.firstbell.app;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.firstbell.model.Timers;
import org.jspecify.annotations.Nullable;

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
    /** The anchor of the ring of each slot's timers; null while it never had one. */
    private final @Nullable Entry[] slots = new Entry[SLOTS];

    private final long origin;
    /** The next slot that was not looked at, counted from the origin. */
    private long next;

    private long armed = Long.MAX_VALUE;
    private int count;

    /** A timer in its ring, in the order in which they were set; the anchor of a ring is one without a task. */
    private final class Entry implements Handle {
        private final long due;
        private @Nullable Runnable task;
        private Entry before = this;
        private Entry after = this;

        private Entry(long due, @Nullable Runnable task) {
            this.due = due;
            this.task = task;
        }

        @Override
        public void cancel() {
            if (task != null) {
                task = null;
                count--;
                unlink();
            }
        }

        private void run() {
            Runnable waiting = task;
            if (waiting != null) {
                task = null;
                count--;
                waiting.run();
            }
        }

        private void unlink() {
            before.after = after;
            after.before = before;
            before = this;
            after = this;
        }

        /** Called on an anchor. */
        private void add(Entry last) {
            last.before = before;
            last.after = this;
            before.after = last;
            before = last;
        }
    }

    private Entry anchor() {
        return new Entry(Long.MAX_VALUE, null);
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
    }

    private long slotNow() {
        return (nanoTime.getAsLong() - origin) / SLOT_NANOS;
    }

    private Entry ring(long slot) {
        int at = (int) (slot % SLOTS);
        Entry ring = slots[at];
        if (ring == null) {
            ring = anchor();
            slots[at] = ring;
        }
        return ring;
    }

    @Override
    public Handle after(Duration delay, Runnable task) {
        long nanos = Math.max(0, delay.toNanos());
        long due = Math.max(next, (nanoTime.getAsLong() - origin + nanos + SLOT_NANOS - 1) / SLOT_NANOS);
        Entry entry = new Entry(due, task);
        ring(due).add(entry);
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
            alarmAgain();
            return;
        }
        armed = Long.MAX_VALUE;
        Entry due = anchor();
        long last = Math.min(now, next + SLOTS - 1);
        for (long slot = next; slot <= last; slot++) {
            Entry ring = slots[(int) (slot % SLOTS)];
            Entry entry = ring == null ? due : ring.after;
            while (entry != ring && entry != due) {
                Entry following = entry.after;
                if (entry.due <= now) {
                    entry.unlink();
                    due.add(entry);
                }
                entry = following;
            }
        }
        next = Math.max(next, now + 1);
        try {
            while (due.after != due) {
                Entry entry = due.after;
                entry.unlink();
                entry.run();
            }
        } finally {
            // A task that failed takes nobody with it: the rest is due in the next slot.
            while (due.after != due) {
                Entry left = due.after;
                left.unlink();
                ring(next).add(left);
            }
            rearm();
        }
    }

    /** An alarm that rang early was the only one there is. */
    private void alarmAgain() {
        long slot = armed;
        armed = Long.MAX_VALUE;
        if (count > 0) {
            arm(slot);
        }
    }

    private void rearm() {
        if (count == 0) {
            return;
        }
        for (long slot = next; slot < next + SLOTS; slot++) {
            Entry ring = slots[(int) (slot % SLOTS)];
            if (ring != null) {
                for (Entry entry = ring.after; entry != ring; entry = entry.after) {
                    if (entry.due <= slot) {
                        arm(slot);
                        return;
                    }
                }
            }
        }
        arm(next + SLOTS - 1);
    }

    /** How many timers wait. */
    int waiting() {
        return count;
    }
}
