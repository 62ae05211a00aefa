package org.firstbell.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.bench.program.Garbage;
import org.firstbell.bench.program.Program;

/** Polls of ten values: the floor, the poll engine alone, and the whole daemon, on the same devices at the same pace. */
final class Polls implements Part {
    /** The just-in-time compiler is done with the loops that matter by then. */
    private static final Duration WARM = Duration.ofSeconds(40);

    private static final Duration MEASURE = Duration.ofSeconds(15);
    /** More than the launcher gives, which is meant for a school's 5,000 devices at most. */
    private static final String HEAP = "-Xmx1g";

    @Override
    public String name() {
        return "polls";
    }

    @Override
    public void round(Ground ground, Figures figures) throws Exception {
        figures.add("floor", floor(ground, ground.devices(), ground.pace(), MEASURE));
        Path file =
                BenchConfiguration.polls(ground.fresh("polls"), ground.devices(), ground.farm()::port, ground.pace());
        engine("engine", file, MEASURE, figures);
        daemon(file, figures);
    }

    /** CPU seconds per 1,000 polls of the floor. */
    static double floor(Ground ground, int devices, Duration pace, Duration measure) throws Exception {
        int port = ground.farm().port(0);
        int own = Math.min(devices, ground.farm().own());
        try (Program floor = Program.java(
                Floor.class,
                List.of("-Xmx256m"),
                own,
                port,
                devices / (pace.toMillis() / 1e3),
                WARM.toSeconds() / 8,
                measure.toSeconds())) {
            return floor.figures().get("cpu");
        }
    }

    /**
     * Runs the poll engine alone on a configuration, and adds its CPU seconds per 1,000 polls and its garbage per poll.
     *
     * @return how many polls were answered from its start to its end
     */
    static double engine(String name, Path file, Duration measure, Figures figures) throws Exception {
        try (Program engine =
                Program.java(Engine.class, List.of("-Xmx512m"), file, WARM.toSeconds(), measure.toSeconds())) {
            Map<String, Double> told = engine.figures();
            figures.add(name, told.get("cpu"));
            figures.add(name + " garbage", told.get("garbage") / 1024);
            return told.get("all");
        }
    }

    private static void daemon(Path file, Figures figures) throws Exception {
        Path log = file.resolveSibling("gc.log");
        String options = HEAP + ' ' + String.join(" ", Program.DISTRICT) + ' ' + Garbage.options(log);
        try (RunningDaemon daemon = RunningDaemon.start(file, Optional.empty(), options)) {
            Ground.pause(WARM);
            RunningDaemon.Told before = daemon.told();
            double cpu = daemon.cpuSeconds();
            double from = daemon.uptime();
            Ground.pause(MEASURE);
            double spent = daemon.cpuSeconds() - cpu;
            double seconds = daemon.uptime() - from;
            double polls = daemon.told().answered() - before.answered();
            figures.add("daemon", spent / polls * 1000);
            figures.add("daemon pace", polls / seconds);
            figures.add("daemon garbage", Garbage.perSecond(log, from, from + seconds) * seconds / polls / 1024);
        }
    }

    @Override
    public void report(Ground ground, Table table) {
        table.heading("Polls of 10 values, " + ground.described() + ", 20 checks a device in live sessions");
        table.figure("floor, CPU per 1,000 polls", "floor", "s");
        table.figure("poll engine alone", "engine", "s");
        table.timesAtMost("poll engine / floor", "engine", "floor", 1.8);
        table.atMost("poll engine, garbage per poll", "engine garbage", "KiB", 6);
        table.figure("whole daemon", "daemon", "s");
        table.figure("whole daemon, polls a second that it kept", "daemon pace", "");
        table.timesAtMost("whole daemon / floor", "daemon", "floor", 3.3);
        table.atMost("whole daemon, garbage per poll", "daemon garbage", "KiB", 6);
    }
}
