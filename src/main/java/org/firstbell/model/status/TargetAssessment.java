package org.firstbell.model.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.Target;

/**
 * A device or service as it is judged now.
 *
 * @param up empty while not measured; false after three missed attempts, true when any probe answers or a sighting is fresh
 * @param reached whether it ever answered or was sighted since it was added
 * @param silentSince the first missed attempt of the present silence, confirmed or not
 * @param lastSeen its last answer or sighting
 * @param seatState its seat's state, for devices that seat a student and are in use
 * @param lastSighting the last one
 * @param currentUplinks what it hangs on now: the access point it was last sighted on, else its configured uplinks
 * @param findings its checks that fail or are unknown
 */
public record TargetAssessment(
        Target target,
        Optional<Boolean> up,
        boolean reached,
        Optional<Instant> silentSince,
        Optional<Instant> lastSeen,
        Optional<SeatState> seatState,
        Optional<Sighting> lastSighting,
        List<DeviceId> currentUplinks,
        List<CheckResult> checks,
        List<Finding> findings,
        Set<PlatformId> usableFor) {
    public TargetAssessment {
        currentUplinks = List.copyOf(currentUplinks);
        checks = List.copyOf(checks);
        findings = List.copyOf(findings);
        usableFor = Set.copyOf(usableFor);
    }
}
