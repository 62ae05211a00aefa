package org.firstbell.model;

import java.util.List;
import java.util.Map;

/**
 * One room of a session as it is judged now.
 *
 * @param seatStates every seat in use of the room in this session, by device
 * @param reasons what keeps it from READY, worst first; and what is only listed (advisory), last
 * @param cut seats whose path is cut, with the highest silent thing on it as the reasons' subject
 */
public record RoomStanding(
        RoomId room,
        Verdict verdict,
        Seats seats,
        Map<DeviceId, SeatState> seatStates,
        List<Finding> reasons,
        List<DeviceId> cut) {
    public RoomStanding {
        seatStates = Map.copyOf(seatStates);
        reasons = List.copyOf(reasons);
        cut = List.copyOf(cut);
    }
}
