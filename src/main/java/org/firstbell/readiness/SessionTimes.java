package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import org.firstbell.model.Phase;
import org.firstbell.model.setup.TestSession;
import org.jspecify.annotations.Nullable;

/**
 * The hours of one session, moved by what staff said.
 *
 * @param started when staff started it; null when they did not say
 * @param finished when staff finished it
 */
record SessionTimes(
        TestSession session,
        @Nullable Instant started,
        @Nullable Instant finished) {
    /** The check window: before it a session is not checked (contract §4). */
    static final Duration WINDOW = Duration.ofHours(24);

    static final Duration SOON = Duration.ofMinutes(60);
    /** Before the start, when judging becomes strict. */
    static final Duration STRICT = Duration.ofMinutes(10);
    /** After the start, while seats that leave one by one are listed only. */
    static final Duration SETTLING_IN = Duration.ofMinutes(20);

    Phase phase(Instant now) {
        if ((finished != null && !now.isBefore(finished)) || !now.isBefore(over())) {
            return Phase.DONE;
        } else if (!now.isBefore(begun())) {
            return Phase.LIVE;
        } else if (!now.isBefore(session.start().minus(SOON))) {
            return Phase.SOON;
        }
        return now.isBefore(session.start().minus(WINDOW)) ? Phase.AHEAD : Phase.TODAY;
    }

    /** Its planned start, or when staff started it before that. */
    Instant begun() {
        return started != null && started.isBefore(session.start()) ? started : session.start();
    }

    /** Until when seats that leave one by one are listed only; counts from a later start that staff told. */
    Instant settledIn() {
        Instant from = started == null ? session.start() : started;
        return from.plus(SETTLING_IN);
    }

    /** When its devices are due. */
    Instant due() {
        return earlier(session.start().minus(session.devicesDue()), begun());
    }

    /** When a seat not seen since due is missing; never before it is due. */
    Instant strict() {
        Instant strict = session.start().minus(STRICT);
        return earlier(strict.isBefore(due()) ? due() : strict, begun());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    Instant over() {
        return session.end().plus(session.overrun());
    }

    /** Puts the next of its hours on the alarm. */
    void alarms(Alarm alarm) {
        alarm.at(session.start().minus(WINDOW));
        alarm.at(session.start().minus(SOON));
        alarm.at(due());
        alarm.at(strict());
        alarm.at(begun());
        alarm.at(settledIn());
        alarm.at(session.end());
        alarm.at(over());
    }
}
