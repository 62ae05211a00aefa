package org.firstbell.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A device or service as it is judged now.
 *
 * @param up empty while not measured; false after three missed looks, true when any probe answers or a sighting is fresh
 * @param reached whether it ever answered or was sighted since it was added
 * @param silentSince the first missed look of the present silence, confirmed or not
 * @param lastLife its last answer or sighting
 * @param seat its seat's state, for devices that seat a student and are in use
 * @param sighting the last one
 * @param path what it hangs on now: the access point it was last sighted on, else its configured uplinks
 * @param findings its checks that fail or are unknown
 */
public record TargetStanding(
        Target target,
        Optional<Boolean> up,
        boolean reached,
        Optional<Instant> silentSince,
        Optional<Instant> lastLife,
        Optional<SeatState> seat,
        Optional<Sighting> sighting,
        List<DeviceId> path,
        List<CheckResult> checks,
        List<Finding> findings,
        Set<PlatformId> usableFor) {
    public TargetStanding {
        path = List.copyOf(path);
        checks = List.copyOf(checks);
        findings = List.copyOf(findings);
        usableFor = Set.copyOf(usableFor);
    }
}
