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
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Glance;
import org.firstbell.model.RoomId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.SeatState;
import org.firstbell.model.Target;
import org.firstbell.model.setup.ByDevice;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.TestSession;
import org.jspecify.annotations.Nullable;

/**
 * Rooms with their seats, in the order in which people count them. Keeps what it drew, and draws anew the rooms in which
 * something changed. Confined to the core's event loop.
 */
final class RoomViews {
    private final Inventory inventory;
    private final Floor floor;
    private final Map<String, RoomView> kept = new LinkedHashMap<>();
    /** The rooms that show a device, as a seat or as what carries it. Devices of one room alone share its set. */
    private final ByDevice<Set<Room>> showing;
    /** The sessions of today in each room, by their places in the list of today's. */
    private final Map<RoomId, List<Integer>> held = new HashMap<>();
    /** How each session's rooms stood when they were drawn. */
    private final Map<String, List<RoomStanding>> drawnAs = new HashMap<>();

    private List<Day> day = List.of();
    private Map<String, RoomView> views = Map.of();
    private @Nullable Scene looking;
    private long drawn;

    /** What of a session decides which rooms show it. */
    private record Day(TestSession plan, boolean over) {}

    RoomViews(Inventory inventory, Floor floor) {
        this.inventory = inventory;
        this.floor = floor;
        this.showing = inventory.byDevice();
    }

    /**
     * Draws anew what changed.
     *
     * @param changed targets that are judged otherwise since the last look
     * @param all whether every room is drawn anew
     */
    void look(Scene now, Collection<Target> changed, boolean all) {
        looking = now;
        Set<Room> dirty = new LinkedHashSet<>();
        List<Day> today = now.today().stream()
                .map(sitting -> new Day(sitting.plan(), sitting.over()))
                .toList();
        if (all || kept.isEmpty() || !today.equals(day)) {
            day = today;
            hold(now.today());
            dirty.addAll(inventory.rooms());
        }
        now.today().forEach(sitting -> addChanged(sitting, dirty));
        for (Target target : changed) {
            dirty.addAll(target instanceof DeviceId device ? showing.find(device, Set.of()) : Set.of());
        }
        boolean other = false;
        for (Room room : dirty) {
            RoomView view = view(room);
            drawn++;
            if (!view.equals(kept.get(view.id()))) {
                kept.put(view.id(), view);
                other = true;
            }
        }
        if (other) {
            views = Collections.unmodifiableMap(new LinkedHashMap<>(kept));
        }
    }

    private void hold(List<Sitting> today) {
        held.clear();
        for (int i = 0; i < today.size(); i++) {
            for (RoomId room : new LinkedHashSet<>(today.get(i).rooms())) {
                held.computeIfAbsent(room, first -> new ArrayList<>(1)).add(i);
            }
        }
    }

    /** The rooms of a session that stand otherwise than when they were drawn. */
    @SuppressWarnings("ReferenceEquality") // the very same standing, not one that looks alike
    private void addChanged(Sitting sitting, Set<Room> dirty) {
        List<RoomStanding> rooms = sitting.standing().rooms();
        List<RoomStanding> before = drawnAs.put(sitting.id(), rooms);
        if (rooms == before) {
            return;
        }
        for (int i = 0; i < rooms.size(); i++) {
            if (before == null || i >= before.size() || before.get(i) != rooms.get(i)) {
                inventory.room(rooms.get(i).room()).ifPresent(dirty::add);
            }
        }
    }

    private Scene scene() {
        if (looking == null) {
            throw new IllegalStateException("rooms are drawn in a look");
        }
        return looking;
    }

    /** Every room by its id; the same map as long as nothing in it changed. */
    Map<String, RoomView> views() {
        return views;
    }

    /** How often a room was drawn since the start. */
    long drawn() {
        return drawn;
    }

    private RoomView view(Room room) {
        List<Sitting> sittings = held.getOrDefault(room.id(), List.of()).stream()
                .map(place -> scene().today().get(place))
                .toList();
        Optional<Sitting> sitting = sittings.stream().filter(one -> !one.over()).findFirst();
        List<String> sessions = sittings.stream().map(Sitting::id).toList();
        return view(room, sitting, sessions);
    }

    private RoomView view(Room room, Optional<Sitting> sitting, List<String> sessions) {
        TestSession.Seating seating = sitting.flatMap(one -> one.plan().rooms().stream()
                        .filter(found -> found.room().equals(room.id()))
                        .findFirst())
                .orElseGet(() -> floor.atRest(room.id()));
        Map<DeviceId, SeatState> states = sitting.flatMap(one -> one.standing().rooms().stream()
                        .filter(standing -> standing.room().equals(room.id()))
                        .findFirst())
                .map(RoomStanding::seatStates)
                .orElse(Map.of());
        boolean small = sitting.isPresent() && seating.students() < SessionViews.SMALL_GROUP;
        List<Device> devices = floor.drawn(seating);
        List<RoomView.SeatView> seats =
                seats(devices, states, kept.get(room.id().value()));
        return new RoomView(
                room.id().value(),
                room.name(),
                room.shownName(),
                room.order(),
                seats,
                room.columns(),
                caption(devices),
                small ? "" : legend(devices, seats),
                units(room, devices),
                sessions);
    }

