package org.firstbell.readiness.check;

import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.jspecify.annotations.Nullable;

/** A term that is a text: one in quotes, or the text or state that a target told. */
sealed interface TextTerm extends Term {
    @Override
    default String type() {
        return "a text";
    }

    /** The value; null where the signal is not fresh. */
    @Nullable
    String value(CheckInputs inputs);

    /** A text as written between quotes. */
    record TextConstant(String text) implements TextTerm {
        @Override
        public String value(CheckInputs inputs) {
            return text;
        }
    }

    /** The text or state that a signal tells. */
    record TextSignal(SignalName signal) implements TextTerm, Term.OfSignal {
        @Override
        public @Nullable String value(CheckInputs inputs) {
            SignalValue value = inputs.freshValue(signal);
            if (value instanceof SignalValue.Text text) {
                return text.value();
            }
            return value instanceof SignalValue.State state ? state.value() : null;
        }
    }
}
