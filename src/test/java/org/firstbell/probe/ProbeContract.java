package org.firstbell.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The promises of {@link Probe} that every implementation keeps, whatever it meets at the other end. */
public abstract class ProbeContract {
    /** One attempt without a second request. */
    static final Attempt ATTEMPT = new Attempt(1, Duration.ofMillis(300), 0, Duration.ofSeconds(5), () -> {});

    /** How much later than its deadline an attempt may end on a busy machine. */
    private static final Duration LATENESS = Duration.ofSeconds(2);

    /** A probe that asks a port on loopback. */
    public abstract Probe probe(ProbeLab lab, int port);

    /** Whether it asks over UDP. */
    public abstract boolean datagrams();

    private Probe probe(ProbeLab lab, FaultyPeer peer) {
        return probe(lab, datagrams() ? peer.udp(lab.vertx) : peer.tcp(lab.vertx));
    }

    @ParameterizedTest
    @EnumSource
    void attempt_onAFaultyPeer_endsInExactlyOneOutcomeAndNoException(FaultyPeer peer) {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        List<ProbeOutcome> outcomes = new CopyOnWriteArrayList<>();
        try (ProbeLab lab = new ProbeLab()) {
            lab.vertx.exceptionHandler(thrown::add);
            CompletableFuture<ProbeOutcome> first = new CompletableFuture<>();

            lab.begin(probe(lab, peer), ATTEMPT, outcome -> {
                outcomes.add(outcome);
                first.complete(outcome);
            });

            ProbeLab.got(first);
            lab.passes(ATTEMPT.maxDuration().multipliedBy(3));
        }
        assertThat(outcomes).hasSize(1);
        assertThat(thrown).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void outcome_ofAnyPeer_namesTheQuestion_andComesByTheDeadline(FaultyPeer peer) {
        try (ProbeLab lab = new ProbeLab()) {
            Probe probe = probe(lab, peer);
            Query query = probe.queries().get(0);
            Instant before = Instant.now();

            QueryExecution execution = lab.ask(probe, ATTEMPT).execution();

            assertThat(execution.target()).isEqualTo(probe.target());
            assertThat(execution.probe()).isEqualTo(probe.type());
            assertThat(execution.query()).isEqualTo(query.name());
            assertThat(execution.liveness()).isEqualTo(query.liveness());
            assertThat(execution.interval()).isEqualTo(ATTEMPT.interval());
            assertThat(execution.startedAt()).isBetween(before, Instant.now());
            assertThat(execution.duration())
                    .isBetween(Duration.ZERO, ATTEMPT.maxDuration().plus(LATENESS));
        }
    }

    @Test
    void probe_afterAFailedAttempt_canBeAskedAgain() {
        try (ProbeLab lab = new ProbeLab()) {
            Probe probe = probe(lab, FaultyPeer.REFUSING);

            ProbeOutcome first = lab.ask(probe, ATTEMPT);
            ProbeOutcome second = lab.ask(probe, ATTEMPT);

            assertThat(second).hasSameClassAs(first).isNotInstanceOf(ProbeOutcome.Answered.class);
        }
    }

    @Test
    void close_whileAnAttemptIsUnderWay_throwsNothing_andBringsNoSecondOutcome() {
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        List<ProbeOutcome> outcomes = new CopyOnWriteArrayList<>();
        try (ProbeLab lab = new ProbeLab()) {
            lab.vertx.exceptionHandler(thrown::add);

            lab.begin(probe(lab, FaultyPeer.SILENT), ATTEMPT, outcomes::add);
        }
        assertThat(outcomes).hasSizeLessThan(2);
        assertThat(thrown).isEmpty();
    }
}
