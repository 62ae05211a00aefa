package org.firstbell.readiness.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.status.Signal;
import org.jspecify.annotations.Nullable;

/**
 * The latest signals of one target, in the order in which they were first told. A target has ten or a few dozen and tells
 * them in the same order each time: arrays, a shared {@link SignalNames} and the place of the last one found cost less than
 * a table, and a value told anew costs no object. Confined to the core loop.
 */
public final class LatestSignals {
    private static final double[] NO_NUMBERS = {};
    private static final String[] NO_SOURCES = {};
    private static final Observation[] NO_OBSERVATIONS = {};
    private static final byte[] NO_MARKS = {};
    /** Checks have seen it as fresh. */
    private static final int JUDGED_FRESH = 1;

    private static final int INVALIDATED = 2;

    /** When something was told, at which pace; shared by all that one answer told. */
    private record Observation(Instant at, Duration interval) {}

    private SignalNames names;
    private double[] numbers = NO_NUMBERS;
    /** Values that are no numbers; null while there is none. */
    private @Nullable SignalValue @Nullable [] nonNumbers;

    private String[] sources = NO_SOURCES;
    private Observation[] observations = NO_OBSERVATIONS;
    private byte[] marks = NO_MARKS;
    private int lastFound;
    private @Nullable Observation lastObservation;

    public LatestSignals(SignalNames none) {
        this.names = none;
    }

    public int size() {
        return names.size();
    }

    public SignalName name(int place) {
        return names.name(place);
    }

    /** The place of a signal; -1 when it was never told. */
    public int indexOf(SignalName name) {
        int place = names.indexOf(name, lastFound);
        lastFound = place < 0 ? lastFound : place;
        return place;
    }

    /** The signal of a name; null when it was never told. */
    @Nullable
    public LatestSignal latest(SignalName name) {
        int place = indexOf(name);
        return place < 0 ? null : new LatestSignal(this, place);
    }

    /** Makes a place for a signal that was never told. */
    public int add(SignalName name) {
        int place = names.size();
        names = names.with(name);
        lastFound = place;
        int room = marks.length;
        if (place == room) {
            room += Math.max(2, room / 8);
            numbers = Arrays.copyOf(numbers, room);
            sources = Arrays.copyOf(sources, room);
            observations = Arrays.copyOf(observations, room);
            marks = Arrays.copyOf(marks, room);
        }
        return place;
    }

    /** Takes an observation; tells whether a check could judge it otherwise now. */
    public boolean put(int place, SignalValue value, String source, Instant at, Duration interval) {
        boolean changed = (marks[place] & JUDGED_FRESH) == 0 || !isStored(place, value);
        store(place, value);
        sources[place] = source;
        observations[place] = observation(at, interval);
        marks[place] = JUDGED_FRESH;
        return changed;
    }

    private boolean isStored(int place, SignalValue value) {
        SignalValue other = nonNumber(place);
        return value instanceof SignalValue.Quantity quantity
                ? other == null && Double.compare(numbers[place], quantity.value()) == 0
                : value.equals(other);
    }

    private void store(int place, SignalValue value) {
        boolean number = value instanceof SignalValue.Quantity;
        if (value instanceof SignalValue.Quantity quantity) {
            numbers[place] = quantity.value();
        }
        if (!number && (nonNumbers == null || nonNumbers.length <= place)) {
            nonNumbers = nonNumbers == null ? new SignalValue[marks.length] : Arrays.copyOf(nonNumbers, marks.length);
        }
        if (nonNumbers != null && place < nonNumbers.length) {
            nonNumbers[place] = number ? null : value;
        }
    }

    private Observation observation(Instant at, Duration interval) {
        Observation known = lastObservation;
        if (known == null || !known.at().equals(at) || !known.interval().equals(interval)) {
            known = new Observation(at, interval);
            lastObservation = known;
        }
        return known;
    }

    private @Nullable SignalValue nonNumber(int place) {
        return nonNumbers == null || place >= nonNumbers.length ? null : nonNumbers[place];
    }

    public SignalValue value(int place) {
        SignalValue other = nonNumber(place);
        return other == null ? new SignalValue.Quantity(numbers[place]) : other;
    }

    /** The value as a number; NaN when it is none. */
    public double number(int place) {
        return nonNumber(place) == null ? numbers[place] : Double.NaN;
    }

    Instant observedAt(int place) {
        return observations[place].at();
    }

    /** The last instant of its freshness, in milliseconds since 1970. */
    long freshUntil(int place) {
        Observation told = observations[place];
        return (marks[place] & INVALIDATED) != 0
                ? LatestSignal.INVALID
                : Freshness.freshUntil(names.aging(place), told.at(), told.interval());
    }

    public boolean isFresh(int place, long now) {
        return now <= freshUntil(place);
    }

    /** Whether it went stale since checks saw it last; tells so once. */
    public boolean becameStale(int place, long now) {
        boolean stale = (marks[place] & JUDGED_FRESH) != 0 && !isFresh(place, now);
        if (stale) {
            marks[place] &= ~JUDGED_FRESH;
        }
        return stale;
    }

    /** The last instant of its freshness while that still matters, else the end of time. */
    public long nextChange(int place) {
        return (marks[place] & JUDGED_FRESH) != 0 ? freshUntil(place) : Long.MAX_VALUE;
    }

    public Signal signal(int place, Target about) {
        Observation told = observations[place];
        return new Signal(about, name(place), value(place), sources[place], told.at(), told.interval());
    }

    /** Nothing of it is believed any more. */
    public void invalidate() {
        for (int i = 0; i < size(); i++) {
            marks[i] |= INVALIDATED;
        }
    }

    /** Takes over those of another one that it has not. */
    public void addMissing(LatestSignals others) {
        for (int i = 0; i < others.size(); i++) {
            if (indexOf(others.name(i)) < 0) {
                int place = add(others.name(i));
                Observation told = others.observations[i];
                put(place, others.value(i), others.sources[i], told.at(), told.interval());
                marks[place] = others.marks[i];
            }
        }
    }
}
