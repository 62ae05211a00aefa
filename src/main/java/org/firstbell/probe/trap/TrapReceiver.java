package org.firstbell.probe.trap;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.TrapSettings;
import org.firstbell.probe.snmp.transport.DatagramTransportMapping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The receiver of traps and informs, which has their senders polled, each at most every 5 seconds. The socket outlives a
 * reload that leaves its address alone; who is believed and known is the configuration's. Confined to the polling loop,
 * but for what its listener says.
 */
public final class TrapReceiver implements AutoCloseable {
    private static final Duration MIN_POLL_INTERVAL = Duration.ofSeconds(5);
    private static final int MAX_HANDED_OVER = 64;
    private static final Logger LOG = LoggerFactory.getLogger(TrapReceiver.class);

    private final Executor loop;
    private final Timers timers;
    private final InstantSource clock;
    private final Function<String, Future<InetAddress>> nameResolver;
    private final TrapListener listener;
    private final Instant startedAt;
    private final AtomicInteger handedOver = new AtomicInteger();
    private final Map<DeviceId, PollThrottle> pollThrottles = new HashMap<>();
    private final Map<DeviceId, String> lastRejections = new HashMap<>();
    private TrapSenders senders = new TrapSenders(List.of());
    private @Nullable DatagramTransportMapping socket;
    private Optional<TrapSettings> openSettings = Optional.empty();
    private volatile @Nullable TrapAuthenticator authenticator;

    /** The receiver of accepted traps and informs. */
    public interface TrapListener {
        /** These should be asked at once; called on the polling loop. */
        void pollNow(Set<Target> targets);

        /** A trap came; called on any thread. */
        void trapCounted(TrapOutcome outcome);
    }

    /** When a device was last polled because of a trap, and whether it is to be once more. */
    private static final class PollThrottle {
        private Instant nextPollAt = Instant.MIN;
        private boolean pollScheduled;
        private boolean includesDependents;
    }

    /** @param names finds the address of a name without blocking */
    public TrapReceiver(
            Executor loop,
            Timers timers,
            InstantSource clock,
            Function<String, Future<InetAddress>> names,
            TrapListener listener) {
        this.loop = loop;
        this.timers = timers;
        this.clock = clock;
        this.nameResolver = names;
        this.listener = listener;
        this.startedAt = clock.instant();
    }

    /**
     * Serves a configuration from now on, which may hear no traps.
     *
     * @return why its traps cannot be heard; an open socket then goes on with its old address
     */
    public Optional<String> configure(Configuration configuration, SnmpEngineIdentity engine) {
        Optional<TrapSettings> wanted = configuration.traps();
        pollThrottles.clear();
        lastRejections.clear();
        if (wanted.isEmpty()) {
            senders = new TrapSenders(List.of());
            close();
            return Optional.empty();
        }
        senders = new TrapSenders(configuration.inventory().devices());
        Optional<String> trouble = open(wanted.get());
        DatagramTransportMapping open = socket;
        if (open != null) {
            int seconds = (int) Duration.between(startedAt, clock.instant()).toSeconds();
            TrapAuthenticator next =
                    new TrapAuthenticator(wanted.get(), engine, Math.max(0, seconds), new LoopHandover());
            authenticator = next;
            next.attachTo(open);
            resolveNames(next);
        }
        return trouble;
    }

    private Optional<String> open(TrapSettings wanted) {
        boolean same = openSettings
                .filter(old -> old.host().equals(wanted.host()) && old.port() == wanted.port())
                .isPresent();
        if (same && socket != null) {
            return Optional.empty();
        }
        try {
            DatagramTransportMapping next = DatagramTransportMapping.open(
                    new InetSocketAddress(wanted.host(), wanted.port()),
                    "snmp-traps",
                    new DatagramTransportMapping.DatagramFilter() {
                        @Override
                        public void datagramReceived(InetSocketAddress from, byte[] octets, Runnable reading) {
                            TrapAuthenticator present = authenticator;
                            if (present != null) {
                                present.datagramReceived(from, octets, reading);
                            }
                        }

                        @Override
                        public long pauseMillis() {
                            TrapAuthenticator present = authenticator;
                            return present == null ? 0 : present.pauseMillis();
                        }
                    });
            close();
            socket = next;
            openSettings = Optional.of(wanted);
            next.listen();
            LOG.info(
                    "Traps are heard on {}, UDP port {}.",
                    wanted.host(),
                    next.getListenAddress().getPort());
            return Optional.empty();
        } catch (IOException | RuntimeException unusable) {
            return Optional.of("Traps are not heard on " + wanted.host() + ", UDP port " + wanted.port()
                    + ": the system says '" + unusable.getMessage() + "'. Another program has the port, or"
                    + (wanted.port() < 1024 ? " ports below 1024 need a right of their own," : "")
                    + " the address is not this machine's; asking goes on.");
        }
    }

