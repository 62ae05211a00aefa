package org.firstbell.model;

import java.time.Instant;

/** What staff said or did: an event like any outcome, journalled, replayed and judged by the same pure heart. */
public sealed interface StaffAction {
    Instant at();

    /** Who, by role or the name they gave; never a student. */
    String by();

    /** Free text, at most 500 characters; may be empty. */
    String note();

    /** An action on a session. */
    sealed interface OnSession extends StaffAction {
        SessionId session();
    }

    /** An action on an incident. */
    sealed interface OnIncident extends StaffAction {
        IncidentId incident();
    }

    record Started(SessionId session, Instant at, String by, String note) implements OnSession {}

    record Finished(SessionId session, Instant at, String by, String note) implements OnSession {}

    record Cancelled(SessionId session, Instant at, String by, String note) implements OnSession {}

    record RiskAccepted(SessionId session, Instant at, String by, String note) implements OnSession {}

    record Taken(IncidentId incident, Instant at, String by, String note) implements OnIncident {}

    record HandedBack(IncidentId incident, Instant at, String by, String note) implements OnIncident {}

    record NoteAdded(IncidentId incident, Instant at, String by, String note) implements OnIncident {}

    record Closed(IncidentId incident, Instant at, String by, String note) implements OnIncident {}
}
