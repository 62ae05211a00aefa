package org.firstbell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The same ten values of the same devices, as the daemon and as snmp_exporter are told to ask for them. */
final class BenchConfiguration {
    static final List<String> OIDS = List.of(
            "1.3.6.1.2.1.1.3.0",
            "1.3.6.1.2.1.1.5.0",
            "1.3.6.1.2.1.2.1.0",
            "1.3.6.1.2.1.2.2.1.8.1",
            "1.3.6.1.2.1.31.1.1.1.6.1",
            "1.3.6.1.2.1.31.1.1.1.10.1",
            "1.3.6.1.4.1.99999.1.2.1.3.1",
            "1.3.6.1.4.1.99999.1.2.1.3.2",
            "1.3.6.1.4.1.99999.1.2.1.5.1",
            "1.3.6.1.4.1.99999.1.2.1.5.2");

    /** Ten signals that hold one value each, so that every value is typed, kept, judged and shown in metrics. */
    private static final List<String> SIGNALS = List.of(
            "uptime.seconds",
            "system.name",
            "ports.total",
            "ports.up",
            "traffic.in.bytes.per.second",
            "traffic.out.bytes.per.second",
            "wifi.clients",
            "wifi.clients.radio.max",
            "cpu.utilization.ratio",
            "memory.utilization.ratio");

    private BenchConfiguration() {}

    /** Writes a school of lab computers that a live session needs, all asked at one pace. */
    static Path write(Path folder, int devices, int port, Duration pace) throws IOException {
        Path profiles = Files.createDirectories(folder.resolve("profiles/snmp"));
        StringBuilder profile = new StringBuilder(
                "id: bench\ntitle: Ten values\nquestions:\n  system:\n    life: true\n    scalars:\n");
        for (int i = 0; i < OIDS.size(); i++) {
            String scale = SIGNALS.get(i).endsWith(".ratio") ? ", scale: 0.01" : "";
            profile.append("      - { signal: %s, oid: %s%s }%n".formatted(SIGNALS.get(i), OIDS.get(i), scale));
        }
        Files.writeString(profiles.resolve("bench.yaml"), profile);
        DateTimeFormatter local =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
        Instant now = Instant.now();
        StringBuilder yaml = new StringBuilder("""
                school: { name: Bench, timezone: UTC }
                server: { host: 127.0.0.1, port: 0 }
                credentials: { campus: { version: 2c, community: public } }
                polling: { every: { idle: %1$ds, today: %1$ds, soon: %1$ds, live: %1$ds } }
                rooms: [ { id: gym, name: Gym } ]
                sessions:
                  - { id: all, name: All, platform: testnav, rooms: [gym], students: %2$d, start: %3$s, end: %4$s }
                devices:
                """.formatted(
                        pace.toSeconds(),
                        devices - 5,
                        local.format(now.minus(Duration.ofMinutes(30))),
                        local.format(now.plus(Duration.ofHours(3)))));
        for (int n = 0; n < devices; n++) {
            yaml.append(
                    "  - { id: pc-%d, kind: computer, room: gym, address: %s, snmp: { port: %d, profile: bench } }%n"
                            .formatted(n, Farm.address(n), port));
        }
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, yaml);
        return file;
    }

    /** snmp_exporter's module for the same ten objects. */
    static Path exporter(Path folder) throws IOException {
        StringBuilder yaml = new StringBuilder("get10:\n  get:\n");
        OIDS.forEach(oid -> yaml.append("  - ").append(oid).append('\n'));
        yaml.append("  metrics:\n");
        for (int i = 0; i < OIDS.size(); i++) {
            String type = i == 1 ? "DisplayString" : i == 4 || i == 5 ? "counter" : "gauge";
            yaml.append("  - {name: m%d, oid: %s, type: %s, help: x}%n".formatted(i, OIDS.get(i), type));
        }
        yaml.append("  version: 2\n  timeout: 2s\n  retries: 0\n  max_repetitions: 25\n  auth: {community: public}\n");
        Path file = folder.resolve("snmp.yml");
        Files.writeString(file, yaml);
        return file;
    }
}
