package org.firstbell.readiness;

import java.time.Instant;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.CheckResult;
import org.firstbell.model.Severity;
import org.firstbell.readiness.check.CompiledCheck;
import org.jspecify.annotations.Nullable;

/**
 * How one check stands on one target, its confirmation included. Confined to the core loop.
 */
final class CheckState {
    final CompiledCheck check;
    private @Nullable CheckOutcome outcome;
    private Instant since = Instant.EPOCH;
    private @Nullable Instant failingSince;
    private boolean lastKnownBad;

    CheckState(CompiledCheck check) {
        this.check = check;
    }

    /** Goes on as the same check stood before a reload. */
    void continueFrom(CheckState before) {
        outcome = before.outcome;
        since = before.since;
        failingSince = before.failingSince;
        lastKnownBad = before.lastKnownBad;
    }

    /**
     * Takes what the condition says now; null when the check does not apply. Tells whether it counts otherwise than
     * before.
     *
     * @param firstSign when the failure began, if that is known better than now
     */
    boolean take(@Nullable CheckOutcome raw, Instant now, @Nullable Instant firstSign) {
        CheckOutcome was = outcome;
        if (raw == CheckOutcome.FAIL) {
            if (failingSince == null) {
                failingSince = firstSign == null ? now : firstSign;
            }
            boolean confirmed = was != CheckOutcome.PASS
                    || !now.isBefore(failingSince.plus(check.spec().confirm()));
            outcome = confirmed ? CheckOutcome.FAIL : was;
        } else {
            failingSince = null;
            outcome = raw;
        }
        if (outcome == CheckOutcome.FAIL || outcome == CheckOutcome.PASS) {
            lastKnownBad = outcome == CheckOutcome.FAIL;
        }
        if (outcome != was) {
            since = outcome == CheckOutcome.FAIL && failingSince != null ? failingSince : now;
            return true;
        }
        return false;
    }

    /** When a failure that is not confirmed yet will be, in milliseconds since 1970; else the end of time. */
    long confirmedAt() {
        return outcome == CheckOutcome.PASS && failingSince != null
                ? failingSince.plus(check.spec().confirm()).toEpochMilli()
                : Long.MAX_VALUE;
    }

    /** Null when it does not apply. */
    @Nullable
    CheckOutcome outcome() {
        return outcome;
    }

    boolean fails() {
        return outcome == CheckOutcome.FAIL;
    }

    boolean unknown() {
        return outcome == CheckOutcome.UNKNOWN;
    }

    /** It fails, or failed when it was last known. */
    boolean knownBad() {
        return outcome == CheckOutcome.FAIL || (outcome == CheckOutcome.UNKNOWN && lastKnownBad);
    }

    boolean isAnswers() {
        return check.id().equals(CompiledCheck.ANSWERS);
    }

    Severity severity() {
        return check.spec().severity();
    }

    Instant since() {
        return since;
    }

    @Nullable
    CheckResult result() {
        return outcome == null ? null : new CheckResult(check.id(), outcome, since);
    }
}
