package org.firstbell.readiness;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The earlier and the later of instants of which some may be missing. */
final class Moments {
    private Moments() {}

    /** The earlier one; the only one when one is missing. */
    static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return b.isBefore(a) ? b : a;
    }

    /** The later one; the first when the second is missing. */
    static Instant later(Instant a, @Nullable Instant b) {
        return b != null && b.isAfter(a) ? b : a;
    }
}
