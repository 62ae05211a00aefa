package org.firstbell.readiness.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.firstbell.model.SignalName;

/**
 * A part of a condition whose type is known since it was read: yes or no, a number, a text or a version. Immutable.
 * Evaluating a term changes nothing and allocates nothing, versions apart.
 */
sealed interface Term permits Condition, NumberTerm, TextTerm, VersionTerm, Term.OfSignal, Term.Faulty {
    /** The terms that it is made of; none for a constant, a limit or a signal. */
    default List<? extends Term> conditions() {
        return List.of();
    }

    /** Adds the names of all signals that it reads. */
    default void inputs(Set<SignalName> into) {
        conditions().forEach(part -> part.inputs(into));
    }

    /** Whether it reads no signal, so that it is known at all times. */
    default boolean isFixed() {
        Set<SignalName> inputs = new HashSet<>();
        inputs(inputs);
        return inputs.isEmpty();
    }

    /** Adds the signals that it rests on, and at which changes of them its value may change. */
    default void stakes(ThresholdsBuilder into) {
        conditions().forEach(part -> part.stakes(into));
    }

    /** A term that reads one signal and changes with it. */
    sealed interface OfSignal extends Term
            permits Condition.FlagSet,
                    Condition.IsReported,
                    NumberTerm.NumberSignal,
                    TextTerm.TextSignal,
                    VersionTerm.VersionSignal {
        SignalName signal();

        @Override
        default void inputs(Set<SignalName> into) {
            into.add(signal());
        }

        @Override
        default void stakes(ThresholdsBuilder into) {
            into.addAnyChange(signal());
        }
    }

    /** The place of a term with a fault that has been reported; whatever contains it is faulty too, without a word. */
    record Faulty() implements Term {
        @Override
        public String type() {
            return "a fault";
        }
    }

    /** The type as a person calls it. */
    String type();
}
