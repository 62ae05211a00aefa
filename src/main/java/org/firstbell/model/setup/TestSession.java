package org.firstbell.model.setup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.firstbell.model.CartId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.SessionId;

/**
 * One test session as it is planned: platform, rooms, start and end.
 *
 * @param devicesDueBeforeStart how long before the start its devices are due (default 25 min)
 * @param overrun how long after the planned end it is still live (default 30 min)
 * @param spares spare devices asked for (default 0)
 */
public record TestSession(
        SessionId id,
        SchoolId school,
        String name,
        PlatformId platform,
        List<PlannedRoom> rooms,
        Instant start,
        Instant end,
        Duration devicesDueBeforeStart,
        Duration overrun,
        int spares) {
    /** Rooms with fewer students show no counts on walls (board design §0). */
    public static final int SMALL_GROUP = 10;

    /** A room of the session with its students and the carts brought there. */
    public record PlannedRoom(RoomId room, int students, List<CartId> carts) {
        public PlannedRoom {
            carts = List.copyOf(carts);
        }
    }

    public TestSession {
        rooms = List.copyOf(rooms);
        if (!end.isAfter(start)) {
            throw new IllegalArgumentException("session " + id + " ends before it starts");
        }
    }

    /** Students of all its rooms. */
    public int students() {
        return rooms.stream().mapToInt(PlannedRoom::students).sum();
    }
}
