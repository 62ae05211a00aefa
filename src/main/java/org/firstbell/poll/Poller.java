package org.firstbell.poll;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.event.Reading;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.PollingSettings;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.Query;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of all queries of one configuration: each runs on its ticks, at the pace of the sessions, never twice at a
 * time, and again at once after a miss. A tick that falls while the last attempt is under way is skipped and reported. One
 * configuration's; confined to the polling loop.
 */
public final class Poller {
    /**
     * Attempts under way at once, which bounds memory: about 1 KiB each; past it ticks are skipped. Dead devices hold theirs
     * for seconds: of 100,000 asked every 15 s, a tenth dead, some 3,000 are under way.
     */
    private static final int MAX_UNDER_WAY = 16_384;

    /** First ticks spread over this, so that the board knows soon after a start; longer where more than so many fall. */
    private static final Duration START_SPREAD = Duration.ofSeconds(2);

    private static final int MAX_STARTS_PER_SECOND = 8_000;

    /** What falls due in so many milliseconds starts in one go: fewer wake-ups, and requests leave together. */
    private static final long TICK_BATCH_MILLIS = 10;

    /** A pulse of the polling loop that is later than this tells that the process was stopped or asleep. */
    private static final long STOPPED_MILLIS = 5_000;

    private static final Duration PULSE = Duration.ofSeconds(1);
    private static final Duration SOON_SPREAD = Duration.ofSeconds(30);
    private static final SignalName UPTIME = new SignalName("uptime.seconds");

    private final InstantSource clock;
    /** The clock that never goes back or jumps, by which it is known when a question is due. */
    private final InstantSource schedule;

    private final Timers timers;
    private final PollListener listener;
    private final PollingSettings settings;
    private final PollIntervals pollIntervals;
    private final List<Probe> probes;
    private final Map<Target, TargetQueries> queriesByTarget = new HashMap<>();
    private final TickQueue queue = new TickQueue();
    private final ScheduledQuery.AttemptHandler attemptHandler = new AttemptCallbacks();
    private Timers.@Nullable TimerHandle timer;
    /** The tick that is waited for, in milliseconds of the schedule's clock. */
    private long timerTick = Long.MAX_VALUE;

    private int underWay;
    private boolean stopped;
    private long lastPulse;

    /**
     * @param clock tells the time of what is skipped
     * @param schedule never goes back and never jumps; tells when a question is due
     */
    public Poller(
            Configuration configuration,
            List<Probe> probes,
            InstantSource clock,
            InstantSource schedule,
            Timers timers,
            PollListener listener) {
        this.clock = clock;
        this.schedule = schedule;
        this.timers = timers;
        this.listener = listener;
        this.settings = configuration.polling();
        this.pollIntervals = new PollIntervals(configuration);
        this.probes = List.copyOf(probes);
    }

    /** Begins to poll; the first ticks fall within two seconds. */
    public void start(Map<SessionId, SessionPhase> phases) {
        pollIntervals.update(phases);
        long now = schedule.millis();
        probes.forEach(probe -> scheduleQueries(probe, probe.queries(), now));
        lastPulse = now;
        timers.schedule(PULSE, this::pulse);
        armTimer();
    }

    private void pulse() {
        if (!stopped) {
            noticeStop();
            timers.schedule(PULSE, this::pulse);
        }
    }

    /**
     * Begins anew, after the process was stopped or asleep, with all that was asked before: what did not answer meanwhile
     * was not heard, and is no sign of silence. Every sign of life is asked for within two seconds.
     */
    private void noticeStop() {
        long now = schedule.millis();
        boolean late = now - lastPulse > PULSE.toMillis() + STOPPED_MILLIS;
        lastPulse = now;
        if (!late) {
            return;
        }
        for (ScheduledQuery query : queue.all()) {
            if (query.isUnderWay()) {
                query.stop();
                underWay--;
                query.targetQueries.finishTable(query);
                queue.put(query, now + fraction(START_SPREAD, query.phaseOffset));
            } else if (query.query.liveness()) {
                queue.put(query, now + fraction(START_SPREAD, query.phaseOffset));
            }
        }
        armTimer();
    }

