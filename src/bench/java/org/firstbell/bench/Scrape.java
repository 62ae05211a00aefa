package org.firstbell.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.firstbell.bench.program.Asker;

/** What reading {@code /metrics} costs the daemon, with series for every device. */
final class Scrape implements Part {
    private static final List<Integer> DEVICES = List.of(500, 2_000);
    private static final Duration PACE = Duration.ofSeconds(15);
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final int WARM = 100;
    private static final int SCRAPES = 100;

    @Override
    public String name() {
        return "scrape";
    }

    @Override
    public void round(Ground ground, Figures figures) throws Exception {
        for (int devices : DEVICES) {
            Path file = BenchConfiguration.polls(ground.fresh("scrape"), devices, ground.farm()::port, PACE);
            try (RunningDaemon daemon = RunningDaemon.start(file, Optional.empty(), "");
                    Asker asker = new Asker("127.0.0.1", daemon.port())) {
                Ground.pause(SETTLE);
                for (int i = 0; i < WARM; i++) {
                    asker.get("/metrics");
                }
                double cpu = daemon.cpuSeconds();
                long begun = System.nanoTime();
                int size = 0;
                for (int i = 0; i < SCRAPES; i++) {
                    size = asker.get("/metrics").body().length;
                }
                figures.add("scrape time " + devices, (System.nanoTime() - begun) / 1e6 / SCRAPES);
                figures.add("scrape cpu " + devices, (daemon.cpuSeconds() - cpu) * 1e3 / SCRAPES);
                figures.add("scrape size " + devices, size / 1024.0);
            }
        }
    }

    @Override
    public void report(Ground ground, Table table) {
        table.heading("Scrape of /metrics, one connection");
        for (int devices : DEVICES) {
            table.figure(devices + " devices: time of a scrape", "scrape time " + devices, "ms");
            table.figure(devices + " devices: CPU of a scrape", "scrape cpu " + devices, "ms");
            table.figure(devices + " devices: size", "scrape size " + devices, "KiB");
        }
    }
}
