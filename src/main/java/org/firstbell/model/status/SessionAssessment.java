package org.firstbell.model.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.SessionId;

/**
 * A session as it is judged now.
 *
 * @param since when the verdict became what it is
 * @param label what people read
 * @param reasons of all its rooms, worst first, each said once
 * @param nextStep what comes next while nothing is wrong: "carts open at 8:35", "19 of 28 open"
 * @param attendance most seats awake together since the start, or what staff entered; 0 before
 * @param freshUntil when the verdict must be withdrawn if nothing new is measured; empty before the first measurement
 * @param riskAccepted staff accepted the risk
 */
public record SessionAssessment(
        SessionId id,
        SessionPhase phase,
        boolean cancelled,
        boolean riskAccepted,
        Verdict verdict,
        SessionLabel label,
        Instant since,
        SeatCounts seatCounts,
        List<RoomAssessment> rooms,
        List<Finding> reasons,
        Optional<String> nextStep,
        int attendance,
        Optional<Instant> freshUntil) {
    public SessionAssessment {
        rooms = List.copyOf(rooms);
        reasons = List.copyOf(reasons);
    }
}
