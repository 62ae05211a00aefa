package org.firstbell.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The simulated school's configuration file, as a technician would have written it. */
final class DemoConfiguration {
    /** The carts' sessions: so long after the first wave that they may still sleep when the demo begins. */
    private static final Duration SECOND_WAVE = Duration.ofMinutes(25);

    private final DemoPlan plan;
    private final ZoneId zone;
    private final StringBuilder yaml = new StringBuilder();

    /** Where things listen, by id; caches have a second port under {@code id/2}. */
    private final Map<String, Integer> ports;

    DemoConfiguration(DemoPlan plan, ZoneId zone, Map<String, Integer> ports) {
        this.plan = plan;
        this.zone = zone;
        this.ports = ports;
    }

    String text(int boardPort, int mailPort, Instant firstStart) {
        head(boardPort);
        plan.devices().forEach(this::device);
        for (DemoPlan.DemoCart cart : plan.carts()) {
            for (int slot = 1; slot <= cart.slots(); slot++) {
                line(
                        "  - { id: %s-%02d, name: \"%s, slot %d\", kind: chromebook, cart: %s, slot: \"%d\", mac: \"%s\", uplink: %s }"
                                .formatted(
                                        cart.id(),
                                        slot,
                                        cart.name(),
                                        slot,
                                        cart.id(),
                                        slot,
                                        cart.mac(slot),
                                        cart.unit()));
            }
        }
        line("carts:");
        plan.carts()
                .forEach(cart ->
                        line("  - { id: %s, name: %s, home: %s }".formatted(cart.id(), cart.name(), cart.room())));
        services();
        sessions(firstStart);
        line("alerts:");
        line("  mail: { host: 127.0.0.1, port: %d, from: firstbell@lincoln.example, to: [coordinator@lincoln.example] }"
                .formatted(mailPort));
        return yaml.toString();
    }

    private void line(String text) {
        yaml.append(text).append('\n');
    }

    private void head(int boardPort) {
        line("school:");
        line("  name: Lincoln Middle School");
        line("  timezone: " + zone.getId());
        line("  roles: { coordinator: School Test Coordinator, technician: Education Technician }");
        line("  help: { name: Tech office, phone: \"4021\" }");
        line("server: { host: 127.0.0.1, port: " + boardPort + " }");
        line("data: data");
        line("credentials:");
        line("  campus: { version: 2c, community: public }");
        line("polling:");
        line("  every: { idle: 30s, today: 15s, soon: 10s, live: 5s }");
        line("rooms:");
        line("  - { id: room-105, name: Room 105 }");
        line("  - { id: lab-110, name: Lab 110 }");
        line("  - { id: room-112, name: Room 112 }");
        line("  - { id: room-118, name: Room 118 }");
        line("  - { id: lab-204, name: Lab 204 }");
        line("  - { id: room-209, name: Room 209 }");
        line("devices:");
    }

    private void device(DemoDevice device) {
        String id = device.sim().id();
        String probe = switch (device.role()) {
            case KIOSK -> "http: { url: \"http://{address}:%d/health\", profile: kiosk-health }".formatted(port(id));
            case CACHE ->
                "snmp: { port: %d, credentials: campus }, tcp: [%d, %d], http: { url: \"http://{address}:%d/\" }"
                        .formatted(port(id), port(id + "/1"), port(id + "/2"), port(id + "/1"));
            case ACCESS_POINT -> "snmp: { port: %d, credentials: campus, profile: snmp }".formatted(port(id));
            default -> "snmp: { port: %d, credentials: campus }".formatted(port(id));
        };
        line("  - { id: %s, name: %s, address: %s, %s, %s }"
                .formatted(id, device.sim().name(), device.address(), device.yaml(), probe));
    }

    private int port(String id) {
        return ports.getOrDefault(id, 0);
    }

    private void services() {
        line("services:");
        for (String edge : new String[] {"testnav", "insight"}) {
            line(
                    "  - { id: %s-edge, name: %s, kind: vendor, platforms: [%s], every: 10s, http: { url: \"http://127.0.0.1:%d/\" } }"
                            .formatted(
                                    edge,
                                    edge.equals("testnav") ? "TestNav" : "DRC INSIGHT",
                                    edge,
                                    port(edge + "-edge")));
        }
        for (int n = 1; n <= 2; n++) {
            line("  - { id: anchor-%d, name: Internet anchor %d, kind: internet, every: 10s, tcp: [\"127.0.0.1:%d\"] }"
                    .formatted(n, n, port("anchor-" + n)));
        }
    }

    private void sessions(Instant firstStart) {
        Instant first = firstStart.truncatedTo(ChronoUnit.MINUTES);
        Instant second = first.plus(SECOND_WAVE);
        line("sessions:");
        session("math-8", "Grade 8 Math", "testnav", "lab-204", "", 28, first);
        session("science-6", "Grade 6 Science", "insight", "lab-110", "", 22, first);
        session("reading-5", "Grade 5 Reading", "testnav", "room-105", "", 14, second);
        session("ela-7", "Grade 7 ELA, unit 1", "testnav", "room-118", "cart-a", 26, second);
        session("wida-6", "WIDA grade 6", "insight", "room-112", "cart-b", 26, second);
        session("math-6", "Grade 6 Math", "testnav", "room-209", "cart-c", 24, second);
    }

    private void session(
            String id, String name, String platform, String room, String cart, int students, Instant start) {
        DateTimeFormatter local =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(zone);
        String carts = cart.isEmpty() ? "" : ", carts: [" + cart + "]";
        line("  - { id: %s, name: \"%s\", platform: %s, start: %s, end: %s, rooms: [ { id: %s, students: %d%s } ] }"
                .formatted(
                        id,
                        name,
                        platform,
                        local.format(start),
                        local.format(start.plus(Duration.ofMinutes(75))),
                        room,
                        students,
                        carts));
    }
}
