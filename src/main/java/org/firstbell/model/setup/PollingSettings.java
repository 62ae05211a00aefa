package org.firstbell.model.setup;

import java.time.Duration;
import java.util.List;

/**
 * The settings of polling: intervals, timeouts and retries.
 *
 * @param timeout how long an answer to an attempt's last request is waited for
 * @param retries further requests of an attempt
 * @param settleTime how long a better verdict must hold before it shows
 */
public record PollingSettings(
        Duration idle,
        Duration today,
        Duration soon,
        Duration live,
        Duration timeout,
        int retries,
        Duration settleTime) {
    /** Between two requests of one attempt (contract, Looking again). */
    public static final Duration RESEND_INTERVAL = Duration.ofMillis(400);

    /** From the first attempt to the second, and from the second to the third (contract, Looking again). */
    public static final List<Duration> ATTEMPT_INTERVALS = List.of(Duration.ofMillis(800), Duration.ofMillis(1_200));

    /** The defaults of the contract's example. */
    public static final PollingSettings DEFAULT = new PollingSettings(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofMillis(1500),
            1,
            Duration.ofSeconds(60));

    /** From the first request to the decision that the third attempt is missed too; 4.3 s by default. */
    public Duration decisionTime() {
        return ATTEMPT_INTERVALS.stream()
                .reduce(Duration.ZERO, Duration::plus)
                .plus(RESEND_INTERVAL.multipliedBy(retries + 1L))
                .plus(timeout);
    }
}
