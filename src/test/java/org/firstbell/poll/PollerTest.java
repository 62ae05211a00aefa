package org.firstbell.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.VirtualTime;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.event.Reading;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ConfigurationBuilder;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceBuilder;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.setup.TestSessionBuilder;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.Probe;
import org.firstbell.probe.Query;
import org.junit.jupiter.api.Test;

class PollerTest {
    private static final Instant START = Instant.parse("2027-04-14T12:00:00Z");
    private static final DeviceId SWITCH = new DeviceId("sw-2");
    private static final DeviceId PC = new DeviceId("pc-1");
    private static final SessionId SESSION = new SessionId("ela-7");
    private static final Query LIFE = new Query("system", true, Query.QueryPace.SESSION);

    private final VirtualTime time = new VirtualTime(START);
    private boolean lagAllowed;
    private Duration wallClockAhead = Duration.ZERO;
    private Duration stoppedFor = Duration.ZERO;
    private final InstantSource wallClock = () -> time.instant().plus(wallClockAhead);
    /** Goes on while the process is stopped and its timers are not. */
    private final InstantSource schedule = () -> time.instant().plus(stoppedFor);

    private final List<ProbeOutcome> outcomes = new ArrayList<>();
    private final PollListener listener = new PollListener() {
        @Override
        public void outcome(ProbeOutcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public void lag(Duration lag) {
            assertThat(lagAllowed || (!lag.isNegative() && lag.toMillis() <= 9))
                    .as("at most one batch of ticks late")
                    .isTrue();
        }
    };

    /** A device that answers after 5 ms, its tables after 8 s, or is silent as a real look is. */
    private class FakeProbe implements Probe {
        private final DeviceId device;
        private final List<Query> parts;
        private final List<Instant> asked = new ArrayList<>();
        private boolean silent;
        private double uptime = 1000;

        private FakeProbe(DeviceId device, Query... parts) {
            this.device = device;
            this.parts = List.of(parts);
        }

        @Override
        public Target target() {
            return device;
        }

        @Override
        public String type() {
            return "snmp";
        }

        @Override
        public List<Query> queries() {
            return parts;
        }

        @Override
        public void execute(Query query, Attempt attempt, Consumer<ProbeOutcome> answer) {
            Instant at = time.instant();
            if (query.liveness()) {
                asked.add(at);
            }
            QueryExecution question = new QueryExecution(
                    device, "snmp", query.name(), query.liveness(), at, Duration.ZERO, attempt.interval());
            if (silent) {
                time.schedule(Attempt.RESEND_INTERVAL, attempt.onSuspicion());
                time.schedule(
                        attempt.maxDuration(), () -> answer.accept(new ProbeOutcome.Silent(question, "no answer")));
            } else {
                List<Reading> readings = List.of(new Reading(
                        device, new SignalName("uptime.seconds"), new SignalValue.Quantity(uptime), "sysUpTime"));
                time.schedule(
                        query.liveness() ? Duration.ofMillis(5) : Duration.ofSeconds(8),
                        () -> answer.accept(
                                new ProbeOutcome.Answered(question, readings, Optional.empty(), List.of())));
            }
        }
    }

    private static Device device(DeviceId id, DeviceKind kind, List<DeviceId> uplinks) {
        return DeviceBuilder.device(id.value(), kind)
                .room(kind == DeviceKind.COMPUTER ? "lab" : "")
                .address("127.0.0.1")
                .uplinks(uplinks)
                .build();
    }

    private static Configuration configuration() {
        TestSession session = TestSessionBuilder.session(SESSION.value(), START.plusSeconds(3600))
                .room("lab", 1)
                .until(START.plusSeconds(7200))
                .build();
        return ConfigurationBuilder.configuration()
                .inventory(
                        List.of(new Room(
                                new RoomId("lab"),
                                new SchoolId("school"),
                                "Lab",
                                Optional.empty(),
                                Optional.empty(),
                                0)),
                        List.of(),
                        List.of(
                                device(SWITCH, DeviceKind.SWITCH, List.of()),
                                device(PC, DeviceKind.COMPUTER, List.of(SWITCH)),
                                device(new DeviceId("far"), DeviceKind.PRINTER, List.of())),
                        List.of())
                .sessions(List.of(session))
                .build();
    }

    private Poller start(SessionPhase phase, Probe... probes) {
        Poller poller = new Poller(configuration(), List.of(probes), wallClock, schedule, time, listener);
        poller.start(Map.of(SESSION, phase));
        return poller;
    }

    private long silences(DeviceId device) {
        return outcomes.stream()
                .filter(o -> o instanceof ProbeOutcome.Silent
                        && o.execution().target().equals(device))
                .count();
    }

    @Test
    void beats_whileLive_comeEachFiveSecondsNearTheSessionAndEachMinuteElsewhere() {
        FakeProbe near = new FakeProbe(PC, LIFE);
        FakeProbe far = new FakeProbe(new DeviceId("far"), LIFE);
        start(SessionPhase.LIVE, near, far);
        time.pass(Duration.ofSeconds(3));
        near.asked.clear();
        far.asked.clear();
        time.pass(Duration.ofMinutes(2));
        assertThat(near.asked).hasSize(24);
        assertThat(far.asked).hasSize(2);
        IntStream.range(1, 24)
                .forEach(i -> assertThat(Duration.between(near.asked.get(i - 1), near.asked.get(i)))
                        .isEqualTo(Duration.ofSeconds(5)));
    }

    @Test
    void wallClock_setBackOrForward_changesNoBeat() {
        FakeProbe pc = new FakeProbe(PC, LIFE);
        start(SessionPhase.LIVE, pc);
        time.pass(Duration.ofSeconds(30));
        for (Duration step : List.of(Duration.ofSeconds(-40), Duration.ofHours(-1), Duration.ofHours(1))) {
            wallClockAhead = wallClockAhead.plus(step);
            pc.asked.clear();
            time.pass(Duration.ofMinutes(1));
            assertThat(pc.asked).as("step of %s", step).hasSize(12);
        }
    }

    @Test
    void stoppedProcess_goingOn_takesNoUnheardAnswerForSilenceAndAsksAllAnewWithinTwoSeconds() {
        lagAllowed = true;
        for (Duration stop : List.of(Duration.ofSeconds(20), Duration.ofSeconds(130))) {
            FakeProbe pc = new FakeProbe(PC, LIFE);
            FakeProbe far = new FakeProbe(new DeviceId("far"), LIFE);
            far.silent = true;
            Poller poller = start(SessionPhase.LIVE, pc, far);
            time.pass(Duration.ofMillis(2_500));
            assertThat(far.asked).as("a look is under way").isNotEmpty();
            long silences = silences(new DeviceId("far"));
            stoppedFor = stoppedFor.plus(stop);
            pc.asked.clear();
            far.asked.clear();
            far.silent = false;
            time.pass(Duration.ofSeconds(4));

            assertThat(pc.asked).isNotEmpty();
            assertThat(far.asked).isNotEmpty();
            assertThat(silences(new DeviceId("far"))).isEqualTo(silences);
            poller.stop();
        }
    }

    @Test
    void silence_ofADevice_isDecidedThreeLooksAnd4300MillisecondsAfterTheFirstRequest() {
        FakeProbe pc = new FakeProbe(PC, LIFE);
        start(SessionPhase.LIVE, pc);
        time.pass(Duration.ofSeconds(3));
        pc.silent = true;
        pc.asked.clear();
        outcomes.clear();
        while (pc.asked.isEmpty()) {
            time.pass(Duration.ofMillis(10));
        }
        Instant first = pc.asked.get(0);
        time.pass(Duration.between(time.instant(), first.plusMillis(4299)));
        assertThat(silences(PC)).isEqualTo(2);
        time.pass(Duration.ofMillis(1));
        assertThat(silences(PC)).isEqualTo(3);
        assertThat(pc.asked).containsExactly(first, first.plusMillis(800), first.plusMillis(2000));
    }

    @Test
    void silence_afterItIsKnown_getsOneLookABeat() {
        FakeProbe pc = new FakeProbe(PC, LIFE);
        pc.silent = true;
        start(SessionPhase.LIVE, pc);
        time.pass(Duration.ofSeconds(10));
        pc.asked.clear();
        time.pass(Duration.ofSeconds(50));
        assertThat(pc.asked).hasSize(10);
    }

    @Test
    void suspicion_ofADevice_looksAtItsUplinkAfter400Milliseconds() {
        FakeProbe pc = new FakeProbe(PC, LIFE);
        FakeProbe above = new FakeProbe(SWITCH, LIFE);
        start(SessionPhase.LIVE, pc, above);
        time.pass(Duration.ofSeconds(3));
        pc.silent = true;
        pc.asked.clear();
        while (pc.asked.isEmpty()) {
            time.pass(Duration.ofMillis(10));
        }
        above.asked.clear();
        time.pass(Duration.between(time.instant(), pc.asked.get(0).plusMillis(400)));
        assertThat(above.asked).contains(pc.asked.get(0).plusMillis(400));
    }

    @Test
    void oneLostLook_isFollowedByAnAnswer_andNothingElse() {
        FakeProbe pc = new FakeProbe(PC, LIFE);
        start(SessionPhase.LIVE, pc);
        time.pass(Duration.ofSeconds(3));
        pc.silent = true;
        pc.asked.clear();
        outcomes.clear();
        while (pc.asked.isEmpty()) {
            time.pass(Duration.ofMillis(10));
        }
        pc.silent = false;
        time.pass(Duration.ofMillis(4000));
        assertThat(outcomes).hasSize(1).allMatch(o -> o instanceof ProbeOutcome.Answered);
    }

    @Test
    void slowTable_neverDelaysTheQuestionOfLife() {
        Query table = new Query("storage", false, Query.QueryPace.TABLE);
        FakeProbe pc = new FakeProbe(PC, LIFE, table) {};
        start(SessionPhase.LIVE, pc);
        time.pass(Duration.ofMinutes(5));
        long tables = outcomes.stream().filter(o -> !o.execution().liveness()).count();
        assertThat(tables).isBetween(4L, 7L);
        assertThat(pc.asked).hasSizeBetween(59, 62);
    }

    @Test
    void reboot_readsHourlyQuestionsAgain() {
        Query programs = new Query("programs", false, Query.QueryPace.HOURLY);
        FakeProbe pc = new FakeProbe(PC, LIFE, programs) {};
        start(SessionPhase.LIVE, pc);
        time.pass(Duration.ofSeconds(20));
        assertThat(hourly()).isEqualTo(1);
        pc.uptime = 3;
        time.pass(Duration.ofSeconds(20));
        assertThat(hourly()).isEqualTo(2);
    }

    private long hourly() {
        return outcomes.stream()
                .filter(o -> o.execution().query().equals("programs"))
                .count();
    }

    @Test
    void phases_becomingLive_quickenThePaceAtOnce() {
        FakeProbe pc = new FakeProbe(PC, LIFE);
        Poller poller = start(SessionPhase.AHEAD, pc);
        time.pass(Duration.ofSeconds(3));
        pc.asked.clear();
        poller.phases(Map.of(SESSION, SessionPhase.LIVE));
        time.pass(Duration.ofSeconds(5));
        assertThat(pc.asked).hasSize(1);
    }

    @Test
    void stop_tellsNothingMore() {
        FakeProbe pc = new FakeProbe(PC, LIFE);
        Poller poller = start(SessionPhase.LIVE, pc);
        time.pass(Duration.ofSeconds(3));
        poller.stop();
        outcomes.clear();
        time.pass(Duration.ofMinutes(1));
        assertThat(outcomes).isEmpty();
    }
}
