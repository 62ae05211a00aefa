package org.firstbell.app;

import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.poll.EventLoop;
import org.firstbell.poll.Poller;
import org.firstbell.probe.trap.SnmpEngineIdentity;
import org.firstbell.probe.trap.TrapOutcome;
import org.firstbell.probe.trap.TrapReceiver;
import org.firstbell.telemetry.Telemetry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trap receiver as a trigger of polls by the poller in force. Confined to the polling loop. */
final class TrapPollTrigger implements TrapReceiver.TrapListener {
    private static final Logger LOG = LoggerFactory.getLogger(TrapPollTrigger.class);

    private final TrapReceiver receiver;
    private final Telemetry telemetry;
    private final Supplier<@Nullable Poller> poller;
    private volatile Optional<SnmpEngineIdentity> engineIdentity = Optional.empty();

    TrapPollTrigger(
            Vertx vertx,
            EventLoop polling,
            InstantSource clock,
            Telemetry telemetry,
            Supplier<@Nullable Poller> poller) {
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
        if (configuration.traps().isPresent() && engineIdentity.isEmpty()) {
            engineIdentity = Optional.of(SnmpEngineFile.nextStart(configuration.dataFolder()));
        }
    }

    void configure(Configuration configuration) {
        if (configuration.traps().isPresent()) {
            telemetry.registerTraps();
        }
        receiver.configure(configuration, engineIdentity.orElseGet(SnmpEngineIdentity::create))
                .ifPresent(LOG::warn);
    }

    @Override
    public void pollNow(Set<Target> targets) {
        Poller asking = poller.get();
        if (asking != null) {
            asking.pollNow(targets);
        }
    }

    @Override
    public void trapCounted(TrapOutcome outcome) {
        telemetry.recordTrap(outcome);
    }

    void close() {
        receiver.close();
    }
}
