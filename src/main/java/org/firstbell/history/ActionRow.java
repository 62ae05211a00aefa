package org.firstbell.history;

import java.time.Instant;
import java.util.List;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.StaffAction;
import org.jspecify.annotations.Nullable;

/**
 * A staff action as a row of the store, by an explicit table of type names that keep their meaning for ever.
 *
 * @param session of an action on a session
 * @param incident of an action on an incident
 */
record ActionRow(
        String type, @Nullable String session, @Nullable Long incident, Instant at, String by, String note) {

    private interface OnSession {
        StaffAction read(SessionId session, Instant at, String by, String note);
    }

    private interface OnIncident {
        StaffAction read(IncidentId incident, Instant at, String by, String note);
    }

    private record SessionKind(String name, Class<? extends StaffAction> type, OnSession read) {}

    private record IncidentKind(String name, Class<? extends StaffAction> type, OnIncident read) {}

    private static final List<SessionKind> ON_SESSION = List.of(
            new SessionKind("started", StaffAction.Started.class, StaffAction.Started::new),
            new SessionKind("finished", StaffAction.Finished.class, StaffAction.Finished::new),
            new SessionKind("cancelled", StaffAction.Cancelled.class, StaffAction.Cancelled::new),
            new SessionKind("risk-accepted", StaffAction.RiskAccepted.class, StaffAction.RiskAccepted::new));

    private static final List<IncidentKind> ON_INCIDENT = List.of(
            new IncidentKind("taken", StaffAction.Taken.class, StaffAction.Taken::new),
            new IncidentKind("handed-back", StaffAction.HandedBack.class, StaffAction.HandedBack::new),
            new IncidentKind("note-added", StaffAction.NoteAdded.class, StaffAction.NoteAdded::new),
            new IncidentKind("closed", StaffAction.Closed.class, StaffAction.Closed::new));

    static ActionRow of(StaffAction action) {
        if (action instanceof StaffAction.OnSession on) {
            return new ActionRow(name(action), on.session().value(), null, action.at(), action.by(), action.note());
        }
        StaffAction.OnIncident on = (StaffAction.OnIncident) action;
        return new ActionRow(name(action), null, on.incident().number(), action.at(), action.by(), action.note());
    }

    private static String name(StaffAction action) {
        for (SessionKind kind : ON_SESSION) {
            if (kind.type().isInstance(action)) {
                return kind.name();
            }
        }
        for (IncidentKind kind : ON_INCIDENT) {
            if (kind.type().isInstance(action)) {
                return kind.name();
            }
        }
        throw new IllegalArgumentException("no name for " + action.getClass().getSimpleName());
    }

    /** The action of the row. */
    StaffAction read() {
        if (session != null) {
            for (SessionKind kind : ON_SESSION) {
                if (kind.name().equals(type)) {
                    return kind.read().read(new SessionId(session), at, by, note);
                }
            }
        }
        if (incident != null) {
            for (IncidentKind kind : ON_INCIDENT) {
                if (kind.name().equals(type)) {
                    return kind.read().read(new IncidentId(incident), at, by, note);
                }
            }
        }
        throw new IllegalArgumentException("no staff action is called '" + type + "'");
    }
}
