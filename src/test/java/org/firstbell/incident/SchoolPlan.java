package org.firstbell.incident;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CartId;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.Origin;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Severity;
import org.firstbell.model.Words;
import org.firstbell.model.setup.Alerts;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.DeviceState;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.Polling;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.Server;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.setup.TestSession;

/** What a school of the tests has: built by hand, one platform, sessions of 90 minutes. */
final class SchoolPlan {
    static final ZoneId ZONE = ZoneId.of("America/Chicago");
    static final PlatformId TESTNAV = new PlatformId("testnav");
    private static final SchoolId SCHOOL = new SchoolId("school");
    static final Instant EIGHT = Instant.parse("2027-04-14T13:00:00Z");

    final List<Device> devices = new ArrayList<>();
    final List<Service> services = new ArrayList<>();
    final Map<CartId, Cart> carts = new LinkedHashMap<>();
    final Map<RoomId, Room> rooms = new LinkedHashMap<>();
    final List<TestSession> sessions = new ArrayList<>();
    final List<CheckSpec> checks = new ArrayList<>();

    void add(String id, DeviceKind kind, String room, String cart, boolean asked, String... uplinks) {
        List<RoomId> in = room.isEmpty() ? List.of() : List.of(room(room));
        List<ProbeSpec> probes =
                asked ? List.of(new ProbeSpec.Tcp(List.of(new ProbeSpec.Endpoint("127.0.0.1", 1)))) : List.of();
        devices.add(new Device(
                new DeviceId(id),
                id,
                kind,
                DeviceState.IN_USE,
                in,
                cart.isEmpty() ? List.of() : List.of(new CartId(cart)),
                Optional.empty(),
                Optional.empty(),
                asked ? Optional.empty() : Optional.of(mac(id)),
                List.of(uplinks).stream().map(DeviceId::new).toList(),
                Optional.empty(),
                kind == DeviceKind.WLAN_CONTROLLER,
                probes,
                Set.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    RoomId room(String id) {
        RoomId room = new RoomId(id);
        rooms.computeIfAbsent(room, key -> new Room(key, SCHOOL, id, Optional.empty(), Optional.empty(), rooms.size()));
        return room;
    }

    void service(String id, ServiceKind kind) {
        services.add(new Service(new ServiceId(id), id, kind, Set.of(), List.of(), Map.of(), Optional.empty()));
    }

    void session(String id, String room, int students, String start, String... cartIds) {
        sessions.add(new TestSession(
                new SessionId(id),
                SCHOOL,
                id,
                TESTNAV,
                List.of(new TestSession.Seating(
                        room(room),
                        students,
                        List.of(cartIds).stream().map(CartId::new).toList())),
                hour(start),
                hour(start).plus(Duration.ofMinutes(90)),
                Duration.ofMinutes(25),
                Duration.ofMinutes(30),
                0));
    }

    void check(String id, DeviceKind kind, String passes, Severity severity) {
        Words words = Words.same(id + " fails on {name}.");
        checks.add(new CheckSpec(
                new CheckId(id),
                id,
                Set.of(kind.word()),
                Set.of(),
                passes,
                Map.of(),
                severity,
                Duration.ZERO,
                Set.of(),
                words,
                Map.of(),
                Words.same("Call."),
                Optional.empty(),
                Optional.empty(),
                new Origin("checks/test.yaml", 1, 1)));
    }

    static Instant hour(String time) {
        return EIGHT.atZone(ZONE).with(LocalTime.parse(time)).toInstant();
    }

    static MacAddress mac(String id) {
        int hash = id.hashCode() & 0xffffff;
        return MacAddress.of(new byte[] {0, 0, 0x5e, (byte) (hash >> 16), (byte) (hash >> 8), (byte) hash});
    }

    Configuration configuration() {
        return new Configuration(
                List.of(new School(SCHOOL, "Lincoln", ZONE, Map.of(), new School.Help("Tech office", "4021"))),
                new Server("127.0.0.1", 0, List.of(), List.of()),
                Path.of("data"),
                Polling.DEFAULT,
                new Inventory(List.copyOf(rooms.values()), List.copyOf(carts.values()), devices, services),
                sessions,
                Map.of(
                        TESTNAV,
                        new Platform(
                                TESTNAV,
                                "TestNav",
                                Platform.CacheNeed.REQUIRED,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Map.of())),
                checks,
                List.of(),
                List.of(),
                Alerts.NONE,
                0,
                List.of());
    }
}
