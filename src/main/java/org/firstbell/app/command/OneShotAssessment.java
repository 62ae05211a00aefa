package org.firstbell.app.command;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.firstbell.history.HistoryStore;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.poll.EventLoop;
import org.firstbell.poll.MonotonicClock;
import org.firstbell.poll.PollListener;
import org.firstbell.poll.Poller;
import org.firstbell.poll.VertxFactory;
import org.firstbell.probe.Probe;
import org.firstbell.probe.Query;
import org.firstbell.probe.factory.ProbeFactory;
import org.firstbell.readiness.Readiness;

/**
 * Everything asked once and judged: every query has its answer or all its attempts. Confined to its own loop; for one-shot
 * commands.
 */
final class OneShotAssessment implements PollListener {
    /** Longer than a table that is read within its own budget, so that only an endless one is cut. */
    private static final Duration TIMEOUT = Duration.ofSeconds(75);

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(200);
    /** A device that misses three attempts is down (contract, Looking again). */
    private static final int MAX_ATTEMPTS = 3;

    private final InstantSource clock = InstantSource.system();
    private final Readiness readiness;
    private final List<Probe> probes;
    private final Set<String> answered = new HashSet<>();
    private final Map<String, Integer> missedAttempts = new HashMap<>();
    private final Instant startedAt = clock.instant();
    private final EventLoop loop;

    private OneShotAssessment(Readiness readiness, List<Probe> probes, EventLoop eventLoop) {
        this.readiness = readiness;
        this.probes = probes;
        this.loop = eventLoop;
    }

    /** Asks and judges; then lets the caller read the assessment on its loop. */
    static <T> T assess(LoadedConfiguration loaded, Function<Assessment, T> read) throws Exception {
        Vertx vertx = VertxFactory.create();
        try {
            EventLoop eventLoop = EventLoop.open(vertx).await(10, TimeUnit.SECONDS);
            CompletableFuture<T> result = new CompletableFuture<>();
            eventLoop.run(() -> start(vertx, eventLoop, loaded, assessment -> result.complete(read.apply(assessment))));
            return result.get(TIMEOUT.toSeconds() + 15, TimeUnit.SECONDS);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private static void start(
            Vertx vertx,
            EventLoop eventLoop,
            LoadedConfiguration loaded,
            java.util.function.Consumer<Assessment> done) {
        InstantSource clock = InstantSource.system();
        Readiness readiness = new Readiness(loaded.configuration(), loaded.checks(), clock.instant());
        readiness.restoreReached(
                HistoryStore.readReachedTargets(loaded.configuration().dataFolder()));
        ProbeFactory factory = new ProbeFactory(vertx, eventLoop, clock, eventLoop::run);
        List<Probe> probes =
                factory.create(loaded.configuration(), loaded.checks().thresholds());
        OneShotAssessment shot = new OneShotAssessment(readiness, probes, eventLoop);
        readiness.tick(clock.instant(), true);
        Poller poller =
                new Poller(loaded.configuration(), probes, clock, MonotonicClock.startingNow(), eventLoop, shot);
        poller.start(phases(readiness.assessment()));
        shot.waitUntilSettled(() -> {
            poller.stop();
            factory.close();
            readiness.tick(clock.instant(), true);
            done.accept(readiness.assessment());
        });
    }

    static Map<SessionId, SessionPhase> phases(Assessment assessment) {
        return assessment.sessions().stream()
                .collect(Collectors.toMap(SessionAssessment::id, SessionAssessment::phase, (a, b) -> a));
    }

    private void waitUntilSettled(Runnable done) {
        loop.schedule(CHECK_INTERVAL, () -> {
            boolean late = clock.instant().isAfter(startedAt.plus(TIMEOUT));
            if (late || probes.stream().allMatch(this::isSettled)) {
                done.run();
            } else {
                waitUntilSettled(done);
            }
        });
    }

    private boolean isSettled(Probe probe) {
        return probe.queries().stream()
                .allMatch(query -> answered.contains(key(probe, query))
                        || missedAttempts.getOrDefault(key(probe, query), 0) >= (query.liveness() ? MAX_ATTEMPTS : 1)
                        || (!query.liveness() && isSilent(probe)));
    }

    private boolean isSilent(Probe probe) {
        return probe.queries().stream()
                .anyMatch(
                        query -> query.liveness() && missedAttempts.getOrDefault(key(probe, query), 0) >= MAX_ATTEMPTS);
    }

    private static String key(Probe probe, Query query) {
        return probe.target() + "/" + probe.type() + "/" + query.name();
    }

    @Override
    public void outcome(ProbeOutcome outcome) {
        readiness.record(outcome, clock.instant());
        String key = outcome.execution().target() + "/" + outcome.execution().qualifiedName();
        if (outcome instanceof ProbeOutcome.Answered) {
            answered.add(key);
        } else if (!(outcome instanceof ProbeOutcome.Skipped)) {
            missedAttempts.merge(key, 1, Integer::sum);
        }
    }

    @Override
    public void lag(Duration lag) {
        // A one-shot command has no schedule to fall behind.
    }
}
