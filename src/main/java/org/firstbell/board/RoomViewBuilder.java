package org.firstbell.board;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.board.view.RoomView;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceMap;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.TargetSummary;
import org.jspecify.annotations.Nullable;

/**
 * Rooms with their seats, in the order in which people count them. Keeps what it drew, and draws anew the rooms in which
 * something changed. Confined to the core's event loop.
 */
final class RoomViewBuilder {
    private final Inventory inventory;
    private final SchoolLayout layout;
    private final Map<String, RoomView> cache = new LinkedHashMap<>();
    /** The rooms that show a device, as a seat or as what carries it. Devices of one room alone share its set. */
    private final DeviceMap<Set<Room>> roomsByDevice;
    /** The sessions of today in each room, by their places in the list of today's. */
    private final Map<RoomId, List<Integer>> sessionIndexesByRoom = new HashMap<>();
    /** How each session's rooms stood when they were drawn. */
    private final Map<String, List<RoomAssessment>> assessmentsAtBuild = new HashMap<>();

    private List<SessionOfDay> sessionsToday = List.of();
    private Map<String, RoomView> views = Map.of();
    private @Nullable BoardInput currentInput;
    private long rebuildCount;

    /** What of a session decides which rooms show it. */
    private record SessionOfDay(TestSession session, boolean over) {}

    RoomViewBuilder(Inventory inventory, SchoolLayout layout) {
        this.inventory = inventory;
        this.layout = layout;
        this.roomsByDevice = inventory.newDeviceMap();
    }

    /**
     * Draws anew what changed.
     *
     * @param changed targets that are judged otherwise since the last update
     * @param all whether every room is drawn anew
     */
    void update(BoardInput now, Collection<Target> changed, boolean all) {
        currentInput = now;
        Set<Room> dirty = new LinkedHashSet<>();
        List<SessionOfDay> today = now.today().stream()
                .map(session -> new SessionOfDay(session.session(), session.isOver()))
                .toList();
        if (all || cache.isEmpty() || !today.equals(sessionsToday)) {
            sessionsToday = today;
            indexSessions(now.today());
            dirty.addAll(inventory.rooms());
        }
        now.today().forEach(session -> addChangedRooms(session, dirty));
        for (Target target : changed) {
            dirty.addAll(target instanceof DeviceId device ? roomsByDevice.get(device, Set.of()) : Set.of());
        }
        boolean other = false;
        for (Room room : dirty) {
            RoomView view = build(room);
            rebuildCount++;
            if (!view.equals(cache.get(view.id()))) {
                cache.put(view.id(), view);
                other = true;
            }
        }
        if (other) {
            views = Collections.unmodifiableMap(new LinkedHashMap<>(cache));
        }
    }

    private void indexSessions(List<BoardSession> today) {
        sessionIndexesByRoom.clear();
        for (int i = 0; i < today.size(); i++) {
            for (RoomId room : new LinkedHashSet<>(today.get(i).rooms())) {
                sessionIndexesByRoom
                        .computeIfAbsent(room, first -> new ArrayList<>(1))
                        .add(i);
            }
        }
    }

    /** The rooms of a session that stand otherwise than when they were drawn. */
    @SuppressWarnings("ReferenceEquality") // the very same assessment, not an equal one
    private void addChangedRooms(BoardSession session, Set<Room> dirty) {
        List<RoomAssessment> rooms = session.assessment().rooms();
        List<RoomAssessment> before = assessmentsAtBuild.put(session.id(), rooms);
        if (rooms == before) {
            return;
        }
        for (int i = 0; i < rooms.size(); i++) {
            if (before == null || i >= before.size() || before.get(i) != rooms.get(i)) {
                inventory.room(rooms.get(i).room()).ifPresent(dirty::add);
            }
        }
    }

    private BoardInput input() {
        if (currentInput == null) {
            throw new IllegalStateException("rooms are built in an update");
        }
        return currentInput;
    }

    /** Every room by its id; the same map as long as nothing in it changed. */
    Map<String, RoomView> views() {
        return views;
    }

    /** How often a room was drawn since the start. */
    long rebuildCount() {
        return rebuildCount;
    }