    /** Every seat as it stands; those that stand as they were drawn before are the same. */
    private List<RoomView.SeatView> seats(
            List<Device> devices, Map<DeviceId, SeatState> states, @Nullable RoomView before) {
        List<RoomView.SeatView> seats = new ArrayList<>(devices.size());
        for (int i = 0; i < devices.size(); i++) {
            Device device = devices.get(i);
            RoomView.SeatView drawn = before == null || i >= before.seats().size()
                    ? null
                    : before.seats().get(i);
            String state = state(device, states);
            if (drawn == null || !drawn.device().equals(device.id().value())) {
                String slot = Floor.slot(device);
                drawn = new RoomView.SeatView(slot, device.id().value(), state, label(device, slot));
            } else if (!drawn.state().equals(state)) {
                drawn = new RoomView.SeatView(drawn.slot(), drawn.device(), state, drawn.label());
            }
            seats.add(drawn);
        }
        return List.copyOf(seats);
    }

    private String label(Device device, String slot) {
        String place = slot.isEmpty() ? device.name() : (device.carts().isEmpty() ? "seat " : "slot ") + slot;
        return device.assetTag().map(tag -> place + ", tag " + masked(tag)).orElse(place);
    }

    /** The last three characters of an asset tag; short tags stay hidden. */
    static String masked(String tag) {
        return tag.length() <= 4 ? "…" : "…" + tag.substring(tag.length() - 3);
    }

    private String state(Device device, Map<DeviceId, SeatState> states) {
        if (!device.inUse()) {
            return "notinuse";
        }
        Optional<Glance> glance = scene().glance(device.id());
        SeatState state = states.get(device.id());
        if (state == null) {
            state = glance.flatMap(Glance::seat).orElse(SeatState.UNKNOWN);
        }
        return switch (state) {
            case AWAKE -> glance.filter(Glance::weak).isPresent() ? "risk" : "ready";
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
            return names.get(0) + ", slots " + Floor.slot(devices.get(0)) + " to "
                    + Floor.slot(devices.get(devices.size() - 1));
        }
        return (own ? "seats of the room, then " : "") + String.join(", then ", names);
    }

    /** The plan in words: "3 not answering · 25 ready". */
    private static String legend(List<Device> devices, List<RoomView.SeatView> seats) {
        Map<Legend, Integer> counts = new EnumMap<>(Legend.class);
        for (RoomView.SeatView seat : seats) {
            Legend.of(seat.state()).ifPresent(legend -> counts.merge(legend, 1, Integer::sum));
        }
        boolean sighted = !devices.isEmpty()
                && devices.stream().allMatch(device -> device.probes().isEmpty());
        List<String> parts = new ArrayList<>();
        counts.forEach((legend, count) -> parts.add(count + " " + legend.words(sighted)));
        return String.join(" · ", parts);
    }

    private enum Legend {
        NOT_READY("notready", "not ready"),
        UNKNOWN("unknown", "unknown"),
        RISK("risk", "at risk"),
        RESTING("resting", "not due yet"),
        READY("ready", "ready"),
        NOT_IN_USE("notinuse", "not in use");

        private final String state;
        private final String words;

        Legend(String state, String words) {
            this.state = state;
            this.words = words;
        }

        static Optional<Legend> of(String state) {
            for (Legend legend : values()) {
                if (legend.state.equals(state)) {
                    return Optional.of(legend);
                }
            }
            return Optional.empty();
        }

        String words(boolean sighted) {
            return this == RESTING && sighted ? "not seen on Wi-Fi yet" : words;
        }
    }

    /** Access points that stand in the room or carry its seats, and the switches right above the seats. */
    private List<RoomView.UnitView> units(Room room, List<Device> seats) {
        Set<Room> alone = Set.of(room);
        Map<DeviceId, Integer> carried = new LinkedHashMap<>();
        for (Device seat : seats) {
            if (seat.inUse()) {
                scene().glance(seat.id())
                        .ifPresent(glance -> glance.path()
                                .forEach(unit -> carried.merge(unit, glance.up().orElse(false) ? 1 : 0, Integer::sum)));
                show(seat.id(), room, alone);
            }
        }
        Set<DeviceId> ids = new LinkedHashSet<>();
        floor.accessPoints(room.id()).forEach(unit -> ids.add(unit.id()));
        ids.addAll(carried.keySet());
        List<RoomView.UnitView> units = new ArrayList<>();
        for (DeviceId id : ids) {
            show(id, room, alone);
            inventory
                    .device(id)
                    .filter(Device::inUse)
                    .ifPresent(unit -> units.add(unit(unit, carried.getOrDefault(id, 0))));
        }
        return List.copyOf(units);
    }

    private void show(DeviceId device, Room room, Set<Room> alone) {
        Set<Room> rooms = showing.find(device);
        if (rooms == null) {
            showing.put(device, alone);
        } else if (!rooms.contains(room)) {
            Set<Room> more = new LinkedHashSet<>(rooms);
            more.add(room);
            showing.put(device, more);
        }
    }

    private RoomView.UnitView unit(Device unit, int seats) {
        Optional<Glance> glance = scene().glance(unit.id());
        Optional<Boolean> up = glance.flatMap(Glance::up);
        String state = up.isEmpty()
                ? "unknown"
                : !up.get() ? "notready" : glance.orElseThrow().weak() ? "risk" : "ok";
        String words = up.isEmpty()
                ? "can't tell"
                : !up.get() ? "no answer" : seats == 0 ? "answering" : seats + (seats == 1 ? " seat" : " seats");
        return new RoomView.UnitView(unit.id().value(), unit.name(), state, words);
    }
}
