package org.firstbell.readiness.target;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The earlier and the later of instants of which some may be missing. */
public final class Instants {
    private Instants() {}

    /** The earlier one; the only one when one is missing. */
    static @Nullable public Instant earlier(@Nullable Instant a, @Nullable Instant b) {
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
