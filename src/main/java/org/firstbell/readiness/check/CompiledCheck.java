package org.firstbell.readiness.check;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.CheckId;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SignalName;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.setup.CheckSpec;
import org.jspecify.annotations.Nullable;

/** A check ready to run: its data file's words and numbers, and its condition compiled. Immutable. */
public final class CompiledCheck {
    /** The check of a target's life: three missed looks fail it. */
    public static final CheckId ANSWERS = new CheckId("answers");

    private final CheckSpec spec;
    private final Condition condition;
    private final List<SignalName> inputs;
    private final List<SignalName> needed;
    private final Map<String, VersionNumber> minimums;
    private final List<Limit> limits;
    private final boolean answers;

    private record Limit(String name, SignalName signal, double otherwise) {}

    CompiledCheck(CheckSpec spec, Condition condition, Map<String, VersionNumber> minimums) {
        this.spec = spec;
        this.answers = spec.id().equals(ANSWERS);
        this.minimums = Map.copyOf(minimums);
        this.condition = condition;
        this.limits = spec.limits().entrySet().stream()
                .map(entry -> new Limit(entry.getKey(), new SignalName(entry.getKey()), entry.getValue()))
                .toList();
        Set<SignalName> read = new LinkedHashSet<>();
        condition.inputs(read);
        this.needed = spec.requires().isEmpty()
                ? List.copyOf(read)
                : spec.requires().stream().map(SignalName::new).sorted().toList();
        read.addAll(needed);
        this.inputs = List.copyOf(read);
    }

    public CheckSpec spec() {
        return spec;
    }

    /** Whether it is the check of the target's life. */
    public boolean isAnswers() {
        return answers;
    }

    public CheckId id() {
        return spec.id();
    }

    /** Every signal whose change can change the outcome. */
    public List<SignalName> inputs() {
        return inputs;
    }

    /** The signals that a target must have told once; else the check does not apply to it. */
    public List<SignalName> needed() {
        return needed;
    }

    /** Adds what it rests on. */
    void stakes(StakesDraft into) {
        into.told(inputs);
        condition.stakes(into);
    }

    /**
     * The bound of a check that compares one quantity with one limit.
     *
     * @param limit the name under which a target sets its own
     */
    public record Bound(SignalName signal, SignalName limit, double otherwise) {
        /** As it holds for one target. */
        public double value(Facts facts) {
            return facts.limit(limit, otherwise);
        }
    }

    /** Its bound; null when it is no such comparison. */
    public @Nullable Bound bound() {
        if (!(condition instanceof Condition.Numbers numbers)) {
            return null;
        } else if (numbers.left() instanceof NumberTerm.Signal signal
                && numbers.right() instanceof NumberTerm.Limit limit) {
            return new Bound(signal.signal(), limit.name(), limit.otherwise());
        }
        return numbers.left() instanceof NumberTerm.Limit limit && numbers.right() instanceof NumberTerm.Signal signal
                ? new Bound(signal.signal(), limit.name(), limit.otherwise())
                : null;
    }

    /** Whether it says something about a session of that platform. */
    public boolean concerns(PlatformId platform) {
        return spec.platforms().isEmpty() || spec.platforms().contains(platform);
    }

    /** How it comes out, when everything needed was told once. */
    public CheckOutcome judge(Facts facts) {
        for (SignalName name : needed) {
            if (!facts.isFresh(name)) {
                return CheckOutcome.UNKNOWN;
            }
        }
        return condition.test(facts);
    }

    /** The limits as they hold for one target, by name. */
    public Collection<LimitInForce> limits(Facts facts) {
        return limits.stream()
                .map(limit -> new LimitInForce(limit.name(), facts.limit(limit.signal(), limit.otherwise())))
                .collect(Collectors.toList());
    }

    /** The least version that a platform asks of a signal. */
    public Optional<String> minimum(String signal) {
        return Optional.ofNullable(minimums.get(signal)).map(VersionNumber::text);
    }

    /** A named limit with its value for one target. */
    public record LimitInForce(String name, double value) {}

    @Override
    public String toString() {
        return spec.id() + ": " + spec.passes();
    }
}
