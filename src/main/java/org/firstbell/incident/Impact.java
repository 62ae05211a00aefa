package org.firstbell.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.firstbell.model.Affected;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Phase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SeatState;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.TestSession;

/** Whom a cause hits. Made for one search. */
final class Impact {
    private final Scene scene;
    /** Sessions within 24 h of their start, or live. */
    private final Set<SessionId> near = new HashSet<>();

    Impact(Scene scene) {
        this.scene = scene;
        for (SessionStanding session : scene.sessions()) {
            if (session.phase() != Phase.AHEAD) {
                near.add(session.id());
            }
        }
    }

    /** All that depend on a device or service, without itself. */
    Affected of(Target cause) {
        if (!(cause instanceof DeviceId device)) {
            Set<PlatformId> platforms = scene.campus
                    .service(cause)
                    .map(service -> service.platforms())
                    .orElse(Set.of());
            return of(platforms, cause);
        }
        Optional<Device> found = scene.campus.device(device);
        List<DeviceId> devices = scene.dependents(device);
        Set<DeviceId> hit = new HashSet<>(devices);
        hit.add(device);
        Set<SessionId> sessions = new HashSet<>(scene.reasons().naming(cause));
        sessions.addAll(near(hit, room -> true));
        if (found.filter(it -> it.kind() == DeviceKind.CACHE_SERVER).isPresent()) {
            sessions.addAll(
                    of(found.map(Device::platforms).orElse(Set.of()), cause).sessions());
        }
        Set<RoomId> rooms = new LinkedHashSet<>(scene.campus.rooms(hit, sessions));
        if (devices.isEmpty()) {
            rooms.addAll(rooms(sessions, cause));
        }
        return Affected.of(devices, rooms, sessions);
    }

    /** Every session that is near. */
    Affected ofEverything() {
        return of(Set.of(), Scene.THE_INTERNET);
    }

    private Affected of(Set<PlatformId> platforms, Target cause) {
        Set<SessionId> sessions = new HashSet<>(scene.reasons().naming(cause));
        for (SessionId session : near) {
            boolean serves = platforms.isEmpty()
                    || scene.campus
                            .session(session)
                            .filter(planned -> platforms.contains(planned.platform()))
                            .isPresent();
            if (serves) {
                sessions.add(session);
            }
        }
        return Affected.of(List.of(), rooms(sessions, cause), sessions);
    }

    private Set<RoomId> rooms(Collection<SessionId> sessions, Target cause) {
        Set<RoomId> rooms = new LinkedHashSet<>();
        boolean shared = !scene.campus.seats(cause);
        for (SessionId id : sessions) {
            scene.campus
                    .session(id)
                    .filter(session -> shared)
                    .ifPresent(session -> session.rooms().stream()
                            .map(TestSession.Seating::room)
                            .forEach(rooms::add));
        }
        return rooms;
    }

    /** Near sessions that count on one of these seats in a room. */
    Set<SessionId> sessionsIn(RoomId room, Set<DeviceId> seats) {
        return near(seats, room::equals);
    }

    /** Near sessions that a seat is counted in. */
    Set<SessionId> sessionsOf(DeviceId seat) {
        return near(Set.of(seat), room -> true);
    }

    private Set<SessionId> near(Set<DeviceId> seats, Predicate<RoomId> where) {
        Set<SessionId> counting = new HashSet<>();
        for (DeviceId seat : seats) {
            for (Campus.Place place : scene.campus.places(seat)) {
                if (where.test(place.room()) && near.contains(place.session())) {
                    counting.add(place.session());
                }
            }
        }
        return counting;
    }

    /**
     * Seats among the dependents of a silent device that it cuts off: none that lives in spite of it, nor one that may
     * turn up on another access point.
     */
    List<DeviceId> cutSeats(DeviceId by, Collection<DeviceId> dependents) {
        Instant since = scene.silentSince(by).orElse(scene.now);
        boolean airborne = scene.campus
                .device(by)
                .filter(device -> device.kind() == DeviceKind.ACCESS_POINT)
                .isPresent();
        return dependents.stream()
                .filter(scene.campus::seats)
                .filter(id -> {
                    TargetStanding seat = scene.standing(id).orElse(null);
                    if (seat == null || !seat.reached()) {
                        return false;
                    }
                    boolean missing = seat.seat().equals(Optional.of(SeatState.MISSING));
                    boolean roams = airborne && seat.sighting().isPresent();
                    boolean lives = scene.up(id)
                            && seat.lastLife()
                                    .filter(life -> life.isAfter(since))
                                    .isPresent();
                    return missing || (!roams && !lives);
                })
                .toList();
    }
}
