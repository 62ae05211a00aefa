package org.firstbell.board;

import java.util.ArrayList;
import java.util.Comparator;
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
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.TestSession;

/** Rooms with their seats, in the order in which people count them. Lives inside one composition. */
final class RoomViews {
    private final Scene scene;
    private final Inventory inventory;

    RoomViews(Scene scene) {
        this.scene = scene;
        this.inventory = scene.configuration().inventory();
    }

    Map<String, RoomView> views() {
        Map<String, RoomView> views = new LinkedHashMap<>();
        inventory.rooms().forEach(room -> views.put(room.id().value(), view(room)));
        return views;
    }

    private RoomView view(Room room) {
        List<Sitting> sittings = scene.today().stream()
                .filter(sitting -> sitting.rooms().contains(room.id()))
                .toList();
        Optional<Sitting> sitting = sittings.stream().filter(one -> !one.over()).findFirst();
        TestSession.Seating seating = seating(room, sitting);
        Map<DeviceId, SeatState> states = sitting.flatMap(one -> one.standing().rooms().stream()
                        .filter(standing -> standing.room().equals(room.id()))
                        .findFirst())
                .map(RoomStanding::seatStates)
                .orElse(Map.of());
        boolean small = sitting.isPresent() && seating.students() < SessionViews.SMALL_GROUP;
        List<Device> devices = devices(seating);
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
                sittings.stream().map(Sitting::id).toList());
    }

    /** The session's seating, else the room's own seats and the carts that live there. */
    private TestSession.Seating seating(Room room, Optional<Sitting> sitting) {
        return sitting.flatMap(one -> one.plan().rooms().stream()
                        .filter(seating -> seating.room().equals(room.id()))
                        .findFirst())
                .orElseGet(() -> new TestSession.Seating(
                        room.id(),
                        0,
                        inventory.carts().stream()
                                .filter(cart ->
                                        cart.home().filter(room.id()::equals).isPresent())
                                .map(Cart::id)
                                .toList()));
    }

    /** Every seat, those not in use included: own seats first, then cart by cart, each in order of slot. */
    private List<Device> devices(TestSession.Seating seating) {
        return inventory.devices().stream()
                .filter(device -> device.kind().seats())
                .filter(device -> device.carts().isEmpty()
                        ? device.rooms().contains(seating.room())
                        : device.carts().stream().anyMatch(seating.carts()::contains))
                .sorted(Comparator.comparing((Device device) -> device.carts().stream()
                                .findFirst()
                                .map(CartId::value)
                                .orElse(""))
                        .thenComparing(RoomViews::slot, NaturalOrder.NAMES)
                        .thenComparing(device -> device.id().value(), NaturalOrder.NAMES))
                .toList();
    }

    /** The slot as people say it, else the number its id ends with. */
    private static String slot(Device device) {
        return device.slot().orElseGet(() -> {
            String id = device.id().value();
            int from = id.length();
            while (from > 0 && Character.isDigit(id.charAt(from - 1))) {
                from--;
            }
            String number = id.substring(from).replaceFirst("^0+(?=.)", "");
            return number.isEmpty() ? "" : number;
        });
    }

    private RoomView.SeatView seat(Device device, Map<DeviceId, SeatState> states) {
        String slot = slot(device);
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
            return names.get(0) + ", slots " + slot(devices.get(0)) + " to " + slot(devices.get(devices.size() - 1));
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
        inventory.devices().stream()
                .filter(device -> device.kind() == DeviceKind.ACCESS_POINT && device.inUse())
                .filter(device -> device.rooms().contains(room))
                .forEach(device -> ids.add(device.id()));
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
