package org.firstbell.probe.profile;

import java.util.List;
import java.util.Set;
import org.firstbell.probe.snmp.client.TableRow;
import org.snmp4j.smi.OID;

/**
 * Ports out of IF-MIB (RFC 2863): Ethernet ports, those with a link, and rates of their counters. Rates above a port's
 * speed are impossible and dropped. Where the counters of 64 bits are not told, those of 32 bits count as long as the port is
 * slow enough to wrap them once at most between two readings.
 */
final class PortMapper implements TableMapper {
    /** Of IANAifType: ethernetCsmacd, and what older switches call fast and gigabit Ethernet (62, 69, 117). */
    private static final Set<Double> ETHERNET = Set.of(6.0, 62.0, 69.0, 117.0);

    private static final int UP = 1;
    /** Errors faster than a gigabit port can carry the smallest frames (1.488 million a second). */
    private static final double MAX_ERRORS_PER_SECOND = 1_488_095;

    private static final double OCTETS_PER_MEGABIT = 125_000;

    private static final double BITS_PER_MEGABIT = 1_000_000;

    /** What ifSpeed says of a port that is faster than it can say. */
    private static final double MAX_IF_SPEED = 4_294_967_295.0;

    private static final OctetColumns IN = new OctetColumns("in", FallbackColumns.fallbackName("in"));
    private static final OctetColumns OUT = new OctetColumns("out", FallbackColumns.fallbackName("out"));
    private static final String FALLBACK_SPEED = FallbackColumns.fallbackName("speed");

    private record CounterColumn(String column, OID index) {}

    /** A counter by its columns: of 64 bits, and of 32. */
    private record OctetColumns(String column, String fallback) {}

    @Override
    public void map(List<TableRow> rows, MapperOptions options, ReadingCollector answer) {
        OptionalSum in = new OptionalSum();
        OptionalSum out = new OptionalSum();
        OptionalSum errors = new OptionalSum();
        int total = 0;
        int up = 0;
        double busiest = -1;
        for (TableRow port : rows) {
            if (!ETHERNET.contains(port.numberOrNaN("type"))) {
                continue;
            }
            total++;
            double speed = speed(port);
            double most = (speed > 0 ? speed : 100_000) * OCTETS_PER_MEGABIT * 1.1;
            double received = rate(port, IN, most, answer);
            double sent = rate(port, OUT, most, answer);
            in.add(received);
            out.add(sent);
            errors.add(rate(port, "in-errors", MAX_ERRORS_PER_SECOND, answer));
            errors.add(rate(port, "out-errors", MAX_ERRORS_PER_SECOND, answer));
            if (port.numberOrNaN("oper") == UP) {
                up++;
                double faster = Double.isNaN(sent) || received > sent ? received : sent;
                if (speed > 0 && !Double.isNaN(faster)) {
                    busiest = Math.max(busiest, Math.min(1, faster / (speed * OCTETS_PER_MEGABIT)));
                }
            }
        }
        if (total == 0) {
            return;
        }
        answer.addQuantity("ports.total", total);
        answer.addQuantity("ports.up", up);
        in.addTo("traffic.in.bytes.per.second", answer);
        out.addTo("traffic.out.bytes.per.second", answer);
        errors.addTo("ports.errors.per.second", answer);
        if (busiest >= 0) {
            answer.addQuantity("link.utilization.ratio", busiest);
        }
    }

    @Override
    public boolean hasRates() {
        return true;
    }

    /** In megabits a second. */
    private static double speed(TableRow port) {
        double told = port.numberOrNaN("speed");
        if (told > 0) {
            return told;
        }
        double bits = port.numberOrNaN(FALLBACK_SPEED);
        return bits > 0 && bits < MAX_IF_SPEED ? bits / BITS_PER_MEGABIT : told;
    }

    private static double rate(TableRow port, OctetColumns octets, double most, ReadingCollector answer) {
        double older = port.numberOrNaN(octets.fallback());
        if (Double.isNaN(older) || port.numberOrNaN(octets.column()) > 0) {
            return rate(port, octets.column(), most, answer);
        }
        return answer.memory()
                .rateOfCounter32(
                        new CounterColumn(octets.fallback(), port.index()),
                        older,
                        port.agentSeconds().orElse(Double.NaN),
                        answer.now().toEpochMilli(),
                        most);
    }

    private static double rate(TableRow port, String column, double most, ReadingCollector answer) {
        double count = port.numberOrNaN(column);
        return Double.isNaN(count)
                ? count
                : answer.memory()
                        .rate(
                                new CounterColumn(column, port.index()),
                                count,
                                port.agentSeconds().orElse(Double.NaN),
                                answer.now().toEpochMilli(),
                                most);
    }

    /** A sum that is told only when something was added. */
    private static final class OptionalSum {
        private double sum;
        private boolean hasValue;

        private void add(double value) {
            if (!Double.isNaN(value)) {
                sum += value;
                hasValue = true;
            }
        }

        private void addTo(String signal, ReadingCollector answer) {
            if (hasValue) {
                answer.addQuantity(signal, sum);
            }
        }
    }
}
