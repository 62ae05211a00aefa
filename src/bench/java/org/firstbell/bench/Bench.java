package org.firstbell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.bench.program.RunningFarm;
import org.firstbell.bench.program.Unmeasurable;

/**
 * Firstbell's costs beside those of other programs, measured in turns on the same machine, and what is asked of them.
 * Arguments: the parts to run (all without any), {@code --rounds N}, {@code --devices N} and {@code --pace SECONDS} of the comparison of polls.
 */
public final class Bench {
    private static final List<Part> PARTS = List.of(
            new Polls(),
            new SnmpExporter(),
            new Zabbix(),
            new Walk(),
            new HttpProbes(),
            WholeDaemon.here(),
            WholeDaemon.onJava25(),
            new Scrape(),
            new MemoryPerDevice(),
            new Scale());

    private int rounds = 3;
    private int devices = 20_000;
    private long pace = 3;
    private final List<Part> parts = new ArrayList<>();

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Bench bench = new Bench();
        if (!bench.understood(List.of(arguments))) {
            System.err.printf(
                    "Usage: .ci/bench [--rounds N] [--devices N] [--pace SECONDS] [PART...]%nParts: %s%n",
                    PARTS.stream().map(Part::name).collect(Collectors.joining(" ")));
            System.exit(2);
        }
        System.exit(bench.run() ? 0 : 1);
    }

    private boolean understood(List<String> words) {
        try {
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                switch (word) {
                    case "--rounds" -> rounds = Integer.parseInt(words.get(++i));
                    case "--devices" -> devices = Integer.parseInt(words.get(++i));
                    case "--pace" -> pace = Long.parseLong(words.get(++i));
                    default ->
                        parts.add(PARTS.stream()
                                .filter(part -> part.name().equals(word))
                                .findFirst()
                                .orElseThrow(() -> new IllegalArgumentException(word)));
                }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException unclear) {
            return false;
        }
        if (parts.isEmpty()) {
            parts.addAll(PARTS);
        }
        return rounds > 0 && devices > 0 && pace > 0;
    }

    /** Whether every figure could be taken; a goal that is missed is told by the table. */
    private boolean run() throws Exception {
        Path folder = Files.createTempDirectory("firstbell-bench");
        Map<String, String> untaken = new LinkedHashMap<>();
        Figures figures = new Figures();
        try (RunningFarm farm = RunningFarm.start(devices)) {
            Ground ground = new Ground(folder, farm, devices, Duration.ofSeconds(pace));
            for (int round = 1; round <= rounds; round++) {
                for (Part part : parts) {
                    if (round == 1 || !part.once()) {
                        measure(part, round, ground, figures, untaken);
                    }
                }
            }
            Table table = new Table(figures);
            parts.forEach(part -> part.report(ground, table));
            System.out.printf("%nMedians of %d rounds in turns. %s%n%n%s%n", rounds, machine(), table);
        } finally {
            remove(folder);
        }
        untaken.forEach((part, why) -> System.out.printf("not taken: %s: %s%n", part, why));
        return untaken.isEmpty();
    }

    private static void measure(Part part, int round, Ground ground, Figures figures, Map<String, String> untaken) {
        long begun = System.nanoTime();
        try {
            part.round(ground, figures);
            System.err.printf(
                    "round %d: %s took %d s%n", round, part.name(), (System.nanoTime() - begun) / 1_000_000_000);
        } catch (Exception failed) {
            String why = failed instanceof Unmeasurable ? failed.getMessage() : failed.toString();
            untaken.put(part.name() + ", round " + round, why);
            System.err.printf("round %d: %s could not be taken: %s%n", round, part.name(), why);
        }
    }

    private static String machine() throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        return "%d processors (%s), Java %s, load when done %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor,
                        System.getProperty("java.version"),
                        Arrays.toString(Files.readString(Path.of("/proc/loadavg"))
                                        .split(" ", 4))
                                .replaceAll("[\\[\\]]", ""));
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        }
    }
}
