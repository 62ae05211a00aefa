package org.firstbell.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import org.firstbell.model.Asked;
import org.firstbell.model.Phase;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Reading;
import org.firstbell.model.SessionId;
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

    /** First beats spread over at most this, so that the board knows soon after a start. */
    private static final Duration FIRST_SPREAD = Duration.ofSeconds(2);

    private static final Duration SOON_SPREAD = Duration.ofSeconds(30);

    private final InstantSource clock;
    private final Timers timers;
    private final PollListener listener;
    private final Polling polling;
    private final SessionPace pace;
    private final Map<Probe, List<Part>> parts = new LinkedHashMap<>();
    private final Map<Target, Lane> lanes = new HashMap<>();
    private final PriorityQueue<Asking> queue =
            new PriorityQueue<>(Comparator.comparing((Asking asking) -> asking.beat));
    private final Asking.Poll poll = new Rounds();
    private Timers.@Nullable Handle waiting;
    private int underWay;
    private boolean stopped;

    /** What is known of one target: its questions, and the tables that wait for their turn. */
    private static final class Lane {
        private final List<Asking> askings = new ArrayList<>();
        private final Deque<Asking> tables = new ArrayDeque<>();
        private @Nullable Asking table;
        private double uptime = -1;
    }

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
        probes.forEach(probe -> parts.put(probe, List.of()));
    }

    /** Begins asking; the first beats fall within two seconds. */
    public void start(Map<SessionId, Phase> phases) {
        pace.phases(phases);
        parts.keySet().forEach(this::learnParts);
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
            Instant now = clock.instant();
            List<Asking> all = List.copyOf(queue);
            queue.clear();
            for (Asking asking : all) {
                Duration interval = pace.interval(asking.target(), asking.part);
                Instant next = Grid.next(now, interval, asking.phase);
                boolean read = asking.part.pace() == Part.Pace.HOURLY && pace.near(asking.target(), soon);
                Instant early = read ? now.plus(fraction(SOON_SPREAD, asking.phase)) : next;
                asking.beat = earliest(asking.beat, earliest(next, early));
                queue.add(asking);
            }
            arm();
        });
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
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

    private void learnParts(Probe probe) {
        List<Part> now = probe.parts();
        if (now.equals(parts.get(probe))) {
            return;
        }
        parts.put(probe, now);
        Lane lane = lanes.computeIfAbsent(probe.target(), key -> new Lane());
        Set<Part> wanted = Set.copyOf(now);
        lane.askings.removeIf(asking -> {
            boolean gone = asking.probe == probe && !wanted.contains(asking.part);
            if (gone) {
                queue.remove(asking);
                lane.tables.remove(asking);
            }
            return gone;
        });
        Instant start = clock.instant();
        for (Part part : now) {
            if (lane.askings.stream().noneMatch(asking -> asking.probe == probe && asking.part.equals(part))) {
                Asking asking = new Asking(probe, part, poll, start);
                Duration interval = pace.interval(probe.target(), part);
                asking.beat = start.plus(
                        fraction(interval.compareTo(FIRST_SPREAD) < 0 ? interval : FIRST_SPREAD, asking.phase));
                lane.askings.add(asking);
                queue.add(asking);
            }
        }
    }

    private static Duration fraction(Duration spread, double share) {
        return Duration.ofMillis((long) (spread.toMillis() * share));
    }

    private void arm() {
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
        Asking first = queue.peek();
        if (first != null && !stopped) {
            Duration delay = Duration.between(clock.instant(), first.beat);
            waiting = timers.after(delay.isNegative() ? Duration.ZERO : delay, this::beats);
        }
    }

    private void beats() {
        waiting = null;
        Instant now = clock.instant();
        Asking due = queue.peek();
        while (due != null && !due.beat.isAfter(now) && !stopped) {
            queue.poll();
            Instant planned = due.beat;
            due.beat = Grid.next(now, pace.interval(due.target(), due.part), due.phase);
            queue.add(due);
            beat(due, planned, now);
            due = queue.peek();
        }
        arm();
    }

    private void beat(Asking asking, Instant planned, Instant now) {
        Lane lane = lane(asking);
        if (asking.underWay() || lane.tables.contains(asking)) {
            skip(asking, now, "the last look is still under way");
        } else if (underWay >= MOST_UNDER_WAY) {
            skip(asking, now, "too many looks are under way (" + MOST_UNDER_WAY + ")");
        } else if (asking.part.life()) {
            listener.lag(Duration.between(planned, now));
            begin(asking);
        } else if (!silent(lane, asking.probe)) {
            listener.lag(Duration.between(planned, now));
            lane.tables.add(asking);
            nextTable(lane);
        }
    }

    private Lane lane(Asking asking) {
        return lanes.computeIfAbsent(asking.target(), key -> new Lane());
    }

    private static boolean silent(Lane lane, Probe probe) {
        return lane.askings.stream().anyMatch(asking -> asking.probe == probe && asking.part.life() && asking.down());
    }

    /** One table of a target at a time; questions of life never wait for one. */
    private void nextTable(Lane lane) {
        if (lane.table == null) {
            Asking next = lane.tables.poll();
            if (next != null) {
                lane.table = next;
                begin(next);
            }
        }
    }

    private void begin(Asking asking) {
        underWay++;
        asking.begin();
    }

    private void skip(Asking asking, Instant now, String reason) {
        listener.outcome(new ProbeOutcome.Skipped(
                new Asked(
                        asking.target(),
                        asking.probe.kind(),
                        asking.part.name(),
                        asking.part.life(),
                        now,
                        Duration.ZERO,
                        pace.interval(asking.target(), asking.part)),
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
            return new Look(
                    number,
                    polling.timeout(),
                    retries,
                    pace.interval(asking.target(), asking.part),
                    () -> suspect(asking, number));
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
                learnParts(asking.probe);
                noticeReboot(asking, answered);
                if (asking.part.life() && asking.returned()) {
                    readNow(lane(asking), part -> !part.life());
                }
            } else {
                suspect(asking, 1);
            }
            listener.outcome(outcome);
        }

        @Override
        public void ended(Asking asking) {
            underWay--;
            Lane lane = lane(asking);
            if (lane.table == asking) {
                lane.table = null;
                nextTable(lane);
            }
            if (!stopped) {
                arm();
            }
        }
    }

    private void noticeReboot(Asking asking, ProbeOutcome.Answered answered) {
        Lane lane = lane(asking);
        for (Reading reading : answered.readings()) {
            if (reading.name().value().equals("uptime.seconds")
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
                queue.remove(asking);
                asking.beat = clock.instant();
                queue.add(asking);
            }
        }
    }
}
