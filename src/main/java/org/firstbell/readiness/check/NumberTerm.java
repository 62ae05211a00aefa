package org.firstbell.readiness.check;

import java.util.List;
import org.firstbell.model.SignalName;

/** A term that is a number: a constant, a limit, a quantity that a target told, or what is calculated of them. */
sealed interface NumberTerm extends Term {
    @Override
    default String type() {
        return "a number";
    }

    /** The value; NaN where a signal in it is not fresh, and where arithmetic gives no number ({@link #known}). */
    double value(CheckInputs inputs);

    /** Whether every signal in it is fresh. */
    boolean known(CheckInputs inputs);

    /** Tells where a check of a signal turns if this bounds it; false if it is no number, limit or the negative of one. */
    default boolean addAsBound(ThresholdsBuilder into, SignalName signal, boolean negated) {
        return false;
    }

    /** A number as written; whole when it was written without a point, or is calculated of such alone. */
    record NumberConstant(double number, boolean whole) implements NumberTerm {
        @Override
        public boolean addAsBound(ThresholdsBuilder into, SignalName signal, boolean negated) {
            into.addBound(signal, negated ? -number : number);
            return true;
        }

        @Override
        public double value(CheckInputs inputs) {
            return number;
        }

        @Override
        public boolean known(CheckInputs inputs) {
            return true;
        }
    }

    /** The quantity that a signal tells. */
    record NumberSignal(SignalName signal) implements NumberTerm, Term.OfSignal {
        @Override
        public double value(CheckInputs inputs) {
            return inputs.freshNumber(signal);
        }

        @Override
        public boolean known(CheckInputs inputs) {
            return !Double.isNaN(inputs.freshNumber(signal));
        }
    }

    /** A limit of the check, which a target may set for itself. */
    record Limit(SignalName name, double otherwise) implements NumberTerm {
        @Override
        public boolean addAsBound(ThresholdsBuilder into, SignalName signal, boolean negated) {
            into.addLimit(signal, name, otherwise, negated);
            return true;
        }

        @Override
        public double value(CheckInputs inputs) {
            return inputs.limit(name, otherwise);
        }

        @Override
        public boolean known(CheckInputs inputs) {
            return true;
        }
    }

    /** The negative of a number. */
    record Negative(NumberTerm part) implements NumberTerm {
        @Override
        public boolean addAsBound(ThresholdsBuilder into, SignalName signal, boolean negated) {
            return part.addAsBound(into, signal, !negated);
        }

        @Override
        public List<NumberTerm> conditions() {
            return List.of(part);
        }

        @Override
        public double value(CheckInputs inputs) {
            return -part.value(inputs);
        }

        @Override
        public boolean known(CheckInputs inputs) {
            return part.known(inputs);
        }
    }

    /** Two numbers added, subtracted, multiplied or divided, as {@code double} does it. */
    record Arithmetic(NumberTerm left, String sign, NumberTerm right) implements NumberTerm {
        @Override
        public List<NumberTerm> conditions() {
            return List.of(left, right);
        }

        @Override
        public double value(CheckInputs inputs) {
            return result(left.value(inputs), sign, right.value(inputs));
        }

        static double result(double left, String sign, double right) {
            return switch (sign) {
                case "+" -> left + right;
                case "-" -> left - right;
                case "*" -> left * right;
                case "/" -> left / right;
                default -> throw new IllegalArgumentException("no arithmetic: " + sign);
            };
        }

        @Override
        public boolean known(CheckInputs inputs) {
            return left.known(inputs) && right.known(inputs);
        }
    }
}
