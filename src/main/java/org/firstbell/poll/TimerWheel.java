package org.firstbell.poll;

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
final class TimerWheel implements Timers {
    private static final long SLOT_NANOS = 10_000_000;
    private static final int SLOTS = 512;

    private final LongSupplier nanoTime;
    private final LongConsumer alarmSetter;
    /** The anchor of the ring of each slot's timers; null while it never had one. */
    private final @Nullable WheelTimer[] slots = new WheelTimer[SLOTS];

    private final long origin;
    /** The next slot that was not looked at, counted from the origin. */
    private long nextSlot;

    private long armedSlot = Long.MAX_VALUE;
    private int count;

    /** A timer in its ring, in the order in which they were set; the anchor of a ring is one without a task. */
    private final class WheelTimer implements TimerHandle {
        private final long dueSlot;
        private @Nullable Runnable task;
        private WheelTimer previousTimer = this;
        private WheelTimer nextTimer = this;

        private WheelTimer(long due, @Nullable Runnable task) {
            this.dueSlot = due;
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
            previousTimer.nextTimer = nextTimer;
            nextTimer.previousTimer = previousTimer;
            previousTimer = this;
            nextTimer = this;
        }

        /** Called on an anchor. */
        private void add(WheelTimer last) {
            last.previousTimer = previousTimer;
            last.nextTimer = this;
            previousTimer.nextTimer = last;
            previousTimer = last;
        }
    }

    private WheelTimer newRing() {
        return new WheelTimer(Long.MAX_VALUE, null);
    }

    /**
     * An empty wheel.
     *
     * @param nanoTime a clock that never goes back
     * @param alarm asks for {@link #fireDue} to be called after so many nanoseconds; a later call takes the place of none
     */
    TimerWheel(LongSupplier nanoTime, LongConsumer alarm) {
        this.nanoTime = nanoTime;
        this.alarmSetter = alarm;
        this.origin = nanoTime.getAsLong();
    }

    private long slotNow() {
        return (nanoTime.getAsLong() - origin) / SLOT_NANOS;
    }

    private WheelTimer slotRing(long slot) {
        int at = (int) (slot % SLOTS);
        WheelTimer ring = slots[at];
        if (ring == null) {
            ring = newRing();
            slots[at] = ring;
        }
        return ring;
    }

    @Override
    public TimerHandle schedule(Duration delay, Runnable task) {
        long nanos = Math.max(0, delay.toNanos());
        long due = Math.max(nextSlot, (nanoTime.getAsLong() - origin + nanos + SLOT_NANOS - 1) / SLOT_NANOS);
        WheelTimer entry = new WheelTimer(due, task);
        slotRing(due).add(entry);
        count++;
        armAlarm(due);
        return entry;
    }

    private void armAlarm(long slot) {
        if (slot < armedSlot) {
            armedSlot = slot;
            alarmSetter.accept(Math.max(0, slot * SLOT_NANOS - (nanoTime.getAsLong() - origin)));
        }
    }

    /** Does what is due; timers that its tasks set are for later turns. */
    void fireDue() {
        long now = slotNow();
        if (armedSlot > now) {
            repeatAlarm();
            return;
        }
        armedSlot = Long.MAX_VALUE;
        WheelTimer due = newRing();
        long last = Math.min(now, nextSlot + SLOTS - 1);
        for (long slot = nextSlot; slot <= last; slot++) {
            WheelTimer ring = slots[(int) (slot % SLOTS)];
            WheelTimer entry = ring == null ? due : ring.nextTimer;
            while (entry != ring && entry != due) {
                WheelTimer following = entry.nextTimer;
                if (entry.dueSlot <= now) {
                    entry.unlink();
                    due.add(entry);
                }
                entry = following;
            }
        }
        nextSlot = Math.max(nextSlot, now + 1);
        try {
            while (due.nextTimer != due) {
                WheelTimer entry = due.nextTimer;
                entry.unlink();
                entry.run();
            }
        } finally {
            // A task that failed takes nobody with it: the rest is due in the next slot.
            while (due.nextTimer != due) {
                WheelTimer left = due.nextTimer;
                left.unlink();
                slotRing(nextSlot).add(left);
            }
            armNextAlarm();
        }
    }

    /** An alarm that rang early was the only one there is. */
    private void repeatAlarm() {
        long slot = armedSlot;
        armedSlot = Long.MAX_VALUE;
        if (count > 0) {
            armAlarm(slot);
        }
    }

    private void armNextAlarm() {
        if (count == 0) {
            return;
        }
        for (long slot = nextSlot; slot < nextSlot + SLOTS; slot++) {
            WheelTimer ring = slots[(int) (slot % SLOTS)];
            if (ring != null) {
                for (WheelTimer entry = ring.nextTimer; entry != ring; entry = entry.nextTimer) {
                    if (entry.dueSlot <= slot) {
                        armAlarm(slot);
                        return;
                    }
                }
            }
        }
        armAlarm(nextSlot + SLOTS - 1);
    }

    /** How many timers wait. */
    int pendingTimers() {
        return count;
    }
}
