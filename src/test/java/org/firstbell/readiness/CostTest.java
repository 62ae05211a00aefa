package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.Asked;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Reading;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
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

    @Test
    void inventory_ofManyDevices_findsEachByItsIdInItsPlace() {
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            devices.add(Devices.plain("pc-" + i, DeviceKind.COMPUTER, "", false, i == 0 ? "gone" : "pc-" + (i - 1)));
        }

        Inventory inventory = new Inventory(List.of(), List.of(), devices, List.of());

        for (int i = 0; i < devices.size(); i++) {
            DeviceId id = new DeviceId("pc-" + i);
            assertThat(inventory.device(id)).containsSame(devices.get(i));
            assertThat(inventory.place(id)).isEqualTo(i);
        }
        assertThat(inventory.device(new DeviceId("pc-5000"))).isEmpty();
        assertThat(inventory.place(new DeviceId("pc-5000"))).isEqualTo(Integer.MAX_VALUE);
        assertThat(inventory.topology().roots()).containsExactly(new DeviceId("pc-0"));
        assertThat(inventory.topology().below(new DeviceId("pc-4997")))
                .containsExactly(new DeviceId("pc-4998"), new DeviceId("pc-4999"));
    }

    @Test
    void signals_ofTargetsThatTellTheSameNames_shareThem() {
        Vocabulary none = new Vocabulary();
        SignalName load = new SignalName("cpu.utilization.ratio");
        SignalName name = new SignalName("system.name");
        Vocabulary both = none.with(load).with(name);

        assertThat(none.with(new SignalName(load.value())).with(new SignalName(name.value())))
                .isSameAs(both);
        assertThat(both.find(new SignalName(name.value()), 0)).isEqualTo(1);
        assertThat(both.find(new SignalName("disk.free.ratio"), 1)).isEqualTo(-1);
    }

    @Test
    void signal_toldAsANumberAndThenInWords_isWhatWasToldLast() {
        LatestSignals signals = new LatestSignals(new Vocabulary());
        SignalValue number = new SignalValue.Quantity(3);
        SignalValue word = new SignalValue.State("cooling");
        int place = signals.add(new SignalName("power.state"));

        assertThat(signals.put(place, number, "a", Morning.EIGHT, Morning.BEAT)).isTrue();
        assertThat(signals.put(place, number, "a", Morning.EIGHT, Morning.BEAT)).isFalse();
        assertThat(signals.put(place, word, "a", Morning.EIGHT, Morning.BEAT)).isTrue();
        assertThat(signals.value(place)).isEqualTo(word);
        assertThat(signals.number(place)).isNaN();
        assertThat(signals.put(place, number, "b", Morning.EIGHT, Morning.BEAT)).isTrue();
        assertThat(signals.signal(place, new DeviceId("lamp")).value()).isEqualTo(number);
        assertThat(signals.signal(place, new DeviceId("lamp")).source()).isEqualTo("b");
    }
}
