package org.firstbell.readiness;

import java.time.Instant;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SeatState;

/**
 * The state of a seat in one session at one instant.
 *
 * @param begun the session is live
 */
record SeatJudge(Paths paths, PlatformId platform, SessionTimes times, boolean begun, boolean blind) {
    Seat judge(int place, TargetBook seat, Instant now, Alarm alarm) {
        Paths.Cut cut = blind ? null : paths.cut(seat);
        seat.judgedCut = cut;
        if (cut != null && cut.holds(now)) {
            return new Seat(place, seat, SeatState.MISSING, cut);
        } else if (cut != null) {
            alarm.at(cut.at());
        }
        return new Seat(place, seat, state(seat, cut != null, now), null);
    }

    private SeatState state(TargetBook seat, boolean mayTurnUp, Instant now) {
        boolean unfit = seat.unfit(platform);
        return switch (seat.state()) {
            case UP -> unfit ? SeatState.UNFIT : seat.doubtful(platform) ? SeatState.UNKNOWN : SeatState.AWAKE;
            case DOWN -> {
                if (!seat.presence.reached() || blind) {
                    yield SeatState.UNKNOWN;
                } else if (mayTurnUp && fellWithItsPath(seat)) {
                    yield unfit ? SeatState.UNFIT : SeatState.AWAKE;
                }
                boolean missing = missing(seat, now);
                yield missing ? SeatState.MISSING : unfit ? SeatState.UNFIT : SeatState.RESTING;
            }
            case UNMEASURED, STALE -> unfit ? SeatState.UNFIT : SeatState.UNKNOWN;
        };
    }

    /** It was there when the thing above it fell silent. */
    private boolean fellWithItsPath(TargetBook seat) {
        Paths.Cut cut = paths.cut(seat);
        Instant silent = seat.silentSince();
        return cut != null && silent != null && !silent.isBefore(cut.since());
    }

    /** Silent though due: at once when it was seen since due, else from the strict time on. */
    private boolean missing(TargetBook seat, Instant now) {
        Instant life = seat.presence.lastLife();
        return begun
                || !now.isBefore(times.strict())
                || (!now.isBefore(times.due()) && life != null && !life.isBefore(times.due()));
    }
}
