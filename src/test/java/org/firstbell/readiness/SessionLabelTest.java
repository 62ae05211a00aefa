package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract §1 and §4: phases, words, staff actions, holding of better news, spares, worst of rooms. */
class SessionLabelTest {
    private static SimulatedSchool lab(Instant start) {
        SimulatedSchool morning = new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .computers("lab", 5, "core");
        return morning.session("ela", SimulatedSchool.INSIGHT, start, 0, morning.seating("lab", 4))
                .begin()
                .allAnswer();
    }

    /** Of a session that starts that much later, lasts 90 min and may overrun 30 min. */
    static Stream<Arguments> phases() {
        return Stream.of(
                Arguments.of(Duration.ofHours(25), SessionPhase.AHEAD, SessionLabel.NOT_CHECKED),
                Arguments.of(Duration.ofHours(24), SessionPhase.TODAY, SessionLabel.READY),
                Arguments.of(Duration.ofMinutes(61), SessionPhase.TODAY, SessionLabel.READY),
                Arguments.of(Duration.ofMinutes(60), SessionPhase.SOON, SessionLabel.READY),
                Arguments.of(Duration.ZERO, SessionPhase.LIVE, SessionLabel.IN_SESSION),
                Arguments.of(Duration.ofMinutes(-119), SessionPhase.LIVE, SessionLabel.IN_SESSION),
                Arguments.of(Duration.ofMinutes(-120), SessionPhase.DONE, SessionLabel.DONE));
    }

    @ParameterizedTest
    @MethodSource("phases")
    void session_byItsHours_hasPhaseAndWord(Duration ahead, SessionPhase phase, SessionLabel label) {
        SessionAssessment session = lab(SimulatedSchool.EIGHT.plus(ahead)).session("ela");

        assertThat(session.phase()).isEqualTo(phase);
        assertThat(session.label()).isEqualTo(label);
    }

    @Test
    void hour_betweenTwoTicks_isNotLostToWhatIsHeardRightAfterIt() {
        SimulatedSchool morning = new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .computers("lab", 5, "core");
        for (String id : List.of("art-1", "art-2", "art-3")) {
            morning.device(id, DeviceKind.COMPUTER, "art", "core");
        }
        Instant start = SimulatedSchool.EIGHT.plusSeconds(10);
        morning.session("ela", SimulatedSchool.INSIGHT, start, 0, morning.seating("lab", 4), morning.seating("art", 3))
                .begin()
                .allAnswer()
                .keep(9);
        assertThat(morning.session("ela").phase()).isEqualTo(SessionPhase.SOON);

        morning.now = start.plusMillis(300);
        morning.silent("pc-1");
        morning.now = start.plusMillis(600);
        morning.readiness().tick(morning.now, true);

        assertThat(morning.session("ela").phase()).isEqualTo(SessionPhase.LIVE);
        assertThat(morning.session("ela").attendance()).as("of both rooms").isEqualTo(4 + 3);
    }

    @Test
    void session_overManyHours_passesThroughItsPhases() {
        SimulatedSchool morning = lab(SimulatedSchool.EIGHT.plusSeconds(20));
        assertThat(morning.session("ela").phase()).isEqualTo(SessionPhase.SOON);

        morning.keep(20);

        assertThat(morning.session("ela").phase()).isEqualTo(SessionPhase.LIVE);
        assertThat(morning.session("ela").attendance()).isEqualTo(4);
    }

    @Test
    void staff_finishAndCancel_endTheJudging() {
        SimulatedSchool morning = lab(SimulatedSchool.EIGHT);
        ReadinessChanges changes = morning.staff(
                new StaffAction.SessionFinished(morning.session("ela").id(), morning.now, "STC", ""));
        assertThat(changes.sessions()).containsExactly(morning.session("ela").id());
        assertThat(morning.session("ela").label()).isEqualTo(SessionLabel.DONE);
        morning.silent("pc-", 1, 5);
        assertThat(morning.session("ela").label()).isEqualTo(SessionLabel.DONE);

        SimulatedSchool other = lab(SimulatedSchool.EIGHT.plusSeconds(3600));
        other.staff(new StaffAction.SessionCancelled(other.session("ela").id(), other.now, "STC", ""));
        assertThat(other.session("ela").label()).isEqualTo(SessionLabel.CANCELLED);
        assertThat(other.session("ela").cancelled()).isTrue();
    }

    @Test
    void staff_startEarly_makeItLive() {
        SimulatedSchool morning = lab(SimulatedSchool.EIGHT.plusSeconds(600));
        morning.staff(new StaffAction.SessionStarted(morning.session("ela").id(), morning.now, "STC", ""));

        assertThat(morning.session("ela").phase()).isEqualTo(SessionPhase.LIVE);
    }

    @Test
    void staffActions_restored_holdAfterARestart() {
        SimulatedSchool morning =
                new SimulatedSchool().device("core", DeviceKind.SWITCH, "").computers("lab", 5, "core");
        morning.session("ela", SimulatedSchool.INSIGHT, SimulatedSchool.EIGHT, 0, morning.seating("lab", 4))
                .begin();
        morning.readiness()
                .restore(List.of(new StaffAction.SessionFinished(
                        new org.firstbell.model.SessionId("ela"), SimulatedSchool.EIGHT.minusSeconds(5), "STC", "")));

        assertThat(morning.allAnswer().session("ela").label()).isEqualTo(SessionLabel.DONE);
    }

