package org.firstbell.readiness;

import java.time.Instant;
import org.firstbell.model.SeatState;
import org.jspecify.annotations.Nullable;

/**
 * One seat of a room at one instant.
 *
 * @param place among the seats of its room, from 0
 * @param cut the cut of its way that counts; null when it is open, or the seat may still turn up elsewhere
 */
record Seat(int place, TargetBook book, SeatState state, Paths.@Nullable Cut cut) {
    boolean is(SeatState wanted) {
        return state == wanted;
    }

    /** Since when it is silent; the end of time while it is not. */
    Instant silentSince() {
        Instant since = book.silentSince();
        return since == null ? Instant.MAX : since;
    }
}
