package org.firstbell.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Timers;

/** One look that ends once: with what came, or at its deadline. Confined to the polling loop. */
final class Once {
    private final Consumer<ProbeOutcome> answer;
    private final List<Timers.Handle> waiting = new ArrayList<>();
    private Runnable open = () -> {};
    private boolean over;

    /** Begins the look's clocks. */
    Once(Timers timers, Look look, Consumer<ProbeOutcome> answer, Supplier<ProbeOutcome> late) {
        this.answer = answer;
        waiting.add(timers.after(Look.RESEND, () -> {
            if (!over) {
                look.onSuspicion().run();
            }
        }));
        waiting.add(timers.after(look.longest(), () -> end(late.get())));
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
