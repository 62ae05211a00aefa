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
import org.firstbell.model.Phase;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Polling;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.TestSession;
import org.firstbell.probe.Part;

/**
 * How often each question is asked: what is near a session (its rooms, their chain, its caches, what sights its seats)
 * goes at the session's pace, all else idles. Confined to the polling loop.
 */
final class SessionPace {
    /** Services outside the school are somebody else's: 60 s, and 30 s while a session is live (contract, Pace). */
    private static final Duration SERVICE = Duration.ofSeconds(60);

    private static final Duration SERVICE_LIVE = Duration.ofSeconds(30);
    private static final Duration CONTROLLER = Duration.ofSeconds(30);
    private static final Duration TABLE = Duration.ofSeconds(60);
    private static final Duration HOURLY = Duration.ofHours(1);

    private final Polling polling;
    private final Inventory inventory;
    private final Map<Target, Set<SessionId>> near = new HashMap<>();
    private final Map<SessionId, Phase> phases = new HashMap<>();

    SessionPace(Configuration configuration) {
        this.polling = configuration.polling();
        this.inventory = configuration.inventory();
        Map<RoomId, List<Device>> rooms = new HashMap<>();
        for (Device device : inventory.devices()) {
            device.rooms()
                    .forEach(room -> rooms.computeIfAbsent(room, key -> new ArrayList<>())
                            .add(device));
        }
        Map<Target, Set<SessionId>> sessions = new HashMap<>();
        for (TestSession session : configuration.sessions()) {
            for (Target target : reach(session, rooms)) {
                sessions.computeIfAbsent(target, key -> new HashSet<>(2)).add(session.id());
            }
        }
        // Most targets are near the same sessions as their neighbours: they share one set.
        Map<Set<SessionId>, Set<SessionId>> shared = new HashMap<>();
        sessions.forEach((target, ids) -> near.put(target, shared.computeIfAbsent(Set.copyOf(ids), key -> key)));
    }

    private Set<Target> reach(TestSession session, Map<RoomId, List<Device>> rooms) {
        Set<DeviceId> devices = new LinkedHashSet<>();
        boolean sighted = false;
        for (TestSession.Seating seating : session.rooms()) {
            for (Device seat : inventory.seats(seating)) {
                devices.add(seat.id());
                sighted |= seat.probes().isEmpty();
            }
            rooms.getOrDefault(seating.room(), List.of()).forEach(device -> devices.add(device.id()));
        }
        for (Device device : inventory.devices()) {
            boolean cache = device.kind() == DeviceKind.CACHE_SERVER
                    && (device.platforms().isEmpty() || device.platforms().contains(session.platform()));
            if (cache || (sighted && device.sightsClients())) {
                devices.add(device.id());
            }
        }
        Set<Target> reach = new LinkedHashSet<>(devices);
        for (DeviceId id : devices) {
            reach.addAll(inventory.topology().above(id));
            inventory.device(id).flatMap(Device::controller).ifPresent(reach::add);
        }
        for (Service service : inventory.services()) {
            if (service.platforms().isEmpty() || service.platforms().contains(session.platform())) {
                reach.add(service.id());
            }
        }
        return reach;
    }

    /** Takes the sessions' phases; answers the sessions that became {@link Phase#SOON}, or nothing when none changed. */
    Optional<Set<SessionId>> phases(Map<SessionId, Phase> now) {
        if (phases.equals(now)) {
            return Optional.empty();
        }
        Set<SessionId> soon = new HashSet<>();
        now.forEach((id, phase) -> {
            if (phase == Phase.SOON && phases.get(id) != Phase.SOON) {
                soon.add(id);
            }
        });
        phases.clear();
        phases.putAll(now);
        return Optional.of(soon);
    }

    /** Whether a target is near one of the sessions. */
    boolean near(Target target, Collection<SessionId> sessions) {
        return near.getOrDefault(target, Set.of()).stream().anyMatch(sessions::contains);
    }

    /** How often a part of a target is asked at present. */
    Duration interval(Target target, Part part) {
        Optional<Duration> own = target instanceof DeviceId device
                ? inventory.device(device).flatMap(Device::every)
                : inventory.service((ServiceId) target).flatMap(Service::every);
        if (own.isPresent()) {
            return own.get();
        }
        if (part.pace() == Part.Pace.HOURLY) {
            return HOURLY;
        }
        if (target instanceof ServiceId) {
            return nearest(target) == Phase.LIVE ? SERVICE_LIVE : SERVICE;
        }
        Duration beat = beat(nearest(target));
        return switch (part.pace()) {
            case CONTROLLER -> CONTROLLER;
            case TABLE -> seats(target) && beat.compareTo(TABLE) < 0 ? TABLE : beat;
            default -> beat;
        };
    }

    private boolean seats(Target target) {
        return inventory
                .device((DeviceId) target)
                .map(device -> device.kind().seats())
                .orElse(false);
    }

    private Phase nearest(Target target) {
        Phase nearest = Phase.AHEAD;
        for (SessionId session : near.getOrDefault(target, Set.of())) {
            Phase phase = phases.getOrDefault(session, Phase.AHEAD);
            if (phase != Phase.DONE && phase.compareTo(nearest) > 0) {
                nearest = phase;
            }
        }
        return nearest;
    }

    private Duration beat(Phase phase) {
        return switch (phase) {
            case TODAY -> polling.today();
            case SOON -> polling.soon();
            case LIVE -> polling.live();
            case AHEAD, DONE -> polling.idle();
        };
    }

    /** What must be looked at when a target falls silent: all that it depends on. */
    List<Target> dependencies(Target target) {
        if (target instanceof DeviceId device) {
            return List.copyOf(inventory.topology().above(device));
        }
        return List.copyOf(inventory.services().stream()
                .filter(service -> service.kind() == org.firstbell.model.setup.ServiceKind.INTERNET)
                .map(Service::id)
                .filter(id -> !id.equals(target))
                .toList());
    }
}
