package org.firstbell.app;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.board.BoardPublisher;
import org.firstbell.model.DeviceId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.event.Reading;
import org.firstbell.model.status.SessionAssessment;

/**
 * What an outcome costs the core at a district's scale: the real duty with its board, in virtual time and without
 * sockets. Every device is asked each 15 s, tells ten values that all changed, and is judged by twenty checks and more;
 * one in a thousand falls silent in each round and comes back in the next; once a switch dies for a round with all that
 * hangs on it, and in the end one in ten is dead for some rounds. Devices of one in two hundred fail a check with another
 * value at each answer.
 *
 * <p>Confined to its thread.
 */
public final class CoreBench {
    private static final Duration PACE = Duration.ofSeconds(15);
    private static final int SEATS = 30;
    private static final int ROOMS = 100;
    private static final int BEHIND = 500;
    /** One in so many is dead in the end. */
    private static final int MORTAL = 10;

    private static final List<SignalName> NAMES = List.of(
                    "uptime.seconds",
                    "ports.total",
                    "ports.up",
                    "traffic.in.bytes.per.second",
                    "traffic.out.bytes.per.second",
                    "wifi.clients",
                    "wifi.clients.radio.max",
                    "cpu.utilization.ratio",
                    "memory.utilization.ratio",
                    "disk.free.ratio")
            .stream()
            .map(SignalName::new)
            .toList();

    private final int devices;
    private final ConfiguredCore core;
    private final BoardPublisher publisher;
    private final List<DeviceId> ids = new ArrayList<>();
    private final Random random = new Random(7);
    private Instant now = Instant.parse("2026-11-27T12:30:00Z");
    private long outcomes;
    private long shown;
    private long commits;
    /** The devices that answer nothing as long as this lasts; each is looked at three times when it falls silent. */
    private IntPredicate dead = n -> false;

    private Optional<Runnable> later = Optional.empty();
    private Instant laterAt = Instant.MAX;

    private CoreBench(int devices, LoadedConfiguration loaded) {
        this.devices = devices;
        for (int n = 0; n < devices; n++) {
            ids.add(new DeviceId("pc-" + n));
        }
        this.core = new ConfiguredCore(
                loaded,
                new Journal.RecoveredHistory(List.of(), List.of(), List.of(), Set.of(), 0),
                Optional.empty(),
                new BenchEffects(),
                now);
        this.publisher = new BoardPublisher(
                (delay, task) -> {
                    later = Optional.of(task);
                    laterAt = now.plus(delay);
                    return () -> later = Optional.empty();
                },
                () -> now,
                () -> core.composeBoard(Optional.empty(), Optional.empty(), now),
                snapshot -> shown++);
    }

    /** Shows and commits to nobody. */
    private final class BenchEffects implements CoreEffects {
        @Override
        public void commit(Journal.JournalCommit commit) {
            commits++;
        }

        @Override
        public void verdictChanged(SessionAssessment assessment) {}

        @Override
        public void pollNow(Set<Target> targets) {}

        @Override
        public void boardChanged(Set<Target> changed, boolean urgent) {
            core.boardComposer().markChanged(changed);
            publisher.markChanged(urgent);
        }
    }

    private void tick() {
        core.pipeline().tick(now, true);
        publisher.tick();
    }

    /** One round of polls: every device once, spread over the pace, with the ticks between. */
    private void round(Set<Integer> silent, boolean falls) {
        Instant start = now;
        int tick = 0;
        for (int n = 0; n < devices; n++) {
            Instant at = start.plusNanos(PACE.toNanos() / devices * n);
            while (!at.isBefore(start.plusSeconds(tick + 1L))) {
                tick++;
                now = start.plusSeconds(tick);
                fire();
                tick();
            }
            now = at;
            fire();
            boolean isDead = dead.test(n);
            boolean isSilent = isDead || silent.contains(n);
            int looks = isSilent && (falls || !isDead) ? 3 : 1;
            for (int look = 0; look < looks; look++) {
                core.pipeline().outcome(outcome(n, isSilent), now);
                outcomes++;
            }
        }
        now = start.plus(PACE);
        fire();
        tick();
    }

    private void fire() {
        if (later.isPresent() && !now.isBefore(laterAt)) {
            Runnable task = later.get();
            later = Optional.empty();
            task.run();
        }
    }

    private ProbeOutcome outcome(int n, boolean silent) {
        QueryExecution execution =
                new QueryExecution(ids.get(n), "snmp", "system", true, now, Duration.ofMillis(1), PACE);
        if (silent) {
            return new ProbeOutcome.Silent(execution, "no answer");
        }
        List<Reading> readings = new ArrayList<>(NAMES.size());
        for (int i = 0; i < NAMES.size(); i++) {
            double value = i >= 7 ? random.nextInt(80) / 100.0 + (i == 9 ? 0.2 : 0) : random.nextInt(1_000_000);
            if (i == 9 && n % 200 == 199) {
                value = random.nextInt(8) / 100.0;
            }
            readings.add(new Reading(ids.get(n), NAMES.get(i), new SignalValue.Quantity(value), "1.3.6.1.2.1.1.3.0"));
        }
        return new ProbeOutcome.Answered(execution, readings, Optional.empty(), List.of());
    }

    private Set<Integer> someSilent(boolean withSwitch) {
        Set<Integer> silent = new java.util.HashSet<>();
        for (int i = 0; i < Math.max(1, devices / 1000); i++) {
            silent.add(random.nextInt(devices));
        }
        for (int n = 0; withSwitch && n < Math.min(BEHIND, devices); n++) {
            silent.add(n);
        }
        return silent;
    }