    /** Devices that the inventory names by name are known once their addresses are found. */
    private void resolveNames(TrapAuthenticator of) {
        TrapSenders mine = senders;
        of.setKnownAddresses(mine.addresses());
        for (String name : mine.unresolvedNames()) {
            nameResolver.apply(name).onSuccess(address -> {
                mine.resolved(name, address);
                of.setKnownAddresses(mine.addresses());
            });
        }
    }

    /** The port that is listened on. */
    public OptionalInt port() {
        return socket == null
                ? OptionalInt.empty()
                : OptionalInt.of(socket.getListenAddress().getPort());
    }

    /** From the receiving thread to the loop, of which it may only take so much. */
    private final class LoopHandover implements TrapAuthenticator.TrapSink {
        private void handOver(Runnable work) {
            if (handedOver.incrementAndGet() > MAX_HANDED_OVER) {
                handedOver.decrementAndGet();
                dropped();
                return;
            }
            loop.execute(() -> {
                handedOver.decrementAndGet();
                work.run();
            });
        }

        @Override
        public void accepted(Trap trap) {
            handOver(() -> trapAccepted(trap));
        }

        @Override
        public void rejected(InetAddress from, String reason) {
            listener.trapCounted(reason.isEmpty() ? TrapOutcome.UNREADABLE : TrapOutcome.REFUSED);
            if (!reason.isEmpty() && handedOver.get() < MAX_HANDED_OVER) {
                handedOver.incrementAndGet();
                loop.execute(() -> {
                    handedOver.decrementAndGet();
                    logRejection(from, reason);
                });
            }
        }

        @Override
        public void dropped() {
            listener.trapCounted(TrapOutcome.DROPPED);
        }
    }

    private void trapAccepted(Trap trap) {
        Set<DeviceId> devices = senders.devicesOf(trap);
        boolean polled = false;
        for (DeviceId device : devices) {
            lastRejections.remove(device);
            polled |= requestPoll(device, trap.kind());
        }
        listener.trapCounted(
                devices.isEmpty() ? TrapOutcome.UNKNOWN : polled ? TrapOutcome.LOOKED : TrapOutcome.MERGED);
    }

    private boolean requestPoll(DeviceId device, Trap.TrapKind kind) {
        PollThrottle turn = pollThrottles.computeIfAbsent(device, key -> new PollThrottle());
        Instant now = clock.instant();
        turn.includesDependents |= kind.isPortChange();
        if (!now.isBefore(turn.nextPollAt)) {
            LOG.debug("{} {}: it is polled now.", device, kind.description);
            pollDevice(device, turn, now);
            return true;
        }
        if (!turn.pollScheduled) {
            turn.pollScheduled = true;
            timers.schedule(Duration.between(now, turn.nextPollAt), () -> {
                if (pollThrottles.get(device) == turn) {
                    pollDevice(device, turn, clock.instant());
                }
            });
        }
        return false;
    }

    private void pollDevice(DeviceId device, PollThrottle turn, Instant now) {
        Set<Target> targets = new LinkedHashSet<>(Set.of(device));
        if (turn.includesDependents) {
            targets.addAll(senders.dependents(device));
        }
        turn.pollScheduled = false;
        turn.includesDependents = false;
        turn.nextPollAt = now.plus(MIN_POLL_INTERVAL);
        listener.pollNow(targets);
    }

    /** A device whose traps are refused is a set-up task, told once; of strangers nothing is said. */
    private void logRejection(InetAddress from, String reason) {
        for (DeviceId device : senders.devicesAt(from)) {
            if (!reason.equals(lastRejections.put(device, reason))) {
                LOG.info("A trap of {} is not believed: {}.", device, reason);
            }
        }
    }

    /** Hears no more. */
    @Override
    public void close() {
        DatagramTransportMapping open = socket;
        socket = null;
        authenticator = null;
        openSettings = Optional.empty();
        if (open != null) {
            try {
                open.close();
            } catch (IOException closing) {
                LOG.debug("The trap socket was closed already", closing);
            }
        }
    }
}
