package org.firstbell.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.Affected;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.TargetAssessment;

/** Whom a cause hits. Made for one search. */
final class ImpactAnalysis {
    private final SearchInput input;
    /** Sessions within 24 h of their start, or live. */
    private final Set<SessionId> activeSessions = new HashSet<>();

    ImpactAnalysis(SearchInput input) {
        this.input = input;
        for (SessionAssessment session : input.sessions()) {
            if (session.phase() != SessionPhase.AHEAD) {
                activeSessions.add(session.id());
            }
        }
    }

    /** All that depend on a device or service, without itself. */
    Affected of(Target cause) {
        if (!(cause instanceof DeviceId device)) {
            Set<PlatformId> platforms = input.topology
                    .service(cause)
                    .map(service -> service.platforms())
                    .orElse(Set.of());
            return of(platforms, cause);
        }
        Optional<Device> found = input.topology.device(device);
        List<DeviceId> devices = input.dependents(device);
        Set<DeviceId> hit = new HashSet<>(devices);
        hit.add(device);
        Set<SessionId> sessions = new HashSet<>(input.reasons().sessionsNaming(cause));
        sessions.addAll(activeSessionsWith(hit, room -> true));
        if (found.filter(it -> it.kind() == DeviceKind.CACHE_SERVER).isPresent()) {
            sessions.addAll(
                    of(found.map(Device::platforms).orElse(Set.of()), cause).sessions());
        }
        Set<RoomId> rooms = new LinkedHashSet<>(input.topology.rooms(hit, sessions));
        if (devices.isEmpty()) {
            rooms.addAll(rooms(sessions, cause));
        }
        return Affected.of(devices, rooms, sessions);
    }

    /** Every session that is near. */
    Affected ofAllSessions() {
        return of(Set.of(), SearchInput.THE_INTERNET);
    }

    private Affected of(Set<PlatformId> platforms, Target cause) {
        Set<SessionId> sessions = new HashSet<>(input.reasons().sessionsNaming(cause));
        for (SessionId session : activeSessions) {
            boolean serves = platforms.isEmpty()
                    || input.topology
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
        boolean shared = !input.topology.isTestingDevice(cause);
        for (SessionId id : sessions) {
            input.topology
                    .session(id)
                    .filter(session -> shared)
                    .ifPresent(session -> session.rooms().stream()
                            .map(TestSession.PlannedRoom::room)
                            .forEach(rooms::add));
        }
        return rooms;
    }

    /** Near sessions that count on one of these seats in a room. */
    Set<SessionId> sessionsIn(RoomId room, Set<DeviceId> seats) {
        return activeSessionsWith(seats, room::equals);
    }

    /** Near sessions that a seat is counted in. */
    Set<SessionId> sessionsOf(DeviceId seat) {
        return activeSessionsWith(Set.of(seat), room -> true);
    }

    private Set<SessionId> activeSessionsWith(Set<DeviceId> seats, Predicate<RoomId> where) {
        Set<SessionId> counting = new HashSet<>();
        for (DeviceId seat : seats) {
            for (TopologyIndex.SeatAssignment place : input.topology.assignments(seat)) {
                if (where.test(place.room()) && activeSessions.contains(place.session())) {
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
        Instant since = input.silentSince(by).orElse(input.now);
        boolean airborne = input.topology
                .device(by)
                .filter(device -> device.kind() == DeviceKind.ACCESS_POINT)
                .isPresent();
        return dependents.stream()
                .filter(input.topology::isTestingDevice)
                .filter(id -> {
                    TargetAssessment seat = input.targetAssessment(id).orElse(null);
                    if (seat == null || !seat.reached()) {
                        return false;
                    }
                    boolean missing = seat.seatState().equals(Optional.of(SeatState.MISSING));
                    boolean roams = airborne && seat.lastSighting().isPresent();
                    boolean lives = input.isUp(id)
                            && seat.lastSeen()
                                    .filter(life -> life.isAfter(since))
                                    .isPresent();
                    return missing || (!roams && !lives);
                })
                .toList();
    }
}
