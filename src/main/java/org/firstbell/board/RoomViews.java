package org.firstbell.board;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CartId;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.SeatState;
import org.firstbell.model.Severity;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.TestSession;

/** Rooms with their seats, in the order in which people count them. Lives inside one composition. */
final class RoomViews {
    private final Scene scene;
    private final Inventory inventory;
    private final Map<RoomId, Kept> kept;
    private final long walk;

    /** A room's view with what it was made from. */
    record Kept(Optional<Sitting> sitting, List<String> sessions, long walk, RoomView view) {}

    /**
     * Of one moment.
     *
     * @param kept views made before, renewed where they no longer hold
     * @param walk number of the last walk over all devices
     */
    RoomViews(Scene scene, Map<RoomId, Kept> kept, long walk) {
        this.scene = scene;
        this.inventory = scene.configuration().inventory();
        this.kept = kept;
        this.walk = walk;
    }

    Map<String, RoomView> views() {
        Map<String, RoomView> views = new LinkedHashMap<>();
        inventory.rooms().forEach(room -> views.put(room.id().value(), view(room)));
        return views;
    }

    private RoomView view(Room room) {
        List<Sitting> sittings = scene.today().stream()
                .filter(sitting -> sitting.takesPlaceIn(room.id()))
                .toList();
        Optional<Sitting> sitting = sittings.stream().filter(one -> !one.over()).findFirst();
        List<String> sessions = sittings.stream().map(Sitting::id).toList();
        Kept before = kept.get(room.id());
        if (before != null
                && before.walk() == walk
                && before.sitting().equals(sitting)
                && before.sessions().equals(sessions)) {
            return before.view();
        }
        RoomView view = view(room, sitting, sessions);
        kept.put(room.id(), new Kept(sitting, sessions, walk, view));
        return view;
    }

    private RoomView view(Room room, Optional<Sitting> sitting, List<String> sessions) {
        TestSession.Seating seating = sitting.flatMap(one -> one.plan().rooms().stream()
                        .filter(found -> found.room().equals(room.id()))
                        .findFirst())
                .orElseGet(() -> scene.floor().atRest(room.id()));
        Map<DeviceId, SeatState> states = sitting.flatMap(one -> one.standing().rooms().stream()
                        .filter(standing -> standing.room().equals(room.id()))
                        .findFirst())
                .map(RoomStanding::seatStates)
                .orElse(Map.of());
        boolean small = sitting.isPresent() && seating.students() < SessionViews.SMALL_GROUP;
        List<Device> devices = scene.floor().drawn(seating);
        List<RoomView.SeatView> seats =
                devices.stream().map(device -> seat(device, states)).toList();
        return new RoomView(
                room.id().value(),
                room.name(),
                room.shownName(),
                room.order(),
                seats,
                room.columns(),
                caption(devices),
                small ? "" : legend(devices, seats),
                units(room.id(), devices),
                sessions);
    }

    private RoomView.SeatView seat(Device device, Map<DeviceId, SeatState> states) {
        String slot = Floor.slot(device);
        return new RoomView.SeatView(slot, device.id().value(), state(device, states), label(device, slot));
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
        Optional<TargetStanding> standing = scene.standing(device.id());
        SeatState state = states.get(device.id());
        if (state == null) {
            state = standing.flatMap(TargetStanding::seat).orElse(SeatState.UNKNOWN);
        }
        return switch (state) {
            case AWAKE -> standing.isPresent() && isWeak(standing.get()) ? "risk" : "ready";
            case RESTING -> "resting";
            case MISSING, UNFIT -> "notready";
            case UNKNOWN -> "unknown";
        };
    }

    private static boolean isWeak(TargetStanding standing) {
        return standing.findings().stream()
                .anyMatch(
                        finding -> finding.severity() == Severity.DEGRADING && finding.outcome() == CheckOutcome.FAIL);
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
    private List<RoomView.UnitView> units(RoomId room, List<Device> seats) {
        Map<DeviceId, Integer> carried = new LinkedHashMap<>();
        for (Device seat : seats) {
            if (seat.inUse()) {
                scene.standing(seat.id())
                        .ifPresent(standing -> standing.path()
                                .forEach(unit ->
                                        carried.merge(unit, standing.up().orElse(false) ? 1 : 0, Integer::sum)));
            }
        }
        Set<DeviceId> ids = new LinkedHashSet<>();
        scene.floor().accessPoints(room).forEach(unit -> ids.add(unit.id()));
        ids.addAll(carried.keySet());
        List<RoomView.UnitView> units = new ArrayList<>();
        for (DeviceId id : ids) {
            inventory
                    .device(id)
                    .filter(Device::inUse)
                    .ifPresent(unit -> units.add(unit(unit, carried.getOrDefault(id, 0))));
        }
        return List.copyOf(units);
    }

    private RoomView.UnitView unit(Device unit, int seats) {
        Optional<TargetStanding> standing = scene.standing(unit.id());
        Optional<Boolean> up = standing.flatMap(TargetStanding::up);
        String state =
                up.isEmpty() ? "unknown" : !up.get() ? "notready" : isWeak(standing.orElseThrow()) ? "risk" : "ok";
        String words = up.isEmpty()
                ? "can't tell"
                : !up.get() ? "no answer" : seats == 0 ? "answering" : seats + (seats == 1 ? " seat" : " seats");
        return new RoomView.UnitView(unit.id().value(), unit.name(), state, words);
    }
}
