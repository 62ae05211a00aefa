package org.firstbell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.firstbell.bench.program.Unmeasurable;

/** A school of 500 devices at its own pace, with the launcher's own flags: start, memory, and what a poll costs there. */
final class WholeDaemon implements Part {
    private static final int DEVICES = 500;
    private static final Duration PACE = Duration.ofSeconds(5);
    private static final Duration WARM = Duration.ofSeconds(25);
    private static final Duration MEASURE = Duration.ofSeconds(20);
    private static final Path JAVAS = Path.of("/usr/lib/jvm");
    private static final long ARCHIVE_SECONDS = 120;

    private final String name;
    private final boolean newest;

    private WholeDaemon(String name, boolean newest) {
        this.name = name;
        this.newest = newest;
    }

    /** On the Java that runs the benchmark. */
    static WholeDaemon here() {
        return new WholeDaemon("school", false);
    }

    /** On Java 25, with its AOT cache. */
    static WholeDaemon onJava25() {
        return new WholeDaemon("java25", true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void round(Ground ground, Figures figures) throws Exception {
        Path java = newest ? java25() : Path.of(System.getProperty("java.home"));
        archive(java);
        Path file = BenchConfiguration.polls(ground.fresh(name), DEVICES, ground.farm()::port, PACE);
        try (RunningDaemon daemon = RunningDaemon.start(file, Optional.of(java), "")) {
            figures.add(name + " start", daemon.firstAnswerMillis() / 1e3);
            figures.add(name + " board", daemon.boardMillis() / 1e3);
            Ground.pause(WARM);
            double polls = daemon.told().answered();
            double cpu = daemon.cpuSeconds();
            Ground.pause(MEASURE);
            double spent = daemon.cpuSeconds() - cpu;
            figures.add(name + " daemon", spent / (daemon.told().answered() - polls) * 1000);
            figures.add(name + " share", spent / MEASURE.toSeconds() * 100);
            figures.add(name + " resident", daemon.residentMiB());
        }
        if (!newest) {
            figures.add(name + " floor", Polls.floor(ground, DEVICES, PACE, MEASURE));
        }
    }

    private static Path java25() throws IOException, Unmeasurable {
        try (Stream<Path> all = Files.list(JAVAS)) {
            return all.filter(home -> release(home).contains("JAVA_VERSION=\"25"))
                    .sorted()
                    .findFirst()
                    .orElseThrow(() -> new Unmeasurable("there is no Java 25 in " + JAVAS));
        }
    }

    private static String release(Path home) {
        try {
            return Files.readString(home.resolve("release"));
        } catch (IOException none) {
            return "";
        }
    }

    /** The launcher makes its class-data archive for this Java, unless it has one; no start is measured without. */
    private static void archive(Path java) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("./firstbell", "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JAVA_HOME", java.toString());
        Process process = builder.start();
        if (!process.waitFor(ARCHIVE_SECONDS, TimeUnit.SECONDS)) {
            process.destroy();
            throw new Unmeasurable("the launcher's class-data archive for " + java + " was not made in time");
        }
    }

    @Override
    public void report(Ground ground, Table table) {
        table.heading("A school of " + DEVICES + " devices every 5 s, the launcher's own flags"
                + (newest ? ", Java 25 with its AOT cache" : " and class-data archive"));
        table.atMost("start to first HTTP 200", name + " start", "s", 1);
        table.figure("start to the board", name + " board", "s");
        table.atMost("resident after 45 s", name + " resident", "MiB", 160);
        table.figure("whole daemon, CPU per 1,000 polls at this pace", name + " daemon", "s");
        table.figure("whole daemon, share of one processor", name + " share", "%");
        if (!newest) {
            table.figure("floor at this pace, CPU per 1,000 polls", name + " floor", "s");
        }
    }
}
