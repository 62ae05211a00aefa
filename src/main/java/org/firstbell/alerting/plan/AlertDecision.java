package org.firstbell.alerting.plan;

import java.time.Instant;
import java.util.Optional;

/** The decision whether somebody is told now, with its reason. */
sealed interface AlertDecision {
    /** Why, for logs and tests. */
    String reason();

    /** The decision to notify at once. */
    record NotifyNow(String reason) implements AlertDecision {}

    /**
     * Later, if it still holds.
     *
     * @param until when it is looked at again at the latest; empty when only a change can bring it up
     * @param coveredByDigest whether a digest tells it meanwhile
     */
    record Postponed(String reason, Optional<Instant> until, boolean coveredByDigest) implements AlertDecision {}
}
