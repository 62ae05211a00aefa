package org.firstbell.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.poll.PollListener;
import org.firstbell.telemetry.Telemetry;

/**
 * The way of outcomes from the polling loop to the pipeline on the core's loop: counted one by one, handed over once a turn.
 * Its state is confined to the polling loop.
 */
final class OutcomeHandover implements PollListener {
    private final DaemonRuntime runtime;
    private final Telemetry telemetry;
    private final Supplier<Pipeline> pipeline;
    private List<ProbeOutcome> pending = new ArrayList<>();

    /** @param pipeline the one in force; asked for on the core's loop */
    OutcomeHandover(DaemonRuntime runtime, Supplier<Pipeline> pipeline) {
        this.runtime = runtime;
        this.telemetry = runtime.telemetry();
        this.pipeline = pipeline;
    }

    @Override
    public void outcome(ProbeOutcome outcome) {
        telemetry.recordPoll(outcome);
        pending.add(outcome);
        if (pending.size() == 1) {
            runtime.polling().run(this::handOver);
        }
    }

    @Override
    public void lag(Duration lag) {
        telemetry.recordPollLag(lag);
    }

    private void handOver() {
        Iterator<ProbeOutcome> outcomes = pending.iterator();
        pending = new ArrayList<>();
        runtime.core().run(() -> process(outcomes));
    }

    /** One outcome that fails takes no other with it. */
    private void process(Iterator<ProbeOutcome> left) {
        try {
            Instant now = runtime.clock().instant();
            while (left.hasNext()) {
                pipeline.get().outcome(left.next(), now);
            }
        } finally {
            if (left.hasNext()) {
                runtime.core().run(() -> process(left));
            }
        }
    }
}
