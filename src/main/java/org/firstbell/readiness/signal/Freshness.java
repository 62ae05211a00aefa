package org.firstbell.readiness.signal;

import java.time.Duration;
import java.time.Instant;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;

/**
 * The time for which a value once seen may be believed. Presence and path: three of their own intervals plus 10 s.
 * Facts: 26 h.
 *
 * <p>The further bound of 5 min within an hour of a start holds for intervals up to 90 s, and is kept by the rule
 * itself: 3 × 90 s + 10 s is 280 s.
 */
public final class Freshness {
    static final Duration FACT_LIFETIME = Duration.ofHours(26);
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private Freshness() {}

    /** How long presence and path last at that interval. */
    public static Duration presenceLifetime(Duration interval) {
        return interval.multipliedBy(3).plus(MARGIN);
    }

    /** Until when, in milliseconds since 1970, an observation of presence or path is fresh; that instant included. */
    public static long presenceFreshUntil(Instant at, Duration interval) {
        return at.toEpochMilli() + 3 * interval.toMillis() + MARGIN.toMillis();
    }

    /** Until when an observed signal is fresh; that instant included. */
    static long freshUntil(SignalCatalogue.SignalAging aging, Instant at, Duration interval) {
        return aging == SignalCatalogue.SignalAging.FACT
                ? at.toEpochMilli() + FACT_LIFETIME.toMillis()
                : presenceFreshUntil(at, interval);
    }

    /** How a signal ages; one that the catalogue does not know ages as presence does. */
    static SignalCatalogue.SignalAging aging(SignalName name) {
        return SignalCatalogue.find(name.value())
                .map(SignalCatalogue.SignalDefinition::aging)
                .orElse(SignalCatalogue.SignalAging.PRESENCE);
    }
}
