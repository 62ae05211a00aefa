package org.firstbell.app;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.alerting.NotificationPlanner;
import org.firstbell.incident.AdvanceResult;
import org.firstbell.incident.IncidentTracker;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.StaffAction;
import org.firstbell.readiness.Readiness;
import org.firstbell.readiness.ReadinessChanges;

/**
 * The order in which an event is processed: record signals, assess again what they touch, advance incidents, append to the
 * journal with the notifications, mark the board. Synchronous and deterministic: the same events give the same verdicts and
 * incidents, always. Confined to the core's event loop.
 */
final class Pipeline {
    /** The most problems whose causes are searched at once; those of more are searched once, with the next tick. */
    private static final int MAX_IMMEDIATE_SEARCH = 300;

    private final Readiness readiness;
    private final IncidentTracker incidents;
    private final NotificationPlanner notificationPlanner;
    private final CoreEffects effects;
    /** Whether an assessment changed since the causes were searched last. */
    private boolean searchNeeded = true;

    private long searchCount;

    Pipeline(Readiness readiness, IncidentTracker incidents, NotificationPlanner planner, CoreEffects effects) {
        this.readiness = readiness;
        this.incidents = incidents;
        this.notificationPlanner = planner;
        this.effects = effects;
    }

    /** An attempt ended. */
    void outcome(ProbeOutcome outcome, Instant now) {
        ReadinessChanges changes = readiness.record(outcome, now);
        if (changes.affectsCauses()
                && readiness.problemCount() <= MAX_IMMEDIATE_SEARCH
                && !readiness.hasDeferredRooms()) {
            advance(changes, List.of(), now);
        } else if (!changes.isEmpty()) {
            searchNeeded = true;
            reportVerdicts(changes.changedVerdicts());
            effects.boardChanged(changes.targets(), !changes.changedVerdicts().isEmpty());
        }
    }

    /** A second passed: staleness, holds, phases, reminders. */
    void tick(Instant now, boolean networkUp) {
        ReadinessChanges changes = readiness.tick(now, networkUp);
        advance(changes, List.of(), now);
    }

    /** Staff said or did something; empty when it holds, else the sentence why it does not. */
    Optional<String> act(StaffAction action) {
        return action.match(this::actOnSession, this::actOnIncident);
    }

    private Optional<String> actOnSession(StaffAction.SessionAction action) {
        if (readiness.assessment().session(action.session()).isEmpty()) {
            return Optional.of("There is no session " + action.session() + ".");
        }
        advance(readiness.recordStaffAction(action, action.at()), List.of(action), action.at());
        return Optional.empty();
    }

    private Optional<String> actOnIncident(StaffAction.IncidentAction action) {
        if (incidents.find(action.incident()).isEmpty()) {
            return Optional.of("There is no incident #" + action.incident() + ".");
        }
        commitAndNotify(incidents.recordStaffAction(action, action.at()), List.of(action), Set.of(), action.at());
        effects.boardChanged(Set.of(), true);
        return Optional.empty();
    }

    /** A delivery ended one way or another; it becomes a line of its incident's timeline. */
    void deliveryRecorded(IncidentEvent.Notified notified) {
        if (incidents.find(notified.incident()).isPresent()) {
            incidents.apply(notified);
            effects.commit(new Journal.JournalCommit(List.of(notified), List.of(), List.of()));
            effects.boardChanged(Set.of(), false);
        }
    }

    private void advance(ReadinessChanges changes, List<StaffAction> actions, Instant now) {
        searchNeeded |= !changes.isEmpty() || !actions.isEmpty();
        AdvanceResult advance = searchCauses(now);
        reportVerdicts(changes.changedVerdicts());
        commitAndNotify(advance.events(), actions, advance.targetsToRecheck(), now);
        boolean urgent = !advance.events().isEmpty()
                || !actions.isEmpty()
                || !changes.changedVerdicts().isEmpty();
        if (urgent || !changes.isEmpty()) {
            effects.boardChanged(changes.targets(), urgent);
        }
    }

    /** Searches the causes, unless that would bring the same again. */
    private AdvanceResult searchCauses(Instant now) {
        if (!searchNeeded && incidents.isSettled()) {
            incidents.timePassed(now);
            return AdvanceResult.NONE;
        }
        searchNeeded = false;
        searchCount++;
        return incidents.advance(readiness.assessment(), now);
    }

    /** How often the causes were searched. */
    long searchCount() {
        return searchCount;
    }

    private void reportVerdicts(Collection<SessionId> sessions) {
        sessions.forEach(id -> readiness.assessment().session(id).ifPresent(effects::verdictChanged));
    }

    private void commitAndNotify(
            List<IncidentEvent> events, List<StaffAction> actions, Set<Target> toRecheck, Instant now) {
        List<Notification> notifications =
                notificationPlanner.afterEvents(events, incidents::find, readiness.assessment(), now);
        if (!events.isEmpty() || !actions.isEmpty() || !notifications.isEmpty()) {
            effects.commit(new Journal.JournalCommit(events, actions, notifications));
        }
        if (!toRecheck.isEmpty()) {
            effects.pollNow(toRecheck);
        }
    }
}
