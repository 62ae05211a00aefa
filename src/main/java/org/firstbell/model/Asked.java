package org.firstbell.model;

import java.time.Duration;
import java.time.Instant;

/**
 * The question an outcome answers.
 *
 * @param probe the kind of probe: {@code snmp}, {@code http}, {@code tcp}, {@code tls}, …
 * @param part which of the target's questions, such as {@code system}, {@code clients}, {@code 4480}
 * @param life whether it is a question of life: any of a target's answering makes it {@code up}
 * @param at when the first request left
 * @param took from the first request to the decision
 * @param interval how often it is asked at present
 */
public record Asked(
        Target target, String probe, String part, boolean life, Instant at, Duration took, Duration interval) {

    /** The question's name within its target, such as {@code snmp/clients}. */
    public String question() {
        return probe + "/" + part;
    }
}
