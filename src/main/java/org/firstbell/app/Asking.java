package org.firstbell.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.firstbell.model.Phase;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.poll.PollListener;
import org.firstbell.poll.Poller;
import org.firstbell.telemetry.Telemetry;
import org.jspecify.annotations.Nullable;

/**
 * All that asks devices: the poller of the present configuration, the hints that make it look at once, and what is heard.
 * Its state is confined to the polling loop; its methods may be called from any thread.
 */
final class Asking {
    private final Foundation ground;
    private final Hints hints;
    private final Consumer<List<ProbeOutcome>> heard;
    private @Nullable Poller poller;

    /**
     * Asks nothing yet.
     *
     * @param heard given all that came in one turn of the polling loop, in its order; called on the polling loop
     */
    Asking(Foundation ground, Consumer<List<ProbeOutcome>> heard) {
        this.ground = ground;
        this.heard = heard;
        this.hints = new Hints(ground.vertx(), ground.polling(), ground.clock(), ground.telemetry(), () -> poller);
    }

    /** Reads from disk what a configuration needs; not called on a loop. */
    void prepare(Configuration configuration) {
        hints.prepare(configuration);
    }

    /** Asks as a configuration says, for what its checks rest on, from now on. */
    void begin(Loaded loaded, Map<SessionId, Phase> phases) {
        Configuration configuration = loaded.configuration();
        ground.polling().run(() -> {
            Poller next = new Poller(
                    configuration,
                    ground.probes().result().of(configuration, loaded.checks().stakes()),
                    ground.clock(),
                    ground.polling(),
                    new Ears());
            Poller last = poller;
            if (last != null) {
                last.stop();
            }
            poller = next;
            next.start(phases);
            hints.serve(configuration);
        });
    }

    /** Asks at the pace of other phases from now on. */
    void phases(Map<SessionId, Phase> phases) {
        ground.polling().run(() -> {
            Poller asking = poller;
            if (asking != null) {
                asking.phases(phases);
            }
        });
    }

    /** Asks these for a sign of life at once. */
    void lookNow(Set<Target> targets) {
        ground.polling().run(() -> {
            Poller asking = poller;
            if (asking != null) {
                asking.lookNow(targets);
            }
        });
    }

    /** Asks nothing any more. */
    Future<Boolean> stop() {
        return ground.polling().call(() -> {
            hints.close();
            Poller asking = poller;
            if (asking != null) {
                asking.stop();
            }
            if (ground.probes().succeeded()) {
                ground.probes().result().close();
            }
            return true;
        });
    }

    /** Hears what came of asking, and hands it over once a turn. Confined to the polling loop. */
    private final class Ears implements PollListener {
        private final Telemetry telemetry = ground.telemetry();
        private List<ProbeOutcome> together = new ArrayList<>();

        @Override
        public void outcome(ProbeOutcome outcome) {
            telemetry.polled(outcome);
            together.add(outcome);
            if (together.size() == 1) {
                ground.polling().run(this::handOver);
            }
        }

        private void handOver() {
            List<ProbeOutcome> all = together;
            together = new ArrayList<>();
            heard.accept(all);
        }

        @Override
        public void lag(Duration lag) {
            telemetry.lag(lag);
        }
    }
}
