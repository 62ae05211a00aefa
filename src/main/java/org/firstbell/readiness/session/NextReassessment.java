package org.firstbell.readiness.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The next instant at which time alone changes a judgement. Filled while judging; confined to the core loop. */
final class NextReassessment {
    private final Instant now;
    private Instant next = Instant.MAX;

    NextReassessment(Instant now) {
        this.now = now;
    }

    /** Something may change then; what is past does not count. */
    void consider(@Nullable Instant instant) {
        if (instant != null && instant.isAfter(now) && instant.isBefore(next)) {
            next = instant;
        }
    }

    Instant instant() {
        return next;
    }
}
