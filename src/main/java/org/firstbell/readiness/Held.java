package org.firstbell.readiness;

import java.time.Instant;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;

/** The latest value of one signal: a live view of its place among a target's. Confined to the core loop. */
record Held(LatestSignals all, int place) {
    /** The mark of an observation that must not be believed any more. */
    static final long WITHDRAWN = Long.MIN_VALUE;

    boolean fresh(long now) {
        return all.fresh(place, now);
    }

    /** The last instant of its freshness, in milliseconds since 1970; {@link #WITHDRAWN} when it is not believed. */
    long until() {
        return all.until(place);
    }

    SignalValue value() {
        return all.value(place);
    }

    Instant observedAt() {
        return all.observedAt(place);
    }

    Signal signal(Target about) {
        return all.signal(place, about);
    }
}
