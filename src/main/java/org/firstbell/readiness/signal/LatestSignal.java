package org.firstbell.readiness.signal;

import java.time.Instant;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.status.Signal;

/** The latest value of one signal: a live view of its place among a target's. Confined to the core loop. */
public record LatestSignal(LatestSignals signals, int index) {
    /** The mark of an observation that must not be believed any more. */
    public static final long INVALID = Long.MIN_VALUE;

    public boolean isFresh(long now) {
        return signals.isFresh(index, now);
    }

    /** The last instant of its freshness, in milliseconds since 1970; {@link #INVALID} when it is not believed. */
    public long freshUntil() {
        return signals.freshUntil(index);
    }

    public SignalValue value() {
        return signals.value(index);
    }

    public Instant observedAt() {
        return signals.observedAt(index);
    }

    public Signal signal(Target about) {
        return signals.signal(index, about);
    }
}
