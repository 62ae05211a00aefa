package org.firstbell.probe;

import java.util.List;
import java.util.Set;
import org.snmp4j.smi.OID;

/**
 * Ports out of IF-MIB (RFC 2863): Ethernet ports, those with a link, and rates of their counters. Rates above a port's
 * speed are impossible and dropped. Where the counters of 64 bits are not told, those of 32 bits count as long as the port is
 * slow enough to wrap them once at most between two readings.
 */
final class PortsRecipe implements Recipe {
    /** Of IANAifType: ethernetCsmacd, and what older switches call fast and gigabit Ethernet (62, 69, 117). */
    private static final Set<Double> ETHERNET = Set.of(6.0, 62.0, 69.0, 117.0);

    private static final int UP = 1;
    /** Errors faster than a gigabit port can carry the smallest frames (1.488 million a second). */
    private static final double MOST_ERRORS = 1_488_095;

    private static final double OCTETS_PER_MEGABIT = 125_000;

    private static final double BITS_PER_MEGABIT = 1_000_000;

    /** What ifSpeed says of a port that is faster than it can say. */
    private static final double FASTEST_TOLD = 4_294_967_295.0;

    private static final Octets IN = new Octets("in", OlderColumns.name("in"));
    private static final Octets OUT = new Octets("out", OlderColumns.name("out"));
    private static final String OLDER_SPEED = OlderColumns.name("speed");

    private record Counter(String column, OID index) {}

    /** A counter by its columns: of 64 bits, and of 32. */
    private record Octets(String column, String older) {}

    @Override
    public void read(List<TableRow> rows, Options options, Answer answer) {
        Sum in = new Sum();
        Sum out = new Sum();
        Sum errors = new Sum();
        int total = 0;
        int up = 0;
        double busiest = -1;
        for (TableRow port : rows) {
            if (!ETHERNET.contains(port.figure("type"))) {
                continue;
            }
            total++;
            double speed = speed(port);
            double most = (speed > 0 ? speed : 100_000) * OCTETS_PER_MEGABIT * 1.1;
            double received = rate(port, IN, most, answer);
            double sent = rate(port, OUT, most, answer);
            in.add(received);
            out.add(sent);
            errors.add(rate(port, "in-errors", MOST_ERRORS, answer));
            errors.add(rate(port, "out-errors", MOST_ERRORS, answer));
            if (port.figure("oper") == UP) {
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
        answer.quantity("ports.total", total);
        answer.quantity("ports.up", up);
        in.tell("traffic.in.bytes.per.second", answer);
        out.tell("traffic.out.bytes.per.second", answer);
        errors.tell("ports.errors.per.second", answer);
        if (busiest >= 0) {
            answer.quantity("link.utilization.ratio", busiest);
        }
    }

    @Override
    public boolean counts() {
        return true;
    }

    /** In megabits a second. */
    private static double speed(TableRow port) {
        double told = port.figure("speed");
        if (told > 0) {
            return told;
        }
        double bits = port.figure(OLDER_SPEED);
        return bits > 0 && bits < FASTEST_TOLD ? bits / BITS_PER_MEGABIT : told;
    }

    private static double rate(TableRow port, Octets octets, double most, Answer answer) {
        double older = port.figure(octets.older());
        if (Double.isNaN(older) || port.figure(octets.column()) > 0) {
            return rate(port, octets.column(), most, answer);
        }
        return answer.memory()
                .rateOf32Bits(
                        new Counter(octets.older(), port.index()),
                        older,
                        port.agentSeconds().orElse(Double.NaN),
                        answer.now().toEpochMilli(),
                        most);
    }

    private static double rate(TableRow port, String column, double most, Answer answer) {
        double count = port.figure(column);
        return Double.isNaN(count)
                ? count
                : answer.memory()
                        .rate(
                                new Counter(column, port.index()),
                                count,
                                port.agentSeconds().orElse(Double.NaN),
                                answer.now().toEpochMilli(),
                                most);
    }

    /** A sum that is told only when something was added. */
    private static final class Sum {
        private double sum;
        private boolean any;

        private void add(double value) {
            if (!Double.isNaN(value)) {
                sum += value;
                any = true;
            }
        }

        private void tell(String signal, Answer answer) {
            if (any) {
                answer.quantity(signal, sum);
            }
        }
    }
}
