package org.firstbell.readiness;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The next instant at which time alone changes a judgement. Filled while judging; confined to the core loop. */
final class Alarm {
    private final Instant now;
    private Instant next = Instant.MAX;

    Alarm(Instant now) {
        this.now = now;
    }

    /** Something may change then; what is past does not count. */
    void at(@Nullable Instant instant) {
        if (instant != null && instant.isAfter(now) && instant.isBefore(next)) {
            next = instant;
        }
    }

    Instant next() {
        return next;
    }
}
