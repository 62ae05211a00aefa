package org.firstbell.app;

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
import org.firstbell.history.Store;
import org.firstbell.model.Assessment;
import org.firstbell.model.Phase;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.poll.PollListener;
import org.firstbell.poll.Poller;
import org.firstbell.probe.Part;
import org.firstbell.probe.Probe;
import org.firstbell.probe.Probes;
import org.firstbell.readiness.Readiness;

/**
 * Everything asked once and judged: every question has its answer or all its looks. Confined to its own loop; for one-shot
 * commands.
 */
final class OneShot implements PollListener {
    /** Longer than a table that is read within its own budget, so that only an endless one is cut. */
    private static final Duration LONGEST = Duration.ofSeconds(75);

    private static final Duration LOOK_AROUND = Duration.ofMillis(200);
    /** A device that misses three looks is down (contract, Looking again). */
    private static final int LOOKS = 3;

    private final InstantSource clock = InstantSource.system();
    private final Readiness readiness;
    private final List<Probe> probes;
    private final Set<String> answered = new HashSet<>();
    private final Map<String, Integer> missed = new HashMap<>();
    private final Instant begun = clock.instant();
    private final Loop loop;

    private OneShot(Readiness readiness, List<Probe> probes, Loop loop) {
        this.readiness = readiness;
        this.probes = probes;
        this.loop = loop;
    }

    /** Asks and judges; then lets the caller read the assessment on its loop. */
    static <T> T judge(Loaded loaded, Function<Assessment, T> read) throws Exception {
        Vertx vertx = Engine.start();
        try {
            Loop loop = Loop.open(vertx).await(10, TimeUnit.SECONDS);
            CompletableFuture<T> result = new CompletableFuture<>();
            loop.run(() -> begin(vertx, loop, loaded, assessment -> result.complete(read.apply(assessment))));
            return result.get(LONGEST.toSeconds() + 15, TimeUnit.SECONDS);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }

    private static void begin(Vertx vertx, Loop loop, Loaded loaded, java.util.function.Consumer<Assessment> done) {
        InstantSource clock = InstantSource.system();
        Readiness readiness = new Readiness(loaded.configuration(), loaded.checks(), clock.instant());
        readiness.restoreReached(Store.reachedBefore(loaded.configuration().data()));
        Probes factory = new Probes(vertx, loop, clock, loop::run);
        List<Probe> probes = factory.of(loaded.configuration(), loaded.checks().stakes());
        OneShot shot = new OneShot(readiness, probes, loop);
        readiness.tick(clock.instant(), true);
        Poller poller = new Poller(loaded.configuration(), probes, clock, loop, shot);
        poller.start(phases(readiness.assessment()));
        shot.wait(() -> {
            poller.stop();
            factory.close();
            readiness.tick(clock.instant(), true);
            done.accept(readiness.assessment());
        });
    }

    static Map<SessionId, Phase> phases(Assessment assessment) {
        return assessment.sessions().stream()
                .collect(Collectors.toMap(SessionStanding::id, SessionStanding::phase, (a, b) -> a));
    }

    private void wait(Runnable done) {
        loop.after(LOOK_AROUND, () -> {
            boolean late = clock.instant().isAfter(begun.plus(LONGEST));
            if (late || probes.stream().allMatch(this::settled)) {
                done.run();
            } else {
                wait(done);
            }
        });
    }

    private boolean settled(Probe probe) {
        return probe.parts().stream()
                .allMatch(part -> answered.contains(key(probe, part))
                        || missed.getOrDefault(key(probe, part), 0) >= (part.life() ? LOOKS : 1)
                        || (!part.life() && silent(probe)));
    }

    private boolean silent(Probe probe) {
        return probe.parts().stream()
                .anyMatch(part -> part.life() && missed.getOrDefault(key(probe, part), 0) >= LOOKS);
    }

    private static String key(Probe probe, Part part) {
        return probe.target() + "/" + probe.kind() + "/" + part.name();
    }

    @Override
    public void outcome(ProbeOutcome outcome) {
        readiness.record(outcome, clock.instant());
        String key = outcome.asked().target() + "/" + outcome.asked().question();
        if (outcome instanceof ProbeOutcome.Answered) {
            answered.add(key);
        } else if (!(outcome instanceof ProbeOutcome.Skipped)) {
            missed.merge(key, 1, Integer::sum);
        }
    }

    @Override
    public void lag(Duration lag) {
        // A one-shot command has no grid to fall behind.
    }
}
