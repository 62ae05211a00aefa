package org.firstbell.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.model.status.Verdict.AT_RISK;
import static org.firstbell.model.status.Verdict.NOT_READY;
import static org.firstbell.model.status.Verdict.ON_TRACK;
import static org.firstbell.model.status.Verdict.READY;
import static org.firstbell.model.status.Verdict.UNKNOWN;

import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract §4, "Live": a session from 9:00 to 10:30 after its start. */
class LiveTableTest {
    private static final String TWENTY = "For 20 min after the start seats leaving one by one are listed";
    private static final String ALWAYS = "for devices that sleep always, seats leaving one by one are listed";
    private static final String ALONE = "A computer that does not sleep and falls silent alone is AT_RISK";
    private static final String CUT = "NOT_READY when the path is cut";
    private static final String EMPTY = "NOT_READY when no seat is left";
    private static final String TOGETHER =
            "NOT_READY: 20 % of the attendance (3 or more) within 60 s, devices that do not sleep";
    private static final String AGREES = "NOT_READY: 20 % within 60 s and shared evidence agrees";
    private static final String CLOSED = "if everything shared is well it is AT_RISK: closed at once: finished?";
    private static final String TRACK = "live + ON_TRACK: students are late or absent";

    private static DecisionRow row(String line, String what, Consumer<SimulatedSchool> happens, Verdict verdict) {
        return new DecisionRow(line, what, happens, verdict);
    }

    /** 28 students, 30 computers awake at the start. */
    static Stream<DecisionRow> lab() {
        return Stream.of(
                row("READY in session", "all awake", m -> m.keepTo("09:05:00"), READY),
                row(TWENTY, "five leave one by one", m -> oneByOne(m, "09:02:00", 5, 61), ON_TRACK),
                row(
                        TWENTY,
                        "two leave together",
                        m -> m.keepTo("09:05:00").silent("pc-1", "pc-2").keep(10, names(2)),
                        READY),
                row(ALONE, "one after 20 min", m -> m.keepTo("09:20:00").silent("pc-1"), AT_RISK),
                row(
                        ALONE,
                        "one just before 20 min, and still away",
                        m -> m.keepTo("09:19:55").silent("pc-1").keepTo("09:30:00", "pc-1"),
                        READY),
                row(
                        TOGETHER,
                        "six of 28 at once, in the first minutes",
                        m -> m.keepTo("09:05:00").silent("pc-", 1, 6),
                        NOT_READY),
                row(
                        TOGETHER,
                        "five of 28 are less than a fifth",
                        m -> m.keepTo("09:05:00").silent("pc-", 1, 5),
                        ON_TRACK),
                row(TOGETHER, "six within 60 s", m -> oneByOne(m, "09:05:00", 6, 12), NOT_READY),
                row(TOGETHER, "six over 70 s", m -> oneByOne(m, "09:05:00", 6, 14), ON_TRACK),
                row(
                        CUT,
                        "their switch is silent",
                        m -> m.keepTo("09:05:00").silent("sw-2").silent("pc-", 1, 30),
                        NOT_READY),
                row(CUT, "the edge is silent", m -> m.keepTo("09:05:00").silent("edge"), NOT_READY),
                row(EMPTY, "all leave one by one", m -> oneByOne(m, "09:01:00", 30, 61), NOT_READY),
                row(
                        "after the planned end everybody may leave",
                        "all leave after 10:30",
                        m -> m.keepTo("10:30:00").silent("pc-", 1, 30),
                        ON_TRACK),
                row(
                        "UNKNOWN: seats that attended are not heard of",
                        "ten are not heard of for 26 s",
                        m -> m.keepTo("09:05:00").keepBut(26, names(10)),
                        UNKNOWN),
                row(
                        "AT_RISK: a degrading check fails on something shared",
                        "the cache's disk is nearly full",
                        m -> m.keepTo("09:05:00").answers("cache", m.number("cache", "disk.free.ratio", 0.1)),
                        AT_RISK));
    }

    private static String[] names(int count) {
        return SimulatedSchool.names("pc-", 1, count);
    }

    private static void oneByOne(SimulatedSchool morning, String from, int count, int secondsBetween) {
        morning.keepTo(from);
        for (int i = 1; i <= count; i++) {
            morning.silent("pc-" + i).keep(secondsBetween, names(i));
        }
    }