    /** Writes the district's configuration: a computer lab in each room, a switch for five hundred seats. */
    static Path write(Path folder, int devices) throws IOException {
        Path checks = Files.createDirectories(folder.resolve("checks"));
        StringBuilder check = new StringBuilder("checks:\n");
        for (int i = 0; i < 20; i++) {
            String signal = NAMES.get(i % NAMES.size()).value();
            String passes =
                    i == 9 ? "signal('%s') >= 0.1" : i % 10 >= 7 ? "signal('%s') <= 1.5" : "signal('%s') < 2000000";
            check.append(
                    """
                      - id: bench-%d
                        title: Check %d
                        kinds: [computer]
                        passes: %s
                        severity: %s
                        message: { wall: "{name} has {%s}.", full: "{name} has {%s}." }
                        remedy: { wall: Look at it., full: Look at it. }
                    """.formatted(i, i, passes.formatted(signal), i == 9 ? "degrading" : "advisory", signal, signal));
        }
        Files.writeString(checks.resolve("bench.yaml"), check);
        DateTimeFormatter local = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
        Instant start = Instant.parse("2026-11-27T12:00:00Z");
        int rooms = (devices + SEATS - 1) / SEATS;
        StringBuilder yaml = new StringBuilder("""
                school: { name: Bench, timezone: UTC }
                server: { host: 127.0.0.1, port: 0 }
                credentials: { campus: { version: 2c, community: public } }
                polling: { every: { idle: 15s, today: 15s, soon: 15s, live: 15s } }
                rooms:
                """);
        for (int r = 0; r < rooms; r++) {
            yaml.append("  - { id: r-%d, name: Room %d }%n".formatted(r, r));
        }
        yaml.append("sessions:\n");
        for (int s = 0; s * ROOMS < rooms; s++) {
            StringBuilder named = new StringBuilder();
            for (int r = s * ROOMS; r < Math.min(rooms, (s + 1) * ROOMS); r++) {
                named.append(named.length() == 0 ? "" : ", ")
                        .append("{ id: r-%d, students: %d }".formatted(r, Math.min(SEATS, devices - r * SEATS) - 2));
            }
            yaml.append("  - { id: s-%d, name: Session %d, platform: testnav, rooms: [%s], start: %s, end: %s }%n"
                    .formatted(s, s, named, local.format(start), local.format(start.plus(Duration.ofHours(4)))));
        }
        yaml.append("devices:\n  - { id: core, kind: switch, address: 127.0.0.2, snmp: { credentials: campus } }\n");
        for (int s = 0; s * BEHIND < devices; s++) {
            yaml.append("  - { id: sw-%d, kind: switch, uplink: core }%n".formatted(s));
        }
        for (int n = 0; n < devices; n++) {
            yaml.append(
                    "  - { id: pc-%d, kind: computer, room: r-%d, uplink: sw-%d, address: 127.%d.%d.%d, model: M%d, snmp: { credentials: campus } }%n"
                            .formatted(n, n / SEATS, n / BEHIND, 1 + n / 65536, n / 256 % 256, n % 256, n % 7));
        }
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, yaml);
        return file;
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void measure(String what, int rounds, boolean withSwitch) {
        measure(what, rounds, withSwitch, false);
    }

    private void measure(String what, int rounds, boolean withSwitch, boolean falls) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long cpu = threads.getCurrentThreadCpuTime();
        long before = outcomes;
        long boards = shown;
        for (int i = 0; i < rounds; i++) {
            round(someSilent(withSwitch), falls);
        }
        long count = outcomes - before;
        System.out.printf(
                Locale.ROOT,
                "%-28s %9d outcomes  %8.2f us each  %8d bytes each  %6d boards  %d open%n",
                what,
                count,
                (threads.getCurrentThreadCpuTime() - cpu) / 1e3 / count,
                (threads.getCurrentThreadAllocatedBytes() - bytes) / count,
                shown - boards,
                core.openIncidents().size());
    }

    /** Runs for each number of devices that is named. */
    public static void main(String[] arguments) throws Exception {
        for (String argument : arguments) {
            int devices = Integer.parseInt(argument);
            Path folder = Files.createTempDirectory("core-bench");
            Path file = write(folder, devices);
            long base = heap();
            long began = System.nanoTime();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long bytes = threads.getCurrentThreadAllocatedBytes();
            LoadedConfiguration loaded = LoadedConfiguration.load(file);
            System.out.printf(
                    Locale.ROOT,
                    "%d devices: loaded in %.2f s, %d bytes a device garbage included, heap %d bytes a device%n",
                    devices,
                    (System.nanoTime() - began) / 1e9,
                    (threads.getCurrentThreadAllocatedBytes() - bytes) / devices,
                    (heap() - base) / devices);
            began = System.nanoTime();
            CoreBench bench = new CoreBench(devices, loaded);
            System.out.printf(Locale.ROOT, "duty made in %.2f s%n", (System.nanoTime() - began) / 1e9);
            bench.measure("first round", 1, false);
            int rounds = Math.max(1, Integer.getInteger("outcomes", 300_000) / devices);
            bench.measure("a few silent", rounds, false);
            bench.measure("a switch dies", 1, true);
            bench.measure("and comes back", 1, false);
            bench.measure("a few silent", rounds, false);
            bench.dead = n -> n % MORTAL == 0;
            bench.measure("a tenth dies", 1, false, true);
            bench.measure("and is dead", Math.min(rounds, 4), false);
            bench.dead = n -> false;
            bench.measure("and comes back", 1, false);
            bench.measure("a few silent", rounds, false);
            System.out.printf(
                    Locale.ROOT, "heap %d bytes a device, configuration included%n", (heap() - base) / devices);
        }
    }
}
