package org.firstbell.model.status;

import java.util.List;
import java.util.Map;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;

/**
 * One room of a session as it is judged now.
 *
 * @param seatStates every seat in use of the room in this session, by device
 * @param reasons what keeps it from READY, worst first; and what is only listed (advisory), last
 * @param cutSeats seats whose path is cut, with the highest silent thing on it as the reasons' subject
 */
public record RoomAssessment(
        RoomId room,
        Verdict verdict,
        SeatCounts seatCounts,
        Map<DeviceId, SeatState> seatStates,
        List<Finding> reasons,
        List<DeviceId> cutSeats) {
    public RoomAssessment {
        seatStates = Map.copyOf(seatStates);
        reasons = List.copyOf(reasons);
        cutSeats = List.copyOf(cutSeats);
    }
}
