package org.firstbell.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The signals that a school's checks rest on, and at which changes of them a check may turn. Immutable. Compiling the checks
 * gives it; probes confirm what is at stake before they tell it.
 */
public final class CheckThresholds {
    /** Where it is not known what checks will rest on: every signal, and every change of it. */
    public static final CheckThresholds ALL_SIGNALS = new CheckThresholds(Map.of(), Set.of(), true);

    private static final double[] NONE = {};

    private final Map<SignalName, double[]> bounds = new HashMap<>();
    private final Set<SignalName> anyChange;
    private final boolean allSignals;

    private CheckThresholds(Map<SignalName, double[]> bounds, Set<SignalName> anyChange, boolean everything) {
        bounds.forEach((signal, numbers) -> this.bounds.put(signal, numbers.clone()));
        this.anyChange = Set.copyOf(anyChange);
        this.allSignals = everything;
    }

    /**
     * Of known checks.
     *
     * @param bounds for each signal that a check rests on the numbers at which one turns; none where it only must be told
     * @param anyChange those of them of which every change may turn a check
     */
    public CheckThresholds(Map<SignalName, double[]> bounds, Set<SignalName> anyChange) {
        this(bounds, anyChange, false);
    }

    /** Whether a check rests on a signal. */
    public boolean isInput(SignalName signal) {
        return allSignals || bounds.containsKey(signal) || anyChange.contains(signal);
    }

    /** Whether a check may judge two values of a signal differently. */
    public boolean mayChangeOutcome(SignalName signal, SignalValue one, SignalValue other) {
        if (allSignals || anyChange.contains(signal)) {
            return !one.equals(other);
        }
        double[] numbers = bounds.getOrDefault(signal, NONE);
        if (one instanceof SignalValue.Quantity before && other instanceof SignalValue.Quantity now) {
            return Arrays.stream(numbers)
                    .anyMatch(bound -> Double.compare(before.value(), bound) != Double.compare(now.value(), bound));
        }
        return numbers.length > 0 && !one.equals(other);
    }
}
