package org.firstbell.readiness.signal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The trend of a slow value: a straight line through its last half hour. Confined to the core loop.
 *
 * <p>It says nothing before ten minutes of history, nothing when the line fits badly (the share of the movement that it
 * explains, R², is under 0.9), and nothing further ahead than four times what it has seen.
 */
public final class Trend {
    static final Duration SPACING = Duration.ofSeconds(60);
    static final Duration MIN_HISTORY = Duration.ofMinutes(10);
    private static final int CAPACITY = 31;
    private static final double MIN_R_SQUARED = 0.9;
    private static final int MAX_EXTRAPOLATION = 4;

    private final long[] times = new long[CAPACITY];
    private final double[] values = new double[CAPACITY];
    private int count;

    /** Takes a value; false when the last one is younger than the spacing, and this is left out. */
    public boolean add(Instant at, double value) {
        long millis = at.toEpochMilli();
        if (count > 0 && millis - times[count - 1] < SPACING.toMillis()) {
            return false;
        }
        if (count == CAPACITY) {
            System.arraycopy(times, 1, times, 0, CAPACITY - 1);
            System.arraycopy(values, 1, values, 0, CAPACITY - 1);
            count--;
        }
        times[count] = millis;
        values[count] = value;
        count++;
        return true;
    }

    /** When the value reaches a bound, if it goes on as it did; null when it does not, or nothing can be said. */
    @Nullable
    public Instant reachesAt(double bound) {
        if (count < 2 || times[count - 1] - times[0] < MIN_HISTORY.toMillis()) {
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
        if (spread == 0 || both * both / (squares * spread) < MIN_R_SQUARED) {
            return null;
        }
        double perMilli = both / squares;
        double ahead = (bound - values[count - 1]) / perMilli;
        boolean near = ahead > 0 && ahead <= MAX_EXTRAPOLATION * (double) (times[count - 1] - times[0]);
        return near ? Instant.ofEpochMilli(times[count - 1] + (long) ahead) : null;
    }

    /** Begins anew: what was seen before is not believed. */
    public void reset() {
        count = 0;
    }
}
