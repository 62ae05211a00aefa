package org.firstbell.bench;

import org.firstbell.bench.program.Farm;
import org.firstbell.bench.program.Peer;
import org.firstbell.bench.program.Unmeasurable;

/** The same ten values, asked by prometheus-snmp-exporter at saturation, where it costs least for each device. */
final class SnmpExporter implements Part {
    /** Of those with a socket of their own: it takes answers from nobody else. */
    private static final int DEVICES = 2_000;

    @Override
    public String name() {
        return "snmp-exporter";
    }

    @Override
    public void round(Ground ground, Figures figures) throws Exception {
        try (Exporter exporter = Exporter.start(
                Peer.SNMP_EXPORTER.binary(), BenchConfiguration.exporter(ground.fresh("snmp-exporter")))) {
            figures.add("snmp_exporter", exporter.perThousand(path(ground, "get10", DEVICES), "m9"));
        }
    }

    static java.util.function.IntFunction<String> path(Ground ground, String module, int devices) throws Unmeasurable {
        if (ground.farm().own() < devices) {
            throw new Unmeasurable("this process may open too few files for " + devices
                    + " devices with a socket of their own: raise its limit (ulimit -n 20000)");
        }
        return n -> "/snmp?module=" + module + "&target=" + Farm.address(n % devices) + ":"
                + ground.farm().port(n % devices);
    }

    @Override
    public void report(Ground ground, Table table) {
        table.heading(Peer.SNMP_EXPORTER.title()
                + " (at saturation with 16 connections, where it costs least; without Prometheus)");
        table.figure("snmp_exporter, CPU per 1,000 polls of 10 values", "snmp_exporter", "s");
        table.timesAtLeast("snmp_exporter / whole daemon", "snmp_exporter", "daemon", 15);
    }
}
