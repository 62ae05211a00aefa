package org.firstbell.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.firstbell.model.Asked;
import org.firstbell.model.Phase;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Reading;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Polling;
import org.firstbell.probe.Look;
import org.firstbell.probe.Part;
import org.firstbell.probe.Probe;
import org.jspecify.annotations.Nullable;

/**
 * Asks every question on its beats: on a fixed grid with jitter, at the pace of the sessions, never twice at a time, and
 * again at once after a miss. A beat that falls while the last look is under way is skipped and told as such. One
 * configuration's; confined to the polling loop.
 */
public final class Poller {
    /**
     * Looks under way at once, which bounds memory: about 1 KiB each; past it beats are skipped. Dead devices hold theirs
     * for seconds: of 100,000 asked every 15 s, a tenth dead, some 3,000 are under way.
     */
    private static final int MOST_UNDER_WAY = 16_384;

    /** First beats spread over this, so that the board knows soon after a start; longer where more than so many fall. */
    private static final Duration FIRST_SPREAD = Duration.ofSeconds(2);

    private static final int FIRST_EACH_SECOND = 8_000;

    private static final Duration SOON_SPREAD = Duration.ofSeconds(30);
    private static final SignalName UPTIME = new SignalName("uptime.seconds");

    private final InstantSource clock;
    private final Timers timers;
    private final PollListener listener;
    private final Polling polling;
    private final SessionPace pace;
    private final List<Probe> probes;
    private final Map<Target, Lane> lanes = new HashMap<>();
    private final BeatQueue queue = new BeatQueue();
    private final Asking.Poll poll = new Rounds();
    private Timers.@Nullable Handle waiting;
    /** The beat that is waited for, in milliseconds since 1970. */
    private long waitingFor = Long.MAX_VALUE;

    private int underWay;
    private boolean stopped;

    public Poller(
            Configuration configuration,
            List<Probe> probes,
            InstantSource clock,
            Timers timers,
            PollListener listener) {
        this.clock = clock;
        this.timers = timers;
        this.listener = listener;
        this.polling = configuration.polling();
        this.pace = new SessionPace(configuration);
        this.probes = List.copyOf(probes);
    }

    /** Begins asking; the first beats fall within two seconds. */
    public void start(Map<SessionId, Phase> phases) {
        pace.phases(phases);
        long now = clock.millis();
        probes.forEach(probe -> learn(probe, probe.parts(), now));
        arm();
    }

    /** Stops asking; nothing is told from now on. */
    public void stop() {
        stopped = true;
        if (waiting != null) {
            waiting.cancel();
        }
        lanes.values().forEach(lane -> lane.askings.forEach(Asking::stop));
    }

    /** Follows the sessions: new paces hold at once, and software lists near a session that became soon are read. */
    public void phases(Map<SessionId, Phase> phases) {
        if (stopped) {
            return;
        }
        pace.phases(phases).ifPresent(soon -> {
            long now = clock.millis();
            for (Asking asking : queue.all()) {
                asking.interval = pace.interval(asking.target(), asking.part);
                long next = Grid.next(now, asking.interval.toMillis(), asking.phase);
                boolean read = asking.part.pace() == Part.Pace.HOURLY && pace.near(asking.target(), soon);
                long early = read ? now + fraction(SOON_SPREAD, asking.phase) : next;
                queue.put(asking, Math.min(asking.beat, Math.min(next, early)));
            }
            arm();
        });
    }

    /** Asks these for a sign of life at once, where no look is under way. */
    public void lookNow(Collection<? extends Target> targets) {
        if (stopped) {
            return;
        }
        for (Target target : targets) {
            Lane lane = lanes.get(target);
            if (lane != null) {
                for (Asking asking : List.copyOf(lane.askings)) {
                    if (asking.part.life() && !asking.underWay() && underWay < MOST_UNDER_WAY) {
                        begin(asking);
                    }
                }
            }
        }
    }

    /** An answer may have told a probe its questions: those that are new are asked, those that are gone are not. */
    private void learnParts(Asking answered) {
        List<Part> now = answered.probe.parts();
        if (now != answered.family) {
            learn(answered.probe, now, clock.millis());
        }
    }

    private void learn(Probe probe, List<Part> now, long start) {
        Lane lane = lanes.computeIfAbsent(probe.target(), key -> new Lane());
        Set<Part> wanted = Set.copyOf(now);
        lane.askings.removeIf(asking -> {
            boolean gone = asking.probe == probe && !wanted.contains(asking.part);
            if (gone) {
                queue.remove(asking);
                lane.drop(asking);
            }
            return gone;
        });
        for (Part part : now) {
            boolean known = false;
            for (Asking asking : lane.askings) {
                if (asking.probe == probe && asking.part.equals(part)) {
                    asking.family = now;
                    known = true;
                }
            }
            if (!known) {
                Asking asking = new Asking(probe, part, now, lane, poll);
                asking.interval = pace.interval(probe.target(), part);
                lane.askings.add(asking);
                queue.put(asking, start + fraction(firstSpread(asking.interval), asking.phase));
            }
        }
    }

