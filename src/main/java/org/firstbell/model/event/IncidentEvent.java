package org.firstbell.model.event;

import java.time.Instant;
import java.util.Optional;
import org.firstbell.model.CheckId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Phrase;
import org.firstbell.model.status.Severity;

/** One step in an incident's life. The journal of these is the truth about incidents. */
public sealed interface IncidentEvent {
    IncidentId incident();

    Instant at();

    /**
     * The event with which an incident begins.
     *
     * @param firstSignAt the first failed attempt behind it
     * @param check what fails: the check that a remedy is anchored to
     */
    record Opened(
            IncidentId incident,
            Instant at,
            Instant firstSignAt,
            Cause cause,
            CheckId check,
            Severity severity,
            Phrase summary,
            Phrase remedy,
            Affected affected)
            implements IncidentEvent {}

    /**
     * A change of what an incident says: its severity, words, affected sessions, or the cause itself when something
     * higher turned out to be silent; the conversation goes on under the same number.
     */
    record Changed(
            IncidentId incident,
            Instant at,
            Cause cause,
            CheckId check,
            Severity severity,
            Phrase summary,
            Phrase remedy,
            Affected affected)
            implements IncidentEvent {}

    /** The end of an incident that turned out to be a part of another one; it ends without an all-clear. */
    record Merged(IncidentId incident, Instant at, IncidentId into) implements IncidentEvent {}

    /** Its checks pass again; it is held before it closes. */
    record Recovering(IncidentId incident, Instant at, boolean flapping) implements IncidentEvent {}

    /** It failed again while it was held. */
    record Relapsed(IncidentId incident, Instant at, boolean flapping) implements IncidentEvent {}

    /** The event with which an incident ends. */
    record Resolved(IncidentId incident, Instant at, Optional<String> by, String reason) implements IncidentEvent {}

    /** The event that somebody took the incident. */
    record Acknowledged(IncidentId incident, Instant at, String by, String note) implements IncidentEvent {}

    /** The event that the owner gave the incident back. */
    record Released(IncidentId incident, Instant at, String by) implements IncidentEvent {}

    /** A note that somebody wrote into the incident. */
    record Noted(IncidentId incident, Instant at, String by, String text) implements IncidentEvent {}

    /** Somebody was told, or could not be: "mail sent to School Test Coordinator". */
    record Notified(IncidentId incident, Instant at, String text) implements IncidentEvent {}
}