    private RoomView build(Room room) {
        List<BoardSession> roomSessions = sessionIndexesByRoom.getOrDefault(room.id(), List.of()).stream()
                .map(place -> input().today().get(place))
                .toList();
        Optional<BoardSession> current =
                roomSessions.stream().filter(one -> !one.isOver()).findFirst();
        List<String> sessions = roomSessions.stream().map(BoardSession::id).toList();
        return build(room, current, sessions);
    }

    private RoomView build(Room room, Optional<BoardSession> current, List<String> sessions) {
        TestSession.PlannedRoom seating = current.flatMap(one -> one.session().rooms().stream()
                        .filter(found -> found.room().equals(room.id()))
                        .findFirst())
                .orElseGet(() -> layout.roomWithoutSession(room.id()));
        Map<DeviceId, SeatState> states = current.flatMap(one -> one.assessment().rooms().stream()
                        .filter(assessment -> assessment.room().equals(room.id()))
                        .findFirst())
                .map(RoomAssessment::seatStates)
                .orElse(Map.of());
        boolean small = current.isPresent() && seating.students() < TestSession.SMALL_GROUP;
        List<Device> devices = layout.allSeats(seating);
        List<RoomView.SeatView> seats =
                seatViews(devices, states, cache.get(room.id().value()));
        return new RoomView(
                room.id().value(),
                room.name(),
                room.displayName(),
                room.order(),
                seats,
                room.columns(),
                caption(devices),
                small ? "" : legend(devices, seats),
                networkDeviceViews(room, devices),
                sessions);
    }

    /** Every seat as it stands; those that stand as they were drawn before are the same. */
    private List<RoomView.SeatView> seatViews(
            List<Device> devices, Map<DeviceId, SeatState> states, @Nullable RoomView before) {
        List<RoomView.SeatView> seats = new ArrayList<>(devices.size());
        for (int i = 0; i < devices.size(); i++) {
            Device device = devices.get(i);
            RoomView.SeatView drawn = before == null || i >= before.seats().size()
                    ? null
                    : before.seats().get(i);
            String state = seatState(device, states);
            if (drawn == null || !drawn.device().equals(device.id().value())) {
                String slot = SchoolLayout.slotLabel(device);
                drawn = new RoomView.SeatView(slot, device.id().value(), state, seatLabel(device, slot));
            } else if (!drawn.state().equals(state)) {
                drawn = new RoomView.SeatView(drawn.slot(), drawn.device(), state, drawn.label());
            }
            seats.add(drawn);
        }
        return List.copyOf(seats);
    }

    private String seatLabel(Device device, String slot) {
        String place = slot.isEmpty() ? device.name() : (device.carts().isEmpty() ? "seat " : "slot ") + slot;
        return device.assetTag().map(tag -> place + ", tag " + masked(tag)).orElse(place);
    }

    /** The last three characters of an asset tag; short tags stay hidden. */
    static String masked(String tag) {
        return tag.length() <= 4 ? "…" : "…" + tag.substring(tag.length() - 3);
    }

    private String seatState(Device device, Map<DeviceId, SeatState> states) {
        if (!device.inUse()) {
            return "notinuse";
        }
        Optional<TargetSummary> summary = input().summary(device.id());
        SeatState state = states.get(device.id());
        if (state == null) {
            state = summary.flatMap(TargetSummary::seatState).orElse(SeatState.UNKNOWN);
        }
        return switch (state) {
            case AWAKE -> summary.filter(TargetSummary::degraded).isPresent() ? "risk" : "ready";
            case RESTING -> "resting";
            case MISSING, UNFIT -> "notready";
            case UNKNOWN -> "unknown";
        };
    }

    private String caption(List<Device> devices) {
        List<CartId> carts = devices.stream()
                .flatMap(device -> device.carts().stream())
                .distinct()
                .toList();
        boolean own = devices.stream().anyMatch(device -> device.carts().isEmpty());
        if (carts.isEmpty()) {
            return devices.isEmpty() ? "" : "front of room";
        }
        List<String> names = carts.stream()
                .map(cart -> inventory.cart(cart).map(Cart::name).orElse(cart.value()))
                .toList();
        if (carts.size() == 1 && !own) {
            return names.get(0) + ", slots " + SchoolLayout.slotLabel(devices.get(0)) + " to "
                    + SchoolLayout.slotLabel(devices.get(devices.size() - 1));
        }
        return (own ? "seats of the room, then " : "") + String.join(", then ", names);
    }

