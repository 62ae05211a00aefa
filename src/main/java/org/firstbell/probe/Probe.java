package org.firstbell.probe;

import java.util.List;
import java.util.function.Consumer;
import org.firstbell.model.Target;
import org.firstbell.model.event.ProbeOutcome;

/**
 * One way of asking one target. Keeps what it learned of the target (profile, limits, last counters); confined to the
 * polling loop, on which it also delivers its outcomes.
 */
public interface Probe {
    /** Whom it asks. */
    Target target();

    /** The kind of probe, as in metrics: {@code snmp}, {@code http}, {@code tcp}, {@code tls}, {@code dns}, … */
    String type();

    /** The queries that it can ask now; they may change after an answer, when a profile was chosen. */
    List<Query> queries();

    /** Whether a part tells rates, which need two answers. */
    default boolean hasRates(Query query) {
        return false;
    }

    /** Asks one of its parts. Ends in exactly one outcome, never in an exception. */
    void execute(Query query, Attempt attempt, Consumer<ProbeOutcome> answer);
}
