package org.firstbell.model.event;

import java.time.Duration;
import java.time.Instant;
import org.firstbell.model.Target;

/**
 * The question an outcome answers.
 *
 * @param probe the kind of probe: {@code snmp}, {@code http}, {@code tcp}, {@code tls}, …
 * @param query which of the target's questions, such as {@code system}, {@code clients}, {@code 4480}
 * @param liveness whether it is a question of life: any of a target's answering makes it {@code up}
 * @param startedAt when the first request left
 * @param duration from the first request to the decision
 * @param interval how often it is asked at present
 */
public record QueryExecution(
        Target target,
        String probe,
        String query,
        boolean liveness,
        Instant startedAt,
        Duration duration,
        Duration interval) {

    /** The question's name within its target, such as {@code snmp/clients}. */
    public String qualifiedName() {
        return probe + "/" + query;
    }
}
