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
import org.firstbell.model.setup.Traps;
import org.firstbell.probe.DatagramMapping;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears traps and informs of devices and has their senders looked at, each at most every 5 seconds. The socket outlives a
 * reload that leaves its address alone; who is believed and known is the configuration's. Confined to the polling loop,
 * but for what its listener says.
 */
public final class TrapReceiver implements AutoCloseable {
    private static final Duration APART = Duration.ofSeconds(5);
    private static final int MOST_HANDED_OVER = 64;
    private static final Logger LOG = LoggerFactory.getLogger(TrapReceiver.class);

    private final Executor loop;
    private final Timers timers;
    private final InstantSource clock;
    private final Function<String, Future<InetAddress>> names;
    private final Listener listener;
    private final Instant begun;
    private final AtomicInteger handedOver = new AtomicInteger();
    private final Map<DeviceId, Turn> turns = new HashMap<>();
    private final Map<DeviceId, String> refusals = new HashMap<>();
    private Senders senders = new Senders(List.of());
    private @Nullable DatagramMapping socket;
    private Optional<Traps> at = Optional.empty();
    private volatile @Nullable TrapEar ear;

    /** Who is told. */
    public interface Listener {
        /** These should be asked at once; called on the polling loop. */
        void look(Set<Target> targets);

        /** A trap came; called on any thread. */
        void counted(TrapOutcome outcome);
    }

    /** When a device was last looked at because of a trap, and whether it is to be once more. */
    private static final class Turn {
        private Instant free = Instant.MIN;
        private boolean planned;
        private boolean below;
    }

    /** @param names finds the address of a name without blocking */
    public TrapReceiver(
            Executor loop,
            Timers timers,
            InstantSource clock,
            Function<String, Future<InetAddress>> names,
            Listener listener) {
        this.loop = loop;
        this.timers = timers;
        this.clock = clock;
        this.names = names;
        this.listener = listener;
        this.begun = clock.instant();
    }

    /**
     * Serves a configuration from now on, which may hear no traps.
     *
     * @return why its traps cannot be heard; an open socket then goes on with its old address
     */
    public Optional<String> serve(Configuration configuration, TrapEngine engine) {
        Optional<Traps> wanted = configuration.traps();
        turns.clear();
        refusals.clear();
        if (wanted.isEmpty()) {
            senders = new Senders(List.of());
            close();
            return Optional.empty();
        }
        senders = new Senders(configuration.inventory().devices());
        Optional<String> trouble = open(wanted.get());
        DatagramMapping open = socket;
        if (open != null) {
            int seconds = (int) Duration.between(begun, clock.instant()).toSeconds();
            TrapEar next = new TrapEar(wanted.get(), engine, Math.max(0, seconds), new HandOver());
            ear = next;
            next.listenTo(open);
            find(next);
        }
        return trouble;
    }

    private Optional<String> open(Traps wanted) {
        boolean same = at.filter(old -> old.host().equals(wanted.host()) && old.port() == wanted.port())
                .isPresent();
        if (same && socket != null) {
            return Optional.empty();
        }
        try {
            DatagramMapping next = DatagramMapping.open(
                    new InetSocketAddress(wanted.host(), wanted.port()), "snmp-traps", new DatagramMapping.Gate() {
                        @Override
                        public void came(InetSocketAddress from, byte[] octets, Runnable reading) {
                            TrapEar present = ear;
                            if (present != null) {
                                present.came(from, octets, reading);
                            }
                        }

                        @Override
                        public long rest() {
                            TrapEar present = ear;
                            return present == null ? 0 : present.rest();
                        }
                    });
            close();
            socket = next;
            at = Optional.of(wanted);
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
    private void find(TrapEar of) {
        Senders mine = senders;
        of.knows(mine.addresses());
        for (String name : mine.names()) {
            names.apply(name).onSuccess(address -> {
                mine.found(name, address);
                of.knows(mine.addresses());
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
    private final class HandOver implements TrapEar.Mouth {
        private void give(Runnable work) {
            if (handedOver.incrementAndGet() > MOST_HANDED_OVER) {
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
        public void believed(Trap trap) {
            give(() -> hear(trap));
        }

        @Override
        public void refused(InetAddress from, String reason) {
            listener.counted(reason.isEmpty() ? TrapOutcome.UNREADABLE : TrapOutcome.REFUSED);
            if (!reason.isEmpty() && handedOver.get() < MOST_HANDED_OVER) {
                handedOver.incrementAndGet();
                loop.execute(() -> {
                    handedOver.decrementAndGet();
                    refuse(from, reason);
                });
            }
        }

        @Override
        public void dropped() {
            listener.counted(TrapOutcome.DROPPED);
        }
    }

    private void hear(Trap trap) {
        Set<DeviceId> devices = senders.of(trap);
        boolean looked = false;
        for (DeviceId device : devices) {
            refusals.remove(device);
            looked |= hint(device, trap.kind());
        }
        listener.counted(devices.isEmpty() ? TrapOutcome.UNKNOWN : looked ? TrapOutcome.LOOKED : TrapOutcome.MERGED);
    }

    private boolean hint(DeviceId device, Trap.Kind kind) {
        Turn turn = turns.computeIfAbsent(device, key -> new Turn());
        Instant now = clock.instant();
        turn.below |= kind.ofPorts();
        if (!now.isBefore(turn.free)) {
            LOG.debug("{} {}: it is looked at now.", device, kind.words);
            look(device, turn, now);
            return true;
        }
        if (!turn.planned) {
            turn.planned = true;
            timers.after(Duration.between(now, turn.free), () -> {
                if (turns.get(device) == turn) {
                    look(device, turn, clock.instant());
                }
            });
        }
        return false;
    }

    private void look(DeviceId device, Turn turn, Instant now) {
        Set<Target> targets = new LinkedHashSet<>(Set.of(device));
        if (turn.below) {
            targets.addAll(senders.below(device));
        }
        turn.planned = false;
        turn.below = false;
        turn.free = now.plus(APART);
        listener.look(targets);
    }

    /** A device whose traps are refused is a set-up task, told once; of strangers nothing is said. */
    private void refuse(InetAddress from, String reason) {
        for (DeviceId device : senders.at(from)) {
            if (!reason.equals(refusals.put(device, reason))) {
                LOG.info("A trap of {} is not believed: {}.", device, reason);
            }
        }
    }

    /** Hears no more. */
    @Override
    public void close() {
        DatagramMapping open = socket;
        socket = null;
        ear = null;
        at = Optional.empty();
        if (open != null) {
            try {
                open.close();
            } catch (IOException closing) {
                LOG.debug("The trap socket was closed already", closing);
            }
        }
    }
}
