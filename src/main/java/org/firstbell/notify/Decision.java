package org.firstbell.notify;

import java.time.Instant;
import java.util.Optional;

/** Whether somebody is told now, with the reason. */
sealed interface Decision {
    /** Why, for logs and tests. */
    String reason();

    /** Now. */
    record Tell(String reason) implements Decision {}

    /**
     * Later, if it still holds.
     *
     * @param until when it is looked at again at the latest; empty when only a change can bring it up
     * @param digest whether a digest tells it meanwhile
     */
    record Wait(String reason, Optional<Instant> until, boolean digest) implements Decision {}
}
