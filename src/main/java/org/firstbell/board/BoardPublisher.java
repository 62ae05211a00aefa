package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.firstbell.model.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The schedule by which snapshots are composed: at once for a verdict or an incident, at most every 100 ms for anything
 * else, and each second in any case, since the board shows the age of what it says. Confined to the core's event loop.
 */
public final class BoardPublisher {
    private static final Duration MIN_INTERVAL = Duration.ofMillis(100);

    private final Timers timers;
    private final InstantSource clock;
    private final Supplier<BoardSnapshot> composer;
    private final Consumer<BoardSnapshot> subscriber;
    private Instant publishedAt = Instant.MIN;
    private Timers.@Nullable TimerHandle pendingTimer;

    /**
     * Of parts that run on the core's loop.
     *
     * @param compose makes the snapshot of now
     * @param out takes it on to who shows it
     */
    public BoardPublisher(
            Timers timers, InstantSource clock, Supplier<BoardSnapshot> compose, Consumer<BoardSnapshot> out) {
        this.timers = timers;
        this.clock = clock;
        this.composer = compose;
        this.subscriber = out;
    }

    /** Something that the board shows changed. */
    public void markChanged(boolean urgent) {
        if (urgent) {
            publish();
        } else if (pendingTimer == null) {
            Duration since =
                    publishedAt.equals(Instant.MIN) ? MIN_INTERVAL : Duration.between(publishedAt, clock.instant());
            if (since.isNegative() || since.compareTo(MIN_INTERVAL) >= 0) {
                publish();
            } else {
                pendingTimer = timers.schedule(MIN_INTERVAL.minus(since), this::publish);
            }
        }
    }

    /** A second passed. */
    public void tick() {
        publish();
    }

    private void publish() {
        if (pendingTimer != null) {
            pendingTimer.cancel();
            pendingTimer = null;
        }
        publishedAt = clock.instant();
        subscriber.accept(composer.get());
    }
}
