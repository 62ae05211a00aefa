package org.firstbell.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.firstbell.bench.program.Farm;
import org.firstbell.bench.program.Peer;

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

    /** Of IF-MIB, by the names that the recipe for ports uses. */
    private static final Map<String, String> COLUMNS = new TreeMap<>(Map.of(
            "type", "1.3.6.1.2.1.2.2.1.3",
            "oper", "1.3.6.1.2.1.2.2.1.8",
            "in-errors", "1.3.6.1.2.1.2.2.1.14",
            "in", "1.3.6.1.2.1.31.1.1.1.6",
            "out", "1.3.6.1.2.1.31.1.1.1.10",
            "speed", "1.3.6.1.2.1.31.1.1.1.15"));

    private static final Pattern PORT = Pattern.compile("server: .* port: (\\d+) }");
    private static final int A_ROOM = 25;
    private static final int A_SCHOOL = 500;

    private BenchConfiguration() {}

    /** Writes a school of lab computers that a live session needs, all asked at one pace. */
    static Path polls(Path folder, int devices, IntUnaryOperator port, Duration pace) throws IOException {
        Path profiles = Files.createDirectories(folder.resolve("profiles/snmp"));
        StringBuilder profile = new StringBuilder(
                "id: bench\ntitle: Ten values\nquestions:\n  system:\n    life: true\n    scalars:\n");
        for (int i = 0; i < OIDS.size(); i++) {
            String scale = SIGNALS.get(i).endsWith(".ratio") ? ", scale: 0.01" : "";
            profile.append("      - { signal: %s, oid: %s%s }%n".formatted(SIGNALS.get(i), OIDS.get(i), scale));
        }
        Files.writeString(profiles.resolve("bench.yaml"), profile);
        Files.writeString(Files.createDirectories(folder.resolve("checks")).resolve("bench.yaml"), checks());
        StringBuilder yaml = new StringBuilder(head(pace));
        rooms(yaml, devices);
        sessions(yaml, devices);
        yaml.append("devices:\n");
        for (int n = 0; n < devices; n++) {
            yaml.append(
                    "  - { id: pc-%d, kind: computer, room: r%d, address: %s, snmp: { port: %d, profile: bench } }%n"
                            .formatted(n, n / A_ROOM, Farm.address(n), port.applyAsInt(n)));
        }
        return Files.writeString(folder.resolve("firstbell.yaml"), yaml);
    }

    /** Where the daemon of a configuration listens: a port that was free when it was written. */
    static int port(Path file) throws IOException {
        Matcher told = PORT.matcher(Files.readString(file));
        if (!told.find()) {
            throw new IllegalArgumentException(file + " names no port");
        }
        return Integer.parseInt(told.group(1));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String head(Duration pace) throws IOException {
        return """
                school: { name: Bench, timezone: UTC }
                server: { host: 127.0.0.1, port: %2$d }
                credentials: { campus: { version: 2c, community: public } }
                polling: { every: { idle: %1$ds, today: %1$ds, soon: %1$ds, live: %1$ds } }
                """.formatted(pace.toSeconds(), freePort());
    }

    private static void rooms(StringBuilder yaml, int devices) {
        yaml.append("rooms:\n");
        for (int room = 0; room * A_ROOM < devices; room++) {
            yaml.append("  - { id: r%1$d, name: Room %1$d }%n".formatted(room));
        }
    }

    /** A live session for each school's worth of devices, which needs nearly all of them. */
    private static void sessions(StringBuilder yaml, int devices) {
        DateTimeFormatter local =
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
        Instant now = Instant.now();
        yaml.append("sessions:\n");
        for (int first = 0; first < devices; first += A_SCHOOL) {
            int last = Math.min(devices, first + A_SCHOOL) - 1;
            String rooms = IntStream.rangeClosed(first / A_ROOM, last / A_ROOM)
                    .mapToObj(room -> "{ id: r%d, students: %d }"
                            .formatted(room, Math.max(1, Math.min(A_ROOM, devices - room * A_ROOM) - 1)))
                    .collect(Collectors.joining(", "));
            yaml.append(
                    "  - { id: s%1$d, name: Session %1$d, platform: testnav, rooms: [%2$s], start: %3$s, end: %4$s }%n"
                            .formatted(
                                    first / A_SCHOOL,
                                    rooms,
                                    local.format(now.minus(Duration.ofMinutes(30))),
                                    local.format(now.plus(Duration.ofHours(3)))));
        }
    }

    /** Two checks over each of the ten signals, all judged and all passing. */
    private static String checks() {
        StringBuilder yaml = new StringBuilder("checks:\n");
        for (String signal : SIGNALS) {
            for (String word : List.of("low", "high")) {
                String passes = signal.equals("system.name")
                        ? "signal('%s') != '%s'".formatted(signal, word)
                        : "signal('%s') %s limit('%s')".formatted(signal, word.equals("low") ? ">=" : "<=", signal);
                yaml.append("""
                          - id: bench-%1$s-%2$s
                            title: Its value is not too %2$s
                            kinds: [computer]
                            passes: "%3$s"
                            limits: { %4$s: %5$s }
                            severity: advisory
                            message: { wall: "{name} is too %2$s.", full: "A value of {the} is too %2$s." }
                            remedy: { wall: Nothing to do., full: Nothing to do. }
                        """.formatted(
                        signal.replace('.', '-'), word, passes, signal, word.equals("low") ? "-1" : "1000000000000"));
            }
        }
        return yaml.toString();
    }

    /** Writes switches whose one question is a table of six columns. */
    static Path walks(Path folder, int devices, IntUnaryOperator port, Duration pace) throws IOException {
        StringBuilder profile = new StringBuilder(
                "id: bench\ntitle: A table\nquestions:\n  ports:\n    life: true\n    uses: [ { recipe: ports } ]\n    columns:\n");
        COLUMNS.forEach((name, oid) -> profile.append("      %s: %s%n".formatted(name, oid)));
        Files.writeString(
                Files.createDirectories(folder.resolve("profiles/snmp")).resolve("bench.yaml"), profile);
        StringBuilder yaml = new StringBuilder(head(pace)).append("devices:\n");
        for (int n = 0; n < devices; n++) {
            yaml.append("  - { id: sw-%d, kind: switch, address: %s, snmp: { port: %d, profile: bench } }%n"
                    .formatted(n, Farm.address(n), port.applyAsInt(n)));
        }
        return Files.writeString(folder.resolve("firstbell.yaml"), yaml);
    }

    /** Writes computers whose one question is their health page. */
    static Path pages(Path folder, int devices, int port, Duration pace) throws IOException {
        StringBuilder yaml = new StringBuilder(head(pace)).append("devices:\n");
        for (int n = 0; n < devices; n++) {
            yaml.append(
                    "  - { id: pc-%d, kind: computer, address: %s, http: { url: \"http://{address}:%d/health\", profile: kiosk-health } }%n"
                            .formatted(n, Farm.address(n), port));
        }
        return Files.writeString(folder.resolve("firstbell.yaml"), yaml);
    }

    /** snmp_exporter's modules for the same ten objects, and for the same table, as the version that is here reads them. */
    static Path exporter(Path folder) throws IOException {
        boolean authsApart = Peer.SNMP_EXPORTER.atLeast(0, 23);
        String ask = "  timeout: 2s\n  retries: 0\n  max_repetitions: 25\n"
                + (authsApart ? "" : "  version: 2\n  auth: {community: public}\n");
        String modules = "get10:\n" + tenValues() + ask + "walk:\n" + table() + ask;
        // The name is that of the credentials which it takes when a page asks for none.
        return Files.writeString(
                folder.resolve("snmp.yml"),
                authsApart
                        ? "auths:\n  public_v2: {version: 2, community: public}\nmodules:\n" + modules.indent(2)
                        : modules);
    }

    private static String tenValues() {
        StringBuilder yaml = new StringBuilder("  get:\n");
        OIDS.forEach(oid -> yaml.append("  - ").append(oid).append('\n'));
        yaml.append("  metrics:\n");
        for (int i = 0; i < OIDS.size(); i++) {
            String type = i == 1 ? "DisplayString" : i == 4 || i == 5 ? "counter" : "gauge";
            yaml.append("  - {name: m%d, oid: %s, type: %s, help: x}%n".formatted(i, OIDS.get(i), type));
        }
        return yaml.toString();
    }

    private static String table() {
        StringBuilder yaml = new StringBuilder("  walk:\n");
        COLUMNS.values().forEach(oid -> yaml.append("  - ").append(oid).append('\n'));
        yaml.append("  metrics:\n");
        COLUMNS.forEach((name, oid) -> yaml.append(
                "  - {name: %s, oid: %s, type: gauge, help: x, indexes: [{labelname: ifIndex, type: gauge}]}%n"
                        .formatted(name.replace('-', '_'), oid)));
        return yaml.toString();
    }
}
