package org.firstbell.readiness.target;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.firstbell.model.DeviceId;
import org.firstbell.model.setup.DeviceKind;
import org.jspecify.annotations.Nullable;

/**
 * The paths from seats to the rest of the school, with what cuts them. Evidence of life wins over the drawing: whatever is
 * up and spoke after the thing above it fell silent keeps the way open.
 */
public final class UplinkPaths {
    /** How long a seat known by sighting may turn up elsewhere after its access point died (contract §4). */
    static final Duration ROAMING = Duration.ofSeconds(60);

    private static final int MAX_DEPTH = 32;

    /**
     * A way that is cut.
     *
     * @param by the highest silent thing on it
     * @param countsFrom from when the seat counts as missing; later than now while it may still turn up elsewhere
     */
    public record PathCut(TargetState by, Instant since, Instant countsFrom) {
        public boolean counts(Instant now) {
            return !now.isBefore(countsFrom);
        }
    }

    private final TargetStates targetStates;

    public UplinkPaths(TargetStates targets) {
        this.targetStates = targets;
    }

    /** The cut of a seat's way; null when some way is open. */
    @Nullable
    public PathCut findCut(TargetState seat) {
        Instant life = seat.isUp() ? seat.presence.lastSeen() : null;
        TargetState by = highestSilent(targetStates.currentUplinks(seat), life, 0);
        Instant since = by == null ? null : by.silentSince();
        if (by == null || since == null) {
            return null;
        }
        boolean mayRoam = by.kind() == DeviceKind.ACCESS_POINT && mayRoam(seat);
        return new PathCut(
                by,
                since,
                mayRoam ? Instants.later(since, seat.presence.lastSeen()).plus(ROAMING) : since);
    }

    /** Whether anything above a target is silent, so that its next sign of life may open a way. */
    public boolean isSilentUpstream(TargetState target) {
        return isSilentUpstream(targetStates.currentUplinks(target), 0);
    }

    private boolean isSilentUpstream(List<DeviceId> ways, int depth) {
        for (DeviceId way : ways) {
            TargetState next = targetStates.find(way);
            if (next != null
                    && (next.state() == Presence.PresenceState.DOWN
                            || (depth < MAX_DEPTH && isSilentUpstream(targetStates.currentUplinks(next), depth + 1)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayRoam(TargetState seat) {
        return seat.presence.lastSighting() != null || !seat.presence.sources().isEmpty();
    }

    /** The highest silent thing when every one of the ways is cut. */
    private @Nullable TargetState highestSilent(List<DeviceId> ways, @Nullable Instant lifeBelow, int depth) {
        TargetState highest = null;
        for (DeviceId way : ways) {
            TargetState next = targetStates.find(way);
            TargetState by = next == null || depth > MAX_DEPTH ? null : highestSilentAt(next, lifeBelow, depth);
            if (by == null) {
                return null;
            }
            highest = highest == null ? by : highest;
        }
        return highest;
    }

    private @Nullable TargetState highestSilentAt(TargetState node, @Nullable Instant lifeBelow, int depth) {
        Instant own = node.isUp() ? node.presence.lastSeen() : null;
        Instant life = lifeBelow == null ? own : own == null ? lifeBelow : Instants.later(lifeBelow, own);
        TargetState above = highestSilent(targetStates.currentUplinks(node), life, depth + 1);
        if (above != null) {
            return above;
        }
        Instant silent = node.isDown() ? node.silentSince() : null;
        return silent != null && (lifeBelow == null || !lifeBelow.isAfter(silent)) ? node : null;
    }
}
