package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.firstbell.model.Finding;
import org.firstbell.model.Phase;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.SessionWord;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Verdict;
import org.firstbell.model.setup.DeviceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract §1 and §4: phases, words, staff actions, holding of better news, spares, worst of rooms. */
class SessionWordsTest {
    private static Morning lab(Instant start) {
        Morning morning =
                new Morning().packs().device("core", DeviceKind.SWITCH, "").computers("lab", 5, "core");
        return morning.session("ela", Morning.INSIGHT, start, 0, morning.seating("lab", 4))
                .begin()
                .allAnswer();
    }

    /** Of a session that starts that much later, lasts 90 min and may overrun 30 min. */
    static Stream<Arguments> phases() {
        return Stream.of(
                Arguments.of(Duration.ofHours(25), Phase.AHEAD, SessionWord.NOT_CHECKED),
                Arguments.of(Duration.ofHours(24), Phase.TODAY, SessionWord.READY),
                Arguments.of(Duration.ofMinutes(61), Phase.TODAY, SessionWord.READY),
                Arguments.of(Duration.ofMinutes(60), Phase.SOON, SessionWord.READY),
                Arguments.of(Duration.ZERO, Phase.LIVE, SessionWord.IN_SESSION),
                Arguments.of(Duration.ofMinutes(-119), Phase.LIVE, SessionWord.IN_SESSION),
                Arguments.of(Duration.ofMinutes(-120), Phase.DONE, SessionWord.DONE));
    }

    @ParameterizedTest
    @MethodSource("phases")
    void session_byItsHours_hasPhaseAndWord(Duration ahead, Phase phase, SessionWord word) {
        SessionStanding session = lab(Morning.EIGHT.plus(ahead)).session("ela");

        assertThat(session.phase()).isEqualTo(phase);
        assertThat(session.word()).isEqualTo(word);
    }

    @Test
    void hour_betweenTwoTicks_isNotLostToWhatIsHeardRightAfterIt() {
        Morning morning =
                new Morning().packs().device("core", DeviceKind.SWITCH, "").computers("lab", 5, "core");
        for (String id : List.of("art-1", "art-2", "art-3")) {
            morning.device(id, DeviceKind.COMPUTER, "art", "core");
        }
        Instant start = Morning.EIGHT.plusSeconds(10);
        morning.session("ela", Morning.INSIGHT, start, 0, morning.seating("lab", 4), morning.seating("art", 3))
                .begin()
                .allAnswer()
                .keep(9);
        assertThat(morning.session("ela").phase()).isEqualTo(Phase.SOON);

        morning.now = start.plusMillis(300);
        morning.silent("pc-1");
        morning.now = start.plusMillis(600);
        morning.readiness().tick(morning.now, true);

        assertThat(morning.session("ela").phase()).isEqualTo(Phase.LIVE);
        assertThat(morning.session("ela").attendance()).as("of both rooms").isEqualTo(4 + 3);
    }

    @Test
    void session_overManyHours_passesThroughItsPhases() {
        Morning morning = lab(Morning.EIGHT.plusSeconds(20));
        assertThat(morning.session("ela").phase()).isEqualTo(Phase.SOON);

        morning.keep(20);

        assertThat(morning.session("ela").phase()).isEqualTo(Phase.LIVE);
        assertThat(morning.session("ela").attendance()).isEqualTo(4);
    }

    @Test
    void staff_finishAndCancel_endTheJudging() {
        Morning morning = lab(Morning.EIGHT);
        Changes changes =
                morning.staff(new StaffAction.Finished(morning.session("ela").id(), morning.now, "STC", ""));
        assertThat(changes.sessions()).containsExactly(morning.session("ela").id());
        assertThat(morning.session("ela").word()).isEqualTo(SessionWord.DONE);
        morning.silent("pc-", 1, 5);
        assertThat(morning.session("ela").word()).isEqualTo(SessionWord.DONE);

        Morning other = lab(Morning.EIGHT.plusSeconds(3600));
        other.staff(new StaffAction.Cancelled(other.session("ela").id(), other.now, "STC", ""));
        assertThat(other.session("ela").word()).isEqualTo(SessionWord.CANCELLED);
        assertThat(other.session("ela").cancelled()).isTrue();
    }

