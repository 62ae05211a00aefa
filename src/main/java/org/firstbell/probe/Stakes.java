package org.firstbell.probe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.Configuration;

/** The signals that a school's checks rest on, with the limits at which a check may turn. Immutable. */
final class Stakes {
    private static final Pattern SIGNAL = Pattern.compile("signal\\('([^']+)'\\)");

    private final Map<SignalName, double[]> limits = new HashMap<>();

    private Stakes(Map<String, TreeSet<Double>> found) {
        found.forEach((signal, numbers) -> limits.put(
                new SignalName(signal),
                numbers.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** Of all checks of a configuration and the limits that its devices have of their own. */
    static Stakes of(Configuration configuration) {
        Map<String, TreeSet<Double>> found = new HashMap<>();
        configuration.checks().forEach(check -> {
            Matcher signal = SIGNAL.matcher(check.passes());
            while (signal.find()) {
                found.computeIfAbsent(signal.group(1), none -> new TreeSet<>());
            }
        });
        BiConsumer<String, Double> add = (limit, number) -> {
            String signal = limit;
            while (!found.containsKey(signal) && signal.contains(".")) {
                signal = signal.substring(0, signal.lastIndexOf('.'));
            }
            if (found.containsKey(signal)) {
                found.get(signal).add(number);
                found.get(signal).add(-number);
            }
        };
        configuration.checks().forEach(check -> check.limits().forEach(add));
        configuration
                .inventory()
                .devices()
                .forEach(device -> device.limits().forEach((name, number) -> add.accept(name.value(), number)));
        return new Stakes(found);
    }

    /** Whether a check rests on a signal. */
    boolean at(SignalName signal) {
        return limits.containsKey(signal);
    }

    /**
     * Whether a check may judge two values differently: numbers on different sides of one of the signal's limits, or any
     * two that are not the same where it has none.
     */
    boolean apart(SignalName signal, SignalValue one, SignalValue other) {
        double[] numbers = limits.getOrDefault(signal, new double[0]);
        if (one instanceof SignalValue.Quantity before
                && other instanceof SignalValue.Quantity now
                && numbers.length > 0) {
            return Arrays.stream(numbers)
                    .anyMatch(limit -> Double.compare(before.value(), limit) != Double.compare(now.value(), limit));
        }
        return !one.equals(other);
    }
}
