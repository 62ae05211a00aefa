package org.firstbell.model;

import java.time.Duration;

/** Something that runs a task later, on the loop of whoever injected it; virtual in tests. */
public interface Timers {
    /** A task that waits. */
    interface Handle {
        /** Forgets the task; does nothing once it ran. */
        void cancel();
    }

    /** Runs the task once after the delay, which may be zero. */
    Handle after(Duration delay, Runnable task);
}
