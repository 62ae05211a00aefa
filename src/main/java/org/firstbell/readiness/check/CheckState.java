package org.firstbell.readiness.check;

import java.time.Instant;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.CheckResult;
import org.firstbell.model.status.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The state of one check on one target, its confirmation included: a live view of its place among the target's.
 * Confined to the core loop.
 */
public record CheckState(CheckStates states, int index) {
    public CompiledCheck check() {
        return states.check(index);
    }

    /** Null when it does not apply. */
    @Nullable
    public CheckOutcome outcome() {
        return states.outcome(index);
    }

    public boolean fails() {
        return states.fails(index);
    }

    public boolean isUnknown() {
        return outcome() == CheckOutcome.UNKNOWN;
    }

    /** It fails, or failed when it was last known. */
    public boolean failedWhenLastKnown() {
        return states.failedWhenLastKnown(index);
    }

    public boolean isLiveness() {
        return check().isLiveness();
    }

    public Severity severity() {
        return check().spec().severity();
    }

    public Instant since() {
        return states.since(index);
    }

    @Nullable
    public CheckResult result() {
        CheckOutcome outcome = outcome();
        return outcome == null ? null : new CheckResult(check().id(), outcome, since());
    }
}
