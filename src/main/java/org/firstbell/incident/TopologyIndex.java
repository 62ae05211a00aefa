package org.firstbell.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
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
import org.firstbell.model.setup.DeviceMap;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.setup.TestSession;
import org.jspecify.annotations.Nullable;

/** What the configuration says about a target, as the search for causes asks it. Confined to the core loop. */
final class TopologyIndex {
    private final Configuration configuration;
    private final Inventory inventory;
    private final Map<SessionId, TestSession> sessions = new HashMap<>();
    private final List<ServiceId> internetAnchors;
    private final List<DeviceId> rootRouters;
    private final Set<Target> rootTargets = new LinkedHashSet<>();
    private final Map<DeviceKind, List<DeviceId>> byKind = new EnumMap<>(DeviceKind.class);
    /** Of the seats; those of one room alone share their list. */
    private final DeviceMap<List<SeatAssignment>> assignments;

    private @Nullable PeerIndex peers;

    /** A room in a session, to which a seat belongs. */
    record SeatAssignment(SessionId session, RoomId room) {}

    TopologyIndex(Configuration configuration) {
        this.configuration = configuration;
        this.inventory = configuration.inventory();
        configuration.sessions().forEach(session -> sessions.put(session.id(), session));
        for (Device device : inventory.devices()) {
            if (device.inUse()) {
                byKind.computeIfAbsent(device.kind(), kind -> new ArrayList<>()).add(device.id());
                if (!device.probes().isEmpty() && device.uplinks().isEmpty()) {
                    rootTargets.add(device.id());
                }
            }
        }
        inventory.services().forEach(service -> rootTargets.add(service.id()));
        this.assignments = inventory.newDeviceMap();
        for (TestSession session : configuration.sessions()) {
            for (TestSession.PlannedRoom seating : session.rooms()) {
                List<SeatAssignment> here = List.of(new SeatAssignment(session.id(), seating.room()));
                for (Device seat : inventory.seats(seating)) {
                    List<SeatAssignment> before = assignments(seat.id());
                    assignments.put(seat.id(), before.isEmpty() ? here : concatenated(before, here));
                }
            }
        }
        this.internetAnchors = inventory.services().stream()
                .filter(service -> service.kind() == ServiceKind.INTERNET)
                .map(Service::id)
                .toList();
        this.rootRouters = inventory.devices().stream()
                .filter(device -> device.inUse()
                        && device.kind() == DeviceKind.ROUTER
                        && device.uplinks().isEmpty())
                .map(Device::id)
                .toList();
    }

    Configuration configuration() {
        return configuration;
    }

    Optional<Device> device(Target target) {
        return target instanceof DeviceId id ? inventory.device(id) : Optional.empty();
    }

    Optional<Service> service(Target target) {
        return target instanceof ServiceId id ? inventory.service(id) : Optional.empty();
    }

    Collection<Device> devices() {
        return inventory.devices();
    }

    Optional<TestSession> session(SessionId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    boolean isTestingDevice(Target target) {
        return device(target).filter(device -> device.kind().isTestingDevice()).isPresent();
    }

    /** Independent points of the internet. */
    List<ServiceId> internetAnchors() {
        return internetAnchors;
    }

    boolean isInternetAnchor(Target target) {
        return target instanceof ServiceId id && internetAnchors.contains(id);
    }

    /** What is asked, and hangs on nothing else. */
    Set<Target> rootTargets() {
        return rootTargets;
    }

    /** The devices in use of one kind, in the order of the configuration. */
    List<DeviceId> ofKind(DeviceKind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /** Which testing devices have what in common; worked out when first asked for. */
    PeerIndex peers() {
        PeerIndex known = peers;
        if (known == null) {
            known = new PeerIndex(inventory.devices());
            peers = known;
        }
        return known;
    }

    /** Testing platforms' own services. */
    List<ServiceId> vendorServices() {
        return inventory.services().stream()
                .filter(service -> service.kind() == ServiceKind.VENDOR)
                .map(Service::id)
                .toList();
    }

    /** The rooms of sessions that count on a seat. */
    List<SeatAssignment> assignments(DeviceId seat) {
        return assignments.get(seat, List.of());
    }

    private static List<SeatAssignment> concatenated(List<SeatAssignment> some, List<SeatAssignment> more) {
        List<SeatAssignment> both = new ArrayList<>(some);
        both.addAll(more);
        return List.copyOf(both);
    }

    /** Where a target stands in the order of the configuration; services stand behind the devices. */
    int indexOf(Target target) {
        return target instanceof DeviceId device ? inventory.indexOf(device) : Integer.MAX_VALUE;
    }

    /** Routers that hang on nothing: what is outside is reached through them. */
    List<DeviceId> rootRouters() {
        return rootRouters;
    }

    String name(Target target) {
        return device(target)
                .map(Device::name)
                .or(() -> service(target).map(Service::name))
                .orElse(target.value());
    }

    /** The name of a room as walls show it. */
    String displayName(RoomId room) {
        return inventory.room(room).map(found -> found.displayName()).orElse(room.value());
    }

    /** Whom to call, of the school of a session, else of the first one. */
    String helpContact(Collection<SessionId> affected) {
        School school = affected.stream()
                .flatMap(id -> session(id).stream())
                .flatMap(session -> configuration.schools().stream()
                        .filter(candidate -> candidate.id().equals(session.school())))
                .findFirst()
                .orElse(configuration.schools().get(0));
        String line = school.help().line();
        return line.isEmpty() ? school.role("technician", "Tech office") : line;
    }

    /** The rooms of devices: their own, and those that the sessions bring their carts to. */
    List<RoomId> rooms(Collection<DeviceId> devices, Collection<SessionId> inSessions) {
        Set<RoomId> rooms = new LinkedHashSet<>();
        for (DeviceId id : devices) {
            inventory.device(id).ifPresent(device -> rooms.addAll(rooms(device, inSessions)));
        }
        return List.copyOf(rooms);
    }

    private List<RoomId> rooms(Device device, Collection<SessionId> inSessions) {
        if (device.carts().isEmpty()) {
            return device.rooms();
        }
        List<RoomId> rooms = new ArrayList<>();
        for (SessionId id : inSessions) {
            session(id)
                    .ifPresent(session -> session.rooms().stream()
                            .filter(seating -> device.carts().stream().anyMatch(seating.carts()::contains))
                            .forEach(seating -> rooms.add(seating.room())));
        }
        return rooms;
    }
}
