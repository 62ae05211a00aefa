package org.firstbell.readiness.check;

import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;
import org.jspecify.annotations.Nullable;

/** A term that is a version: a constant, or the version that a target told. */
sealed interface VersionTerm extends Term {
    /** The value; null where the signal is not fresh. */
    @Nullable
    VersionNumber value(Facts facts);

    /** A version as written, or the least one that a platform asks for. */
    record Constant(VersionNumber version) implements VersionTerm {
        @Override
        public VersionNumber value(Facts facts) {
            return version;
        }
    }

    /** The version that a signal tells. */
    record Signal(SignalName signal) implements VersionTerm, Term.OfSignal {
        @Override
        public @Nullable VersionNumber value(Facts facts) {
            return facts.fresh(signal) instanceof SignalValue.Version version ? version.value() : null;
        }
    }
}
