package org.firstbell.app;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.incident.Advance;
import org.firstbell.incident.Incidents;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.Journal;
import org.firstbell.model.Notice;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Target;
import org.firstbell.notify.Telling;
import org.firstbell.readiness.Changes;
import org.firstbell.readiness.Readiness;

/**
 * The one way that news takes through the house: record signals, judge again what they touch, advance incidents, write
 * down, hand over notices, mark the board. Synchronous and deterministic: the same events give the same verdicts and
 * incidents, always. Confined to the core's event loop.
 */
final class Pipeline {
    /** While no more than this is in trouble, its causes are searched at once; else with the next tick, once for all. */
    private static final int SEARCHED_AT_ONCE = 300;

    private final Readiness readiness;
    private final Incidents incidents;
    private final Telling telling;
    private final Outlets outlets;
    /** Something is judged otherwise since the causes were searched last. */
    private boolean news = true;

    private long searches;

    /** Where the pipeline's results go; each call returns at once. */
    interface Outlets {
        /** Writes down in one transaction; delivery of the notices starts when that is done. */
        void commit(Journal.Commit commit);

        /** A session's verdict or word changed. */
        void verdict(SessionStanding standing);

        /** Asks these for a sign of life at once. */
        void lookNow(Set<Target> targets);

        /** Something that the board shows changed, these targets among it; urgent when it is a verdict or an incident. */
        void show(Set<Target> changed, boolean urgent);
    }

    Pipeline(Readiness readiness, Incidents incidents, Telling telling, Outlets outlets) {
        this.readiness = readiness;
        this.incidents = incidents;
        this.telling = telling;
        this.outlets = outlets;
    }

    /** A look ended. */
    void outcome(ProbeOutcome outcome, Instant now) {
        Changes changes = readiness.record(outcome, now);
        if (changes.causes() && readiness.troubled() <= SEARCHED_AT_ONCE && !readiness.isBehind()) {
            advance(changes, List.of(), now);
        } else if (!changes.isEmpty()) {
            news = true;
            tellVerdicts(changes.verdicts());
            outlets.show(changes.targets(), !changes.verdicts().isEmpty());
        }
    }

    /** A second passed: staleness, holds, phases, reminders. */
    void tick(Instant now, boolean networkUp) {
        Changes changes = readiness.tick(now, networkUp);
        advance(changes, List.of(), now);
    }

    /** Staff said or did something; empty when it holds, else the sentence why it does not. */
    Optional<String> act(StaffAction action) {
        Instant now = action.at();
        if (action instanceof StaffAction.OnIncident onIncident) {
            if (incidents.find(onIncident.incident()).isEmpty()) {
                return Optional.of("There is no incident #" + onIncident.incident() + ".");
            }
            publish(incidents.staff(onIncident, now), List.of(action), Set.of(), now);
            outlets.show(Set.of(), true);
            return Optional.empty();
        }
        StaffAction.OnSession onSession = (StaffAction.OnSession) action;
        if (readiness.assessment().session(onSession.session()).isEmpty()) {
            return Optional.of("There is no session " + onSession.session() + ".");
        }
        advance(readiness.staff(onSession, now), List.of(action), now);
        return Optional.empty();
    }

    /** A delivery ended one way or another; it becomes a line of its incident's timeline. */
    void told(IncidentEvent.Told told) {
        if (incidents.find(told.incident()).isPresent()) {
            incidents.apply(told);
            outlets.commit(new Journal.Commit(List.of(told), List.of(), List.of()));
            outlets.show(Set.of(), false);
        }
    }

    private void advance(Changes changes, List<StaffAction> actions, Instant now) {
        news |= !changes.isEmpty() || !actions.isEmpty();
        Advance advance = searched(now);
        tellVerdicts(changes.verdicts());
        publish(advance.events(), actions, advance.looks(), now);
        boolean urgent = !advance.events().isEmpty()
                || !actions.isEmpty()
                || !changes.verdicts().isEmpty();
        if (urgent || !changes.isEmpty()) {
            outlets.show(changes.targets(), urgent);
        }
    }

    /** Searches the causes, unless that would bring the same again. */
    private Advance searched(Instant now) {
        if (!news && incidents.isSettled()) {
            incidents.pass(now);
            return Advance.NOTHING;
        }
        news = false;
        searches++;
        return incidents.advance(readiness.assessment(), now);
    }

    /** How often the causes were searched. */
    long searches() {
        return searches;
    }

    private void tellVerdicts(Collection<SessionId> sessions) {
        sessions.forEach(id -> readiness.assessment().session(id).ifPresent(outlets::verdict));
    }

    private void publish(List<IncidentEvent> events, List<StaffAction> actions, Set<Target> looks, Instant now) {
        List<Notice> notices = telling.after(events, incidents::find, readiness.assessment(), now);
        if (!events.isEmpty() || !actions.isEmpty() || !notices.isEmpty()) {
            outlets.commit(new Journal.Commit(events, actions, notices));
        }
        if (!looks.isEmpty()) {
            outlets.lookNow(looks);
        }
    }
}
