package org.firstbell.readiness.check;

import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;
import org.jspecify.annotations.Nullable;

/** A term that is a version: a constant, or the version that a target told. */
sealed interface VersionTerm extends Term {
    @Override
    default String type() {
        return "a version";
    }

    /** The value; null where the signal is not fresh. */
    @Nullable
    VersionNumber value(CheckInputs inputs);

    /** A version as written, or the least one that a platform asks for. */
    record VersionConstant(VersionNumber version) implements VersionTerm {
        @Override
        public VersionNumber value(CheckInputs inputs) {
            return version;
        }
    }

    /** The version that a signal tells. */
    record VersionSignal(SignalName signal) implements VersionTerm, Term.OfSignal {
        @Override
        public @Nullable VersionNumber value(CheckInputs inputs) {
            return inputs.freshValue(signal) instanceof SignalValue.Version version ? version.value() : null;
        }
    }
}
