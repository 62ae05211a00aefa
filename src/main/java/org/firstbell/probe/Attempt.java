package org.firstbell.probe;

import java.time.Duration;
import org.firstbell.model.setup.PollingSettings;

/**
 * One attempt to poll a target: 1 + retries requests, 400 ms apart; an answer to any is accepted until the timeout
 * after the last one left.
 *
 * @param number 1 for the first; 2 and 3 follow a miss
 * @param interval how often the query runs at present
 * @param onSuspicion called once when 400 ms passed without an answer
 */
public record Attempt(int number, Duration timeout, int retries, Duration interval, Runnable onSuspicion) {
    /** The time between two requests of an attempt, and until silence is suspicious (contract, Looking again). */
    public static final Duration RESEND_INTERVAL = PollingSettings.RESEND_INTERVAL;

    public Attempt {
        if (number < 1 || retries < 0 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("an attempt has a number from 1, a timeout, and no negative retries");
        }
    }

    /** From the first request to the decision that nothing came. */
    public Duration maxDuration() {
        return RESEND_INTERVAL.multipliedBy(retries).plus(timeout);
    }
}
