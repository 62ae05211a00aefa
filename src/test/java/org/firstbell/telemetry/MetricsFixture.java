package org.firstbell.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.OpenedBuilder;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStandingBuilder;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ConfigurationBuilder;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceBuilder;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.setup.TestSessionBuilder;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SeatCounts;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionStandingBuilder;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Signal;
import org.firstbell.model.status.TargetAssessment;
import org.firstbell.model.status.Verdict;
import org.firstbell.model.status.VisibilityLoss;

/**
 * A school written down for one test: devices, services and sessions with what is known of them. Confined to one test.
 */
final class MetricsFixture implements Assessment {
    static final Instant NOW = Instant.parse("2027-04-14T13:25:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final List<Device> devices = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final List<Cart> carts = new ArrayList<>();
    private final List<TestSession> plan = new ArrayList<>();
    private final List<SessionAssessment> sessions = new ArrayList<>();
    private final List<TargetAssessment> targets = new ArrayList<>();
    private final Map<Target, List<Signal>> signals = new LinkedHashMap<>();
    private final List<Incident> incidents = new ArrayList<>();
    private int deviceMetrics = 1000;

    MetricsFixture limit(int series) {
        deviceMetrics = series;
        return this;
    }

    MetricsFixture cart(String id, String home) {
        carts.add(new Cart(new CartId(id), id, Optional.of(new RoomId(home))));
        return this;
    }

    MetricsFixture device(String id, DeviceKind kind, List<String> rooms, List<String> carts, Optional<Boolean> up) {
        DeviceId device = new DeviceId(id);
        devices.add(DeviceBuilder.device(id, kind)
                .rooms(rooms.stream().map(RoomId::new).toList())
                .carts(carts.stream().map(CartId::new).toList())
                .build());
        return standing(device, up);
    }

    MetricsFixture device(String id, DeviceKind kind, String room, boolean up) {
        return device(id, kind, List.of(room), List.of(), Optional.of(up));
    }

    MetricsFixture service(String id, ServiceKind kind, boolean up) {
        ServiceId service = new ServiceId(id);
        services.add(new Service(service, id, kind, Set.of(), List.of(), Map.of(), Optional.empty()));
        return standing(service, Optional.of(up));
    }

    private MetricsFixture standing(Target target, Optional<Boolean> up) {
        targets.add(TargetStandingBuilder.standing(target)
                .up(up)
                .reached(up.isPresent())
                .build());
        signals.put(target, new ArrayList<>());
        return this;
    }

    /** The last device or service told this, just now. */
    MetricsFixture says(String signal, SignalValue value) {
        return says(signal, value, NOW);
    }

    MetricsFixture says(String signal, double value) {
        return says(signal, new SignalValue.Quantity(value));
    }

    MetricsFixture says(String signal, SignalValue value, Instant observed) {
        Target last = targets.get(targets.size() - 1).target();
        signals.get(last).add(new Signal(last, new SignalName(signal), value, "test", observed, INTERVAL));
        return this;
    }

    MetricsFixture session(String id, String platform, Instant start, Verdict verdict, SeatCounts seats) {
        plan.add(TestSessionBuilder.session(id, start)
                .platform(new PlatformId(platform))
                .room("lab", seats.needed())
                .build());
        sessions.add(SessionStandingBuilder.standing(new SessionId(id), NOW)
                .verdict(verdict)
                .seats(seats)
                .build());
        return this;
    }

    MetricsFixture incident(Severity severity) {
        incidents.add(OpenedBuilder.opened(incidents.size() + 1, NOW)
                .firstSign(NOW)
                .cause(Cause.INTERNET)
                .check("internet")
                .severity(severity)
                .incident());
        return this;
    }

    MetricsFixture resolvedIncident(Severity severity) {
        incident(severity);
        Incident last = incidents.remove(incidents.size() - 1);
        incidents.add(last.apply(new IncidentEvent.Resolved(last.id(), NOW, Optional.empty(), "well again")));
        return this;
    }

    Configuration configuration() {
        return ConfigurationBuilder.configuration()
                .inventory(List.of(), carts, devices, services)
                .sessions(plan)
                .deviceMetrics(deviceMetrics)
                .build();
    }

    List<Incident> incidents() {
        return List.copyOf(incidents);
    }

    @Override
    public Instant at() {
        return NOW;
    }

    @Override
    public Collection<SessionAssessment> sessions() {
        return List.copyOf(sessions);
    }

    @Override
    public Optional<SessionAssessment> session(SessionId id) {
        return sessions.stream().filter(session -> session.id().equals(id)).findFirst();
    }

    @Override
    public Collection<TargetAssessment> targets() {
        return List.copyOf(targets);
    }

    @Override
    public Optional<TargetAssessment> target(Target id) {
        return targets.stream()
                .filter(assessment -> assessment.target().equals(id))
                .findFirst();
    }

    @Override
    public Collection<Signal> signals(Target id) {
        return List.copyOf(signals.getOrDefault(id, List.of()));
    }

    @Override
    public boolean isFresh(Signal signal) {
        Duration fresh = signal.interval().multipliedBy(3).plusSeconds(10);
        return !signal.observedAt().plus(fresh).isBefore(NOW);
    }

    @Override
    public Optional<VisibilityLoss> visibilityLoss() {
        return Optional.empty();
    }

    @Override
    public Optional<Boolean> internetUp() {
        return Optional.empty();
    }
}
