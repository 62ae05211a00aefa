package org.firstbell.app;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.poll.Poller;
import org.firstbell.probe.trap.TrapEngine;
import org.firstbell.probe.trap.TrapOutcome;
import org.firstbell.probe.trap.TrapReceiver;
import org.firstbell.telemetry.Telemetry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Traps as a reason to look: the receiver, wired to the present poller. Confined to the polling loop. */
final class Hints implements TrapReceiver.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);

    private final TrapReceiver receiver;
    private final Telemetry telemetry;
    private final Supplier<@Nullable Poller> poller;
    private volatile Optional<TrapEngine> engine = Optional.empty();

    Hints(Vertx vertx, Loop polling, InstantSource clock, Telemetry telemetry, Supplier<@Nullable Poller> poller) {
        this.telemetry = telemetry;
        this.poller = poller;
        this.receiver = new TrapReceiver(
                polling::run,
                polling,
                clock,
                name -> vertx.executeBlocking(() -> InetAddress.getByName(name), false),
                this);
    }

    /** Reads from disk what a configuration needs, once for the process; not called on a loop. */
    void prepare(Configuration configuration) {
        if (configuration.traps().isPresent() && engine.isEmpty()) {
            engine = Optional.of(EngineFile.start(configuration.data()));
        }
    }

    void serve(Configuration configuration) {
        if (configuration.traps().isPresent()) {
            telemetry.hearsTraps();
        }
        receiver.serve(configuration, engine.orElseGet(TrapEngine::fresh)).ifPresent(LOG::warn);
    }

    @Override
    public void look(Set<Target> targets) {
        Poller asking = poller.get();
        if (asking != null) {
            asking.lookNow(targets);
        }
    }

    @Override
    public void counted(TrapOutcome outcome) {
        telemetry.trap(outcome);
    }

    void close() {
        receiver.close();
    }
}
