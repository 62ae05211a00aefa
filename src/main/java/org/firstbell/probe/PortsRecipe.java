package org.firstbell.probe;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ports out of IF-MIB (RFC 2863): Ethernet ports, those with a link, and rates of their counters. Rates above a port's
 * speed are impossible and dropped.
 */
final class PortsRecipe implements Recipe {
    /** Of IANAifType: ethernetCsmacd, and what older switches call fast and gigabit Ethernet (62, 69, 117). */
    private static final Set<Double> ETHERNET = Set.of(6.0, 62.0, 69.0, 117.0);

    private static final int UP = 1;
    /** Errors faster than a gigabit port can carry the smallest frames (1.488 million a second). */
    private static final double MOST_ERRORS = 1_488_095;

    @Override
    public void read(List<TableRow> rows, Options options, Answer answer) {
        List<TableRow> ports = rows.stream()
                .filter(row -> row.number("type").filter(ETHERNET::contains).isPresent())
                .toList();
        if (ports.isEmpty()) {
            return;
        }
        answer.quantity("ports.total", ports.size());
        answer.quantity("ports.up", ports.stream().filter(PortsRecipe::isUp).count());
        Sum in = new Sum();
        Sum out = new Sum();
        Sum errors = new Sum();
        double busiest = -1;
        for (TableRow port : ports) {
            double most = port.number("speed").filter(speed -> speed > 0).orElse(100_000.0) * 125_000 * 1.1;
            Optional<Double> received = rate(port, "in", most, answer);
            Optional<Double> sent = rate(port, "out", most, answer);
            received.ifPresent(in::add);
            sent.ifPresent(out::add);
            rate(port, "in-errors", MOST_ERRORS, answer).ifPresent(errors::add);
            rate(port, "out-errors", MOST_ERRORS, answer).ifPresent(errors::add);
            Optional<Double> speed = port.number("speed").filter(value -> value > 0);
            if (isUp(port) && speed.isPresent() && (received.isPresent() || sent.isPresent())) {
                double load = Math.max(received.orElse(0.0), sent.orElse(0.0)) / (speed.get() * 125_000);
                busiest = Math.max(busiest, Math.min(1, load));
            }
        }
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

    private static boolean isUp(TableRow port) {
        return port.number("oper").filter(state -> state == UP).isPresent();
    }

    private static Optional<Double> rate(TableRow port, String column, double most, Answer answer) {
        return port.number(column)
                .flatMap(count -> answer.memory()
                        .rate(column + "." + port.index(), count, port.agentSeconds(), answer.now(), most));
    }

    /** A sum that is told only when something was added. */
    private static final class Sum {
        private double sum;
        private boolean any;

        private void add(double value) {
            sum += value;
            any = true;
        }

        private void tell(String signal, Answer answer) {
            if (any) {
                answer.quantity(signal, sum);
            }
        }
    }
}
