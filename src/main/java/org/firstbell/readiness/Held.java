package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;

/** The latest value of one signal. Mutable, confined to the core loop: a value told again costs no new object. */
final class Held {
    /** The mark of an observation that must not be believed any more. */
    static final long WITHDRAWN = Long.MIN_VALUE;

    final SignalName name;
    private final SignalCatalogue.Aging aging;
    private SignalValue value;
    private String source;
    private Instant observedAt;
    private Duration interval;
    private long until;
    /** Whether checks have seen it as fresh. */
    private boolean judgedFresh;

    Held(SignalName name, SignalValue value, String source, Instant observedAt, Duration interval) {
        this.name = name;
        this.aging = Freshness.aging(name);
        this.value = value;
        this.source = source;
        this.observedAt = observedAt;
        this.interval = interval;
        this.until = Freshness.until(aging, observedAt, interval);
        this.judgedFresh = true;
    }

    /** Takes a later observation; tells whether a check could judge it otherwise now. */
    boolean renew(SignalValue next, String from, Instant at, Duration every) {
        boolean changed = !judgedFresh || !next.equals(value);
        value = next;
        source = from;
        observedAt = at;
        interval = every;
        until = Freshness.until(aging, at, every);
        judgedFresh = true;
        return changed;
    }

    boolean fresh(long now) {
        return now <= until;
    }

    /** Whether it went stale since checks saw it last; tells so once. */
    boolean wentStale(long now) {
        if (judgedFresh && !fresh(now)) {
            judgedFresh = false;
            return true;
        }
        return false;
    }

    /** The last instant of its freshness while that still matters, else the end of time. */
    long nextChange() {
        return judgedFresh ? until : Long.MAX_VALUE;
    }

    long until() {
        return until;
    }

    void withdraw() {
        until = WITHDRAWN;
    }

    SignalValue value() {
        return value;
    }

    Instant observedAt() {
        return observedAt;
    }

    Signal signal(Target about) {
        return new Signal(about, name, value, source, observedAt, interval);
    }
}