    @ParameterizedTest
    @MethodSource("lab")
    void lab_live(DecisionRow row) {
        SimulatedSchool morning = TestSchools.ready(TestSchools.lab()).keepTo("09:00:00");
        assertThat(morning.session("ela").phase()).isEqualTo(SessionPhase.LIVE);
        assertThat(morning.session("ela").attendance()).isEqualTo(28);

        row.happens().accept(morning);

        assertThat(morning.verdict("ela"))
                .as("%s", morning.session("ela").reasons())
                .isEqualTo(row.verdict());
    }

    /** 24 students, 30 Chromebooks of which 24 are awake, known by the controller's table. */
    static Stream<DecisionRow> cart() {
        return Stream.of(
                row(ALWAYS, "eight close one by one", m -> closing(m, 8), ON_TRACK),
                row(ALWAYS, "all close one by one", m -> closing(m, 24), ON_TRACK),
                row(CLOSED, "all close at once", m -> m.keepTables(90, "ap-3", 0), AT_RISK),
                row(CLOSED, "ten close at once", m -> m.keepTables(90, "ap-3", 14), AT_RISK),
                row(
                        AGREES,
                        "ten go silent at once and their Wi-Fi box is overloaded",
                        m -> {
                            m.answers("ap-3", m.number("ap-3", "wifi.clients", 10));
                            m.answers("ap-3", m.number("ap-3", "wifi.clients", 150));
                            m.keepTables(90, "ap-3", 14);
                        },
                        NOT_READY),
                row(
                        AGREES,
                        "ten go silent at once and another device on the same Wi-Fi box does too",
                        m -> {
                            m.silent("kiosk");
                            m.keepTables(90, "ap-3", 14, "kiosk");
                        },
                        NOT_READY),
                row(CUT, "their switch is silent", m -> m.silent("sw-3"), NOT_READY),
                row(
                        CUT,
                        "their Wi-Fi box is silent for more than 60 s",
                        m -> m.silent("ap-3").keepTables(90, "ap-3", 0, "ap-3"),
                        NOT_READY),
                row(
                        "a seat roams",
                        "all turn up on the next Wi-Fi box",
                        m -> m.silent("ap-3").keepTables(90, "ap-2", 24, "ap-3"),
                        READY),
                row("their source is stale", "the controller's table does not come", m -> m.keep(101), UNKNOWN));
    }

    private static void closing(SimulatedSchool morning, int count) {
        for (int i = 1; i <= count; i++) {
            morning.keepTables(120, "ap-3", 24 - i);
        }
    }

    @ParameterizedTest
    @MethodSource("cart")
    void cart_live(DecisionRow row) {
        SimulatedSchool morning = TestSchools.cart()
                .device("kiosk", org.firstbell.model.setup.DeviceKind.TABLET, "hall", "ap-3")
                .at("08:55")
                .begin()
                .allAnswer()
                .tableOf("ap-3", 24)
                .keepTables(600, "ap-3", 24);
        assertThat(morning.session("ela").attendance()).isEqualTo(24);
        assertThat(morning.verdict("ela")).isEqualTo(READY);

        row.happens().accept(morning);

        assertThat(morning.verdict("ela"))
                .as("%s", morning.session("ela").reasons())
                .isEqualTo(row.verdict());
        assertThat(morning.session("ela").reasons())
                .filteredOn(reason -> reason.check().value().equals("seats")
                        || reason.check().value().equals("path"))
                .extracting(reason -> reason.remedy().full())
                .noneMatch(remedy -> remedy.matches("(?i).*\\b(restart|swap|close)\\b.*"));
    }

    @Test
    void cartClosesAtTheEnd_isNoBadNews() {
        SimulatedSchool morning = TestSchools.cart()
                .at("10:20")
                .begin()
                .allAnswer()
                .tableOf("ap-3", 24)
                .keepTables(600, "ap-3", 24);

        morning.keepTables(120, "ap-3", 0);

        assertThat(morning.verdict("ela")).isEqualTo(ON_TRACK);
        assertThat(morning.session("ela").label()).isEqualTo(SessionLabel.IN_SESSION);
    }

