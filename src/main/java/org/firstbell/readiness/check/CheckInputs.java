package org.firstbell.readiness.check;

import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.jspecify.annotations.Nullable;

/** The inputs that a check may read of one target at one instant. */
public interface CheckInputs {
    /** The value of a signal while it is fresh; null when it is stale or was never told. */
    @Nullable
    SignalValue freshValue(SignalName name);

    /** Whether a signal was told and is fresh. */
    default boolean isFresh(SignalName name) {
        return freshValue(name) != null;
    }

    /** The number of a quantity while it is fresh; NaN when it is stale, was never told or is no quantity. */
    default double freshNumber(SignalName name) {
        return freshValue(name) instanceof SignalValue.Quantity quantity ? quantity.value() : Double.NaN;
    }

    /** The target's own limit of that name, or the check's. */
    double limit(SignalName name, double otherwise);
}
