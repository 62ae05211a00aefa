package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a slow value is heading: a straight line through its last half hour. Confined to the core loop.
 *
 * <p>It says nothing before ten minutes of history, nothing when the line fits badly (the share of the movement that it
 * explains, R², is under 0.9), and nothing further ahead than four times what it has seen.
 */
final class Trend {
    static final Duration SPACING = Duration.ofSeconds(60);
    static final Duration LEAST = Duration.ofMinutes(10);
    private static final int KEPT = 31;
    private static final double FIT = 0.9;
    private static final int AHEAD = 4;

    private final long[] times = new long[KEPT];
    private final double[] values = new double[KEPT];
    private int count;

    /** Takes a value; false when the last one is younger than the spacing, and this is left out. */
    boolean take(Instant at, double value) {
        long millis = at.toEpochMilli();
        if (count > 0 && millis - times[count - 1] < SPACING.toMillis()) {
            return false;
        }
        if (count == KEPT) {
            System.arraycopy(times, 1, times, 0, KEPT - 1);
            System.arraycopy(values, 1, values, 0, KEPT - 1);
            count--;
        }
        times[count] = millis;
        values[count] = value;
        count++;
        return true;
    }

    /** When the value reaches a bound, if it goes on as it did; null when it does not, or nothing can be said. */
    @Nullable
    Instant reaches(double bound) {
        if (count < 2 || times[count - 1] - times[0] < LEAST.toMillis()) {
            return null;
        }
        double meanTime = 0;
        double meanValue = 0;
        for (int i = 0; i < count; i++) {
            meanTime += (times[i] - times[0]) / (double) count;
            meanValue += values[i] / count;
        }
        double both = 0;
        double squares = 0;
        double spread = 0;
        for (int i = 0; i < count; i++) {
            double time = times[i] - times[0] - meanTime;
            double value = values[i] - meanValue;
            both += time * value;
            squares += time * time;
            spread += value * value;
        }
        if (spread == 0 || both * both / (squares * spread) < FIT) {
            return null;
        }
        double perMilli = both / squares;
        double ahead = (bound - values[count - 1]) / perMilli;
        boolean near = ahead > 0 && ahead <= AHEAD * (double) (times[count - 1] - times[0]);
        return near ? Instant.ofEpochMilli(times[count - 1] + (long) ahead) : null;
    }

    /** Begins anew: what was seen before is not believed. */
    void withdraw() {
        count = 0;
    }
}
