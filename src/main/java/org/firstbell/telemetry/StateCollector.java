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
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.SeatCounts;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Signal;
import org.firstbell.model.status.Verdict;

/**
 * The series of sessions, devices and services, made from the present state when a page is asked for. Written by the
 * core's loop, read by any: it holds one reference to an immutable state.
 */
final class StateCollector implements MultiCollector {
    /** A state older than this tells nothing but that nobody knows; every page of the board does the same. */
    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private static final String DEVICE_PREFIX = "firstbell_device_";
    private static final String SERVICE_PREFIX = "firstbell_service_";

    private final InstantSource clock;
    private final Map<SignalName, MetricMetadata> deviceMetadata = new ConcurrentHashMap<>();
    private final Map<SignalName, MetricMetadata> serviceMetadata = new ConcurrentHashMap<>();
    private volatile Optional<MetricsState> latest = Optional.empty();

    StateCollector(InstantSource clock) {
        this.clock = clock;
    }

    void update(MetricsState newer) {
        latest = Optional.of(newer);
    }

    @Override
    public MetricSnapshots collect() {
        GaugeSnapshotsBuilder gauges = new GaugeSnapshotsBuilder();
        latest.ifPresent(present -> addAll(gauges, present));
        return gauges.build();
    }

    private void addAll(GaugeSnapshotsBuilder gauges, MetricsState present) {
        boolean known = present.at().plus(MAX_AGE).isAfter(clock.instant());
        addSessions(gauges, present, known);
        for (Severity severity : Severity.values()) {
            gauges.add(
                    MetricFamily.INCIDENTS_OPEN, present.openIncidents().getOrDefault(severity, 0), severity.keyword());
        }
        if (known) {
            addDevices(gauges, present);
            addServices(gauges, present);
        }
    }

    private static void addSessions(GaugeSnapshotsBuilder gauges, MetricsState present, boolean known) {
        Map<SessionId, TestSession> plan = new HashMap<>();
        present.configuration().sessions().forEach(session -> plan.put(session.id(), session));
        for (SessionAssessment assessment : present.sessions()) {
            TestSession session = plan.get(assessment.id());
            if (session == null) {
                continue;
            }
            String id = session.id().value();
            Verdict now = known ? assessment.verdict() : Verdict.UNKNOWN;
            for (Verdict verdict : Verdict.values()) {
                gauges.add(
                        MetricFamily.SESSION_VERDICT,
                        verdict == now ? 1 : 0,
                        id,
                        session.platform().value(),
                        verdict.name());
            }
            if (known) {
                addSeats(gauges, id, assessment.seatCounts());
            }
            gauges.add(MetricFamily.SESSION_START, session.start().toEpochMilli() / 1000.0, id);
        }
    }

    private static void addSeats(GaugeSnapshotsBuilder gauges, String session, SeatCounts seats) {
        gauges.add(MetricFamily.SESSION_SEATS, seats.needed(), session, "needed");
        gauges.add(MetricFamily.SESSION_SEATS, seats.usable(), session, "usable");
        gauges.add(MetricFamily.SESSION_SEATS, seats.total(), session, "total");
        gauges.add(MetricFamily.SESSION_SEATS, seats.awake(), session, "awake");
        gauges.add(MetricFamily.SESSION_SEATS, seats.resting(), session, "resting");
        gauges.add(MetricFamily.SESSION_SEATS, seats.missing(), session, "missing");
        gauges.add(MetricFamily.SESSION_SEATS, seats.unfit(), session, "unfit");
        gauges.add(MetricFamily.SESSION_SEATS, seats.unknown(), session, "unknown");
    }

    private void addDevices(GaugeSnapshotsBuilder gauges, MetricsState present) {
        Inventory inventory = present.configuration().inventory();
        for (MetricsState.TargetSeries watched : present.targets()) {
            Device device = watched.target() instanceof DeviceId id
                    ? inventory.device(id).orElse(null)
                    : null;
            if (device == null) {
                continue;
            }
            watched.up()
                    .ifPresent(up -> gauges.add(
                            MetricFamily.DEVICE_UP,
                            up ? 1 : 0,
                            device.id().value(),
                            device.kind().keyword(),
                            roomLabel(device, inventory)));
            if (!watched.numericSignals().isEmpty()) {
                Labels labels = deviceLabels(device, inventory);
                for (Signal signal : watched.numericSignals()) {
                    gauges.add(metadata(deviceMetadata, DEVICE_PREFIX, signal), numericValue(signal), labels);
                }
            }
        }
        gauges.add(MetricFamily.HIDDEN_DEVICE_SERIES, present.hiddenSeries());
    }

    private void addServices(GaugeSnapshotsBuilder gauges, MetricsState present) {
        for (MetricsState.TargetSeries watched : present.targets()) {
            if (watched.target() instanceof ServiceId id) {
                present.configuration().inventory().service(id).ifPresent(service -> {
                    Labels labels = Labels.of(
                            "service", id.value(), "kind", service.kind().keyword());
                    watched.up()
                            .ifPresent(up -> gauges.add(
                                    MetricFamily.SERVICE_UP,
                                    up ? 1 : 0,
                                    id.value(),
                                    service.kind().keyword()));
                    for (Signal signal : watched.numericSignals()) {
                        gauges.add(metadata(serviceMetadata, SERVICE_PREFIX, signal), numericValue(signal), labels);
                    }
                });
            }
        }
    }

    private static MetricMetadata metadata(Map<SignalName, MetricMetadata> known, String prefix, Signal signal) {
        return known.computeIfAbsent(signal.name(), name -> SignalMetric.metadata(prefix, name));
    }

    private static double numericValue(Signal signal) {
        if (signal.value() instanceof SignalValue.Quantity quantity) {
            return quantity.value();
        }
        return signal.value() instanceof SignalValue.Flag flag && flag.value() ? 1 : 0;
    }

    private static Labels deviceLabels(Device device, Inventory inventory) {
        return Labels.of(
                "device", device.id().value(), "kind", device.kind().keyword(), "room", roomLabel(device, inventory));
    }

    /** Its rooms, else the home of its carts, joined by {@code ;} as in {@code devices.csv}; empty for none. */
    private static String roomLabel(Device device, Inventory inventory) {
        Set<RoomId> rooms = new LinkedHashSet<>(device.rooms());
        if (rooms.isEmpty()) {
            device.carts()
                    .forEach(
                            cart -> inventory.cart(cart).flatMap(Cart::homeRoom).ifPresent(rooms::add));
        }
        return rooms.stream().map(RoomId::value).collect(Collectors.joining(";"));
    }
}
