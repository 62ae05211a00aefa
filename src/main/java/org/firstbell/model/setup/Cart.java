package org.firstbell.model.setup;

import java.util.Optional;
import org.firstbell.model.CartId;
import org.firstbell.model.RoomId;

/** A cart of testing devices; its home is where it stands when no session has it. */
public record Cart(CartId id, String name, Optional<RoomId> homeRoom) {}
