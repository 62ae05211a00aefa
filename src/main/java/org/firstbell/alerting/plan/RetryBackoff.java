package org.firstbell.alerting.plan;

import java.time.Duration;

/** The waits between attempts to deliver: 1, 2, 4, 8, 15, 30 s, then a minute each time (contract, Mail). */
public final class RetryBackoff {
    private static final int[] DELAY_SECONDS = {1, 2, 4, 8, 15, 30, 60};

    private RetryBackoff() {}

    /** After so many attempts, counted from 1. */
    public static Duration delayAfter(int attempts) {
        return Duration.ofSeconds(DELAY_SECONDS[Math.min(Math.max(attempts, 1), DELAY_SECONDS.length) - 1]);
    }
}
