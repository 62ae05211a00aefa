package org.firstbell.app;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.poll.PollListener;
import org.firstbell.poll.Poller;
import org.jspecify.annotations.Nullable;

/**
 * The polling of devices: the poller of the configuration in force, and the traps that make it poll at once. Its state is confined to the polling loop; its methods may be called from any thread.
 */
final class Polling {
    private final DaemonRuntime runtime;
    private final TrapPollTrigger trapTrigger;
    private final PollListener listener;
    private @Nullable Poller poller;

    /** Polls nothing yet. */
    Polling(DaemonRuntime runtime, PollListener listener) {
        this.runtime = runtime;
        this.listener = listener;
        this.trapTrigger = new TrapPollTrigger(
                runtime.vertx(), runtime.polling(), runtime.clock(), runtime.telemetry(), () -> poller);
    }

    /** Reads from disk what a configuration needs; not called on a loop. */
    void prepare(Configuration configuration) {
        trapTrigger.prepare(configuration);
    }

    /** Polls as a configuration says, for what its checks need, from now on. */
    void start(LoadedConfiguration loaded, Map<SessionId, SessionPhase> phases) {
        Configuration configuration = loaded.configuration();
        runtime.polling().run(() -> {
            Poller next = new Poller(
                    configuration,
                    runtime.probeFactory()
                            .result()
                            .create(configuration, loaded.checks().thresholds()),
                    runtime.clock(),
                    runtime.scheduleClock(),
                    runtime.polling(),
                    listener);
            Poller last = poller;
            if (last != null) {
                last.stop();
            }
            poller = next;
            next.start(phases);
            trapTrigger.configure(configuration);
        });
    }

    /** Polls at the pace of other phases from now on. */
    void updatePhases(Map<SessionId, SessionPhase> phases) {
        runtime.polling().run(() -> {
            Poller current = poller;
            if (current != null) {
                current.phases(phases);
            }
        });
    }

    /** Polls these for a sign of life at once. */
    void pollNow(Set<Target> targets) {
        runtime.polling().run(() -> {
            Poller current = poller;
            if (current != null) {
                current.pollNow(targets);
            }
        });
    }

    /** Polls nothing any more. */
    Future<Boolean> stop() {
        return runtime.polling().call(() -> {
            trapTrigger.close();
            Poller current = poller;
            if (current != null) {
                current.stop();
            }
            if (runtime.probeFactory().succeeded()) {
                runtime.probeFactory().result().close();
            }
            return true;
        });
    }
}
