package org.firstbell.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.firstbell.bench.program.Farm;
import org.firstbell.bench.program.Peer;

/** Health pages over HTTP: our probe with kept connections and with a connection each, and blackbox_exporter. */
final class HttpProbes implements Part {
    private static final int DEVICES = 2_000;
    private static final Duration PACE = Duration.ofSeconds(2);
    private static final Duration MEASURE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "http";
    }

    @Override
    public void round(Ground ground, Figures figures) throws Exception {
        int kept = ground.farm().httpPort(false);
        Polls.engine(
                "http kept", BenchConfiguration.pages(ground.fresh("http"), DEVICES, kept, PACE), MEASURE, figures);
        int closing = ground.farm().httpPort(true);
        Polls.engine(
                "http each", BenchConfiguration.pages(ground.fresh("http"), DEVICES, closing, PACE), MEASURE, figures);
        Path modules = ground.fresh("blackbox").resolve("blackbox.yml");
        Files.writeString(modules, "modules: { http: { prober: http, timeout: 2s } }\n");
        try (Exporter exporter = Exporter.start(Peer.BLACKBOX_EXPORTER.binary(), modules)) {
            figures.add(
                    "blackbox",
                    exporter.perThousand(
                            n -> "/probe?module=http&target=http://" + Farm.address(n % DEVICES) + ":" + kept
                                    + "/health",
                            "probe_success 1"));
        }
    }

    @Override
    public void report(Ground ground, Table table) {
        table.heading("HTTP probe of a JSON health page, 1,000 a second; " + Peer.BLACKBOX_EXPORTER.title()
                + " at saturation");
        table.figure("our probe, kept connections, CPU per 1,000 probes", "http kept", "s");
        table.figure("our probe, a connection each", "http each", "s");
        table.figure("blackbox_exporter (a connection each, as it always does)", "blackbox", "s");
        table.timesAtLeast("blackbox_exporter / our probe with kept connections", "blackbox", "http kept", 10);
        table.timesAtLeast("blackbox_exporter / our probe with a connection each", "blackbox", "http each", 3);
    }
}
