package org.firstbell.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.firstbell.bench.program.Program;

/** What one more device adds to the daemon's resident memory, between a few devices and many. */
final class MemoryPerDevice implements Part {
    private static final int FEW = 2_000;
    private static final int MANY = 50_000;
    private static final Duration PACE = Duration.ofSeconds(15);
    private static final Duration SETTLE = Duration.ofSeconds(50);
    private static final String HEAP = "-Xmx1g -Xmn64m -XX:SurvivorRatio=3 -XX:TargetSurvivorRatio=90";

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public boolean once() {
        return true;
    }

    @Override
    public void round(Ground ground, Figures figures) throws Exception {
        double few = resident(ground, FEW);
        double many = resident(ground, MANY);
        figures.add("resident few", few);
        figures.add("resident many", many);
        figures.add("resident each", (many - few) * 1024 / (MANY - FEW));
    }

    private static double resident(Ground ground, int devices) throws Exception {
        Path file = BenchConfiguration.polls(ground.fresh("memory"), devices, ground.farm()::port, PACE);
        try (RunningDaemon daemon =
                RunningDaemon.start(file, Optional.empty(), HEAP + ' ' + String.join(" ", Program.DISTRICT))) {
            Ground.pause(SETTLE);
            daemon.told();
            return daemon.residentMiB();
        }
    }

    @Override
    public void report(Ground ground, Table table) {
        table.heading("Resident memory of the daemon after 50 s, devices every 15 s, " + HEAP);
        table.figure(FEW + " devices", "resident few", "MiB");
        table.figure(MANY + " devices", "resident many", "MiB");
        table.atMost("each device between", "resident each", "KiB", 4);
    }
}
