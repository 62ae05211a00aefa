package org.firstbell.notify;

import java.time.Duration;

/** How long a delivery that failed waits: 1, 2, 4, 8, 15, 30 s, then a minute each time (contract, Mail). */
final class Backoff {
    private static final int[] SECONDS = {1, 2, 4, 8, 15, 30, 60};

    private Backoff() {}

    /** After so many attempts, counted from 1. */
    static Duration after(int attempts) {
        return Duration.ofSeconds(SECONDS[Math.min(Math.max(attempts, 1), SECONDS.length) - 1]);
    }
}
