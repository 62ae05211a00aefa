package org.firstbell.bench;

import java.nio.file.Path;
import java.time.Duration;
import org.firstbell.bench.program.Answers;
import org.firstbell.bench.program.Peer;
import org.firstbell.bench.program.RunningFarm;

/** Tables of six columns and 52 rows: our walk by the product's own poller and probe, and snmp_exporter's at saturation. */
final class Walk implements Part {
    private static final int DEVICES = 2_000;
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration MEASURE = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "walk";
    }

    @Override
    public void round(Ground ground, Figures figures) throws Exception {
        Path file = BenchConfiguration.walks(ground.fresh("walk"), DEVICES, ground.farm()::port, PACE);
        RunningFarm.Count before = ground.farm().count();
        double asked = Polls.engine("walk", file, MEASURE, figures);
        figures.add("walk requests", (ground.farm().count().requests() - before.requests()) / asked);
        try (Exporter exporter = Exporter.start(
                Peer.SNMP_EXPORTER.binary(), BenchConfiguration.exporter(ground.fresh("walk-exporter")))) {
            figures.add(
                    "exporter walk",
                    exporter.perThousand(
                            SnmpExporter.path(ground, "walk", DEVICES), "ifIndex=\"" + Answers.PORTS + "\""));
            RunningFarm.Count earlier = ground.farm().count();
            exporter.once(SnmpExporter.path(ground, "walk", DEVICES).apply(0));
            figures.add(
                    "exporter walk requests", (double) (ground.farm().count().requests() - earlier.requests()));
        }
    }

    @Override
    public void report(Ground ground, Table table) {
        table.heading("Table of 6 columns x " + Answers.PORTS + " rows, " + DEVICES + " a second; "
                + Peer.SNMP_EXPORTER.title() + " at saturation");
        table.figure("our walk, CPU per 1,000 tables", "walk", "s");
        table.figure("our walk, requests for a table", "walk requests", "");
        table.figure("snmp_exporter, CPU per 1,000 tables", "exporter walk", "s");
        table.figure("snmp_exporter, requests for a table", "exporter walk requests", "");
        table.timesAtLeast("snmp_exporter / our walk, CPU", "exporter walk", "walk", 12);
        table.timesAtLeast("snmp_exporter / our walk, requests", "exporter walk requests", "walk requests", 3);
    }
}
