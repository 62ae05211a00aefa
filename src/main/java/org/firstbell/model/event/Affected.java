package org.firstbell.model.event;

import java.util.Collection;
import java.util.List;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;

/**
 * All that depends on a cause, without the cause itself; of a group, its members. Sorted.
 */
public record Affected(List<DeviceId> devices, List<RoomId> rooms, List<SessionId> sessions) {
    /** Nothing. */
    public static final Affected NONE = new Affected(List.of(), List.of(), List.of());

    public Affected {
        devices = devices.stream().sorted().distinct().toList();
        rooms = rooms.stream().sorted().distinct().toList();
        sessions = sessions.stream().sorted().distinct().toList();
    }

    /** Of any collections. */
    public static Affected of(Collection<DeviceId> devices, Collection<RoomId> rooms, Collection<SessionId> sessions) {
        return new Affected(List.copyOf(devices), List.copyOf(rooms), List.copyOf(sessions));
    }
}
