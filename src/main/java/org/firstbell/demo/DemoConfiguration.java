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

    private final DemoInventory inventory;
    private final ZoneId zone;
    private final StringBuilder yaml = new StringBuilder();

    /** Where things listen, by id; caches have a second port under {@code id/2}. */
    private final Map<String, Integer> ports;

    DemoConfiguration(DemoInventory plan, ZoneId zone, Map<String, Integer> ports) {
        this.inventory = plan;
        this.zone = zone;
        this.ports = ports;
    }

    String render(int boardPort, int mailPort, Instant firstStart) {
        appendSettings(boardPort);
        inventory.devices().forEach(this::appendDevice);
        inventory.carts().forEach(this::slots);
        appendLine("carts:");
        for (DemoInventory.DemoCart cart : inventory.carts()) {
            appendLine("  - { id: %s, name: %s, home: %s }", cart.id(), cart.name(), cart.room());
        }
        appendServices();
        appendSessions(firstStart);
        appendLine("alerts:");
        appendLine(
                "  mail: { host: 127.0.0.1, port: %d, from: firstbell@lincoln.example, to: [coordinator@lincoln.example] }",
                mailPort);
        return yaml.toString();
    }

    private void appendLine(String text, Object... values) {
        yaml.append(text.formatted(values)).append('\n');
    }

    private void slots(DemoInventory.DemoCart cart) {
        String entry = "  - { id: %1$s-%2$02d, name: \"%3$s, slot %2$d\", kind: chromebook, cart: %1$s, slot: \"%2$d\","
                + " mac: \"%4$s\", uplink: %5$s }";
        for (int slot = 1; slot <= cart.slots(); slot++) {
            appendLine(entry, cart.id(), slot, cart.name(), cart.mac(slot), cart.accessPoint());
        }
    }

    private void appendSettings(int boardPort) {
        yaml.append("""
                school:
                  name: Lincoln Middle School
                  timezone: %s
                  roles: { coordinator: School Test Coordinator, technician: Education Technician }
                  help: { name: Tech office, phone: "4021" }
                server: { host: 127.0.0.1, port: %d }
                data: data
                credentials:
                  campus: { version: 2c, community: public }
                polling:
                  every: { idle: 30s, today: 15s, soon: 10s, live: 5s }
                rooms:
                  - { id: room-105, name: Room 105 }
                  - { id: lab-110, name: Lab 110 }
                  - { id: room-112, name: Room 112 }
                  - { id: room-118, name: Room 118 }
                  - { id: lab-204, name: Lab 204 }
                  - { id: room-209, name: Room 209 }
                devices:
                """.formatted(zone.getId(), boardPort));
    }

    private void appendDevice(DemoDevice device) {
        String id = device.simulated().id();
        String probe = switch (device.role()) {
            case KIOSK -> "http: { url: \"http://{address}:%d/health\", profile: kiosk-health }".formatted(port(id));
            case CACHE ->
                "snmp: { port: %d, credentials: campus }, tcp: [%d, %d], http: { url: \"http://{address}:%d/\" }"
                        .formatted(port(id), port(id + "/1"), port(id + "/2"), port(id + "/1"));
            case ACCESS_POINT -> "snmp: { port: %d, credentials: campus, profile: snmp }".formatted(port(id));
            default -> "snmp: { port: %d, credentials: campus }".formatted(port(id));
        };
        appendLine(
                "  - { id: %s, name: %s, address: %s, %s, %s }",
                id, device.simulated().name(), device.address(), device.yaml(), probe);
    }

    private int port(String id) {
        return ports.getOrDefault(id, 0);
    }

    private void appendServices() {
        appendLine("services:");
        edge("testnav", "TestNav");
        edge("insight", "DRC INSIGHT");
        for (int n = 1; n <= 2; n++) {
            appendLine(
                    "  - { id: anchor-%1$d, name: Internet anchor %1$d, kind: internet, every: 10s, tcp: [\"127.0.0.1:%2$d\"] }",
                    n, port("anchor-" + n));
        }
    }

    private void edge(String platform, String name) {
        appendLine(
                "  - { id: %1$s-edge, name: %2$s, kind: vendor, platforms: [%1$s], every: 10s, http: { url: \"http://127.0.0.1:%3$d/\" } }",
                platform, name, port(platform + "-edge"));
    }

    private void appendSessions(Instant firstStart) {
        Instant first = firstStart.truncatedTo(ChronoUnit.MINUTES);
        Instant second = first.plus(SECOND_WAVE);
        appendLine("sessions:");
        appendSession("math-8", "Grade 8 Math", "testnav", "lab-204", "", 28, first);
        appendSession("science-6", "Grade 6 Science", "insight", "lab-110", "", 22, first);
        appendSession("reading-5", "Grade 5 Reading", "testnav", "room-105", "", 14, second);
        appendSession("ela-7", "Grade 7 ELA, unit 1", "testnav", "room-118", "cart-a", 26, second);
        appendSession("wida-6", "WIDA grade 6", "insight", "room-112", "cart-b", 26, second);
        appendSession("math-6", "Grade 6 Math", "testnav", "room-209", "cart-c", 24, second);
    }

    private void appendSession(
            String id, String name, String platform, String room, String cart, int students, Instant start) {
        DateTimeFormatter local =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(zone);
        String carts = cart.isEmpty() ? "" : ", carts: [" + cart + "]";
        appendLine(
                "  - { id: %s, name: \"%s\", platform: %s, start: %s, end: %s, rooms: [ { id: %s, students: %d%s } ] }",
                id,
                name,
                platform,
                local.format(start),
                local.format(start.plus(Duration.ofMinutes(75))),
                room,
                students,
                carts);
    }
}
