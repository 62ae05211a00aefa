package org.firstbell.readiness.check;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.status.CheckOutcome;

/**
 * A term that is true, false or unknown: PASS, FAIL, or UNKNOWN where a signal that decides it is not fresh. What one
 * side of "and" or "or" decides does not ask for the other.
 */
sealed interface Condition extends Term {
    @Override
    default String type() {
        return "a yes or no";
    }

    CheckOutcome evaluate(CheckInputs inputs);

    private static CheckOutcome of(boolean passes) {
        return passes ? CheckOutcome.PASS : CheckOutcome.FAIL;
    }

    /** A condition that holds when all of its parts do. */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }

        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            return joined(conditions, CheckOutcome.FAIL, CheckOutcome.PASS, inputs);
        }
    }

    /** A condition that holds when one of its parts does. */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }

        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            return joined(conditions, CheckOutcome.PASS, CheckOutcome.FAIL, inputs);
        }
    }

    /** The deciding outcome if one part has it; else unknown if one part is; else the other. */
    private static CheckOutcome joined(
            List<Condition> parts, CheckOutcome deciding, CheckOutcome otherwise, CheckInputs inputs) {
        CheckOutcome result = otherwise;
        for (int i = 0; i < parts.size(); i++) {
            CheckOutcome outcome = parts.get(i).evaluate(inputs);
            if (outcome == deciding) {
                return outcome;
            }
            result = outcome == CheckOutcome.UNKNOWN ? outcome : result;
        }
        return result;
    }

    /** The opposite of a condition. */
    record Not(Condition condition) implements Condition {
        @Override
        public List<Condition> conditions() {
            return List.of(condition);
        }

        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            return switch (condition.evaluate(inputs)) {
                case PASS -> CheckOutcome.FAIL;
                case FAIL -> CheckOutcome.PASS;
                case UNKNOWN -> CheckOutcome.UNKNOWN;
            };
        }
    }

    /** A condition that decides which of two others is asked. */
    record Choice(Condition decides, Condition then, Condition otherwise) implements Condition {
        @Override
        public List<Condition> conditions() {
            return List.of(decides, then, otherwise);
        }

        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            return switch (decides.evaluate(inputs)) {
                case PASS -> then.evaluate(inputs);
                case FAIL -> otherwise.evaluate(inputs);
                case UNKNOWN -> CheckOutcome.UNKNOWN;
            };
        }
    }

    /** {@code true} or {@code false} as written. */
    record ConstantCondition(boolean value) implements Condition {
        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            return of(value);
        }
    }

    /** A signal that says yes. */
    record FlagSet(SignalName signal) implements Condition, Term.OfSignal {
        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            return inputs.freshValue(signal) instanceof SignalValue.Flag flag ? of(flag.value()) : CheckOutcome.UNKNOWN;
        }
    }

    /** A signal that was told and is fresh, whatever it says; never unknown. */
    record IsReported(SignalName signal) implements Condition, Term.OfSignal {
        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            return of(inputs.isFresh(signal));
        }

        @Override
        public void stakes(ThresholdsBuilder into) {
            into.addInput(signal);
        }
    }

    /** Two conditions of which it is asked whether they come out the same. */
    record Same(Condition left, boolean same, Condition right) implements Condition {
        @Override
        public List<Condition> conditions() {
            return List.of(left, right);
        }

        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            CheckOutcome first = left.evaluate(inputs);
            CheckOutcome second = right.evaluate(inputs);
            return first == CheckOutcome.UNKNOWN || second == CheckOutcome.UNKNOWN
                    ? CheckOutcome.UNKNOWN
                    : of((first == second) == same);
        }
    }

    /** Two numbers compared. */
    record Numbers(NumberTerm left, Relation relation, NumberTerm right) implements Condition {
        @Override
        public List<NumberTerm> conditions() {
            return List.of(left, right);
        }

        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            double first = left.value(inputs);
            double second = right.value(inputs);
            boolean undecided =
                    (Double.isNaN(first) && !left.known(inputs)) || (Double.isNaN(second) && !right.known(inputs));
            return undecided ? CheckOutcome.UNKNOWN : of(relation.holds(first, second));
        }

        /** A signal beside a number or a limit turns it there; one that stands anywhere else, at every change. */
        @Override
        public void stakes(ThresholdsBuilder into) {
            boolean bounded =
                    (left instanceof NumberTerm.NumberSignal signal && right.addAsBound(into, signal.signal(), false))
                            || (right instanceof NumberTerm.NumberSignal mirrored
                                    && left.addAsBound(into, mirrored.signal(), false));
            if (!bounded) {
                Condition.super.stakes(into);
            }
        }
    }

    /** Two texts compared, letter by letter. */
    record Texts(TextTerm left, Relation relation, TextTerm right) implements Condition {
        @Override
        public List<TextTerm> conditions() {
            return List.of(left, right);
        }

        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            String first = left.value(inputs);
            String second = right.value(inputs);
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
        public List<TextTerm> conditions() {
            return List.of(text, word);
        }

        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            String whole = text.value(inputs);
            String part = word.value(inputs);
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
        public List<VersionTerm> conditions() {
            return List.of(left, right);
        }

        @Override
        public CheckOutcome evaluate(CheckInputs inputs) {
            VersionNumber first = left.value(inputs);
            VersionNumber second = right.value(inputs);
            return first == null || second == null ? CheckOutcome.UNKNOWN : of(relation.holds(first.compareTo(second)));
        }
    }
}
