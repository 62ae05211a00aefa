package org.firstbell.readiness.check;

import java.util.List;
import java.util.Set;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;
import org.jspecify.annotations.Nullable;

/**
 * A compiled condition: PASS when true, FAIL when false, UNKNOWN when a value that decides it is not fresh. And, or and
 * not follow CEL: what is decided by one side does not ask for the other.
 */
sealed interface Condition {
    CheckOutcome test(Facts facts);

    /** Adds the names of all signals that it reads. */
    void inputs(Set<SignalName> into);

    /** Adds what it rests on, and at which changes of that it may turn. */
    void stakes(StakesDraft into);

    /** How two values are compared. */
    enum Relation {
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">="),
        EQUAL("=="),
        UNEQUAL("!=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        static @Nullable Relation of(String sign) {
            for (Relation relation : values()) {
                if (relation.sign.equals(sign)) {
                    return relation;
                }
            }
            return null;
        }

        /** The same with its sides exchanged. */
        Relation mirrored() {
            return switch (this) {
                case LESS -> GREATER;
                case AT_MOST -> AT_LEAST;
                case GREATER -> LESS;
                case AT_LEAST -> AT_MOST;
                case EQUAL, UNEQUAL -> this;
            };
        }

        boolean holds(int order) {
            return switch (this) {
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
                case EQUAL -> order == 0;
                case UNEQUAL -> order != 0;
            };
        }

        boolean orders() {
            return this != EQUAL && this != UNEQUAL;
        }
    }

    private static CheckOutcome of(boolean passes) {
        return passes ? CheckOutcome.PASS : CheckOutcome.FAIL;
    }

    /** All hold. */
    record All(List<Condition> parts) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            CheckOutcome result = CheckOutcome.PASS;
            for (Condition part : parts) {
                CheckOutcome outcome = part.test(facts);
                if (outcome == CheckOutcome.FAIL) {
                    return outcome;
                }
                result = outcome == CheckOutcome.UNKNOWN ? outcome : result;
            }
            return result;
        }

        @Override
        public void inputs(Set<SignalName> into) {
            parts.forEach(part -> part.inputs(into));
        }

        @Override
        public void stakes(StakesDraft into) {
            parts.forEach(part -> part.stakes(into));
        }
    }

    /** One at least holds. */
    record Any(List<Condition> parts) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            CheckOutcome result = CheckOutcome.FAIL;
            for (Condition part : parts) {
                CheckOutcome outcome = part.test(facts);
                if (outcome == CheckOutcome.PASS) {
                    return outcome;
                }
                result = outcome == CheckOutcome.UNKNOWN ? outcome : result;
            }
            return result;
        }

        @Override
        public void inputs(Set<SignalName> into) {
            parts.forEach(part -> part.inputs(into));
        }

        @Override
        public void stakes(StakesDraft into) {
            parts.forEach(part -> part.stakes(into));
        }
    }

    /** It does not hold. */
    record Not(Condition part) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            return switch (part.test(facts)) {
                case PASS -> CheckOutcome.FAIL;
                case FAIL -> CheckOutcome.PASS;
                case UNKNOWN -> CheckOutcome.UNKNOWN;
            };
        }

        @Override
        public void inputs(Set<SignalName> into) {
            part.inputs(into);
        }

        @Override
        public void stakes(StakesDraft into) {
            part.stakes(into);
        }
    }

    /** Always the same. */
    record Constant(boolean value) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            return of(value);
        }

        @Override
        public void inputs(Set<SignalName> into) {}

        @Override
        public void stakes(StakesDraft into) {}
    }

    /** A flag is up. */
    record FlagSet(SignalName signal) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            return facts.fresh(signal) instanceof SignalValue.Flag flag ? of(flag.value()) : CheckOutcome.UNKNOWN;
        }

        @Override
        public void inputs(Set<SignalName> into) {
            into.add(signal);
        }

        @Override
        public void stakes(StakesDraft into) {
            into.change(signal);
        }
    }

    /** A signal was told, and is fresh. */
    record Told(SignalName signal) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            return of(facts.isFresh(signal));
        }

        @Override
        public void inputs(Set<SignalName> into) {
            into.add(signal);
        }

        @Override
        public void stakes(StakesDraft into) {
            into.told(signal);
        }
    }

    /** A quantity beside a number. */
    record QuantityIs(SignalName signal, Relation relation, double bound) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            double number = facts.number(signal);
            return Double.isNaN(number) ? CheckOutcome.UNKNOWN : of(relation.holds(compare(number, bound)));
        }

        @Override
        public void inputs(Set<SignalName> into) {
            into.add(signal);
        }

        @Override
        public void stakes(StakesDraft into) {
            into.bound(signal, bound);
        }

        /** Numbers as numbers: 0.0 and -0.0 are the same. */
        static int compare(double value, double bound) {
            return value < bound ? -1 : value > bound ? 1 : 0;
        }
    }

    /** A quantity beside a limit, or the negative of it, which a device may set for itself. */
    record QuantityInLimit(SignalName signal, Relation relation, SignalName limit, double otherwise, boolean negated)
            implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            double bound = facts.limit(limit, otherwise);
            double number = facts.number(signal);
            return Double.isNaN(number)
                    ? CheckOutcome.UNKNOWN
                    : of(relation.holds(QuantityIs.compare(number, negated ? -bound : bound)));
        }

        @Override
        public void inputs(Set<SignalName> into) {
            into.add(signal);
        }

        @Override
        public void stakes(StakesDraft into) {
            into.limit(signal, limit, otherwise, negated);
        }
    }

    /** A quantity beside another of the same target. */
    record QuantityBeside(SignalName signal, Relation relation, SignalName other) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            double left = facts.number(signal);
            double right = facts.number(other);
            return Double.isNaN(left) || Double.isNaN(right)
                    ? CheckOutcome.UNKNOWN
                    : of(relation.holds(QuantityIs.compare(left, right)));
        }

        @Override
        public void inputs(Set<SignalName> into) {
            into.add(signal);
            into.add(other);
        }

        @Override
        public void stakes(StakesDraft into) {
            into.change(signal);
            into.change(other);
        }
    }

    /** A limit, as it is set for the target, beside a number. */
    record LimitIs(SignalName limit, double otherwise, Relation relation, double bound) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            return of(relation.holds(QuantityIs.compare(facts.limit(limit, otherwise), bound)));
        }

        @Override
        public void inputs(Set<SignalName> into) {}

        @Override
        public void stakes(StakesDraft into) {}
    }

    /** A version beside another, number by number. */
    record VersionIs(SignalName signal, Relation relation, VersionNumber bound) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            return facts.fresh(signal) instanceof SignalValue.Version version
                    ? of(relation.holds(version.value().compareTo(bound)))
                    : CheckOutcome.UNKNOWN;
        }

        @Override
        public void inputs(Set<SignalName> into) {
            into.add(signal);
        }

        @Override
        public void stakes(StakesDraft into) {
            into.change(signal);
        }
    }

    /** A text or state is, or is not, a word. */
    record TextIs(SignalName signal, boolean equal, String word) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            SignalValue value = facts.fresh(signal);
            String text = value instanceof SignalValue.Text told
                    ? told.value()
                    : value instanceof SignalValue.State state ? state.value() : null;
            return text == null ? CheckOutcome.UNKNOWN : of(text.equals(word) == equal);
        }

        @Override
        public void inputs(Set<SignalName> into) {
            into.add(signal);
        }

        @Override
        public void stakes(StakesDraft into) {
            into.change(signal);
        }
    }

    /** Whatever else the expression language can say, run by its engine. */
    non-sealed interface Run extends Condition {}
}
