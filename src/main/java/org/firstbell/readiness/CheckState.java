package org.firstbell.readiness;

import java.time.Instant;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.CheckResult;
import org.firstbell.model.Severity;
import org.firstbell.readiness.check.CompiledCheck;
import org.jspecify.annotations.Nullable;

/**
 * How one check stands on one target, its confirmation included: a live view of its place among the target's. Confined to
 * the core loop.
 */
record CheckState(CheckStates all, int place) {
    CompiledCheck check() {
        return all.check(place);
    }

    /** Null when it does not apply. */
    @Nullable
    CheckOutcome outcome() {
        return all.outcome(place);
    }

    boolean fails() {
        return all.fails(place);
    }

    boolean unknown() {
        return outcome() == CheckOutcome.UNKNOWN;
    }

    /** It fails, or failed when it was last known. */
    boolean knownBad() {
        return all.knownBad(place);
    }

    boolean isAnswers() {
        return check().isAnswers();
    }

    Severity severity() {
        return check().spec().severity();
    }

    Instant since() {
        return all.since(place);
    }

    @Nullable
    CheckResult result() {
        CheckOutcome outcome = outcome();
        return outcome == null ? null : new CheckResult(check().id(), outcome, since());
    }
}
