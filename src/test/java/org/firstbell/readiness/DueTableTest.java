package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.model.status.SeatState.AWAKE;
import static org.firstbell.model.status.SeatState.MISSING;
import static org.firstbell.model.status.SeatState.RESTING;
import static org.firstbell.model.status.SeatState.UNFIT;
import static org.firstbell.model.status.SeatState.UNKNOWN;
import static org.firstbell.model.status.Verdict.NOT_READY;
import static org.firstbell.model.status.Verdict.ON_TRACK;
import static org.firstbell.model.status.Verdict.READY;

import java.time.Duration;
import java.util.stream.Stream;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract §4, "Due and strict", "Evidence of life beats the drawing" and "Never reached is not down". */
class DueTableTest {
    private static final String BEFORE = "Before that a silent seat is RESTING";
    private static final String AT_ONCE = "a seat that was awake and falls silent is MISSING at once";
    private static final String NOT_SEEN = "one not yet seen since due stays RESTING until 10 min before the start";
    private static final String STRICT = "when judging becomes strict and it is MISSING";

    /** The session starts at 9:00, its devices are due at 8:35, judging is strict from 8:50. */
    static Stream<Arguments> silences() {
        return Stream.of(
                Arguments.of(BEFORE, "08:10:00", "08:10:05", RESTING),
                Arguments.of(BEFORE, "08:10:00", "08:34:59", RESTING),
                Arguments.of(NOT_SEEN, "08:34:00", "08:35:00", RESTING),
                Arguments.of(NOT_SEEN, "08:34:00", "08:49:59", RESTING),
                Arguments.of(STRICT, "08:34:00", "08:50:00", MISSING),
                Arguments.of(AT_ONCE, "08:35:00", "08:35:00", MISSING),
                Arguments.of(AT_ONCE, "08:40:00", "08:40:00", MISSING),
                Arguments.of(STRICT, "08:55:00", "08:55:00", MISSING));
    }

    @ParameterizedTest(name = "{0}: silent from {1}, at {2} {3}")
    @MethodSource("silences")
    void computer_fallsSilent_isRestingOrMissing(String line, String silent, String then, SeatState state) {
        SimulatedSchool morning = ten();

        morning.keepTo(silent).silent("pc-1").keepTo(then, "pc-1");

        assertThat(morning.seat("pc-1")).isEqualTo(state);
        assertThat(morning.seat("pc-2")).isEqualTo(AWAKE);
        assertThat(morning.verdict("ela")).isEqualTo(state == MISSING ? NOT_READY : ON_TRACK);
    }

    private static SimulatedSchool ten() {
        return new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .computers("lab", 3, "core")
                .session("ela", SimulatedSchool.INSIGHT, "lab", 3)
                .begin()
                .allAnswer();
    }

    @Test
    void devicesDue_ofTheSession_moveTheTimes() {
        SimulatedSchool morning =
                new SimulatedSchool().device("core", DeviceKind.SWITCH, "").computers("lab", 3, "core");
        morning.dueBefore(Duration.ofMinutes(5));
        morning.session("ela", SimulatedSchool.INSIGHT, "lab", 3).begin().allAnswer();

        morning.keepTo("08:40:00").silent("pc-1").keepTo("08:54:55", "pc-1");
        assertThat(morning.seat("pc-1"))
                .as("due at 8:55, and never strict before it is due")
                .isEqualTo(RESTING);

        morning.keepTo("08:55:00", "pc-1");
        assertThat(morning.seat("pc-1")).isEqualTo(MISSING);
    }

    @Test
    void unfitSeat_asleep_neverCountsAsResting() {
        SimulatedSchool morning = new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .computers("lab", 3, "core")
                .session("ela", SimulatedSchool.TESTNAV, "lab", 3)
                .begin()
                .allAnswer();
        morning.answers("pc-1", morning.version("pc-1", "app.testnav.version", "1.9"));
        assertThat(morning.seat("pc-1")).isEqualTo(UNFIT);

        morning.silent("pc-1");

        assertThat(morning.seat("pc-1")).isEqualTo(UNFIT);
        assertThat(morning.verdict("ela")).isEqualTo(NOT_READY);
    }

    @Test
    void neverReached_silent_isListedAndItsSeatUnknown() {
        SimulatedSchool morning = new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .computers("lab", 30, "core")
                .session("ela", SimulatedSchool.TESTNAV, "lab", 28)
                .begin()
                .answer("core")
                .answer("pc-", 1, 28)
                .silent("pc-29", "pc-30");

        assertThat(morning.verdict("ela")).isEqualTo(READY);
        assertThat(morning.seat("pc-30")).isEqualTo(UNKNOWN);
        assertThat(morning.standing("pc-30").reached()).isFalse();
        assertThat(morning.standing("pc-30").findings())
                .filteredOn(finding -> finding.check().value().equals("answers"))
                .extracting(Finding::severity)
                .containsExactly(Severity.ADVISORY);
    }

