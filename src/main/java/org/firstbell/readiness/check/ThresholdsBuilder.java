package org.firstbell.readiness.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.SignalName;
import org.firstbell.model.setup.Inventory;

/** What checks rest on, gathered condition by condition. Confined to the compiling of one configuration. */
final class ThresholdsBuilder {
    private final Map<SignalName, Set<Double>> ownLimits = new HashMap<>();
    private final Map<SignalName, Set<Double>> bounds = new HashMap<>();
    private final Set<SignalName> anyChange = new HashSet<>();

    /** With the limits that devices and services set for themselves. */
    ThresholdsBuilder(Inventory inventory) {
        inventory.devices().forEach(device -> addOwnLimits(device.limits()));
        inventory.services().forEach(service -> addOwnLimits(service.limits()));
    }

    private void addOwnLimits(Map<SignalName, Double> limits) {
        limits.forEach((name, number) ->
                ownLimits.computeIfAbsent(name, none -> new TreeSet<>()).add(number));
    }

    /** It must be told; what it says turns nothing. */
    void addInput(SignalName signal) {
        bounds.computeIfAbsent(signal, none -> new TreeSet<>());
    }

    /** The same of each. */
    void addInput(Collection<SignalName> signals) {
        signals.forEach(this::addInput);
    }

    /** A check turns where it passes a number. */
    void addBound(SignalName signal, double number) {
        bounds.computeIfAbsent(signal, none -> new TreeSet<>()).add(number);
    }

    /** A check turns where it passes a limit, or the negative of it, be it a target's own. */
    void addLimit(SignalName signal, SignalName limit, double otherwise, boolean negated) {
        addBound(signal, negated ? -otherwise : otherwise);
        ownLimits.getOrDefault(limit, Set.of()).forEach(number -> addBound(signal, negated ? -number : number));
    }

    /** Every change may turn a check. */
    void addAnyChange(SignalName signal) {
        anyChange.add(signal);
    }

    CheckThresholds build() {
        Map<SignalName, double[]> numbers = new HashMap<>();
        bounds.forEach((signal, found) -> numbers.put(
                signal, found.stream().mapToDouble(Double::doubleValue).toArray()));
        return new CheckThresholds(numbers, anyChange);
    }
}
