package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.jspecify.annotations.Nullable;

/**
 * The latest signals of one target, in the order in which they were first told. A target has ten or a few dozen and tells
 * them in the same order each time: arrays, a shared {@link Vocabulary} and the place of the last one found cost less than
 * a table, and a value told anew costs no object. Confined to the core loop.
 */
final class LatestSignals {
    private static final double[] NO_NUMBERS = {};
    private static final String[] NO_SOURCES = {};
    private static final Observation[] NO_OBSERVATIONS = {};
    private static final byte[] NO_MARKS = {};
    /** Checks have seen it as fresh. */
    private static final int JUDGED_FRESH = 1;

    private static final int WITHDRAWN = 2;

    /** When something was told, at which pace; shared by all that one answer told. */
    private record Observation(Instant at, Duration interval) {}

    private Vocabulary names;
    private double[] numbers = NO_NUMBERS;
    /** Values that are no numbers; null while there is none. */
    private @Nullable SignalValue @Nullable [] others;

    private String[] sources = NO_SOURCES;
    private Observation[] observations = NO_OBSERVATIONS;
    private byte[] marks = NO_MARKS;
    private int last;
    private @Nullable Observation latest;

    LatestSignals(Vocabulary none) {
        this.names = none;
    }

    int size() {
        return names.size();
    }

    SignalName name(int place) {
        return names.name(place);
    }

    /** The place of a signal; -1 when it was never told. */
    int find(SignalName name) {
        int place = names.find(name, last);
        last = place < 0 ? last : place;
        return place;
    }

    /** The signal of a name; null when it was never told. */
    @Nullable
    Held held(SignalName name) {
        int place = find(name);
        return place < 0 ? null : new Held(this, place);
    }

    /** Makes a place for a signal that was never told. */
    int add(SignalName name) {
        int place = names.size();
        names = names.with(name);
        last = place;
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
    boolean put(int place, SignalValue value, String source, Instant at, Duration interval) {
        boolean changed = (marks[place] & JUDGED_FRESH) == 0 || !isHeld(place, value);
        hold(place, value);
        sources[place] = source;
        observations[place] = observation(at, interval);
        marks[place] = JUDGED_FRESH;
        return changed;
    }

    private boolean isHeld(int place, SignalValue value) {
        SignalValue other = other(place);
        return value instanceof SignalValue.Quantity quantity
                ? other == null && Double.compare(numbers[place], quantity.value()) == 0
                : value.equals(other);
    }

    private void hold(int place, SignalValue value) {
        boolean number = value instanceof SignalValue.Quantity;
        if (value instanceof SignalValue.Quantity quantity) {
            numbers[place] = quantity.value();
        }
        if (!number && (others == null || others.length <= place)) {
            others = others == null ? new SignalValue[marks.length] : Arrays.copyOf(others, marks.length);
        }
        if (others != null && place < others.length) {
            others[place] = number ? null : value;
        }
    }

    private Observation observation(Instant at, Duration interval) {
        Observation known = latest;
        if (known == null || !known.at().equals(at) || !known.interval().equals(interval)) {
            known = new Observation(at, interval);
            latest = known;
        }
        return known;
    }

    private @Nullable SignalValue other(int place) {
        return others == null || place >= others.length ? null : others[place];
    }

    SignalValue value(int place) {
        SignalValue other = other(place);
        return other == null ? new SignalValue.Quantity(numbers[place]) : other;
    }

    /** The value as a number; NaN when it is none. */
    double number(int place) {
        return other(place) == null ? numbers[place] : Double.NaN;
    }

    Instant observedAt(int place) {
        return observations[place].at();
    }

    /** The last instant of its freshness, in milliseconds since 1970. */
    long until(int place) {
        Observation told = observations[place];
        return (marks[place] & WITHDRAWN) != 0
                ? Held.WITHDRAWN
                : Freshness.until(names.aging(place), told.at(), told.interval());
    }

    boolean fresh(int place, long now) {
        return now <= until(place);
    }

    /** Whether it went stale since checks saw it last; tells so once. */
    boolean wentStale(int place, long now) {
        boolean stale = (marks[place] & JUDGED_FRESH) != 0 && !fresh(place, now);
        if (stale) {
            marks[place] &= ~JUDGED_FRESH;
        }
        return stale;
    }

    /** The last instant of its freshness while that still matters, else the end of time. */
    long nextChange(int place) {
        return (marks[place] & JUDGED_FRESH) != 0 ? until(place) : Long.MAX_VALUE;
    }

    Signal signal(int place, Target about) {
        Observation told = observations[place];
        return new Signal(about, name(place), value(place), sources[place], told.at(), told.interval());
    }

    /** Nothing of it is believed any more. */
    void withdraw() {
        for (int i = 0; i < size(); i++) {
            marks[i] |= WITHDRAWN;
        }
    }

    /** Takes over those of another one that it has not. */
    void addAll(LatestSignals others) {
        for (int i = 0; i < others.size(); i++) {
            if (find(others.name(i)) < 0) {
                int place = add(others.name(i));
                Observation told = others.observations[i];
                put(place, others.value(i), others.sources[i], told.at(), told.interval());
                marks[place] = others.marks[i];
            }
        }
    }
}
