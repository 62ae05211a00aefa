package org.firstbell.readiness.session;

import java.time.Instant;
import org.firstbell.model.status.SeatState;
import org.firstbell.readiness.target.TargetState;
import org.firstbell.readiness.target.UplinkPaths;
import org.jspecify.annotations.Nullable;

/**
 * One seat of a room at one instant.
 *
 * @param index among the seats of its room, from 0
 * @param cut the cut of its way that counts; null when it is open, or the seat may still turn up elsewhere
 */
record SeatAssessment(int index, TargetState target, SeatState state, UplinkPaths.@Nullable PathCut cut) {
    boolean is(SeatState wanted) {
        return state == wanted;
    }

    /** Since when it is silent; the end of time while it is not. */
    Instant silentSince() {
        Instant since = target.silentSince();
        return since == null ? Instant.MAX : since;
    }
}
