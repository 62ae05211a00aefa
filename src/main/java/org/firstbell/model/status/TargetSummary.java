package org.firstbell.model.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.DeviceId;

/**
 * The little of a {@link TargetAssessment} that is asked of many targets at once.
 *
 * @param up as there
 * @param seatState as there
 * @param lastSeen as there
 * @param currentUplinks as there
 * @param degraded a degrading check of it fails
 * @param checkCount how many checks apply to it
 */
public record TargetSummary(
        Optional<Boolean> up,
        Optional<SeatState> seatState,
        Optional<Instant> lastSeen,
        List<DeviceId> currentUplinks,
        boolean degraded,
        int checkCount) {
    /** Of how a target stands. */
    static TargetSummary of(TargetAssessment assessment) {
        return new TargetSummary(
                assessment.up(),
                assessment.seatState(),
                assessment.lastSeen(),
                assessment.currentUplinks(),
                assessment.findings().stream()
                        .anyMatch(finding ->
                                finding.severity() == Severity.DEGRADING && finding.outcome() == CheckOutcome.FAIL),
                assessment.checks().size());
    }
}
