package org.firstbell.model.setup;

import java.util.Optional;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;

/**
 * A room of a school with its names.
 *
 * @param boardName what walls show when it must not be the name
 * @param columns seats in a row of its plan, when told
 */
public record Room(
        RoomId id, SchoolId school, String name, Optional<String> boardName, Optional<Integer> columns, int order) {
    /** What a wall may show. */
    public String displayName() {
        return boardName.orElse(name);
    }
}