    /** Stops polling; nothing is reported from now on. */
    public void stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
        }
        queriesByTarget.values().forEach(target -> target.queries.forEach(ScheduledQuery::stop));
    }

    /** Follows the sessions: new paces hold at once, and software lists near a session that became soon are read. */
    public void phases(Map<SessionId, SessionPhase> phases) {
        if (stopped) {
            return;
        }
        pollIntervals.update(phases).ifPresent(soon -> {
            long now = schedule.millis();
            for (ScheduledQuery query : queue.all()) {
                query.interval = pollIntervals.interval(query.target(), query.query);
                long next = TickSchedule.nextTick(now, query.interval.toMillis(), query.phaseOffset);
                boolean read =
                        query.query.pace() == Query.QueryPace.HOURLY && pollIntervals.isNear(query.target(), soon);
                long early = read ? now + fraction(SOON_SPREAD, query.phaseOffset) : next;
                queue.put(query, Math.min(query.nextTick, Math.min(next, early)));
            }
            armTimer();
        });
    }

    /** Runs the liveness queries of these at once, where no attempt is under way. */
    public void pollNow(Collection<? extends Target> targets) {
        if (stopped) {
            return;
        }
        for (Target target : targets) {
            TargetQueries queries = queriesByTarget.get(target);
            if (queries != null) {
                for (ScheduledQuery query : List.copyOf(queries.queries)) {
                    if (query.query.liveness() && !query.isUnderWay() && underWay < MAX_UNDER_WAY) {
                        startQuery(query);
                    }
                }
            }
        }
    }

    /** An answer may change the queries of a probe: those that are new run from now on, those that are gone do not. */
    private void updateQueries(ScheduledQuery answered) {
        List<Query> now = answered.probe.queries();
        if (now != answered.probeQueries) {
            scheduleQueries(answered.probe, now, schedule.millis());
        }
    }

    private void scheduleQueries(Probe probe, List<Query> now, long start) {
        TargetQueries target = queriesByTarget.computeIfAbsent(probe.target(), key -> new TargetQueries());
        Set<Query> wanted = Set.copyOf(now);
        target.queries.removeIf(query -> {
            boolean gone = query.probe == probe && !wanted.contains(query.query);
            if (gone) {
                queue.remove(query);
                target.removeWaiting(query);
            }
            return gone;
        });
        for (Query part : now) {
            boolean known = false;
            for (ScheduledQuery query : target.queries) {
                if (query.probe == probe && query.query.equals(part)) {
                    query.probeQueries = now;
                    known = true;
                }
            }
            if (!known) {
                ScheduledQuery query = new ScheduledQuery(probe, part, now, target, attemptHandler);
                query.interval = pollIntervals.interval(probe.target(), part);
                target.queries.add(query);
                queue.put(query, start + fraction(startSpread(query.interval), query.phaseOffset));
            }
        }
    }

    private Duration startSpread(Duration interval) {
        Duration spread =
                Duration.ofMillis(Math.max(START_SPREAD.toMillis(), 1_000L * probes.size() / MAX_STARTS_PER_SECOND));
        return interval.compareTo(spread) < 0 ? interval : spread;
    }

    private static long fraction(Duration spread, double share) {
        return (long) (spread.toMillis() * share);
    }

    private void armTimer() {
        ScheduledQuery first = queue.first();
        if (first == null || stopped || first.nextTick >= timerTick) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerTick = first.nextTick;
        long alarm = -Math.floorDiv(-first.nextTick, TICK_BATCH_MILLIS) * TICK_BATCH_MILLIS;
        timer = timers.schedule(Duration.ofMillis(Math.max(0, alarm - schedule.millis())), this::runDueTicks);
    }

    private void runDueTicks() {
        timer = null;
        timerTick = Long.MAX_VALUE;
        noticeStop();
        long now = schedule.millis();
        ScheduledQuery due = queue.first();
        while (due != null && due.nextTick <= now && !stopped) {
            long planned = due.nextTick;
            queue.put(due, TickSchedule.nextTick(now, due.interval.toMillis(), due.phaseOffset));
            runTick(due, planned, now);
            due = queue.first();
        }
        armTimer();
    }

    private void runTick(ScheduledQuery query, long planned, long now) {
        TargetQueries target = query.targetQueries;
        if (query.isUnderWay() || target.isWaiting(query)) {
            skip(query, "the last attempt is still under way");
        } else if (underWay >= MAX_UNDER_WAY) {
            skip(query, "too many attempts are under way (" + MAX_UNDER_WAY + ")");
        } else if (query.query.liveness()) {
            listener.lag(Duration.ofMillis(now - planned));
            startQuery(query);
        } else if (!target.isSilent(query.probe)) {
            listener.lag(Duration.ofMillis(now - planned));
            target.enqueue(query);
            nextTable(target);
        }
    }

    private void nextTable(TargetQueries target) {
        ScheduledQuery next = target.nextTable();
        if (next != null) {
            startQuery(next);
        }
    }

    private void startQuery(ScheduledQuery query) {
        underWay++;
        query.start();
    }

    private void skip(ScheduledQuery query, String reason) {
        listener.outcome(new ProbeOutcome.Skipped(
                new QueryExecution(
                        query.target(),
                        query.probe.type(),
                        query.query.name(),
                        query.query.liveness(),
                        clock.instant(),
                        Duration.ZERO,
                        query.interval),
                reason));
    }

    /** The end of attempts, as it changes what is polled next. */
    private final class AttemptCallbacks implements ScheduledQuery.AttemptHandler {
        @Override
        public Timers timers() {
            return timers;
        }

        @Override
        public Attempt attempt(ScheduledQuery query, int number) {
            int retries = query.query.liveness() && number > 1 ? settings.retries() + 1 : settings.retries();
            return new Attempt(
                    number, settings.timeout(), retries, query.interval, () -> pollDependencies(query, number));
        }

        private void pollDependencies(ScheduledQuery query, int number) {
            if (query.query.liveness() && number == 1 && !query.isDown()) {
                pollNow(pollIntervals.dependencies(query.target()));
            }
        }

        @Override
        public void outcomeReceived(ScheduledQuery query, int cycle, ProbeOutcome outcome) {
            if (!stopped) {
                noticeStop();
            }
            if (!query.endAttempt(cycle, outcome)) {
                return;
            }
            boolean completed = !query.isUnderWay();
            if (!stopped) {
                report(query, outcome);
            }
            if (completed) {
                complete(query);
            }
        }

        private void report(ScheduledQuery query, ProbeOutcome outcome) {
            if (outcome instanceof ProbeOutcome.Answered answered) {
                updateQueries(query);
                noticeReboot(query, answered);
                if (query.query.liveness() && query.hasReturned()) {
                    scheduleNow(query.targetQueries, part -> !part.liveness());
                }
            } else {
                pollDependencies(query, 1);
            }
            listener.outcome(outcome);
        }

        private void complete(ScheduledQuery query) {
            underWay--;
            if (query.targetQueries.finishTable(query)) {
                nextTable(query.targetQueries);
            }
            if (!stopped) {
                armTimer();
            }
        }
    }

    private void noticeReboot(ScheduledQuery query, ProbeOutcome.Answered answered) {
        TargetQueries target = query.targetQueries;
        for (Reading reading : answered.readings()) {
            if (reading.name().equals(UPTIME)
                    && reading.target().equals(query.target())
                    && reading.value() instanceof SignalValue.Quantity uptime) {
                if (uptime.value() < target.lastUptime) {
                    scheduleNow(target, part -> part.pace() == Query.QueryPace.HOURLY);
                }
                target.lastUptime = uptime.value();
            }
        }
    }

    /** Runs some queries of a target without waiting for their ticks: after a reboot, after a silence. */
    private void scheduleNow(TargetQueries target, Predicate<Query> which) {
        for (ScheduledQuery query : target.queries) {
            if (which.test(query.query)) {
                queue.put(query, schedule.millis());
            }
        }
    }
}
