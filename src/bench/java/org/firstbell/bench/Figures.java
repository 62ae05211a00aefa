package org.firstbell.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.firstbell.bench.program.Measured;

/** What was measured, by name: a value from each round. Confined to the driver. */
final class Figures {
    private final Map<String, List<Double>> values = new LinkedHashMap<>();

    /** Keeps a round's value, and tells it for those who watch; what came of no poll at all is no figure. */
    void add(String name, double value) {
        if (!Double.isFinite(value)) {
            return;
        }
        System.err.printf(Locale.ROOT, "  %s: %.4f%n", name, value);
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** The median of a figure's rounds; empty when it could not be taken. */
    OptionalDouble median(String name) {
        List<Double> all = values.getOrDefault(name, List.of());
        return all.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Measured.median(
                        all.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** How many times one figure is of another. */
    OptionalDouble ratio(String over, String under) {
        OptionalDouble above = median(over);
        OptionalDouble below = median(under);
        return above.isPresent() && below.isPresent() && below.getAsDouble() > 0
                ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
                : OptionalDouble.empty();
    }
}