    @Test
    void neverReached_switchInTheChain_cutsNothing() {
        SimulatedSchool morning = new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .device("sw", DeviceKind.SWITCH, "", "core")
                .computers("lab", 3, "sw")
                .session("ela", SimulatedSchool.INSIGHT, "lab", 3)
                .begin()
                .answer("core")
                .answer("pc-", 1, 3)
                .silent("sw");

        assertThat(morning.verdict("ela")).isEqualTo(READY);
        assertThat(morning.room("ela").cutSeats()).isEmpty();
    }

    @Test
    void restored_reachedBefore_isDownAndNoSetUpTask() {
        SimulatedSchool morning =
                new SimulatedSchool().device("core", DeviceKind.SWITCH, "").device("sw", DeviceKind.SWITCH, "", "core");
        morning.computers("lab", 3, "sw")
                .session("ela", SimulatedSchool.INSIGHT, "lab", 3)
                .begin();
        morning.readiness().restoreReached(java.util.List.of(morning.target("sw")));

        morning.answer("core").answer("pc-", 1, 3).pass(1).silent("sw").silent("pc-", 1, 3);

        assertThat(morning.verdict("ela")).isEqualTo(NOT_READY);
        assertThat(morning.readiness().drainReached()).contains(morning.target("sw"), morning.target("pc-1"));
    }

    @Test
    void twoUplinks_oneSilent_cutsNothing_bothCut() {
        SimulatedSchool morning = new SimulatedSchool()
                .device("core", DeviceKind.SWITCH, "")
                .device("a", DeviceKind.SWITCH, "", "core")
                .device("b", DeviceKind.SWITCH, "", "core")
                .device("pc-1", DeviceKind.COMPUTER, "lab", "a", "b")
                .session("ela", SimulatedSchool.INSIGHT, "lab", 1)
                .begin()
                .allAnswer()
                .pass(1)
                .silent("a");
        assertThat(morning.verdict("ela")).isEqualTo(READY);

        morning.silent("b");

        assertThat(morning.verdict("ela")).isEqualTo(NOT_READY);
    }

    @Test
    void deadAccessPoint_seatsKnownBySighting_countAsMissingAfterSixtySeconds() {
        SimulatedSchool morning = TestSchools.open(TestSchools.cart());
        morning.silent("ap-3");
        assertThat(morning.verdict("ela")).isEqualTo(READY);

        morning.keepTables(30, "ap-3", 0, "ap-3").keep(29, "ap-3");
        assertThat(morning.verdict("ela")).as("59 s").isEqualTo(READY);

        morning.keep(2, "ap-3");
        assertThat(morning.verdict("ela")).as("61 s").isEqualTo(NOT_READY);
        assertThat(morning.session("ela").reasons().get(0).subject().value()).isEqualTo("ap-3");
        assertThat(morning.session("ela").reasons().get(0).check().value()).isEqualTo("path");
        assertThat(morning.room("ela").cutSeats()).hasSize(30);
    }

    @Test
    void deadAccessPoint_seatsTurnUpElsewhere_areNeverMissed() {
        SimulatedSchool morning = TestSchools.open(TestSchools.cart());
        morning.silent("ap-3").keep(20, "ap-3");
        morning.tableOf("ap-2", 30);
        for (int i = 0; i < 6; i++) {
            morning.keepTables(30, "ap-2", 30, "ap-3");
            assertThat(morning.verdict("ela")).isEqualTo(READY);
        }
        assertThat(morning.standing("cb-1").currentUplinks()).containsExactly(new org.firstbell.model.DeviceId("ap-2"));
        assertThat(morning.session("ela").seatCounts().awake()).isEqualTo(30);
    }

    @Test
    void deadAccessPoint_seatsThatAreAsked_countAsMissingAtOnce() {
        SimulatedSchool morning = new SimulatedSchool()
                .device("core", DeviceKind.SWITCH, "")
                .device("ap", DeviceKind.ACCESS_POINT, "room", "core")
                .device("kiosk", DeviceKind.TABLET, "room", "ap")
                .session("ela", SimulatedSchool.INSIGHT, "room", 1)
                .begin()
                .allAnswer()
                .pass(1);

        morning.silent("ap");

        assertThat(morning.verdict("ela")).isEqualTo(NOT_READY);
    }

    @Test
    void restingSeats_behindADeadSwitch_areMissingNotDueYet() {
        SimulatedSchool morning = TestSchools.open(TestSchools.cart());
        morning.keepTables(120, "ap-3", 0);
        assertThat(morning.verdict("ela")).isEqualTo(ON_TRACK);

        morning.silent("sw-3");

        assertThat(morning.verdict("ela")).isEqualTo(NOT_READY);
        assertThat(morning.session("ela").reasons().get(0).subject().value()).isEqualTo("sw-3");
    }
}
