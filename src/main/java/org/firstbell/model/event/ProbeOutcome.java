package org.firstbell.model.event;

import java.util.List;
import java.util.Optional;

/**
 * The outcome of one attempt to poll a target. The world is a value: nothing a device or network does is an exception.
 */
public sealed interface ProbeOutcome {
    /** The query, and when it was sent. */
    QueryExecution execution();

    OutcomeKind kind();

    /** Why there is no answer, as a sentence for a technician; empty if there is one. */
    String reason();

    /** What was answered; empty unless there is an answer. */
    default List<Reading> readings() {
        return List.of();
    }

    /** What an answer did not tell or told wrongly, each a sentence for a technician. */
    default List<String> problems() {
        return List.of();
    }

    /** The kind of an outcome, as metrics label it. */
    enum OutcomeKind {
        ANSWERED,
        SILENT,
        REFUSED,
        GARBLED,
        SKIPPED
    }

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

        @Override
        public OutcomeKind kind() {
            return OutcomeKind.ANSWERED;
        }

        @Override
        public String reason() {
            return "";
        }
    }

    /** Nothing came back in time. */
    record Silent(QueryExecution execution, String reason) implements ProbeOutcome {
        @Override
        public OutcomeKind kind() {
            return OutcomeKind.SILENT;
        }
    }

    /** Something there said no: connection refused, wrong community, unknown user. */
    record Refused(QueryExecution execution, String reason) implements ProbeOutcome {
        @Override
        public OutcomeKind kind() {
            return OutcomeKind.REFUSED;
        }
    }

    /** An answer came that could not be read. */
    record Garbled(QueryExecution execution, String reason) implements ProbeOutcome {
        @Override
        public OutcomeKind kind() {
            return OutcomeKind.GARBLED;
        }
    }

    /** It was not polled at all: the last attempt was still under way, or a limit was reached. */
    record Skipped(QueryExecution execution, String reason) implements ProbeOutcome {
        @Override
        public OutcomeKind kind() {
            return OutcomeKind.SKIPPED;
        }
    }
}