    /** The plan in words: "3 not answering · 25 ready". */
    private static String legend(List<Device> devices, List<RoomView.SeatView> seats) {
        Map<SeatLegend, Integer> counts = new EnumMap<>(SeatLegend.class);
        for (RoomView.SeatView seat : seats) {
            SeatLegend.of(seat.state()).ifPresent(legend -> counts.merge(legend, 1, Integer::sum));
        }
        boolean sighted = !devices.isEmpty()
                && devices.stream().allMatch(device -> device.probes().isEmpty());
        List<String> parts = new ArrayList<>();
        counts.forEach((legend, count) -> parts.add(count + " " + legend.text(sighted)));
        return String.join(" · ", parts);
    }

    private enum SeatLegend {
        NOT_READY("notready", "not ready"),
        UNKNOWN("unknown", "unknown"),
        RISK("risk", "at risk"),
        RESTING("resting", "not due yet"),
        READY("ready", "ready"),
        NOT_IN_USE("notinuse", "not in use");

        private final String state;
        private final String text;

        SeatLegend(String state, String words) {
            this.state = state;
            this.text = words;
        }

        static Optional<SeatLegend> of(String state) {
            for (SeatLegend legend : values()) {
                if (legend.state.equals(state)) {
                    return Optional.of(legend);
                }
            }
            return Optional.empty();
        }

        String text(boolean sighted) {
            return this == RESTING && sighted ? "not seen on Wi-Fi yet" : text;
        }
    }

    /** Access points that stand in the room or carry its seats, and the switches right above the seats. */
    private List<RoomView.NetworkDeviceView> networkDeviceViews(Room room, List<Device> seats) {
        Set<Room> alone = Set.of(room);
        Map<DeviceId, Integer> carried = new LinkedHashMap<>();
        for (Device seat : seats) {
            if (seat.inUse()) {
                input().summary(seat.id())
                        .ifPresent(summary -> summary.currentUplinks()
                                .forEach(
                                        unit -> carried.merge(unit, summary.up().orElse(false) ? 1 : 0, Integer::sum)));
                recordShown(seat.id(), room, alone);
            }
        }
        Set<DeviceId> ids = new LinkedHashSet<>();
        layout.accessPoints(room.id()).forEach(unit -> ids.add(unit.id()));
        ids.addAll(carried.keySet());
        List<RoomView.NetworkDeviceView> units = new ArrayList<>();
        for (DeviceId id : ids) {
            recordShown(id, room, alone);
            inventory
                    .device(id)
                    .filter(Device::inUse)
                    .ifPresent(unit -> units.add(networkDeviceView(unit, carried.getOrDefault(id, 0))));
        }
        return List.copyOf(units);
    }

    private void recordShown(DeviceId device, Room room, Set<Room> alone) {
        Set<Room> rooms = roomsByDevice.get(device);
        if (rooms == null) {
            roomsByDevice.put(device, alone);
        } else if (!rooms.contains(room)) {
            Set<Room> more = new LinkedHashSet<>(rooms);
            more.add(room);
            roomsByDevice.put(device, more);
        }
    }

    private RoomView.NetworkDeviceView networkDeviceView(Device unit, int seats) {
        Optional<TargetSummary> summary = input().summary(unit.id());
        Optional<Boolean> up = summary.flatMap(TargetSummary::up);
        String state = up.isEmpty()
                ? "unknown"
                : !up.get() ? "notready" : summary.orElseThrow().degraded() ? "risk" : "ok";
        String words = up.isEmpty()
                ? "can't tell"
                : !up.get() ? "no answer" : seats == 0 ? "answering" : seats + (seats == 1 ? " seat" : " seats");
        return new RoomView.NetworkDeviceView(unit.id().value(), unit.name(), state, words);
    }
}