    @Test
    void staff_startEarly_makeItLive() {
        Morning morning = lab(Morning.EIGHT.plusSeconds(600));
        morning.staff(new StaffAction.Started(morning.session("ela").id(), morning.now, "STC", ""));

        assertThat(morning.session("ela").phase()).isEqualTo(Phase.LIVE);
    }

    @Test
    void staffActions_restored_holdAfterARestart() {
        Morning morning = new Morning().device("core", DeviceKind.SWITCH, "").computers("lab", 5, "core");
        morning.session("ela", Morning.INSIGHT, Morning.EIGHT, 0, morning.seating("lab", 4))
                .begin();
        morning.readiness()
                .restore(List.of(new StaffAction.Finished(
                        new org.firstbell.model.SessionId("ela"), Morning.EIGHT.minusSeconds(5), "STC", "")));

        assertThat(morning.allAnswer().session("ela").word()).isEqualTo(SessionWord.DONE);
    }

    @Test
    void riskAccepted_coversTheRisksOfThatHourOnly() {
        Morning morning = Schools.ready(Schools.lab());
        morning.answers("cache", morning.number("cache", "disk.free.ratio", 0.12));
        morning.staff(new StaffAction.RiskAccepted(morning.session("ela").id(), morning.now, "Tech office", ""));
        assertThat(morning.session("ela").accepted()).isTrue();
        assertThat(morning.session("ela").word()).isEqualTo(SessionWord.AT_RISK);

        morning.answers("cache", morning.flag("cache", "tcp.4481.open", false));
        assertThat(morning.session("ela").accepted()).as("a new risk").isFalse();

        morning.answers("cache", morning.flag("cache", "tcp.4481.open", true));
        morning.keep(5);
        assertThat(morning.session("ela").accepted()).isTrue();

        morning.silent("cache");
        assertThat(morning.session("ela").accepted())
                .as("NOT READY cannot be accepted")
                .isFalse();
    }

    @Test
    void betterNews_showsAfterSettling_worseAndUnknownAtOnce() {
        Morning morning = Schools.ready(Schools.lab());
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
        Morning morning = Schools.ready(Schools.lab());
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
        Morning morning = new Morning().packs().device("core", DeviceKind.SWITCH, "");
        morning.device("sw", DeviceKind.SWITCH, "", "core").computers("lab", 3, "core");
        morning.device("pc-a", DeviceKind.COMPUTER, "room", "sw");
        morning.session(
                        "ela",
                        Morning.INSIGHT,
                        Morning.EIGHT.plusSeconds(3600),
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
        assertThat(morning.session("ela").seats().needed()).isEqualTo(4);
        assertThat(morning.session("ela").seats().usable()).isEqualTo(3);
    }

    @Test
    void spares_fewerThanAsked_areARisk() {
        Morning morning =
                new Morning().packs().device("core", DeviceKind.SWITCH, "").computers("lab", 5, "core");
        morning.session("ela", Morning.INSIGHT, Morning.EIGHT.plusSeconds(3600), 2, morning.seating("lab", 4))
                .begin()
                .allAnswer();

        assertThat(morning.verdict("ela")).isEqualTo(Verdict.AT_RISK);
        Finding first = morning.session("ela").reasons().get(0);
        assertThat(first.check().value()).isEqualTo("spares");
        assertThat(first.message().wall()).isEqualTo("Only 1 of 2 spare devices.");
    }

    @Test
    void reasons_ofARoomWithSpares_areListedLast() {
        Morning morning = Schools.ready(Schools.lab()).silent("pc-1").keepTo("08:50:00", "pc-1");

        assertThat(morning.verdict("ela")).isEqualTo(Verdict.READY);
        assertThat(morning.session("ela").reasons())
                .extracting(reason -> reason.message().wall())
                .containsExactly("1 of 30 computers is not answering.");
    }

    @Test
    void freshUntil_isWhenTheVerdictWouldFall() {
        Morning fresh = Schools.lab().begin();
        assertThat(fresh.session("ela").freshUntil()).isEmpty();

        Morning morning = Schools.ready(Schools.lab()).keep(10);
        Instant until = morning.session("ela").freshUntil().orElseThrow();
        assertThat(until).isEqualTo(morning.now.plusSeconds(25));
        morning.pass(Duration.between(morning.now, until));
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.READY);
        morning.pass(1);
        assertThat(morning.verdict("ela")).isEqualTo(Verdict.UNKNOWN);
    }
}
