package org.firstbell.readiness;

import java.time.Instant;
import org.firstbell.model.Asked;
import org.jspecify.annotations.Nullable;

/**
 * One question to one target and how its looks ended. Confined to the core loop.
 *
 * <p>A look that came back refused or garbled counts as missed, one that was skipped does not count.
 */
final class Question {
    /** Missed looks that make a silence certain (contract, Looking again). */
    static final int CERTAIN = 3;

    final boolean life;
    private final String probe;
    private final String part;
    private int misses;
    private @Nullable Instant firstMiss;
    private long answeredUntil = Held.WITHDRAWN;
    private long until = Held.WITHDRAWN;

    Question(Asked asked) {
        this.life = asked.life();
        this.probe = asked.probe();
        this.part = asked.part();
    }

    boolean is(Asked asked) {
        return part.equals(asked.part()) && probe.equals(asked.probe());
    }

    void answered(Asked asked) {
        misses = 0;
        firstMiss = null;
        until = Freshness.presenceUntil(asked.at().plus(asked.took()), asked.interval());
        answeredUntil = until;
    }

    /** Counts a missed look, and how many there were in a row. */
    int missed(Asked asked) {
        if (firstMiss == null) {
            firstMiss = asked.at();
        }
        until = Freshness.presenceUntil(asked.at().plus(asked.took()), asked.interval());
        return ++misses;
    }

    boolean alive(long now) {
        return misses < CERTAIN && now <= answeredUntil;
    }

    boolean dead(long now) {
        return misses >= CERTAIN && now <= until;
    }

    /** Misses are being counted, and nothing is certain yet. */
    boolean counting(long now) {
        return misses > 0 && misses < CERTAIN && now <= until;
    }

    @Nullable
    Instant firstMiss() {
        return firstMiss;
    }

    /** Until when what it says holds, if nothing new comes. */
    long until() {
        return misses >= CERTAIN || (misses > 0 && answeredUntil < until) ? until : answeredUntil;
    }

    void withdraw() {
        misses = 0;
        firstMiss = null;
        answeredUntil = Held.WITHDRAWN;
        until = Held.WITHDRAWN;
    }
}
