package org.firstbell.readiness.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;

/**
 * A term that is true, false or unknown: PASS, FAIL, or UNKNOWN where a signal that decides it is not fresh. What one
 * side of "and" or "or" decides does not ask for the other.
 */
sealed interface Condition extends Term {
    CheckOutcome test(Facts facts);

    private static CheckOutcome of(boolean passes) {
        return passes ? CheckOutcome.PASS : CheckOutcome.FAIL;
    }

    /** A condition that holds when all of its parts do. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public CheckOutcome test(Facts facts) {
            return joined(parts, CheckOutcome.FAIL, CheckOutcome.PASS, facts);
        }
    }

    /** A condition that holds when one of its parts does. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public CheckOutcome test(Facts facts) {
            return joined(parts, CheckOutcome.PASS, CheckOutcome.FAIL, facts);
        }
    }

    /** The deciding outcome if one part has it; else unknown if one part is; else the other. */
    private static CheckOutcome joined(
            List<Condition> parts, CheckOutcome deciding, CheckOutcome otherwise, Facts facts) {
        CheckOutcome result = otherwise;
        for (int i = 0; i < parts.size(); i++) {
            CheckOutcome outcome = parts.get(i).test(facts);
            if (outcome == deciding) {
                return outcome;
            }
            result = outcome == CheckOutcome.UNKNOWN ? outcome : result;
        }
        return result;
    }

    /** The opposite of a condition. */
    record Not(Condition part) implements Condition {
        @Override
        public List<Condition> parts() {
            return List.of(part);
        }

        @Override
        public CheckOutcome test(Facts facts) {
            return switch (part.test(facts)) {
                case PASS -> CheckOutcome.FAIL;
                case FAIL -> CheckOutcome.PASS;
                case UNKNOWN -> CheckOutcome.UNKNOWN;
            };
        }
    }

    /** A condition that decides which of two others is asked. */
    record Choice(Condition decides, Condition then, Condition otherwise) implements Condition {
        @Override
        public List<Condition> parts() {
            return List.of(decides, then, otherwise);
        }

        @Override
        public CheckOutcome test(Facts facts) {
            return switch (decides.test(facts)) {
                case PASS -> then.test(facts);
                case FAIL -> otherwise.test(facts);
                case UNKNOWN -> CheckOutcome.UNKNOWN;
            };
        }
    }

    /** {@code true} or {@code false} as written. */
    record Constant(boolean value) implements Condition {
        @Override
        public CheckOutcome test(Facts facts) {
            return of(value);
        }
    }

    /** A signal that says yes. */
    record FlagSet(SignalName signal) implements Condition, Term.OfSignal {
        @Override
        public CheckOutcome test(Facts facts) {
            return facts.fresh(signal) instanceof SignalValue.Flag flag ? of(flag.value()) : CheckOutcome.UNKNOWN;
        }
    }

    /** A signal that was told and is fresh, whatever it says; never unknown. */
    record Told(SignalName signal) implements Condition, Term.OfSignal {
        @Override
        public CheckOutcome test(Facts facts) {
            return of(facts.isFresh(signal));
        }

        @Override
        public void stakes(StakesDraft into) {
            into.told(signal);
        }
    }

    /** Two conditions of which it is asked whether they come out the same. */
    record Same(Condition left, boolean same, Condition right) implements Condition {
        @Override
        public List<Condition> parts() {
            return List.of(left, right);
        }

        @Override
        public CheckOutcome test(Facts facts) {
            CheckOutcome first = left.test(facts);
            CheckOutcome second = right.test(facts);
            return first == CheckOutcome.UNKNOWN || second == CheckOutcome.UNKNOWN
                    ? CheckOutcome.UNKNOWN
                    : of((first == second) == same);
        }
    }

    /** Two numbers compared. */
    record Numbers(NumberTerm left, Relation relation, NumberTerm right) implements Condition {
        @Override
        public List<NumberTerm> parts() {
            return List.of(left, right);
        }

        @Override
        public CheckOutcome test(Facts facts) {
            double first = left.value(facts);
            double second = right.value(facts);
            boolean undecided =
                    (Double.isNaN(first) && !left.known(facts)) || (Double.isNaN(second) && !right.known(facts));
            return undecided ? CheckOutcome.UNKNOWN : of(relation.holds(first, second));
        }

        /** A signal beside a number or a limit turns it there; one that stands anywhere else, at every change. */
        @Override
        public void stakes(StakesDraft into) {
            boolean bounded = (left instanceof NumberTerm.Signal signal && into.bound(signal.signal(), right, false))
                    || (right instanceof NumberTerm.Signal mirrored && into.bound(mirrored.signal(), left, false));
            if (!bounded) {
                Condition.super.stakes(into);
            }
        }
    }

    /** Two texts compared, letter by letter. */
    record Texts(TextTerm left, Relation relation, TextTerm right) implements Condition {
        @Override
        public List<TextTerm> parts() {
            return List.of(left, right);
        }

        @Override
        public CheckOutcome test(Facts facts) {
            String first = left.value(facts);
            String second = right.value(facts);
            return first == null || second == null ? CheckOutcome.UNKNOWN : of(relation.holds(first.compareTo(second)));
        }
    }

    /** A text that contains, starts or ends with another. */
    record TextHolds(TextTerm text, Where where, TextTerm word) implements Condition {
        /** The place in a text where another is looked for. */
        enum Where {
            ANYWHERE("contains"),
            START("startsWith"),
            END("endsWith");

            private final String method;

            Where(String method) {
                this.method = method;
            }

            /** The place that a method of that name asks about. */
            static Optional<Where> of(String method) {
                return Arrays.stream(values())
                        .filter(where -> where.method.equals(method))
                        .findFirst();
            }
        }

        @Override
        public List<TextTerm> parts() {
            return List.of(text, word);
        }

        @Override
        public CheckOutcome test(Facts facts) {
            String whole = text.value(facts);
            String part = word.value(facts);
            if (whole == null || part == null) {
                return CheckOutcome.UNKNOWN;
            }
            return of(
                    switch (where) {
                        case ANYWHERE -> whole.contains(part);
                        case START -> whole.startsWith(part);
                        case END -> whole.endsWith(part);
                    });
        }
    }

    /** Two versions compared, number by number. */
    record Versions(VersionTerm left, Relation relation, VersionTerm right) implements Condition {
        @Override
        public List<VersionTerm> parts() {
            return List.of(left, right);
        }

        @Override
        public CheckOutcome test(Facts facts) {
            VersionNumber first = left.value(facts);
            VersionNumber second = right.value(facts);
            return first == null || second == null ? CheckOutcome.UNKNOWN : of(relation.holds(first.compareTo(second)));
        }
    }
}
