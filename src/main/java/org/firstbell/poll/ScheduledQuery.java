package org.firstbell.poll;

import java.time.Duration;
import java.util.List;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.setup.PollingSettings;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.Query;
import org.jspecify.annotations.Nullable;

/** One query of one probe: its place on the schedule and the attempts under way. Confined to the polling loop. */
final class ScheduledQuery {
    /** The poller as a scheduled query sees it. */
    interface AttemptHandler {
        Timers timers();

        Attempt attempt(ScheduledQuery query, int number);

        /** @param cycle the cycle of the attempt */
        void outcomeReceived(ScheduledQuery query, int cycle, ProbeOutcome outcome);
    }

    final Probe probe;
    final Query query;
    final TargetQueries targetQueries;
    final double phaseOffset;
    /** The queries that its probe had when this one was learned. */
    List<Query> probeQueries;
    /** How often it runs at present. */
    Duration interval = Duration.ZERO;
    /** Its next tick, in milliseconds since 1970; set by its queue. */
    long nextTick;
    /** Whether it is in its queue; set by it. */
    boolean queued;

    private final AttemptHandler handler;
    /** The attempts after one tick are a cycle; what comes of an earlier one is dropped. */
    private int cycle;

    private boolean underWay;
    private int plannedAttempts;
    private int startedAttempts;
    private int missedAttempts;
    private Timers.@Nullable TimerHandle nextAttempt;
    private boolean down;
    private boolean returned;

    ScheduledQuery(Probe probe, Query query, List<Query> family, TargetQueries target, AttemptHandler poll) {
        this.probe = probe;
        this.query = query;
        this.probeQueries = family;
        this.targetQueries = target;
        this.handler = poll;
        this.phaseOffset = TickSchedule.phaseOffset(probe.target() + "/" + probe.type() + "/" + query.name());
    }

    Target target() {
        return probe.target();
    }

    boolean isUnderWay() {
        return underWay;
    }

    /** Whether its last attempts were all missed. */
    boolean isDown() {
        return down;
    }

    /** Whether its last answer ended a silence. */
    boolean hasReturned() {
        return returned;
    }

    /** Begins a cycle: one attempt, and up to three for a liveness query of a target not known to be down. */
    void start() {
        cycle++;
        underWay = true;
        plannedAttempts = query.liveness() && !down ? 1 + PollingSettings.ATTEMPT_INTERVALS.size() : 1;
        startedAttempts = 0;
        missedAttempts = 0;
        startAttempt();
    }

    /** The next attempt of the cycle; the one after it begins in its own time, whether this one has ended or not. */
    private void startAttempt() {
        nextAttempt = null;
        if (startedAttempts + 1 < plannedAttempts) {
            nextAttempt = handler.timers()
                    .schedule(PollingSettings.ATTEMPT_INTERVALS.get(startedAttempts), this::startAttempt);
        }
        int number = ++startedAttempts;
        int of = cycle;
        probe.execute(query, handler.attempt(this, number), outcome -> handler.outcomeReceived(this, of, outcome));
    }

    /** Counts an attempt that ended; false for one of an earlier cycle, or of one that was answered meanwhile. */
    boolean endAttempt(int of, ProbeOutcome outcome) {
        if (of != cycle || !underWay) {
            return false;
        }
        boolean answered = outcome instanceof ProbeOutcome.Answered;
        if (answered || ++missedAttempts >= plannedAttempts) {
            stop();
            returned = answered && down;
            down = !answered && query.liveness() && !(outcome instanceof ProbeOutcome.Skipped);
        }
        return true;
    }

    /** Forgets what is under way; what still comes is not told. */
    void stop() {
        underWay = false;
        if (nextAttempt != null) {
            nextAttempt.cancel();
            nextAttempt = null;
        }
    }
}
