package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.event.Reading;
import org.firstbell.model.setup.DeviceKind;
import org.junit.jupiter.api.Test;

/** Cost follows change. */
class CostTest {
    private static ProbeOutcome tenValues(SimulatedSchool morning, String id) {
        List<Reading> readings = new ArrayList<>();
        readings.add(morning.number(id, "cpu.utilization.ratio", 0.2));
        readings.add(morning.number(id, "memory.utilization.ratio", 0.4));
        readings.add(morning.number(id, "memory.free.bytes", 4e9));
        readings.add(morning.number(id, "memory.total.bytes", 8e9));
        readings.add(morning.number(id, "disk.free.ratio", 0.5));
        readings.add(morning.number(id, "disk.free.bytes", 5e10));
        readings.add(morning.number(id, "process.count", 80));
        readings.add(morning.number(id, "response.time.seconds", 0.01));
        readings.add(morning.number(id, "clock.offset.seconds", 0.1));
        readings.add(morning.flag(id, "app.testnav.running", true));
        return new ProbeOutcome.Answered(
                new QueryExecution(
                        morning.target(id), "snmp", "system", true, morning.now, Duration.ZERO, SimulatedSchool.BEAT),
                readings,
                Optional.empty(),
                List.of());
    }

    @Test
    void poll_thatChangesNothing_changesNothingAndAllocatesLittle() {
        SimulatedSchool morning = TestSchools.ready(TestSchools.lab());
        Readiness readiness = morning.readiness();
        ProbeOutcome outcome = tenValues(morning, "pc-1");
        readiness.record(outcome, morning.now);

        assertThat(readiness.record(outcome, morning.now)).isSameAs(ReadinessChanges.NONE);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int polls = 20_000;
        for (int i = 0; i < polls; i++) {
            readiness.record(outcome, morning.now);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < polls; i++) {
            readiness.record(outcome, morning.now);
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / polls;
        assertThat(each).as("octets a poll").isLessThan(1_000);
    }

    @Test
    void tick_whenNothingIsDue_changesNothing() {
        SimulatedSchool morning = TestSchools.ready(TestSchools.lab());

        morning.changes.clear();
        morning.pass(20);

        assertThat(morning.changes).allMatch(ReadinessChanges::isEmpty);
    }

    @Test
    void change_inOneRoom_isJudgedThereOnly() {
        SimulatedSchool morning = new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .computers("lab", 3, "core");
        morning.device("pc-x", DeviceKind.COMPUTER, "room", "core")
                .session("ela", SimulatedSchool.INSIGHT, "lab", 3)
                .session("math", SimulatedSchool.INSIGHT, "room", 1)
                .begin()
                .allAnswer()
                .pass(1);

        morning.misses("pc-x");
        morning.misses("pc-x");
        ReadinessChanges third = morning.misses("pc-x");

        assertThat(third.targets()).extracting(Target::value).containsExactly("pc-x");
        assertThat(third.sessions()).containsExactly(new SessionId("math"));
    }

    @Test
    void incidents_lookAtWhatIsInTroubleOnly() {
        SimulatedSchool morning = new SimulatedSchool().packs().device("core", DeviceKind.SWITCH, "");
        morning.computers("lab", 3, "core")
                .session("ela", SimulatedSchool.INSIGHT, "lab", 3)
                .begin()
                .allAnswer()
                .pass(1);
        assertThat(morning.readiness().assessment().targetsWithProblems()).isEmpty();

        morning.misses("pc-1");
        morning.misses("pc-1");
        ReadinessChanges third = morning.misses("pc-1");

        assertThat(third.affectsCauses()).isTrue();
        assertThat(morning.readiness().assessment().targetsWithProblems())
                .extracting(assessment -> assessment.target().value())
                .containsExactly("pc-1");
    }

    private static SimulatedSchool behindASwitch() {
        SimulatedSchool morning = new SimulatedSchool().packs().device("core", DeviceKind.SWITCH, "");
        morning.computers("lab", 30, "core")
                .session("ela", SimulatedSchool.INSIGHT, "lab", 28)
                .begin()
                .allAnswer()
                .pass(1);
        return morning;
    }

    @Test
    void room_inWhichHundredsOfThingsChangeInASecond_isJudgedWithTheNextTick() {
        SimulatedSchool morning = behindASwitch();
        Readiness readiness = morning.readiness();
        long before = readiness.roomsAssessed();
        for (int i = 0; i < 20; i++) {
            morning.silent("pc-", 1, 30).answer("pc-", 1, 30);
        }

        long atOnce = readiness.roomsAssessed() - before;
        assertThat(atOnce).isBetween(250L, 310L);
        assertThat(readiness.hasDeferredRooms()).isTrue();

        morning.silent("pc-", 1, 30).pass(1);

        assertThat(readiness.roomsAssessed() - before - atOnce).isLessThanOrEqualTo(2);
        assertThat(readiness.hasDeferredRooms()).isFalse();
        assertThat(morning.room("ela").seatCounts().resting()).isEqualTo(30);
    }

    @Test
    void change_whileFewThingsChange_isJudgedAtOnce() {
        SimulatedSchool morning = behindASwitch();

        morning.silent("pc-1");

        assertThat(morning.readiness().hasDeferredRooms()).isFalse();
        assertThat(morning.room("ela").seatCounts().resting()).isEqualTo(1);
    }

    @Test
    void seat_thatGoesOnAnsweringBehindASilentSwitch_isJudgedOnce() {
        SimulatedSchool morning = behindASwitch();
        morning.silent("core").pass(1);
        morning.answers("pc-1");
        Readiness readiness = morning.readiness();
        long before = readiness.roomsAssessed();

        morning.answers("pc-1");
        morning.answers("pc-1");

        assertThat(readiness.roomsAssessed()).isEqualTo(before);
        assertThat(morning.room("ela").cutSeats()).hasSize(29);
    }
}
