package org.firstbell.model.event;

import java.time.Instant;
import java.util.function.Function;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;

/** An action of staff: an event like any outcome, journalled, replayed and judged by the same pure heart. */
public sealed interface StaffAction {
    Instant at();

    /** Who, by role or the name they gave; never a student. */
    String by();

    /** Free text, at most 500 characters; may be empty. */
    String note();

    /** What one of the two functions makes of it. */
    <R> R match(Function<SessionAction, R> onSession, Function<IncidentAction, R> onIncident);

    /** An action on a session. */
    sealed interface SessionAction extends StaffAction {
        SessionId session();

        @Override
        default <R> R match(Function<SessionAction, R> onSession, Function<IncidentAction, R> onIncident) {
            return onSession.apply(this);
        }
    }

    /** An action on an incident. */
    sealed interface IncidentAction extends StaffAction {
        IncidentId incident();

        @Override
        default <R> R match(Function<SessionAction, R> onSession, Function<IncidentAction, R> onIncident) {
            return onIncident.apply(this);
        }
    }

    /** The action by which staff say that a session has started. */
    record SessionStarted(SessionId session, Instant at, String by, String note) implements SessionAction {}

    /** The action by which staff say that a session is finished. */
    record SessionFinished(SessionId session, Instant at, String by, String note) implements SessionAction {}

    /** The action by which staff cancel a session. */
    record SessionCancelled(SessionId session, Instant at, String by, String note) implements SessionAction {}

    /** The action by which staff accept the risk of a session. */
    record RiskAccepted(SessionId session, Instant at, String by, String note) implements SessionAction {}

    /** The action by which somebody takes an incident. */
    record IncidentTaken(IncidentId incident, Instant at, String by, String note) implements IncidentAction {}

    /** The action by which an owner gives an incident back. */
    record IncidentHandedBack(IncidentId incident, Instant at, String by, String note) implements IncidentAction {}

    /** The action by which somebody adds a note to an incident. */
    record IncidentNoteAdded(IncidentId incident, Instant at, String by, String note) implements IncidentAction {}

    /** The action by which somebody closes an incident by hand. */
    record IncidentClosed(IncidentId incident, Instant at, String by, String note) implements IncidentAction {}
}
