package org.firstbell.app;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.alerting.NotificationPlanner;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.board.BoardComposer;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.BoardStatus;
import org.firstbell.incident.IncidentTracker;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.Journal;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.readiness.Readiness;

/**
 * The core of one configuration: its readiness, incidents, notifications and board, with the pipeline that drives them. A
 * reload makes the next one whole, which goes on from what happened so far. Confined to the core's event loop.
 */
final class ConfiguredCore {
    private final LoadedConfiguration loaded;
    private final Readiness readiness;
    private final IncidentTracker incidents;
    private final NotificationPlanner notificationPlanner;
    private final Pipeline pipeline;
    private final BoardComposer boardComposer;

    ConfiguredCore(
            LoadedConfiguration loaded,
            Journal.RecoveredHistory past,
            Optional<ConfiguredCore> before,
            CoreEffects effects,
            Instant now) {
        this.loaded = loaded;
        this.readiness = new Readiness(loaded.configuration(), loaded.checks(), now);
        this.incidents = new IncidentTracker(loaded.configuration());
        this.boardComposer = new BoardComposer(loaded.configuration(), now);
        readiness.restore(past.actions());
        incidents.restore(past.events(), past.lastIncidentNumber());
        readiness.restoreReached(past.reached());
        readiness.restoreLastSeen(incidents.silentSeats());
        before.ifPresent(last -> readiness.continueFrom(last.readiness, now));
        this.notificationPlanner = before.map(
                        last -> last.notificationPlanner.withConfiguration(loaded.configuration()))
                .orElseGet(() -> restoredPlanner(loaded.configuration(), past));
        this.pipeline = new Pipeline(readiness, incidents, notificationPlanner, effects);
    }

    private static NotificationPlanner restoredPlanner(Configuration configuration, Journal.RecoveredHistory past) {
        NotificationPlanner planner = new NotificationPlanner(configuration);
        planner.restore(past);
        return planner;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    BoardComposer boardComposer() {
        return boardComposer;
    }

    Configuration configuration() {
        return loaded.configuration();
    }

    LoadedConfiguration loaded() {
        return loaded;
    }

    Assessment assessment() {
        return readiness.assessment();
    }

    Collection<Incident> openIncidents() {
        return incidents.open();
    }

    /** Targets that changed since the last call and were reached at least once. */
    Set<Target> takeNewlyReached() {
        return readiness.drainReached();
    }

    /** The board as of now, with the next mail about each open incident if nothing changes. */
    BoardSnapshot composeBoard(Optional<String> deliveryProblem, Optional<String> reloadProblem, Instant now) {
        List<IncidentId> open = incidents.open().stream().map(Incident::id).toList();
        BoardStatus status = new BoardStatus(
                deliveryProblem, reloadProblem, notificationPlanner.nextMails(open, readiness.assessment(), now));
        return boardComposer.compose(
                readiness.assessment(), incidents.open(), incidents.recentlyResolved(), status, false);
    }

    Map<SessionId, SessionPhase> phases() {
        Map<SessionId, SessionPhase> phases = new HashMap<>();
        for (SessionAssessment assessment : readiness.assessment().sessions()) {
            phases.put(assessment.id(), assessment.cancelled() ? SessionPhase.DONE : assessment.phase());
        }
        return phases;
    }
}
