package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.firstbell.model.Timers;
import org.jspecify.annotations.Nullable;

/**
 * When a new snapshot is composed: at once for a verdict or an incident, for anything else at most every 100 ms, and
 * each second whatever happened, since the board speaks of time. Confined to the core's event loop.
 */
public final class Showing {
    private static final Duration APART = Duration.ofMillis(100);

    private final Timers timers;
    private final InstantSource clock;
    private final Supplier<BoardSnapshot> compose;
    private final Consumer<BoardSnapshot> out;
    private Instant shownAt = Instant.MIN;
    private Timers.@Nullable Handle waiting;

    /**
     * Of parts that run on the core's loop.
     *
     * @param compose makes the snapshot of now
     * @param out takes it on to who shows it
     */
    public Showing(Timers timers, InstantSource clock, Supplier<BoardSnapshot> compose, Consumer<BoardSnapshot> out) {
        this.timers = timers;
        this.clock = clock;
        this.compose = compose;
        this.out = out;
    }

    /** Something that the board shows changed. */
    public void mark(boolean urgent) {
        if (urgent) {
            show();
        } else if (waiting == null) {
            Duration since = shownAt.equals(Instant.MIN) ? APART : Duration.between(shownAt, clock.instant());
            if (since.isNegative() || since.compareTo(APART) >= 0) {
                show();
            } else {
                waiting = timers.after(APART.minus(since), this::show);
            }
        }
    }

    /** A second passed. */
    public void tick() {
        show();
    }

    private void show() {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
        shownAt = clock.instant();
        out.accept(compose.get());
    }
}
