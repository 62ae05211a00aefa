package org.firstbell.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.PollingSettings;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.probe.Query;

/**
 * How often each query is asked: what is near a session (its rooms, their chain, its caches, what sights its seats)
 * goes at the session's pace, all else idles. Confined to the polling loop.
 */
final class PollIntervals {
    /** Services outside the school are somebody else's: 60 s, and 30 s while a session is live (contract, Pace). */
    private static final Duration SERVICE_INTERVAL = Duration.ofSeconds(60);

    private static final Duration LIVE_SERVICE_INTERVAL = Duration.ofSeconds(30);
    private static final Duration CONTROLLER_INTERVAL = Duration.ofSeconds(30);
    private static final Duration TABLE_INTERVAL = Duration.ofSeconds(60);
    private static final Duration HOURLY_INTERVAL = Duration.ofHours(1);

    private final PollingSettings settings;
    private final Inventory inventory;
    private final Map<Target, Set<SessionId>> sessionsNear = new HashMap<>();
    private final Map<SessionId, SessionPhase> phases = new HashMap<>();

    PollIntervals(Configuration configuration) {
        this.settings = configuration.polling();
        this.inventory = configuration.inventory();
        Map<RoomId, List<Device>> rooms = new HashMap<>();
        for (Device device : inventory.devices()) {
            device.rooms()
                    .forEach(room -> rooms.computeIfAbsent(room, key -> new ArrayList<>())
                            .add(device));
        }
        Map<Target, Set<SessionId>> sessions = new HashMap<>();
        for (TestSession session : configuration.sessions()) {
            for (Target target : targetsNear(session, rooms)) {
                sessions.computeIfAbsent(target, key -> new HashSet<>(2)).add(session.id());
            }
        }
        // Most targets are near the same sessions as their neighbours: they share one set.
        Map<Set<SessionId>, Set<SessionId>> shared = new HashMap<>();
        sessions.forEach(
                (target, ids) -> sessionsNear.put(target, shared.computeIfAbsent(Set.copyOf(ids), key -> key)));
    }

    private Set<Target> targetsNear(TestSession session, Map<RoomId, List<Device>> rooms) {
        Set<DeviceId> devices = new LinkedHashSet<>();
        boolean sighted = false;
        for (TestSession.PlannedRoom seating : session.rooms()) {
            for (Device seat : inventory.seats(seating)) {
                devices.add(seat.id());
                sighted |= seat.probes().isEmpty();
            }
            rooms.getOrDefault(seating.room(), List.of()).forEach(device -> devices.add(device.id()));
        }
        for (Device device : inventory.devices()) {
            boolean cache = device.kind() == DeviceKind.CACHE_SERVER
                    && (device.platforms().isEmpty() || device.platforms().contains(session.platform()));
            if (cache || (sighted && device.reportsClients())) {
                devices.add(device.id());
            }
        }
        Set<Target> reach = new LinkedHashSet<>(devices);
        for (DeviceId id : devices) {
            reach.addAll(inventory.topology().upstream(id));
            inventory.device(id).flatMap(Device::controller).ifPresent(reach::add);
        }
        for (Service service : inventory.services()) {
            if (service.platforms().isEmpty() || service.platforms().contains(session.platform())) {
                reach.add(service.id());
            }
        }
        return reach;
    }

    /** Takes the sessions' phases; answers the sessions that became {@link SessionPhase#SOON}, or nothing when none changed. */
    Optional<Set<SessionId>> update(Map<SessionId, SessionPhase> now) {
        if (phases.equals(now)) {
            return Optional.empty();
        }
        Set<SessionId> soon = new HashSet<>();
        now.forEach((id, phase) -> {
            if (phase == SessionPhase.SOON && phases.get(id) != SessionPhase.SOON) {
                soon.add(id);
            }
        });
        phases.clear();
        phases.putAll(now);
        return Optional.of(soon);
    }

    /** Whether a target is near one of the sessions. */
    boolean isNear(Target target, Collection<SessionId> sessions) {
        return sessionsNear.getOrDefault(target, Set.of()).stream().anyMatch(sessions::contains);
    }

    /** How often a part of a target is asked at present. */
    Duration interval(Target target, Query query) {
        Optional<Duration> own = target.match(
                device -> inventory.device(device).flatMap(Device::pollInterval),
                service -> inventory.service(service).flatMap(Service::pollInterval));
        if (own.isPresent()) {
            return own.get();
        }
        if (query.pace() == Query.QueryPace.HOURLY) {
            return HOURLY_INTERVAL;
        }
        if (target instanceof ServiceId) {
            return nearestPhase(target) == SessionPhase.LIVE ? LIVE_SERVICE_INTERVAL : SERVICE_INTERVAL;
        }
        Duration interval = sessionInterval(nearestPhase(target));
        return switch (query.pace()) {
            case CONTROLLER -> CONTROLLER_INTERVAL;
            case TABLE -> isTestingDevice(target) && interval.compareTo(TABLE_INTERVAL) < 0 ? TABLE_INTERVAL : interval;
            default -> interval;
        };
    }

    private boolean isTestingDevice(Target target) {
        return target.match(
                device -> inventory
                        .device(device)
                        .map(known -> known.kind().isTestingDevice())
                        .orElse(false),
                service -> false);
    }

    private SessionPhase nearestPhase(Target target) {
        SessionPhase nearest = SessionPhase.AHEAD;
        for (SessionId session : sessionsNear.getOrDefault(target, Set.of())) {
            SessionPhase phase = phases.getOrDefault(session, SessionPhase.AHEAD);
            if (phase != SessionPhase.DONE && phase.compareTo(nearest) > 0) {
                nearest = phase;
            }
        }
        return nearest;
    }

    private Duration sessionInterval(SessionPhase phase) {
        return switch (phase) {
            case TODAY -> settings.today();
            case SOON -> settings.soon();
            case LIVE -> settings.live();
            case AHEAD, DONE -> settings.idle();
        };
    }

    /** What is polled when a target falls silent: all that it depends on. */
    List<? extends Target> dependencies(Target target) {
        return target.match(inventory.topology()::upstream, this::otherAnchors);
    }

    private List<ServiceId> otherAnchors(ServiceId silent) {
        return inventory.services().stream()
                .filter(service -> service.kind() == ServiceKind.INTERNET)
                .map(Service::id)
                .filter(id -> !id.equals(silent))
                .toList();
    }
}
