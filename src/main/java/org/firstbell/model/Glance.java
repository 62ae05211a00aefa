package org.firstbell.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The little of a {@link TargetStanding} that is asked of many targets at once.
 *
 * @param up as there
 * @param seat as there
 * @param lastLife as there
 * @param path as there
 * @param weak a degrading check of it fails
 * @param checks how many checks apply to it
 */
public record Glance(
        Optional<Boolean> up,
        Optional<SeatState> seat,
        Optional<Instant> lastLife,
        List<DeviceId> path,
        boolean weak,
        int checks) {
    /** Of how a target stands. */
    static Glance of(TargetStanding standing) {
        return new Glance(
                standing.up(),
                standing.seat(),
                standing.lastLife(),
                standing.path(),
                standing.findings().stream()
                        .anyMatch(finding ->
                                finding.severity() == Severity.DEGRADING && finding.outcome() == CheckOutcome.FAIL),
                standing.checks().size());
    }
}
