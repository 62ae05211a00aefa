package org.firstbell.history;

import java.time.Instant;
import java.util.Map;
import org.firstbell.model.SessionId;
import org.firstbell.model.StaffAction;
import org.jspecify.annotations.Nullable;

/**
 * A staff action as a row of the store, by explicit tables of type names that keep their meaning for ever.
 *
 * @param session of an action on a session
 * @param incident of an action on an incident
 */
record ActionRow(
        String type, @Nullable String session, @Nullable Long incident, Instant at, String by, String note) {

    private interface OnSession {
        StaffAction read(SessionId session, Instant at, String by, String note);
    }

    private static final Map<Class<? extends StaffAction>, String> NAMES = Map.of(
            StaffAction.Started.class, "started",
            StaffAction.Finished.class, "finished",
            StaffAction.Cancelled.class, "cancelled",
            StaffAction.RiskAccepted.class, "risk-accepted",
            StaffAction.Taken.class, "taken",
            StaffAction.HandedBack.class, "handed-back",
            StaffAction.NoteAdded.class, "note-added",
            StaffAction.Closed.class, "closed");

    /** Of the actions that are read back; those on incidents are, as events of theirs. */
    private static final Map<String, OnSession> READERS = Map.of(
            "started", StaffAction.Started::new,
            "finished", StaffAction.Finished::new,
            "cancelled", StaffAction.Cancelled::new,
            "risk-accepted", StaffAction.RiskAccepted::new);

    static ActionRow of(StaffAction action) {
        String type = NAMES.get(action.getClass());
        if (type == null) {
            throw new IllegalArgumentException(
                    "no name for " + action.getClass().getSimpleName());
        }
        return new ActionRow(
                type,
                action instanceof StaffAction.OnSession on ? on.session().value() : null,
                action instanceof StaffAction.OnIncident on ? on.incident().number() : null,
                action.at(),
                action.by(),
                action.note());
    }

    /** The action on a session of the row. */
    StaffAction read() {
        OnSession reader = READERS.get(type);
        if (reader == null || session == null) {
            throw new IllegalArgumentException("no staff action is called '" + type + "'");
        }
        return reader.read(new SessionId(session), at, by, note);
    }
}
