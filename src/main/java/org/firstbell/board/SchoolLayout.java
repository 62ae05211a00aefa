package org.firstbell.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.TestSession;
import org.firstbell.wording.NaturalOrder;

/**
 * What follows from a configuration alone, worked out once: which seats stand where, in which order, and what things are
 * called. Confined to the core's event loop.
 */
final class SchoolLayout {
    private final Configuration configuration;
    private final Inventory inventory;
    private final Map<TestSession.PlannedRoom, List<Device>> seatsInUse = new HashMap<>();
    private final Map<TestSession.PlannedRoom, List<Device>> allSeats = new HashMap<>();
    private final Map<RoomId, TestSession.PlannedRoom> roomsWithoutSession = new HashMap<>();
    private final Map<RoomId, List<Device>> accessPoints;
    private final Map<PlatformId, List<Device>> caches = new HashMap<>();
    private final Map<SessionId, String> evidenceTexts = new HashMap<>();
    private final Map<RoomId, Integer> roomRanks = new HashMap<>();
    private List<TestSession> seatsTodaySessions = List.of();
    private List<Device> seatsToday = List.of();

    SchoolLayout(Configuration configuration) {
        this.configuration = configuration;
        this.inventory = configuration.inventory();
        this.accessPoints = accessPoints(inventory);
    }

    private static Map<RoomId, List<Device>> accessPoints(Inventory inventory) {
        Map<RoomId, List<Device>> byRoom = new HashMap<>();
        for (Device device : inventory.devices()) {
            if (device.kind() == DeviceKind.ACCESS_POINT && device.inUse()) {
                new LinkedHashSet<>(device.rooms())
                        .forEach(room -> byRoom.computeIfAbsent(room, first -> new ArrayList<>())
                                .add(device));
            }
        }
        return byRoom;
    }

    /** What walls call a room. */
    String roomName(RoomId room) {
        return inventory.room(room).map(Room::displayName).orElse(room.value());
    }

    /** Where a room stands when all are put in the order of what walls call them; the same for the same name. */
    int roomRank(RoomId room) {
        if (roomRanks.isEmpty()) {
            List<Room> byName = new ArrayList<>(inventory.rooms());
            byName.sort(Comparator.comparing(Room::displayName, NaturalOrder.NAMES));
            for (int i = 0; i < byName.size(); i++) {
                Room one = byName.get(i);
                boolean same =
                        i > 0 && NaturalOrder.NAMES.compare(byName.get(i - 1).displayName(), one.displayName()) == 0;
                roomRanks.put(
                        one.id(),
                        same ? roomRanks.getOrDefault(byName.get(i - 1).id(), i) : i);
            }
        }
        return roomRanks.getOrDefault(room, Integer.MAX_VALUE);
    }

    String platformName(PlatformId platform) {
        Platform known = configuration.platforms().get(platform);
        return known == null ? platform.value() : known.name();
    }

    /** The seats in use of one room of a session. */
    List<Device> seatsInUse(TestSession.PlannedRoom seating) {
        return seatsInUse.computeIfAbsent(seating, inventory::seats);
    }

    /** The seats in use of sessions, each once; of a day without any, all of the inventory. */
    List<Device> seatsOfSessions(List<TestSession> plans) {
        if (seatsToday.isEmpty() || !plans.equals(seatsTodaySessions)) {
            Map<DeviceId, Device> found = new LinkedHashMap<>();
            for (TestSession plan : plans) {
                plan.rooms().forEach(room -> seatsInUse(room).forEach(seat -> found.putIfAbsent(seat.id(), seat)));
            }
            seatsTodaySessions = List.copyOf(plans);
            seatsToday = plans.isEmpty()
                    ? inventory.devices().stream()
                            .filter(device -> device.inUse() && device.kind().isTestingDevice())
                            .toList()
                    : List.copyOf(found.values());
        }
        return seatsToday;
    }

    /** Every seat, those not in use included: own seats first, then cart by cart, each in order of slot. */
    List<Device> allSeats(TestSession.PlannedRoom seating) {
        return allSeats.computeIfAbsent(seating, this::sortSeats);
    }

    private List<Device> sortSeats(TestSession.PlannedRoom seating) {
        return inventory.allSeats(seating).stream()
                .sorted(Comparator.comparing((Device device) -> device.carts().stream()
                                .findFirst()
                                .map(CartId::value)
                                .orElse(""))
                        .thenComparing(SchoolLayout::slotLabel, NaturalOrder.NAMES)
                        .thenComparing(device -> device.id().value(), NaturalOrder.NAMES))
                .toList();
    }

    /** The slot as people say it, else the number that the id ends with. */
    static String slotLabel(Device device) {
        return device.slot().orElseGet(() -> {
            String id = device.id().value();
            int from = id.length();
            while (from > 0 && Character.isDigit(id.charAt(from - 1))) {
                from--;
            }
            return id.substring(from).replaceFirst("^0+(?=.)", "");
        });
    }

    /** A room without a session: its own seats, and the carts that live there. */
    TestSession.PlannedRoom roomWithoutSession(RoomId room) {
        return roomsWithoutSession.computeIfAbsent(
                room,
                id -> new TestSession.PlannedRoom(
                        id,
                        0,
                        inventory.carts().stream()
                                .filter(cart ->
                                        cart.homeRoom().filter(id::equals).isPresent())
                                .map(Cart::id)
                                .toList()));
    }

    /** Access points that stand in a room or serve it. */
    List<Device> accessPoints(RoomId room) {
        return accessPoints.getOrDefault(room, List.of());
    }

    List<Device> caches(PlatformId platform) {
        return caches.computeIfAbsent(
                platform,
                id -> inventory.devices().stream()
                        .filter(device -> device.kind() == DeviceKind.CACHE_SERVER && device.inUse())
                        .filter(device -> device.platforms().isEmpty()
                                || device.platforms().contains(id))
                        .toList());
    }

    /** How deep the evidence of a session goes. */
    String evidenceText(TestSession session) {
        return evidenceTexts.computeIfAbsent(session.id(), id -> describeEvidence(session));
    }

    private String describeEvidence(TestSession session) {
        List<Device> seats = session.rooms().stream()
                .flatMap(room -> seatsInUse(room).stream())
                .toList();
        long asked = seats.stream().filter(seat -> !seat.probes().isEmpty()).count();
        if (seats.isEmpty()) {
            return "no devices are listed here";
        } else if (asked == seats.size()) {
            return "each device answers by itself, not tested from inside the test app";
        } else if (asked == 0) {
            return "seen on Wi-Fi, not tested from student Wi-Fi";
        } else {
            return asked + " of " + seats.size() + " answer by themselves, the others are seen on Wi-Fi";
        }
    }
}
