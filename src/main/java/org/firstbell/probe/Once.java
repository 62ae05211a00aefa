package org.firstbell.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.firstbell.model.Asked;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Timers;

/** One look of a probe of one question, which ends once: with what came, or at its deadline. Confined to the polling loop. */
final class Once {
    private final Probe probe;
    private final Look look;
    private final InstantSource clock;
    private final Instant begun;
    private final Consumer<ProbeOutcome> answer;
    private final List<Timers.Handle> waiting = new ArrayList<>();
    private Runnable open = () -> {};
    private boolean over;

    /**
     * Begins the look's clocks.
     *
     * @param silence what it means that nothing came until the deadline
     */
    Once(
            Probe probe,
            Look look,
            InstantSource clock,
            Timers timers,
            Consumer<ProbeOutcome> answer,
            Supplier<String> silence) {
        this.probe = probe;
        this.look = look;
        this.clock = clock;
        this.begun = clock.instant();
        this.answer = answer;
        waiting.add(timers.after(Look.RESEND, () -> {
            if (!over) {
                look.onSuspicion().run();
            }
        }));
        waiting.add(timers.after(look.longest(), () -> end(new ProbeOutcome.Silent(asked(), silence.get()))));
    }

    /** The question, as long as it took until now. */
    Asked asked() {
        Duration took = Duration.between(begun, clock.instant());
        Part part = probe.parts().get(0);
        return new Asked(probe.target(), probe.kind(), part.name(), part.life(), begun, took, look.interval());
    }

    boolean over() {
        return over;
    }

    /** What must be closed with the look, and is at once if that is over; it takes the place of what was open before. */
    void holds(Runnable close) {
        if (over) {
            close.run();
        } else {
            open = close;
        }
    }

    /** Ends the look; what comes later is not heard. */
    void end(ProbeOutcome outcome) {
        if (!over) {
            over = true;
            waiting.forEach(Timers.Handle::cancel);
            open.run();
            answer.accept(outcome);
        }
    }
}
