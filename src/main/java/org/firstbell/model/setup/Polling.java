package org.firstbell.model.setup;

import java.time.Duration;

/**
 * The pace of asking.
 *
 * @param timeout how long an answer to a look's last request is waited for
 * @param retries further requests of a look
 * @param settle how long better news must hold before it shows
 */
public record Polling(
        Duration idle, Duration today, Duration soon, Duration live, Duration timeout, int retries, Duration settle) {
    /** The defaults of the contract's example. */
    public static final Polling DEFAULT = new Polling(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            Duration.ofMillis(1500),
            1,
            Duration.ofSeconds(60));
}
