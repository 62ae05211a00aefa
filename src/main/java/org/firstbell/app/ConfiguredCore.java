package org.firstbell.app;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.alerting.NotificationPlanner;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.board.BoardComposer;
import org.firstbell.board.BoardPublisher;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.BoardStatus;
import org.firstbell.incident.IncidentTracker;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.readiness.Readiness;

/**
 * What one configuration puts on duty: its judging, incidents, telling and board. A reload makes the next one whole and
 * hands over what happened so far. Confined to the core's event loop.
 */
final class ConfiguredCore {
    private final LoadedConfiguration loaded;
    private final Readiness readiness;
    private final IncidentTracker incidents;
    private final NotificationPlanner notificationPlanner;
    private final Pipeline pipeline;
    private final BoardComposer boardComposer;
    private final BoardPublisher boardPublisher;

    /** What a duty needs of the process. */
    interface CoreOutputs {
        BoardPublisher boardPublisher(BoardComposer boards, ConfiguredCore core);

        Pipeline.CoreEffects effects(ConfiguredCore core);
    }

    ConfiguredCore(
            LoadedConfiguration loaded,
            Journal.RecoveredHistory past,
            Optional<ConfiguredCore> before,
            CoreOutputs house,
            Instant now) {
        this.loaded = loaded;
        this.readiness = new Readiness(loaded.configuration(), loaded.checks(), now);
        this.incidents = new IncidentTracker(loaded.configuration());
        this.boardComposer = new BoardComposer(loaded.configuration(), now);
        this.boardPublisher = house.boardPublisher(boardComposer, this);
        readiness.restore(past.actions());
        incidents.restore(past.events(), past.lastIncidentNumber());
        readiness.restoreReached(past.reached());
        before.ifPresent(last -> readiness.continueFrom(last.readiness, now));
        this.notificationPlanner = before.map(
                        last -> last.notificationPlanner.withConfiguration(loaded.configuration()))
                .orElseGet(() -> restoredPlanner(loaded.configuration(), past));
        this.pipeline = new Pipeline(readiness, incidents, notificationPlanner, house.effects(this));
    }

    private static NotificationPlanner restoredPlanner(Configuration configuration, Journal.RecoveredHistory past) {
        NotificationPlanner planner = new NotificationPlanner(configuration);
        planner.restore(past);
        return planner;
    }

    /** When the next mail about each open incident goes out if nothing changes. */
    Map<IncidentId, Instant> nextMails(Instant now) {
        List<IncidentId> open = incidents.open().stream().map(Incident::id).toList();
        return notificationPlanner.nextMails(open, readiness.assessment(), now);
    }

    /** Targets that changed since the last call and were reached at least once. */
    Set<Target> takeNewlyReached() {
        return readiness.drainReached();
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

    Optional<Incident> incident(IncidentId id) {
        return incidents.find(id);
    }

    void outcome(ProbeOutcome outcome, Instant now) {
        pipeline.outcome(outcome, now);
    }

    void tick(Instant now, boolean networkUp) {
        pipeline.tick(now, networkUp);
        boardPublisher.tick();
    }

    Optional<String> act(StaffAction action) {
        return pipeline.act(action);
    }

    void deliveryRecorded(IncidentEvent.Notified told) {
        pipeline.deliveryRecorded(told);
    }

    void markChanged(Set<Target> changed, boolean urgent) {
        boardComposer.markChanged(changed);
        boardPublisher.markChanged(urgent);
    }

    BoardSnapshot composeBoard(BoardStatus status) {
        return boardComposer.compose(
                readiness.assessment(), incidents.open(), incidents.recentlyResolved(), status, false);
    }

    Map<SessionId, SessionPhase> phases() {
        Map<SessionId, SessionPhase> phases = new java.util.HashMap<>();
        for (SessionAssessment assessment : readiness.assessment().sessions()) {
            phases.put(assessment.id(), assessment.cancelled() ? SessionPhase.DONE : assessment.phase());
        }
        return phases;
    }
}