    @Test
    void riskAccepted_coversTheRisksOfThatHourOnly() {
        SimulatedSchool morning = TestSchools.ready(TestSchools.lab());
        morning.answers("cache", morning.number("cache", "disk.free.ratio", 0.12));
        morning.staff(new StaffAction.RiskAccepted(morning.session("ela").id(), morning.now, "Tech office", ""));
        assertThat(morning.session("ela").riskAccepted()).isTrue();
        assertThat(morning.session("ela").label()).isEqualTo(SessionLabel.AT_RISK);

        morning.answers("cache", morning.flag("cache", "tcp.4481.open", false));
        assertThat(morning.session("ela").riskAccepted()).as("a new risk").isFalse();

        morning.answers("cache", morning.flag("cache", "tcp.4481.open", true));
        morning.keep(5);
        assertThat(morning.session("ela").riskAccepted()).isTrue();

        morning.silent("cache");
        assertThat(morning.session("ela").riskAccepted())
                .as("NOT READY cannot be accepted")
                .isFalse();
    }

    @Test
    void betterNews_showsAfterSettling_worseAndUnknownAtOnce() {
        SimulatedSchool morning = TestSchools.ready(TestSchools.lab());
        morning.silent("edge");
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.NOT_READY);
        Instant bad = morning.now;
        assertThat(morning.session("ela").since()).isEqualTo(bad);

        morning.keep(59);
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.NOT_READY);
        assertThat(morning.session("ela").reasons())
                .as("a verdict keeps its reason")
                .isNotEmpty();
        morning.silent("edge").keep(59);
        assertThat(morning.verdict("ela")).as("it begins anew").isEqualTo(Verdict.NOT_READY);
        morning.keep(2);
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.READY);

        morning.silent("edge").pass(26);
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void betterNews_climbsOnlyAsFarAsItHeld() {
        SimulatedSchool morning = TestSchools.ready(TestSchools.lab());
        morning.silent("edge").pass(1);
        morning.answers("cache", morning.number("cache", "disk.free.ratio", 0.1));
        morning.answer("edge");
        for (int i = 0; i < 10; i++) {
            morning.keep(5).answers("cache", morning.number("cache", "disk.free.ratio", 0.1));
        }
        morning.answers("cache", morning.number("cache", "disk.free.ratio", 0.5));
        morning.keep(11);
        assertThat(morning.verdict("ela"))
                .as("61 s since NOT_READY, 11 s since AT_RISK")
                .isEqualTo(Verdict.AT_RISK);

        morning.keep(3).answers("cache", morning.number("cache", "disk.free.ratio", 0.5));
        for (int i = 0; i < 10; i++) {
            morning.keep(5).answers("cache", morning.number("cache", "disk.free.ratio", 0.5));
        }
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.READY);
    }

    @Test
    void session_takesTheWorstOfItsRooms() {
        SimulatedSchool morning = new SimulatedSchool().packs().device("core", DeviceKind.SWITCH, "");
        morning.device("sw", DeviceKind.SWITCH, "", "core").computers("lab", 3, "core");
        morning.device("pc-a", DeviceKind.COMPUTER, "room", "sw");
        morning.session(
                        "ela",
                        SimulatedSchool.INSIGHT,
                        SimulatedSchool.EIGHT.plusSeconds(3600),
                        0,
                        morning.seating("lab", 3),
                        morning.seating("room", 1))
                .begin()
                .allAnswer()
                .pass(1)
                .silent("sw");

        assertThat(morning.session("ela").rooms())
                .extracting(room -> room.verdict())
                .containsExactly(Verdict.READY, Verdict.NOT_READY);
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.NOT_READY);
        assertThat(morning.session("ela").seatCounts().needed()).isEqualTo(4);
        assertThat(morning.session("ela").seatCounts().usable()).isEqualTo(3);
    }

    @Test
    void spares_fewerThanAsked_areARisk() {
        SimulatedSchool morning = new SimulatedSchool()
                .packs()
                .device("core", DeviceKind.SWITCH, "")
                .computers("lab", 5, "core");
        morning.session(
                        "ela",
                        SimulatedSchool.INSIGHT,
                        SimulatedSchool.EIGHT.plusSeconds(3600),
                        2,
                        morning.seating("lab", 4))
                .begin()
                .allAnswer();

        assertThat(morning.verdict("ela")).isEqualTo(Verdict.AT_RISK);
        Finding first = morning.session("ela").reasons().get(0);
        assertThat(first.check().value()).isEqualTo("spares");
        assertThat(first.message().wall()).isEqualTo("Only 1 of 2 spare devices.");
    }

    @Test
    void reasons_ofARoomWithSpares_areListedLast() {
        SimulatedSchool morning =
                TestSchools.ready(TestSchools.lab()).silent("pc-1").keepTo("08:50:00", "pc-1");

        assertThat(morning.verdict("ela")).isEqualTo(Verdict.READY);
        assertThat(morning.session("ela").reasons())
                .extracting(reason -> reason.message().wall())
                .containsExactly("1 of 30 computers is not answering.");
    }

    @Test
    void freshUntil_isWhenTheVerdictWouldFall() {
        SimulatedSchool fresh = TestSchools.lab().begin();
        assertThat(fresh.session("ela").freshUntil()).isEmpty();

        SimulatedSchool morning = TestSchools.ready(TestSchools.lab()).keep(10);
        Instant until = morning.session("ela").freshUntil().orElseThrow();
        assertThat(until).isEqualTo(morning.now.plusSeconds(25));
        morning.pass(Duration.between(morning.now, until));
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.READY);
        morning.pass(1);
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.UNKNOWN);
    }
}
