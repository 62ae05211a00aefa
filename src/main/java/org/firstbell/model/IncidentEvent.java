package org.firstbell.model;

import java.time.Instant;
import java.util.Optional;

/** One step in an incident's life. The journal of these is the truth about incidents. */
public sealed interface IncidentEvent {
    IncidentId incident();

    Instant at();

    /**
     * It began.
     *
     * @param firstSignAt the first failed look behind it
     * @param check what fails: the check that a remedy is anchored to
     */
    record Opened(
            IncidentId incident,
            Instant at,
            Instant firstSignAt,
            Cause cause,
            CheckId check,
            Severity severity,
            Words summary,
            Words remedy,
            Affected affected)
            implements IncidentEvent {}

    /**
     * What it is or hits changed: severity, words, the affected, or the cause itself, when something higher turned out
     * to be silent; the conversation goes on under the same number.
     */
    record Changed(
            IncidentId incident,
            Instant at,
            Cause cause,
            CheckId check,
            Severity severity,
            Words summary,
            Words remedy,
            Affected affected)
            implements IncidentEvent {}

    /** What looked like this was a part of another incident, which goes on; this one ends without an all-clear. */
    record Joined(IncidentId incident, Instant at, IncidentId other) implements IncidentEvent {}

    /** Its checks pass again; it is held before it closes. */
    record Recovering(IncidentId incident, Instant at, boolean flapping) implements IncidentEvent {}

    /** It failed again while it was held. */
    record Relapsed(IncidentId incident, Instant at, boolean flapping) implements IncidentEvent {}

    /** It is over. */
    record Resolved(IncidentId incident, Instant at, Optional<String> by, String reason) implements IncidentEvent {}

    /** Somebody has it. */
    record Acknowledged(IncidentId incident, Instant at, String by, String note) implements IncidentEvent {}

    /** Whoever had it let go. */
    record Released(IncidentId incident, Instant at, String by) implements IncidentEvent {}

    /** Somebody wrote something down. */
    record Noted(IncidentId incident, Instant at, String by, String text) implements IncidentEvent {}

    /** Somebody was told, or could not be: "mail sent to School Test Coordinator". */
    record Told(IncidentId incident, Instant at, String what) implements IncidentEvent {}
}
