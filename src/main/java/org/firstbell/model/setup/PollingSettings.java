package org.firstbell.model.setup;

import java.time.Duration;

/**
 * The settings of polling: intervals, timeouts and retries.
 *
 * @param timeout how long an answer to a look's last request is waited for
 * @param retries further requests of a look
 * @param settleTime how long better news must hold before it shows
 */
public record PollingSettings(
        Duration idle,
        Duration today,
        Duration soon,
        Duration live,
        Duration timeout,
        int retries,
        Duration settleTime) {
    /** The defaults of the contract's example. */
    public static final PollingSettings DEFAULT = new PollingSettings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofMillis(1500),
            1,
            Duration.ofSeconds(60));
}
