package org.firstbell.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.firstbell.bench.program.Program;
import org.firstbell.bench.program.RunningFarm;

/** A district of 100,000 devices every 15 s on this machine, all alive and then a tenth of them dead. */
final class Scale implements Part {
    private static final int DEVICES = 100_000;
    private static final Duration PACE = Duration.ofSeconds(15);
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration MEASURE = Duration.ofSeconds(45);
    private static final int MORTAL = 10;
    private static final String HEAP = "-Xmx1g -Xmn64m -XX:SurvivorRatio=3 -XX:TargetSurvivorRatio=90";

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public boolean once() {
        return true;
    }

    @Override
    public void round(Ground ground, Figures figures) throws Exception {
        RunningFarm farm = ground.farm();
        Path file = BenchConfiguration.polls(
                ground.fresh("scale"), DEVICES, n -> n % MORTAL == 0 ? farm.mortalPort() : farm.port(n), PACE);
        try (RunningDaemon daemon =
                RunningDaemon.start(file, Optional.empty(), HEAP + ' ' + String.join(" ", Program.DISTRICT))) {
            figures.add("scale start", daemon.firstAnswerMillis() / 1e3);
            Ground.pause(SETTLE);
            window(daemon, "scale", figures);
            farm.silence(true);
            Ground.pause(SETTLE);
            window(daemon, "dead", figures);
        } finally {
            farm.silence(false);
        }
    }

    private static void window(RunningDaemon daemon, String name, Figures figures) throws Exception {
        RunningDaemon.Told before = daemon.told();
        double cpu = daemon.cpuSeconds();
        long begun = System.nanoTime();
        Ground.pause(MEASURE);
        double spent = daemon.cpuSeconds() - cpu;
        double seconds = (System.nanoTime() - begun) / 1e9;
        RunningDaemon.Told after = daemon.told();
        double polls = after.begun() - before.begun();
        figures.add(name + " pace", polls / seconds);
        figures.add(name + " cpu", spent / polls * 1000);
        figures.add(name + " share", spent / seconds / Runtime.getRuntime().availableProcessors() * 100);
        figures.add(name + " p50", after.lag(before, 0.5));
        figures.add(name + " p99", after.lag(before, 0.99));
        figures.add(name + " skipped", after.skipped() - before.skipped());
        figures.add(name + " resident", daemon.residentMiB());
    }

    @Override
    public void report(Ground ground, Table table) {
        table.heading("A district: 100,000 devices every 15 s, 200 live sessions, 20 checks a device, " + HEAP);
        table.figure("start to first HTTP 200", "scale start", "s");
        table.figure("polls a second", "scale pace", "");
        table.figure("lag p50", "scale p50", "s");
        table.atMost("lag p99", "scale p99", "s", 1);
        table.atMost("beats skipped", "scale skipped", "", 0);
        table.atMost("share of the machine", "scale share", "%", 25);
        table.figure("CPU per 1,000 polls", "scale cpu", "s");
        table.figure("resident", "scale resident", "MiB");
        table.heading("The same with 10 % of them dead for a minute");
        table.figure("polls a second", "dead pace", "");
        table.figure("lag p99", "dead p99", "s");
        table.figure("beats skipped", "dead skipped", "");
        table.timesAtMost("lag p99, dead / alive", "dead p99", "scale p99", 1.3);
        table.timesAtMost("CPU per poll, dead / alive", "dead cpu", "scale cpu", 1.3);
        table.figure("share of the machine", "dead share", "%");
        table.figure("resident", "dead resident", "MiB");
    }
}
