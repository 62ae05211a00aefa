package org.firstbell.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session as it is judged now.
 *
 * @param since when the verdict became what it is
 * @param word what people read
 * @param reasons of all its rooms, worst first, each said once
 * @param next what comes next while nothing is wrong: "carts open at 8:35", "19 of 28 open"
 * @param attendance most seats awake together since the start, or what staff entered; 0 before
 * @param freshUntil when the verdict must be withdrawn if nothing new is measured; empty before the first measurement
 * @param accepted staff accepted the risk
 */
public record SessionStanding(
        SessionId id,
        Phase phase,
        boolean cancelled,
        boolean accepted,
        Verdict verdict,
        SessionWord word,
        Instant since,
        Seats seats,
        List<RoomStanding> rooms,
        List<Finding> reasons,
        Optional<String> next,
        int attendance,
        Optional<Instant> freshUntil) {
    public SessionStanding {
        rooms = List.copyOf(rooms);
        reasons = List.copyOf(reasons);
    }
}
