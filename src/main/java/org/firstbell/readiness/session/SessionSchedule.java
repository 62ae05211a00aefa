package org.firstbell.readiness.session;

import java.time.Duration;
import java.time.Instant;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.SessionPhase;
import org.jspecify.annotations.Nullable;

/**
 * The hours of one session, moved by what staff said.
 *
 * @param startedByStaffAt when staff started it; null when they did not say
 * @param finishedByStaffAt when staff finished it
 */
record SessionSchedule(
        TestSession session,
        @Nullable Instant startedByStaffAt,
        @Nullable Instant finishedByStaffAt) {
    /** The check window: before it a session is not checked (contract §4). */
    static final Duration CHECK_WINDOW = Duration.ofHours(24);

    static final Duration SOON = Duration.ofMinutes(60);
    /** Before the start, when judging becomes strict. */
    static final Duration STRICT_BEFORE_START = Duration.ofMinutes(10);
    /** After the start, while seats that leave one by one are listed only. */
    static final Duration SETTLING_IN = Duration.ofMinutes(20);

    SessionPhase phase(Instant now) {
        if ((finishedByStaffAt != null && !now.isBefore(finishedByStaffAt)) || !now.isBefore(overrunEnd())) {
            return SessionPhase.DONE;
        } else if (!now.isBefore(effectiveStart())) {
            return SessionPhase.LIVE;
        } else if (!now.isBefore(session.start().minus(SOON))) {
            return SessionPhase.SOON;
        }
        return now.isBefore(session.start().minus(CHECK_WINDOW)) ? SessionPhase.AHEAD : SessionPhase.TODAY;
    }

    /** Its planned start, or when staff started it before that. */
    Instant effectiveStart() {
        return startedByStaffAt != null && startedByStaffAt.isBefore(session.start())
                ? startedByStaffAt
                : session.start();
    }

    /** Until when seats that leave one by one are listed only; counts from a later start that staff told. */
    Instant settlingInEnd() {
        Instant from = startedByStaffAt == null ? session.start() : startedByStaffAt;
        return from.plus(SETTLING_IN);
    }

    /** When its devices are due. */
    Instant devicesDueAt() {
        return earlier(session.start().minus(session.devicesDueBeforeStart()), effectiveStart());
    }

    /** When a seat not seen since due is missing; never before it is due. */
    Instant strictFrom() {
        Instant strict = session.start().minus(STRICT_BEFORE_START);
        return earlier(strict.isBefore(devicesDueAt()) ? devicesDueAt() : strict, effectiveStart());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    Instant overrunEnd() {
        return session.end().plus(session.overrun());
    }

    /** Puts the next of its hours on the alarm. */
    void addBoundaries(NextReassessment alarm) {
        alarm.consider(session.start().minus(CHECK_WINDOW));
        alarm.consider(session.start().minus(SOON));
        alarm.consider(devicesDueAt());
        alarm.consider(strictFrom());
        alarm.consider(effectiveStart());
        alarm.consider(settlingInEnd());
        alarm.consider(session.end());
        alarm.consider(overrunEnd());
    }
}
