package org.firstbell.readiness.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.firstbell.model.SignalName;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Stakes;

/** What checks rest on, gathered condition by condition. Confined to the compiling of one configuration. */
final class StakesDraft {
    private final Map<SignalName, Set<Double>> own = new HashMap<>();
    private final Map<SignalName, Set<Double>> bounds = new HashMap<>();
    private final Set<SignalName> anyChange = new HashSet<>();

    /** With the limits that devices and services set for themselves. */
    StakesDraft(Inventory inventory) {
        inventory.devices().forEach(device -> own(device.limits()));
        inventory.services().forEach(service -> own(service.limits()));
    }

    private void own(Map<SignalName, Double> limits) {
        limits.forEach((name, number) ->
                own.computeIfAbsent(name, none -> new TreeSet<>()).add(number));
    }

    /** It must be told; what it says turns nothing. */
    void told(SignalName signal) {
        bounds.computeIfAbsent(signal, none -> new TreeSet<>());
    }

    /** The same of each. */
    void told(Collection<SignalName> signals) {
        signals.forEach(this::told);
    }

    /** A check turns where it passes a number. */
    private void bound(SignalName signal, double number) {
        bounds.computeIfAbsent(signal, none -> new TreeSet<>()).add(number);
    }

    /** A check turns where it passes a number or limit, or the negative of one; false if the term is neither. */
    boolean bound(SignalName signal, NumberTerm term, boolean negated) {
        if (term instanceof NumberTerm.Constant constant) {
            bound(signal, negated ? -constant.number() : constant.number());
        } else if (term instanceof NumberTerm.Limit limit) {
            limit(signal, limit.name(), limit.otherwise(), negated);
        } else {
            return term instanceof NumberTerm.Negative negative && bound(signal, negative.part(), !negated);
        }
        return true;
    }

    /** A check turns where it passes a limit, or the negative of it, be it a target's own. */
    private void limit(SignalName signal, SignalName limit, double otherwise, boolean negated) {
        bound(signal, negated ? -otherwise : otherwise);
        own.getOrDefault(limit, Set.of()).forEach(number -> bound(signal, negated ? -number : number));
    }

    /** Every change may turn a check. */
    void change(SignalName signal) {
        anyChange.add(signal);
    }

    Stakes stakes() {
        Map<SignalName, double[]> numbers = new HashMap<>();
        bounds.forEach((signal, found) -> numbers.put(
                signal, found.stream().mapToDouble(Double::doubleValue).toArray()));
        return new Stakes(numbers, anyChange);
    }
}
