package org.firstbell.model;

import java.time.Duration;

/** Something that runs a task later, on the loop of whoever injected it; virtual in tests. */
public interface Timers {
    /** A scheduled task that can be cancelled. */
    interface TimerHandle {
        /** Forgets the task; does nothing once it ran. */
        void cancel();
    }

    /** Runs the task once after the delay, which may be zero. */
    TimerHandle schedule(Duration delay, Runnable task);
}
