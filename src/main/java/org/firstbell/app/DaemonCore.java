package org.firstbell.app;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.alerting.mail.DeliveryReport;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.board.BoardPublisher;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.TargetSnapshot;
import org.firstbell.board.web.StaffActionResult;
import org.firstbell.history.HistoryStore;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.telemetry.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The core of the running daemon: the configured core in force, its ticks and reloads, and the effects of its pipeline.
 * Confined to the core's loop, but for {@link #deliveryEnded}, which the delivery's loop calls.
 */
final class DaemonCore implements CoreEffects {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonCore.class);

    private final DaemonParts parts;
    private final DaemonRuntime runtime;
    private final HistoryStore store;
    private final AccumulatedHistory history;
    private final BoardPublisher boardPublisher;
    private final LocalNetwork localNetwork = new LocalNetwork();
    private final Map<SessionId, String> lastVerdicts = new HashMap<>();
    private Map<SessionId, SessionPhase> phases = Map.of();
    private Optional<String> reloadProblem = Optional.empty();
    /** Read by any thread. */
    private volatile ConfiguredCore configuredCore;

    /** The core of the first configuration, with what the store remembers. */
    DaemonCore(DaemonParts parts, LoadedConfiguration loaded) {
        this.parts = parts;
        this.runtime = parts.runtime();
        this.store = parts.store();
        this.history = new AccumulatedHistory(store.recover());
        this.boardPublisher =
                new BoardPublisher(runtime.core(), runtime.clock(), this::composeBoard, parts.board()::publish);
        this.configuredCore = new ConfiguredCore(loaded, history.toRecovered(), Optional.empty(), this, now());
    }

    private Instant now() {
        return runtime.clock().instant();
    }

    /** The configured core in force. */
    ConfiguredCore configuredCore() {
        return configuredCore;
    }

    /** Assesses what is known, and begins to poll. */
    void start() {
        tick(true);
        startPolling();
    }

    private void startPolling() {
        phases = configuredCore.phases();
        parts.polling().start(configuredCore.loaded(), phases);
    }

    private void tick(boolean networkUp) {
        configuredCore.pipeline().tick(now(), networkUp);
        boardPublisher.tick();
    }

    /** A second passed. */
    void tick() {
        tick(localNetwork.isUp(configuredCore.configuration(), now()));
        recordReachedTargets();
        Map<SessionId, SessionPhase> next = configuredCore.phases();
        if (!next.equals(phases)) {
            phases = next;
            parts.polling().updatePhases(next);
        }
    }

    /** Keeps what was reached since the last call, so that after a restart it is not taken as never seen. */
    void recordReachedTargets() {
        Set<Target> reached = history.addReached(configuredCore.takeNewlyReached());
        if (!reached.isEmpty()) {
            store.recordReached(reached, now());
        }
    }

    /** Goes on by another configuration. */
    void accept(LoadedConfiguration next) {
        recordReachedTargets();
        configuredCore = new ConfiguredCore(next, history.toRecovered(), Optional.of(configuredCore), this, now());
        reloadProblem = Optional.empty();
        runtime.telemetry().recordReload(true);
        parts.board().updateAccess(next.configuration().server());
        parts.mailDelivery().reconfigure(next.configuration());
        startPolling();
        tick(true);
        LOG.info("The changed configuration is in force.");
    }

    /** A changed configuration was not taken. */
    void reloadRejected(String sentence) {
        reloadProblem = Optional.of(sentence);
        boardChanged(Set.of(), true);
    }

    /** Counts an attempt to deliver, and has an incident's timeline tell it; called on the delivery's loop. */
    void deliveryEnded(DeliveryReport delivered) {
        runtime.telemetry()
                .recordDelivery(
                        delivered.notification().channel(),
                        switch (delivered.outcome()) {
                            case SENT -> Telemetry.DeliveryResult.SENT;
                            case RETRIED -> Telemetry.DeliveryResult.RETRIED;
                            case REFUSED -> Telemetry.DeliveryResult.REFUSED;
                            case MERGED -> Telemetry.DeliveryResult.MERGED;
                        });
        if (delivered.belongsOnTimeline()) {
            runtime.core()
                    .run(() -> delivered
                            .notification()
                            .incidents()
                            .forEach(incident -> configuredCore
                                    .pipeline()
                                    .deliveryRecorded(
                                            new IncidentEvent.Notified(incident, now(), delivered.sentence()))));
        }
    }

    StaffActionResult act(StaffAction action) {
        return configuredCore
                .pipeline()
                .act(action)
                .map(sentence -> (StaffActionResult) new StaffActionResult.NotFound(sentence))
                .orElseGet(StaffActionResult.Applied::new);
    }

    TargetSnapshot snapshot(Collection<? extends Target> targets) {
        return TargetSnapshot.capture(configuredCore.configuration().inventory(), configuredCore.assessment(), targets);
    }

    /** Captures what the next page of metrics shows. */
    void captureMetrics() {
        runtime.telemetry()
                .capture(configuredCore.assessment(), configuredCore.openIncidents(), configuredCore.configuration());
    }

    private BoardSnapshot composeBoard() {
        Optional<String> deliveryProblem =
                parts.mailDelivery().deliveryProblem().or(store::writeProblem);
        return configuredCore.composeBoard(deliveryProblem, reloadProblem, now());
    }

    @Override
    public void boardChanged(Set<Target> changed, boolean urgent) {
        configuredCore.boardComposer().markChanged(changed);
        boardPublisher.markChanged(urgent);
    }

    @Override
    public void pollNow(Set<Target> targets) {
        parts.polling().pollNow(targets);
    }

    @Override
    public void commit(Journal.JournalCommit commit) {
        commit.events().forEach(this::logIncidentEvent);
        history.add(commit);
        store.commit(commit, problem -> {
            problem.ifPresent(LOG::warn);
            if (!commit.notifications().isEmpty()) {
                parts.mailDelivery().wake();
            }
        });
    }

    private void logIncidentEvent(IncidentEvent event) {
        if (event instanceof IncidentEvent.Opened opened) {
            runtime.telemetry().recordIncidentOpened(opened.firstSignAt(), opened.at());
            LOG.info("#{} begins: {}", opened.incident(), opened.summary().full());
        } else if (event instanceof IncidentEvent.Resolved resolved) {
            LOG.info("#{} is over: {}", resolved.incident(), resolved.reason());
        }
    }

    @Override
    public void verdictChanged(SessionAssessment assessment) {
        String key = assessment.verdict() + " " + assessment.label();
        if (!key.equals(lastVerdicts.put(assessment.id(), key))) {
            String reason = assessment.reasons().isEmpty()
                    ? ""
                    : assessment.reasons().get(0).message().full();
            store.recordVerdict(assessment.id(), now(), assessment.verdict(), assessment.label(), reason);
            LOG.info("{}: {}{}", assessment.id(), assessment.label().text(), reason.isEmpty() ? "" : ", " + reason);
        }
    }
}
