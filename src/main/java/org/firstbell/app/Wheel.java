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
    /** The ring of each slot's timers; null while it never had one. */
    private final @Nullable Ring[] slots = new Ring[SLOTS];

    private final long origin;
    /** The next slot that was not looked at, counted from the origin. */
    private long next;

    private long armed = Long.MAX_VALUE;
    private int count;

    /** A link of a ring: the ring's own anchor, or one of its timers. */
    private static class Link {
        Link before = this;
        Link after = this;

        final void unlink() {
            before.after = after;
            after.before = before;
            before = this;
            after = this;
        }
    }

    /** Timers in the order in which they were set. */
    private static final class Ring extends Link {
        private void add(Link last) {
            last.before = before;
            last.after = this;
            before.after = last;
            before = last;
        }
    }

    private final class Entry extends Link implements Handle {
        private final long due;
        private @Nullable Runnable task;

        private Entry(long due, Runnable task) {
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
            Runnable due = task;
            if (due != null) {
                task = null;
                count--;
                due.run();
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
    }

    private long slotNow() {
        return (nanoTime.getAsLong() - origin) / SLOT_NANOS;
    }

    private Ring ring(long slot) {
        int at = (int) (slot % SLOTS);
        Ring ring = slots[at];
        if (ring == null) {
            ring = new Ring();
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
        Ring due = new Ring();
        long last = Math.min(now, next + SLOTS - 1);
        for (long slot = next; slot <= last; slot++) {
            Ring ring = slots[(int) (slot % SLOTS)];
            for (Link link = ring == null ? due : ring.after; link != ring && link != due; ) {
                Link following = link.after;
                if (((Entry) link).due <= now) {
                    link.unlink();
                    due.add(link);
                }
                link = following;
            }
        }
        next = Math.max(next, now + 1);
        try {
            while (due.after != due) {
                Entry entry = (Entry) due.after;
                entry.unlink();
                entry.run();
            }
        } finally {
            // A task that failed takes nobody with it: the rest is due in the next slot.
            while (due.after != due) {
                Link left = due.after;
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
            Ring ring = slots[(int) (slot % SLOTS)];
            if (ring != null) {
                for (Link link = ring.after; link != ring; link = link.after) {
                    if (((Entry) link).due <= slot) {
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
