package org.firstbell.model.event;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of one attempt to poll a target. The world is a value: nothing a device or network does is an exception.
 */
public sealed interface ProbeOutcome {
    /** The question asked. */
    QueryExecution execution();

    /**
     * The outcome of an attempt that was answered.
     *
     * @param problems what it did not tell or told wrongly, each a sentence for a technician
     */
    record Answered(
            QueryExecution execution, List<Reading> readings, Optional<Sightings> sightings, List<String> problems)
            implements ProbeOutcome {
        public Answered {
            readings = List.copyOf(readings);
            problems = List.copyOf(problems);
        }
    }

    /** Nothing came back in time. */
    record Silent(QueryExecution execution, String reason) implements ProbeOutcome {}

    /** Something there said no: connection refused, wrong community, unknown user. */
    record Refused(QueryExecution execution, String reason) implements ProbeOutcome {}

    /** An answer came that could not be read. */
    record Garbled(QueryExecution execution, String reason) implements ProbeOutcome {}

    /** It was not asked at all: the last look was still under way, or a cap was reached. */
    record Skipped(QueryExecution execution, String reason) implements ProbeOutcome {}
}
