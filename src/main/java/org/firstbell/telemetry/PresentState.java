package org.firstbell.telemetry;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.Seats;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Severity;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Verdict;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.TestSession;

/**
 * The series of sessions, devices and services, made from the present state when a page is asked for. Written by the
 * core's loop, read by any: it holds one reference to an immutable state.
 */
final class PresentState implements MultiCollector {
    /** A state older than this tells nothing but that nobody knows; every page of the board does the same. */
    private static final Duration TOO_OLD = Duration.ofSeconds(10);

    private static final String DEVICE = "firstbell_device_";
    private static final String SERVICE = "firstbell_service_";

    private final InstantSource clock;
    private final Map<SignalName, MetricMetadata> deviceSignals = new ConcurrentHashMap<>();
    private final Map<SignalName, MetricMetadata> serviceSignals = new ConcurrentHashMap<>();
    private volatile Optional<Scrape> state = Optional.empty();

    PresentState(InstantSource clock) {
        this.clock = clock;
    }

    void replace(Scrape newer) {
        state = Optional.of(newer);
    }

    @Override
    public MetricSnapshots collect() {
        Gauges gauges = new Gauges();
        state.ifPresent(present -> fill(gauges, present));
        return gauges.snapshots();
    }

    private void fill(Gauges gauges, Scrape present) {
        boolean known = present.at().plus(TOO_OLD).isAfter(clock.instant());
        sessions(gauges, present, known);
        for (Severity severity : Severity.values()) {
            gauges.add(Family.INCIDENTS_OPEN, present.open().getOrDefault(severity, 0), severity.word());
        }
        if (known) {
            devices(gauges, present);
            services(gauges, present);
        }
    }

    private static void sessions(Gauges gauges, Scrape present, boolean known) {
        Map<SessionId, TestSession> plan = new HashMap<>();
        present.configuration().sessions().forEach(session -> plan.put(session.id(), session));
        for (SessionStanding standing : present.sessions()) {
            TestSession session = plan.get(standing.id());
            if (session == null) {
                continue;
            }
            String id = session.id().value();
            Verdict now = known ? standing.verdict() : Verdict.UNKNOWN;
            for (Verdict verdict : Verdict.values()) {
                gauges.add(
                        Family.SESSION_VERDICT,
                        verdict == now ? 1 : 0,
                        id,
                        session.platform().value(),
                        verdict.name());
            }
            if (known) {
                seats(gauges, id, standing.seats());
            }
            gauges.add(Family.SESSION_START, session.start().toEpochMilli() / 1000.0, id);
        }
    }

    private static void seats(Gauges gauges, String session, Seats seats) {
        gauges.add(Family.SESSION_SEATS, seats.needed(), session, "needed");
        gauges.add(Family.SESSION_SEATS, seats.usable(), session, "usable");
        gauges.add(Family.SESSION_SEATS, seats.total(), session, "total");
        gauges.add(Family.SESSION_SEATS, seats.awake(), session, "awake");
        gauges.add(Family.SESSION_SEATS, seats.resting(), session, "resting");
        gauges.add(Family.SESSION_SEATS, seats.missing(), session, "missing");
        gauges.add(Family.SESSION_SEATS, seats.unfit(), session, "unfit");
        gauges.add(Family.SESSION_SEATS, seats.unknown(), session, "unknown");
    }

    private void devices(Gauges gauges, Scrape present) {
        Inventory inventory = present.configuration().inventory();
        for (Scrape.Watched watched : present.targets()) {
            Device device = watched.target() instanceof DeviceId id
                    ? inventory.device(id).orElse(null)
                    : null;
            if (device == null) {
                continue;
            }
            watched.up()
                    .ifPresent(up -> gauges.add(
                            Family.DEVICE_UP,
                            up ? 1 : 0,
                            device.id().value(),
                            device.kind().word(),
                            room(device, inventory)));
            if (!watched.numbers().isEmpty()) {
                Labels labels = labels(device, inventory);
                for (Signal signal : watched.numbers()) {
                    gauges.add(family(deviceSignals, DEVICE, signal), number(signal), labels);
                }
            }
        }
        gauges.add(Family.HIDDEN_DEVICE_SERIES, present.hidden());
    }

    private void services(Gauges gauges, Scrape present) {
        for (Scrape.Watched watched : present.targets()) {
            if (watched.target() instanceof ServiceId id) {
                present.configuration().inventory().service(id).ifPresent(service -> {
                    Labels labels = Labels.of(
                            "service", id.value(), "kind", service.kind().word());
                    watched.up()
                            .ifPresent(up -> gauges.add(
                                    Family.SERVICE_UP,
                                    up ? 1 : 0,
                                    id.value(),
                                    service.kind().word()));
                    for (Signal signal : watched.numbers()) {
                        gauges.add(family(serviceSignals, SERVICE, signal), number(signal), labels);
                    }
                });
            }
        }
    }

    private static MetricMetadata family(Map<SignalName, MetricMetadata> known, String prefix, Signal signal) {
        return known.computeIfAbsent(signal.name(), name -> SignalFamily.of(prefix, name));
    }

    private static double number(Signal signal) {
        if (signal.value() instanceof SignalValue.Quantity quantity) {
            return quantity.value();
        }
        return signal.value() instanceof SignalValue.Flag flag && flag.value() ? 1 : 0;
    }

    private static Labels labels(Device device, Inventory inventory) {
        return Labels.of("device", device.id().value(), "kind", device.kind().word(), "room", room(device, inventory));
    }

    /** Its rooms, else the home of its carts, joined by {@code ;} as in {@code devices.csv}; empty for none. */
    private static String room(Device device, Inventory inventory) {
        Set<RoomId> rooms = new LinkedHashSet<>(device.rooms());
        if (rooms.isEmpty()) {
            device.carts()
                    .forEach(cart -> inventory.cart(cart).flatMap(Cart::home).ifPresent(rooms::add));
        }
        return rooms.stream().map(RoomId::value).collect(Collectors.joining(";"));
    }
}
