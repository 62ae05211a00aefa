package org.firstbell.history;

import java.time.Instant;
import java.util.Map;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.StaffAction;
import org.jspecify.annotations.Nullable;

/**
 * A staff action as a row of the store, by explicit tables of type names that keep their meaning for ever.
 *
 * @param session of an action on a session
 * @param incident of an action on an incident
 */
record StaffActionRow(
        String type, @Nullable String session, @Nullable Long incident, Instant at, String by, String note) {

    private interface SessionActionReader {
        StaffAction read(SessionId session, Instant at, String by, String note);
    }

    private static final Map<Class<? extends StaffAction>, String> NAMES = Map.of(
            StaffAction.SessionStarted.class, "started",
            StaffAction.SessionFinished.class, "finished",
            StaffAction.SessionCancelled.class, "cancelled",
            StaffAction.RiskAccepted.class, "risk-accepted",
            StaffAction.IncidentTaken.class, "taken",
            StaffAction.IncidentHandedBack.class, "handed-back",
            StaffAction.IncidentNoteAdded.class, "note-added",
            StaffAction.IncidentClosed.class, "closed");

    /** Of the actions that are read back; those on incidents are, as events of theirs. */
    private static final Map<String, SessionActionReader> READERS = Map.of(
            "started", StaffAction.SessionStarted::new,
            "finished", StaffAction.SessionFinished::new,
            "cancelled", StaffAction.SessionCancelled::new,
            "risk-accepted", StaffAction.RiskAccepted::new);

    static StaffActionRow of(StaffAction action) {
        String type = NAMES.get(action.getClass());
        if (type == null) {
            throw new IllegalArgumentException(
                    "no name for " + action.getClass().getSimpleName());
        }
        return new StaffActionRow(
                type,
                action instanceof StaffAction.SessionAction on ? on.session().value() : null,
                action instanceof StaffAction.IncidentAction on ? on.incident().number() : null,
                action.at(),
                action.by(),
                action.note());
    }

    /** The action on a session of the row. */
    StaffAction toAction() {
        SessionActionReader reader = READERS.get(type);
        if (reader == null || session == null) {
            throw new IllegalArgumentException("no staff action is called '" + type + "'");
        }
        return reader.read(new SessionId(session), at, by, note);
    }
}