    private Duration firstSpread(Duration interval) {
        Duration spread =
                Duration.ofMillis(Math.max(FIRST_SPREAD.toMillis(), 1_000L * probes.size() / FIRST_EACH_SECOND));
        return interval.compareTo(spread) < 0 ? interval : spread;
    }

    private static long fraction(Duration spread, double share) {
        return (long) (spread.toMillis() * share);
    }

    private void arm() {
        Asking first = queue.first();
        if (first == null || stopped || first.beat >= waitingFor) {
            return;
        }
        if (waiting != null) {
            waiting.cancel();
        }
        waitingFor = first.beat;
        waiting = timers.after(Duration.ofMillis(Math.max(0, first.beat - clock.millis())), this::beats);
    }

    private void beats() {
        waiting = null;
        waitingFor = Long.MAX_VALUE;
        long now = clock.millis();
        Asking due = queue.first();
        while (due != null && due.beat <= now && !stopped) {
            long planned = due.beat;
            queue.put(due, Grid.next(now, due.interval.toMillis(), due.phase));
            beat(due, planned, now);
            due = queue.first();
        }
        arm();
    }

    private void beat(Asking asking, long planned, long now) {
        Lane lane = asking.lane;
        if (asking.underWay() || lane.waits(asking)) {
            skip(asking, now, "the last look is still under way");
        } else if (underWay >= MOST_UNDER_WAY) {
            skip(asking, now, "too many looks are under way (" + MOST_UNDER_WAY + ")");
        } else if (asking.part.life()) {
            listener.lag(Duration.ofMillis(now - planned));
            begin(asking);
        } else if (!lane.silent(asking.probe)) {
            listener.lag(Duration.ofMillis(now - planned));
            lane.enqueue(asking);
            nextTable(lane);
        }
    }

    private void nextTable(Lane lane) {
        Asking next = lane.nextTable();
        if (next != null) {
            begin(next);
        }
    }

    private void begin(Asking asking) {
        underWay++;
        asking.begin();
    }

    private void skip(Asking asking, long now, String reason) {
        listener.outcome(new ProbeOutcome.Skipped(
                new Asked(
                        asking.target(),
                        asking.probe.kind(),
                        asking.part.name(),
                        asking.part.life(),
                        Instant.ofEpochMilli(now),
                        Duration.ZERO,
                        asking.interval),
                reason));
    }

    /** What came of the rounds of looks. */
    private final class Rounds implements Asking.Poll {
        @Override
        public Timers timers() {
            return timers;
        }

        @Override
        public Look look(Asking asking, int number) {
            int retries = asking.part.life() && number > 1 ? polling.retries() + 1 : polling.retries();
            return new Look(number, polling.timeout(), retries, asking.interval, () -> suspect(asking, number));
        }

        private void suspect(Asking asking, int number) {
            if (asking.part.life() && number == 1 && !asking.down()) {
                lookNow(pace.dependencies(asking.target()));
            }
        }

        @Override
        public void came(Asking asking, ProbeOutcome outcome) {
            if (stopped) {
                return;
            }
            if (outcome instanceof ProbeOutcome.Answered answered) {
                learnParts(asking);
                noticeReboot(asking, answered);
                if (asking.part.life() && asking.returned()) {
                    readNow(asking.lane, part -> !part.life());
                }
            } else {
                suspect(asking, 1);
            }
            listener.outcome(outcome);
        }

        @Override
        public void ended(Asking asking) {
            underWay--;
            if (asking.lane.ended(asking)) {
                nextTable(asking.lane);
            }
            if (!stopped) {
                arm();
            }
        }
    }

    private void noticeReboot(Asking asking, ProbeOutcome.Answered answered) {
        Lane lane = asking.lane;
        for (Reading reading : answered.readings()) {
            if (reading.name().equals(UPTIME)
                    && reading.about().equals(asking.target())
                    && reading.value() instanceof SignalValue.Quantity uptime) {
                if (uptime.value() < lane.uptime) {
                    readNow(lane, part -> part.pace() == Part.Pace.HOURLY);
                }
                lane.uptime = uptime.value();
            }
        }
    }

    /** Asks some of a target's questions without waiting for their beats: after a reboot, after a silence. */
    private void readNow(Lane lane, Predicate<Part> which) {
        for (Asking asking : lane.askings) {
            if (which.test(asking.part)) {
                queue.put(asking, clock.millis());
            }
        }
    }
}