    @Test
    void closedAtOnce_saysSo() {
        SimulatedSchool morning = TestSchools.cart()
                .at("08:59")
                .begin()
                .allAnswer()
                .tableOf("ap-3", 24)
                .keepTables(120, "ap-3", 24);

        morning.keepTables(90, "ap-3", 10);

        Finding first = morning.session("ela").reasons().get(0);
        assertThat(first.message().wall()).isEqualTo("14 Chromebooks closed at once: finished?");
        assertThat(first.severity()).isEqualTo(Severity.DEGRADING);
    }

    @Test
    void nobodyThereAfterTheStart_isJudgedAsBefore() {
        SimulatedSchool morning =
                TestSchools.ready(TestSchools.lab()).keepTo("08:40:00").silent("pc-", 1, 30);

        morning.keepTo("09:10:00", SimulatedSchool.names("pc-", 1, 30));

        assertThat(morning.verdict("ela")).isEqualTo(NOT_READY);
        assertThat(morning.session("ela").label()).isEqualTo(SessionLabel.CHECK_ROOM);
    }

    @Test
    void absentStudents_leaveTheSessionOnTrack() {
        SimulatedSchool morning =
                TestSchools.ready(TestSchools.lab()).keepTo("08:34:00").silent("pc-", 1, 5);

        morning.keepTo("08:55:00", SimulatedSchool.names("pc-", 1, 5));
        assertThat(morning.verdict("ela")).isEqualTo(NOT_READY);

        morning.keepTo("09:01:01", SimulatedSchool.names("pc-", 1, 5));
        assertThat(morning.verdict("ela")).as(TRACK).isEqualTo(ON_TRACK);
        assertThat(morning.session("ela").label()).isEqualTo(SessionLabel.IN_SESSION);
    }

    @Test
    void cutPath_isInterruptedAfterSixtySecondsWithoutABreak() {
        SimulatedSchool morning = TestSchools.ready(TestSchools.lab()).keepTo("09:05:00");
        String[] away = Stream.concat(Stream.of("sw-2"), Stream.of(SimulatedSchool.names("pc-", 1, 30)))
                .toArray(String[]::new);
        morning.silent(away);
        assertThat(morning.session("ela").label()).isEqualTo(SessionLabel.CHECK_ROOM);

        morning.keep(59, away);
        assertThat(morning.session("ela").label()).isEqualTo(SessionLabel.CHECK_ROOM);
        morning.keep(1, away);
        assertThat(morning.session("ela").label()).isEqualTo(SessionLabel.INTERRUPTED);

        morning.keep(30);
        assertThat(morning.session("ela").label()).as("better news is held").isEqualTo(SessionLabel.INTERRUPTED);
        morning.keep(31);
        assertThat(morning.session("ela").label()).isEqualTo(SessionLabel.IN_SESSION);
    }

    @Test
    void staffStartLater_moveTheTwentyMinutes() {
        SimulatedSchool morning = TestSchools.ready(TestSchools.lab()).keepTo("09:10:00");
        morning.staff(new StaffAction.SessionStarted(morning.session("ela").id(), morning.now, "STC", ""));

        morning.keepTo("09:25:00").silent("pc-1");
        assertThat(morning.verdict("ela")).isEqualTo(READY);

        morning.keepTo("09:31:00", "pc-1").silent("pc-2");
        assertThat(morning.verdict("ela")).isEqualTo(AT_RISK);
        assertThat(morning.session("ela").reasons().get(0).subject().value()).isEqualTo("pc-2");
    }

    @Test
    void smallGroup_losesItsOnlyTwoSeats_isNotReady() {
        SimulatedSchool morning = new SimulatedSchool()
                .packs()
                .device("core", org.firstbell.model.setup.DeviceKind.SWITCH, "")
                .computers("room", 2, "core")
                .session("ela", SimulatedSchool.INSIGHT, "room", 2)
                .begin()
                .allAnswer()
                .keepTo("09:30:00");

        morning.silent("pc-1", "pc-2");

        assertThat(morning.verdict("ela")).as(EMPTY).isEqualTo(NOT_READY);
        assertThat(morning.session("ela").reasons().get(0).message().wall()).doesNotContainPattern("\\d");
        assertThat(Set.of(READY, AT_RISK)).doesNotContain(morning.verdict("ela"));
    }
}
