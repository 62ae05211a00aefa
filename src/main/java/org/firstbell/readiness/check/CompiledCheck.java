package org.firstbell.readiness.check;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.CheckId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SignalName;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.status.CheckOutcome;
import org.jspecify.annotations.Nullable;

/** A check ready to run: its data file's words and numbers, and its condition compiled. Immutable. */
public final class CompiledCheck {
    /** The check of a target's life: three missed attempts fail it. */
    private final CheckSpec spec;

    private final Condition condition;
    private final List<SignalName> inputSignals;
    private final List<SignalName> requiredSignals;
    private final Map<String, VersionNumber> minimumVersions;
    private final List<NamedLimit> limits;
    private final boolean liveness;

    private record NamedLimit(String name, SignalName signal, double defaultValue) {}

    CompiledCheck(CheckSpec spec, Condition condition, Map<String, VersionNumber> minimums) {
        this.spec = spec;
        this.liveness = spec.id().equals(CheckId.ANSWERS);
        this.minimumVersions = Map.copyOf(minimums);
        this.condition = condition;
        this.limits = spec.limits().entrySet().stream()
                .map(entry -> new NamedLimit(entry.getKey(), new SignalName(entry.getKey()), entry.getValue()))
                .toList();
        Set<SignalName> read = new LinkedHashSet<>();
        condition.inputs(read);
        this.requiredSignals = spec.requiredSignals().isEmpty()
                ? List.copyOf(read)
                : spec.requiredSignals().stream().map(SignalName::new).sorted().toList();
        read.addAll(requiredSignals);
        this.inputSignals = List.copyOf(read);
    }

    public CheckSpec spec() {
        return spec;
    }

    /** Whether it is the check of the target's life. */
    public boolean isLiveness() {
        return liveness;
    }

    public CheckId id() {
        return spec.id();
    }

    /** Every signal whose change can change the outcome. */
    public List<SignalName> inputSignals() {
        return inputSignals;
    }

    /** The signals that a target must have told once; else the check does not apply to it. */
    public List<SignalName> requiredSignals() {
        return requiredSignals;
    }

    /** Adds what it rests on. */
    void collectThresholds(ThresholdsBuilder into) {
        into.addInput(inputSignals);
        condition.stakes(into);
    }

    /**
     * The bound of a check that compares one quantity with one limit.
     *
     * @param limit the name under which a target sets its own
     */
    public record QuantityBound(SignalName signal, SignalName limit, double defaultValue) {
        /** As it holds for one target. */
        public double value(CheckInputs inputs) {
            return inputs.limit(limit, defaultValue);
        }
    }

    /** Its bound; null when it is no such comparison. */
    public @Nullable QuantityBound bound() {
        if (!(condition instanceof Condition.Numbers numbers)) {
            return null;
        } else if (numbers.left() instanceof NumberTerm.NumberSignal signal
                && numbers.right() instanceof NumberTerm.Limit limit) {
            return new QuantityBound(signal.signal(), limit.name(), limit.otherwise());
        }
        return numbers.left() instanceof NumberTerm.Limit limit
                        && numbers.right() instanceof NumberTerm.NumberSignal signal
                ? new QuantityBound(signal.signal(), limit.name(), limit.otherwise())
                : null;
    }

    /** Whether it says something about a session of that platform. */
    public boolean appliesTo(PlatformId platform) {
        return spec.platforms().isEmpty() || spec.platforms().contains(platform);
    }

    /** How it comes out, when everything needed was told once. */
    public CheckOutcome evaluate(CheckInputs inputs) {
        for (SignalName name : requiredSignals) {
            if (!inputs.isFresh(name)) {
                return CheckOutcome.UNKNOWN;
            }
        }
        return condition.evaluate(inputs);
    }

    /** The limits as they hold for one target, by name. */
    public Collection<EffectiveLimit> limits(CheckInputs inputs) {
        return limits.stream()
                .map(limit -> new EffectiveLimit(limit.name(), inputs.limit(limit.signal(), limit.defaultValue())))
                .collect(Collectors.toList());
    }

    /** The least version that a platform asks of a signal. */
    public Optional<String> minimumVersion(String signal) {
        return Optional.ofNullable(minimumVersions.get(signal)).map(VersionNumber::text);
    }

    /** A named limit with its value for one target. */
    public record EffectiveLimit(String name, double value) {}

    @Override
    public String toString() {
        return spec.id() + ": " + spec.condition();
    }
}
