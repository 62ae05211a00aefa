package org.firstbell.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.poll.PollListener;
import org.firstbell.poll.Poller;
import org.firstbell.telemetry.Telemetry;
import org.jspecify.annotations.Nullable;

/**
 * All that asks devices: the poller of the present configuration, the hints that make it look at once, and what is heard.
 * Its state is confined to the polling loop; its methods may be called from any thread.
 */
final class Polling {
    private final DaemonRuntime runtime;
    private final TrapPollTrigger trapTrigger;
    private final Consumer<List<ProbeOutcome>> outcomeConsumer;
    private @Nullable Poller poller;

    /**
     * Asks nothing yet.
     *
     * @param heard given all that came in one turn of the polling loop, in its order; called on the polling loop
     */
    Polling(DaemonRuntime runtime, Consumer<List<ProbeOutcome>> heard) {
        this.runtime = runtime;
        this.outcomeConsumer = heard;
        this.trapTrigger = new TrapPollTrigger(
                runtime.vertx(), runtime.polling(), runtime.clock(), runtime.telemetry(), () -> poller);
    }

    /** Reads from disk what a configuration needs; not called on a loop. */
    void prepare(Configuration configuration) {
        trapTrigger.prepare(configuration);
    }

    /** Asks as a configuration says, for what its checks rest on, from now on. */
    void start(LoadedConfiguration loaded, Map<SessionId, SessionPhase> phases) {
        Configuration configuration = loaded.configuration();
        runtime.polling().run(() -> {
            Poller next = new Poller(
                    configuration,
                    runtime.probeFactory()
                            .result()
                            .create(configuration, loaded.checks().thresholds()),
                    runtime.clock(),
                    runtime.polling(),
                    new OutcomeBatcher());
            Poller last = poller;
            if (last != null) {
                last.stop();
            }
            poller = next;
            next.start(phases);
            trapTrigger.configure(configuration);
        });
    }

    /** Asks at the pace of other phases from now on. */
    void updatePhases(Map<SessionId, SessionPhase> phases) {
        runtime.polling().run(() -> {
            Poller asking = poller;
            if (asking != null) {
                asking.phases(phases);
            }
        });
    }

    /** Asks these for a sign of life at once. */
    void pollNow(Set<Target> targets) {
        runtime.polling().run(() -> {
            Poller asking = poller;
            if (asking != null) {
                asking.pollNow(targets);
            }
        });
    }

    /** Asks nothing any more. */
    Future<Boolean> stop() {
        return runtime.polling().call(() -> {
            trapTrigger.close();
            Poller asking = poller;
            if (asking != null) {
                asking.stop();
            }
            if (runtime.probeFactory().succeeded()) {
                runtime.probeFactory().result().close();
            }
            return true;
        });
    }

    /** Hears what came of asking, and hands it over once a turn. Confined to the polling loop. */
    private final class OutcomeBatcher implements PollListener {
        private final Telemetry telemetry = runtime.telemetry();
        private List<ProbeOutcome> pendingOutcomes = new ArrayList<>();

        @Override
        public void outcome(ProbeOutcome outcome) {
            telemetry.recordPoll(outcome);
            pendingOutcomes.add(outcome);
            if (pendingOutcomes.size() == 1) {
                runtime.polling().run(this::handOver);
            }
        }

        private void handOver() {
            List<ProbeOutcome> all = pendingOutcomes;
            pendingOutcomes = new ArrayList<>();
            outcomeConsumer.accept(all);
        }

        @Override
        public void lag(Duration lag) {
            telemetry.recordPollLag(lag);
        }
    }
}
