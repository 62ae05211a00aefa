package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private final Function<Boolean, BoardSnapshot> compose;
    private final Consumer<BoardSnapshot> out;
    private Instant shownAt = Instant.MIN;
    private Timers.@Nullable Handle waiting;

    /**
     * Of parts that run on the core's loop.
     *
     * @param compose makes the snapshot of now; told whether it is urgent
     * @param out takes it on to who shows it
     */
    public Showing(
            Timers timers, InstantSource clock, Function<Boolean, BoardSnapshot> compose, Consumer<BoardSnapshot> out) {
        this.timers = timers;
        this.clock = clock;
        this.compose = compose;
        this.out = out;
    }

    /** Something that the board shows changed. */
    public void mark(boolean urgent) {
        if (urgent) {
            show(true);
        } else if (waiting == null) {
            Duration since = shownAt.equals(Instant.MIN) ? APART : Duration.between(shownAt, clock.instant());
            if (since.isNegative() || since.compareTo(APART) >= 0) {
                show(false);
            } else {
                waiting = timers.after(APART.minus(since), () -> show(false));
            }
        }
    }

    /** A second passed. */
    public void tick() {
        show(false);
    }

    private void show(boolean urgent) {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
        shownAt = clock.instant();
        out.accept(compose.apply(urgent));
    }
}
