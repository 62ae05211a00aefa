package org.firstbell.readiness.session;

import java.time.Instant;
import org.firstbell.model.PlatformId;
import org.firstbell.model.status.SeatState;
import org.firstbell.readiness.target.TargetState;
import org.firstbell.readiness.target.UplinkPaths;

/**
 * The state of a seat in one session at one instant.
 *
 * @param live the session is live
 */
record SeatAssessor(
        UplinkPaths paths, PlatformId platform, SessionSchedule schedule, boolean live, boolean visibilityLost) {
    SeatAssessment assess(int place, TargetState seat, Instant now, NextReassessment alarm) {
        UplinkPaths.PathCut cut = visibilityLost ? null : paths.findCut(seat);
        seat.assessedCut = cut;
        if (cut != null && cut.counts(now)) {
            return new SeatAssessment(place, seat, SeatState.MISSING, cut);
        } else if (cut != null) {
            alarm.consider(cut.countsFrom());
        }
        return new SeatAssessment(place, seat, state(seat, cut != null, now), null);
    }

    private SeatState state(TargetState seat, boolean mayTurnUp, Instant now) {
        boolean unfit = seat.isUnfit(platform);
        return switch (seat.state()) {
            case UP -> unfit ? SeatState.UNFIT : seat.isUncertain(platform) ? SeatState.UNKNOWN : SeatState.AWAKE;
            case DOWN -> {
                if (!seat.presence.reached() || visibilityLost) {
                    yield SeatState.UNKNOWN;
                } else if (mayTurnUp && fellSilentWithPath(seat)) {
                    yield unfit ? SeatState.UNFIT : SeatState.AWAKE;
                }
                boolean missing = isMissing(seat, now);
                yield missing ? SeatState.MISSING : unfit ? SeatState.UNFIT : SeatState.RESTING;
            }
            case UNMEASURED, STALE -> unfit ? SeatState.UNFIT : SeatState.UNKNOWN;
        };
    }

    /** It was there when the thing above it fell silent. */
    private boolean fellSilentWithPath(TargetState seat) {
        UplinkPaths.PathCut cut = paths.findCut(seat);
        Instant silent = seat.silentSince();
        return cut != null && silent != null && !silent.isBefore(cut.since());
    }

    /** Silent though due: at once when it was seen since due, else from the strict time on. */
    private boolean isMissing(TargetState seat, Instant now) {
        Instant life = seat.presence.lastSeen();
        return live
                || !now.isBefore(schedule.strictFrom())
                || (!now.isBefore(schedule.devicesDueAt()) && life != null && !life.isBefore(schedule.devicesDueAt()));
    }
}
