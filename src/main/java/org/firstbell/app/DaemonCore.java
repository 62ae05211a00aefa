package org.firstbell.app;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.alerting.mail.DeliveryReport;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.board.BoardComposer;
import org.firstbell.board.BoardPublisher;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.BoardStatus;
import org.firstbell.board.TargetSnapshot;
import org.firstbell.board.web.StaffActionResult;
import org.firstbell.history.HistoryStore;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon at work: the present duty, what comes to it, and where its results go. Confined to the core's loop, but for
 * {@link #outcomesReceived} and {@link #deliveryEnded}, which come from other loops.
 */
final class DaemonCore implements ConfiguredCore.CoreOutputs {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonCore.class);

    private final DaemonRuntime runtime;
    private final HistoryStore store;
    private final Polling polling;
    private final CoreListener listener;
    private final AccumulatedHistory history;
    private final LocalNetwork localNetwork = new LocalNetwork();
    private final Map<SessionId, String> lastVerdicts = new HashMap<>();
    private Map<SessionId, SessionPhase> phases = Map.of();
    private Optional<String> reloadProblem = Optional.empty();
    /** Read by any thread. */
    private volatile ConfiguredCore configuredCore;

    /** What shows and delivers; each call returns at once. */
    interface CoreListener {
        /** Shows a newer board. */
        void boardChanged(BoardSnapshot snapshot);

        /** There are new notices on disk. */
        void notificationsCommitted();

        /** Another configuration is in force. */
        void configurationReplaced(Configuration configuration);

        /** What keeps news from people at present: the mail server, or the disk. */
        Optional<String> deliveryProblem();
    }

    /** The first duty, with what the store remembers. */
    DaemonCore(
            DaemonRuntime runtime,
            HistoryStore store,
            Polling asking,
            CoreListener outlets,
            LoadedConfiguration loaded) {
        this.runtime = runtime;
        this.store = store;
        this.polling = asking;
        this.listener = outlets;
        this.history = new AccumulatedHistory(store.recover());
        this.configuredCore = new ConfiguredCore(loaded, history.toRecovered(), Optional.empty(), this, now());
    }

    private Instant now() {
        return runtime.clock().instant();
    }

    /** The duty in force. */
    ConfiguredCore configuredCore() {
        return configuredCore;
    }

    /** Judges what is known, and begins to ask. */
    void start() {
        configuredCore.tick(now(), true);
        startPolling();
    }

    private void startPolling() {
        phases = configuredCore.phases();
        polling.start(configuredCore.loaded(), phases);
    }

    /** A second passed. */
    void tick() {
        configuredCore.tick(now(), localNetwork.isUp(configuredCore.configuration(), now()));
        recordReachedTargets();
        Map<SessionId, SessionPhase> next = configuredCore.phases();
        if (!next.equals(phases)) {
            phases = next;
            polling.updatePhases(next);
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
        listener.configurationReplaced(next.configuration());
        startPolling();
        configuredCore.tick(now(), true);
        LOG.info("The changed configuration is in force.");
    }

    /** A changed configuration was not taken. */
    void reloadRejected(String sentence) {
        reloadProblem = Optional.of(sentence);
        configuredCore.markChanged(Set.of(), true);
    }

    /** Outcomes came, all of one turn of the polling loop together; called on that loop. */
    void outcomesReceived(List<ProbeOutcome> together) {
        runtime.core().run(() -> accept(together.iterator()));
    }

    /** One that fails takes no other with it. */
    private void accept(Iterator<ProbeOutcome> left) {
        try {
            Instant now = now();
            while (left.hasNext()) {
                configuredCore.outcome(left.next(), now);
            }
        } finally {
            if (left.hasNext()) {
                runtime.core().run(() -> accept(left));
            }
        }
    }

    /** One attempt to deliver ended, and an incident's timeline shall tell it; called on the delivery's loop. */
    void deliveryEnded(DeliveryReport delivered) {
        runtime.core()
                .run(() -> delivered
                        .notification()
                        .incidents()
                        .forEach(incident -> configuredCore.deliveryRecorded(
                                new IncidentEvent.Notified(incident, now(), delivered.sentence()))));
    }

    StaffActionResult act(StaffAction action) {
        return configuredCore
                .act(action)
                .map(sentence -> (StaffActionResult) new StaffActionResult.NotFound(sentence))
                .orElseGet(StaffActionResult.Applied::new);
    }

    TargetSnapshot snapshot(Collection<? extends Target> targets) {
        return TargetSnapshot.capture(configuredCore.configuration().inventory(), configuredCore.assessment(), targets);
    }

    /** Takes to the books what the next page of metrics shows. */
    void captureMetrics() {
        runtime.telemetry()
                .capture(configuredCore.assessment(), configuredCore.openIncidents(), configuredCore.configuration());
    }

    @Override
    public BoardPublisher boardPublisher(BoardComposer boards, ConfiguredCore of) {
        return new BoardPublisher(
                runtime.core(),
                runtime.clock(),
                () -> of.composeBoard(new BoardStatus(listener.deliveryProblem(), reloadProblem, of.nextMails(now()))),
                listener::boardChanged);
    }

    @Override
    public Pipeline.CoreEffects effects(ConfiguredCore of) {
        return new Pipeline.CoreEffects() {
            @Override
            public void commit(Journal.JournalCommit commit) {
                DaemonCore.this.commit(commit);
            }

            @Override
            public void verdictChanged(SessionAssessment assessment) {
                DaemonCore.this.recordVerdict(assessment);
            }

            @Override
            public void pollNow(Set<Target> targets) {
                polling.pollNow(targets);
            }

            @Override
            public void boardChanged(Set<Target> changed, boolean urgent) {
                of.markChanged(changed, urgent);
            }
        };
    }

    private void commit(Journal.JournalCommit commit) {
        commit.events().forEach(this::logIncidentEvent);
        history.add(commit);
        store.commit(commit, trouble -> {
            trouble.ifPresent(LOG::warn);
            if (!commit.notifications().isEmpty()) {
                listener.notificationsCommitted();
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

    private void recordVerdict(SessionAssessment assessment) {
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
