package org.firstbell.readiness.target;

import java.time.Instant;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.readiness.signal.Freshness;
import org.firstbell.readiness.signal.LatestSignal;
import org.jspecify.annotations.Nullable;

/**
 * One query to one target and how its attempts ended. Confined to the core loop.
 *
 * <p>An attempt that came back refused or garbled counts as missed, one that was skipped does not count.
 */
final class QueryState {
    /** Missed attempts that make a silence certain (contract, Looking again). */
    static final int MISSES_UNTIL_DOWN = 3;

    final boolean liveness;
    private final String probe;
    private final String query;
    private int misses;
    private @Nullable Instant firstMiss;
    private long answeredUntil = LatestSignal.INVALID;
    private long attemptFreshUntil = LatestSignal.INVALID;

    QueryState(QueryExecution execution) {
        this.liveness = execution.liveness();
        this.probe = execution.probe();
        this.query = execution.query();
    }

    boolean matches(QueryExecution execution) {
        return query.equals(execution.query()) && probe.equals(execution.probe());
    }

    void answered(QueryExecution execution) {
        misses = 0;
        firstMiss = null;
        attemptFreshUntil =
                Freshness.presenceFreshUntil(execution.startedAt().plus(execution.duration()), execution.interval());
        answeredUntil = attemptFreshUntil;
    }

    /** Counts a missed attempt, and how many there were in a row. */
    int missed(QueryExecution execution) {
        if (firstMiss == null) {
            firstMiss = execution.startedAt();
        }
        attemptFreshUntil =
                Freshness.presenceFreshUntil(execution.startedAt().plus(execution.duration()), execution.interval());
        return ++misses;
    }

    boolean isAlive(long now) {
        return misses < MISSES_UNTIL_DOWN && now <= answeredUntil;
    }

    boolean isDown(long now) {
        return misses >= MISSES_UNTIL_DOWN && now <= attemptFreshUntil;
    }

    /** Misses are being counted, and nothing is certain yet. */
    boolean isCountingMisses(long now) {
        return misses > 0 && misses < MISSES_UNTIL_DOWN && now <= attemptFreshUntil;
    }

    @Nullable
    Instant firstMiss() {
        return firstMiss;
    }

    /** Until when what it says holds, if nothing new comes. */
    long validUntil() {
        return misses >= MISSES_UNTIL_DOWN || (misses > 0 && answeredUntil < attemptFreshUntil)
                ? attemptFreshUntil
                : answeredUntil;
    }

    void invalidate() {
        misses = 0;
        firstMiss = null;
        answeredUntil = LatestSignal.INVALID;
        attemptFreshUntil = LatestSignal.INVALID;
    }
}
