package org.firstbell.model.event;

import java.util.List;
import org.firstbell.model.RoomId;

/**
 * The facts that one notification tells, kept with it so that later notifications correct or withdraw what was told and
 * nothing else.
 *
 * @param rooms those that it calls affected
 * @param cause the cause that it names, as {@code kind:id}; empty when it names none
 * @param what the sentence that says what is wrong
 * @param devices how many devices it calls affected
 * @param urgent worse than its reader was told of a session that is live or near: no limit holds it back
 */
public record NotificationFacts(List<RoomId> rooms, String cause, String what, int devices, boolean urgent) {
    public static final NotificationFacts NONE = new NotificationFacts(List.of(), "", "", 0, false);

    public NotificationFacts {
        rooms = List.copyOf(rooms);
    }
}
