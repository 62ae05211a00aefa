package org.firstbell.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.firstbell.model.Timers;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;

/** One attempt of a probe of one query, which ends once: with what came, or at its deadline. Confined to the polling loop. */
public final class PendingAttempt {
    private final Probe probe;
    private final Attempt attempt;
    private final InstantSource clock;
    private final Instant startedAt;
    private final Consumer<ProbeOutcome> callback;
    private final List<Timers.TimerHandle> timerHandles = new ArrayList<>();
    private Runnable closeAction = () -> {};
    private boolean finished;

    /**
     * Begins the attempt's clocks.
     *
     * @param silence what it means that nothing came until the deadline
     */
    public PendingAttempt(
            Probe probe,
            Attempt attempt,
            InstantSource clock,
            Timers timers,
            Consumer<ProbeOutcome> answer,
            Supplier<String> silence) {
        this.probe = probe;
        this.attempt = attempt;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.callback = answer;
        timerHandles.add(timers.schedule(Attempt.RESEND_INTERVAL, () -> {
            if (!finished) {
                attempt.onSuspicion().run();
            }
        }));
        timerHandles.add(timers.schedule(
                attempt.maxDuration(), () -> finish(new ProbeOutcome.Silent(execution(), silence.get()))));
    }

    /** The query, as long as it took until now. */
    public QueryExecution execution() {
        Duration took = Duration.between(startedAt, clock.instant());
        Query query = probe.queries().get(0);
        return new QueryExecution(
                probe.target(), probe.type(), query.name(), query.liveness(), startedAt, took, attempt.interval());
    }

    public boolean finished() {
        return finished;
    }

    /** What must be closed with the attempt, and is at once if that is over; it takes the place of what was open before. */
    public void closeWith(Runnable close) {
        if (finished) {
            close.run();
        } else {
            closeAction = close;
        }
    }

    /** Ends the attempt; what comes later is not heard. */
    public void finish(ProbeOutcome outcome) {
        if (!finished) {
            finished = true;
            timerHandles.forEach(Timers.TimerHandle::cancel);
            closeAction.run();
            callback.accept(outcome);
        }
    }
}
