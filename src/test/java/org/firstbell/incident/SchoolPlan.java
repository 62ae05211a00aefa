package org.firstbell.incident;

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
import org.firstbell.model.MacAddress;
import org.firstbell.model.Origin;
import org.firstbell.model.Phrase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ConfigurationBuilder;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceBuilder;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.setup.TestSessionBuilder;
import org.firstbell.model.status.Severity;

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
        devices.add(DeviceBuilder.device(id, kind)
                .rooms(in)
                .cart(cart)
                .mac(asked ? Optional.empty() : Optional.of(mac(id)))
                .uplinks(uplinks)
                .sightsClients(kind == DeviceKind.WLAN_CONTROLLER)
                .probes(asked ? DeviceBuilder.ASKED : List.of())
                .build());
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
        sessions.add(TestSessionBuilder.session(id, hour(start))
                .room(room(room).value(), students, cartIds)
                .build());
    }

    void check(String id, DeviceKind kind, String passes, Severity severity) {
        Phrase phrase = Phrase.same(id + " fails on {name}.");
        checks.add(new CheckSpec(
                new CheckId(id),
                id,
                Set.of(kind.keyword()),
                Set.of(),
                passes,
                Map.of(),
                severity,
                Duration.ZERO,
                Set.of(),
                phrase,
                Map.of(),
                Phrase.same("Call."),
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
        return ConfigurationBuilder.configuration()
                .school(SCHOOL.value(), "Lincoln", ZONE)
                .inventory(rooms.values(), carts.values(), devices, services)
                .sessions(sessions)
                .platforms(ConfigurationBuilder.TESTNAV)
                .checks(checks)
                .build();
    }
}
