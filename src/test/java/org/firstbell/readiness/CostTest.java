package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.Asked;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Reading;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.DeviceKind;
import org.junit.jupiter.api.Test;

/** Cost follows change. */
class CostTest {
    private static ProbeOutcome tenValues(Morning morning, String id) {
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
                new Asked(morning.target(id), "snmp", "system", true, morning.now, Duration.ZERO, Morning.BEAT),
                readings,
                Optional.empty(),
                List.of());
    }

    @Test
    void poll_thatChangesNothing_changesNothingAndAllocatesLittle() {
        Morning morning = Schools.ready(Schools.lab());
        Readiness readiness = morning.readiness();
        ProbeOutcome outcome = tenValues(morning, "pc-1");
        readiness.record(outcome, morning.now);

        assertThat(readiness.record(outcome, morning.now)).isSameAs(Changes.NONE);

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
        Morning morning = Schools.ready(Schools.lab());

        morning.changes.clear();
        morning.pass(20);

        assertThat(morning.changes).allMatch(Changes::isEmpty);
    }

    @Test
    void change_inOneRoom_isJudgedThereOnly() {
        Morning morning =
                new Morning().packs().device("core", DeviceKind.SWITCH, "").computers("lab", 3, "core");
        morning.device("pc-x", DeviceKind.COMPUTER, "room", "core")
                .session("ela", Morning.INSIGHT, "lab", 3)
                .session("math", Morning.INSIGHT, "room", 1)
                .begin()
                .allAnswer()
                .pass(1);

        morning.misses("pc-x");
        morning.misses("pc-x");
        Changes third = morning.misses("pc-x");

        assertThat(third.targets()).extracting(Target::value).containsExactly("pc-x");
        assertThat(third.sessions()).containsExactly(new SessionId("math"));
    }

    @Test
    void incidents_lookAtWhatIsInTroubleOnly() {
        Morning morning = new Morning().packs().device("core", DeviceKind.SWITCH, "");
        morning.computers("lab", 3, "core")
                .session("ela", Morning.INSIGHT, "lab", 3)
                .begin()
                .allAnswer()
                .pass(1);
        assertThat(morning.readiness().assessment().troubled()).isEmpty();

        morning.misses("pc-1");
        morning.misses("pc-1");
        Changes third = morning.misses("pc-1");

        assertThat(third.causes()).isTrue();
        assertThat(morning.readiness().assessment().troubled())
                .extracting(standing -> standing.target().value())
                .containsExactly("pc-1");
    }

    private static Morning behindASwitch() {
        Morning morning = new Morning().packs().device("core", DeviceKind.SWITCH, "");
        morning.computers("lab", 30, "core")
                .session("ela", Morning.INSIGHT, "lab", 28)
                .begin()
                .allAnswer()
                .pass(1);
        return morning;
    }

    @Test
    void room_inWhichHundredsOfThingsChangeInASecond_isJudgedWithTheNextTick() {
        Morning morning = behindASwitch();
        Readiness readiness = morning.readiness();
        long before = readiness.roomsJudged();
        for (int i = 0; i < 20; i++) {
            morning.silent("pc-", 1, 30).answer("pc-", 1, 30);
        }

        long atOnce = readiness.roomsJudged() - before;
        assertThat(atOnce).isBetween(250L, 310L);
        assertThat(readiness.isBehind()).isTrue();

        morning.silent("pc-", 1, 30).pass(1);

        assertThat(readiness.roomsJudged() - before - atOnce).isLessThanOrEqualTo(2);
        assertThat(readiness.isBehind()).isFalse();
        assertThat(morning.room("ela").seats().resting()).isEqualTo(30);
    }

    @Test
    void change_whileFewThingsChange_isJudgedAtOnce() {
        Morning morning = behindASwitch();

        morning.silent("pc-1");

        assertThat(morning.readiness().isBehind()).isFalse();
        assertThat(morning.room("ela").seats().resting()).isEqualTo(1);
    }

    @Test
    void seat_thatGoesOnAnsweringBehindASilentSwitch_isJudgedOnce() {
        Morning morning = behindASwitch();
        morning.silent("core").pass(1);
        morning.answers("pc-1");
        Readiness readiness = morning.readiness();
        long before = readiness.roomsJudged();

        morning.answers("pc-1");
        morning.answers("pc-1");

        assertThat(readiness.roomsJudged()).isEqualTo(before);
        assertThat(morning.room("ela").cut()).hasSize(29);
    }
}
