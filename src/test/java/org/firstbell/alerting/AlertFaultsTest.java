package org.firstbell.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.alerting.Desk.subjects;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.OpenedBuilder;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Notification;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.firstbell.model.status.VisibilityLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Faults of telling that were seen in the field, each with what is right. */
final class AlertFaultsTest {
    private final Lincoln school = Lincoln.sixSessions();

    private Desk desk(Desk.Life life) {
        return new Desk(school).living(life);
    }

    private Affected silent(int devices, String room, String session) {
        return Affected.of(
                IntStream.rangeClosed(1, devices)
                        .mapToObj(seat -> new DeviceId("pc-" + room.substring(5) + "-" + seat))
                        .toList(),
                List.of(new RoomId(room)),
                List.of(new SessionId(session)));
    }

    private static Phrase silentPhrase(int devices) {
        return new Phrase(
                devices + " of 28 computers are not answering.",
                devices + " of 28 computers are not answering; 28 are needed.");
    }

    private IncidentEvent.Opened group(long number, int devices) {
        return OpenedBuilder.opened(number, school.now)
                .cause(Cause.group("room", "room-214"))
                .check("seats")
                .severity(Severity.BLOCKING)
                .summary(silentPhrase(devices))
                .remedy(Phrase.same("Wake them."))
                .affected(silent(devices, "room-214", "math-8"))
                .build();
    }

    private IncidentEvent.Changed grown(Desk desk, long number, int devices) {
        var was = desk.incident(number);
        return new IncidentEvent.Changed(
                was.id(),
                school.now,
                was.cause(),
                was.check(),
                was.severity(),
                silentPhrase(devices),
                was.remedy(),
                silent(devices, "room-214", "math-8"));
    }

    private void blind(boolean blind) {
        school.judge(blind ? Verdict.UNKNOWN : Verdict.READY)
                .blind(blind ? Optional.of(new VisibilityLoss(school.now, "Nothing answers.")) : Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void line5_atRiskAndNotReadyInOneSecond_areOneMail(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.AT_RISK, "math-8");
        desk.happens(desk.opened(42, Severity.DEGRADING, "The internet answers only in part.", "So.", "math-8"));
        school.now = school.now.plusMillis(600);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.changed(42, Severity.BLOCKING, "math-8"));

        assertThat(desk.mails()).hasSize(1);
        assertThat(desk.mails().get(0).stateLabel()).isEqualTo("NOT READY");
        assertThat(desk.until("8:44")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void line6_oneReasonForFourRoomsThatTurnUnknownOneByOne_isOneConversation(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:40");
        for (String session : List.of("math-8", "ela-7", "ela-5", "sci-6")) {
            school.judge(Verdict.UNKNOWN, session)
                    .because(session, "wlc-1", "We can't tell about the Wi-Fi controller now.", "Wake a laptop.");
            school.now = school.now.plusMillis(700);
            desk.tick();
        }
        desk.until("8:40:20");
        school.judge(Verdict.READY);
        desk.until("8:42");

        assertThat(desk.mails().stream().map(Notification::thread).distinct()).hasSize(1);
        assertThat(subjects(desk.mails()))
                .containsExactly(
                        "[UNKNOWN] 4 rooms, 9:00 AM: We can't tell about the Wi-Fi controller now",
                        "[READY AGAIN] 4 rooms, 9:00 AM: no technical problem known");
    }

    @ParameterizedTest
    @EnumSource
    void line10_everythingSilentInALiveSession_isNoDataAtOnce_withItsGoodNews(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("9:41:04");
        blind(true);
        // The incident names no sessions: while nothing is seen, all are affected.
        List<Notification> bad = desk.happens(OpenedBuilder.opened(44, school.now)
                .cause(Cause.MONITOR)
                .check("sight")
                .summary(Phrase.same("This board cannot see the school now."))
                .remedy(Phrase.same("Ask the rooms."))
                .affected(Affected.NONE)
                .build());
        school.now = Lincoln.at("9:52");
        blind(false);
        List<Notification> good = desk.happens(desk.resolved(44));

        assertThat(subjects(bad)).containsExactly("[NO DATA] The board gets no data since 9:41 AM (#44)");
        assertThat(bad.get(0).facts().urgent()).isTrue();
        assertThat(subjects(good)).containsExactly("[READY AGAIN] The board: no technical problem known (#44)");
        assertThat(good.get(0).text()).contains("It was NO DATA from 9:41 AM to 9:52 AM, for 11 minutes.");
    }

    @ParameterizedTest
    @EnumSource
    void line11_worseNewsOfALiveSession_isMarkedAsUrgent_otherNewsIsNot(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("9:30");
        school.judge(Verdict.AT_RISK, "math-8");
        desk.happens(desk.opened(1, Severity.DEGRADING, "The cache is slow.", "The cache is slow.", "math-8"));
        desk.until("9:30:05");
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(2, "math-8"));
        desk.until("9:30:20");
        school.now = Lincoln.at("9:31:30");
        desk.happens(desk.opened(3, Severity.BLOCKING, "The cache has stopped.", "It has stopped.", "math-8"));
        school.cut("math-8", true);
        desk.until("9:32");

        assertThat(desk.mails().stream()
                        .map(mail -> mail.stateLabel() + " " + mail.incidents() + " "
                                + mail.facts().urgent()))
                .containsExactly(
                        "AT RISK [1] true",
                        "CHECK ROOM [2] true",
                        "CHECK ROOM [3] false",
                        "INTERRUPTED [2] true",
                        "INTERRUPTED [3] false");
    }

    @ParameterizedTest
    @EnumSource
    void line12_groupThatGrowsWithinSeconds_isToldWithAllItsDevices(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        assertThat(desk.happens(group(42, 3))).isEmpty();
        school.now = school.now.plusMillis(900);
        assertThat(desk.happens(grown(desk, 42, 20))).isEmpty();

        List<Notification> told = desk.until("8:36:03");

        assertThat(told).hasSize(1);
        assertThat(told.get(0).text()).contains("20 of 28 computers are not answering");
    }

    @ParameterizedTest
    @EnumSource
    void line12_groupThatDoublesAfterItsMail_isToldSoon_underTheSameSubject(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(group(42, 3));
        List<Notification> first = desk.until("8:36:03");
        school.now = school.now.plusSeconds(3);
        desk.happens(grown(desk, 42, 20));

        List<Notification> doubled = desk.until("8:36:30");

        assertThat(doubled).hasSize(1);
        assertThat(doubled.get(0).text()).contains("It now hits 20 devices; the last e-mail said 3.");
        assertThat(doubled.get(0).subject())
                .isEqualTo(first.get(0).subject())
                .isEqualTo("[NOT READY] Room 214, 9:00 AM: Computers are not answering (#42)");
    }

    @ParameterizedTest
    @EnumSource
    void line13_firstOfTwoCausesMended_isStillNotReady_andBothAreToldGoodWhenItIsTrue(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(1, "math-8"));
        desk.happens(desk.opened(2, Severity.BLOCKING, "The cache has stopped.", "It has stopped.", "math-8"));
        school.now = Lincoln.at("8:40");
        List<Notification> still = desk.happens(desk.resolved(1));
        school.now = Lincoln.at("8:44");
        school.judge(Verdict.READY, "math-8");
        List<Notification> good = desk.happens(desk.resolved(2));

        assertThat(subjects(still))
                .containsExactly("[STILL NOT READY] Room 214, 9:00 AM: Cache has stopped, see #2 (#1)");
        assertThat(good.stream().map(Notification::thread)).containsExactly("incident-1", "incident-2");
        assertThat(good.get(0).text()).contains("What was wrong: The second-floor switch is not answering.");
    }

    @ParameterizedTest
    @EnumSource
    void line19_checkRoomThatTurnsAtRisk_isNamedAsCheckRoomInTheGoodNews(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("9:30");
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(1, "math-8"));
        school.judge(Verdict.AT_RISK, "math-8");
        desk.happens(desk.changed(1, Severity.DEGRADING, "math-8"));
        List<Notification> better = desk.until("9:36");
        school.judge(Verdict.READY, "math-8");
        List<Notification> good = desk.happens(desk.resolved(1));

        assertThat(better.get(0).stateLabel()).isEqualTo("AT RISK");
        assertThat(good.get(0).text()).contains("It was CHECK ROOM from 9:29 AM to 9:36 AM");
    }

    @ParameterizedTest
    @EnumSource
    void line19_atRiskOfADigest_isNamedAsAtRiskInTheGoodNews(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("6:58");
        school.judge(Verdict.AT_RISK, "math-8");
        desk.happens(desk.opened(1, Severity.DEGRADING, "The cache is slow.", "The cache is slow.", "math-8"));
        desk.until("7:00");
        school.now = Lincoln.at("7:20");
        school.judge(Verdict.READY, "math-8");

        List<Notification> good = desk.happens(desk.resolved(1));

        assertThat(good.get(0).text()).contains("It was AT RISK from ").doesNotContain("NOT READY");
    }

    @ParameterizedTest
    @EnumSource
    void line30_digestWithAProblem_namesTheHourAtWhichItIsToldByItself(Desk.Life life) {
        school.session("early", "Early", List.of("room-105"), Lincoln.at("8:02"), 24);
        Desk desk = desk(life);
        school.now = Lincoln.at("6:58");
        school.judge(Verdict.AT_RISK, "early");
        desk.happens(desk.opened(1, Severity.DEGRADING, "The cache is slow.", "The cache is slow.", "early"));

        List<Notification> digest = desk.until("7:00");
        List<Notification> next = desk.until("7:02");

        assertThat(digest.get(0).text())
                .contains("Next e-mail: at 7:02 AM, or sooner when something gets worse or is ready again.");
        assertThat(next.stream().map(Notification::stateLabel)).containsExactly("AT RISK");
    }

    @ParameterizedTest
    @EnumSource
    void line31_goodNews_nameTheCauseThatWasTold_notWhatTheIncidentSaysSince(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(1, "math-8"));
        school.now = Lincoln.at("8:40");
        school.judge(Verdict.READY, "math-8");
        var was = desk.incident(1);
        List<Notification> good = desk.happens(
                new IncidentEvent.Changed(
                        was.id(),
                        school.now,
                        was.cause(),
                        was.check(),
                        Severity.ADVISORY,
                        Phrase.same("Something else is said now."),
                        was.remedy(),
                        was.affected()),
                desk.resolved(1));

        assertThat(good.get(0).text())
                .contains("What was wrong: The second-floor switch is not answering.")
                .doesNotContain("Something else");
    }

    @ParameterizedTest
    @EnumSource
    void line31_goodNews_goToThoseAndOfTheRoomsThatWereTold(Desk.Life life) {
        school.to(Lincoln.COORDINATOR);
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(1, "math-8"));
        school.to(Lincoln.COORDINATOR, Lincoln.TECHNICIAN);
        school.judge(Verdict.READY, "math-8");
        desk.reload();
        // It comes to hit another room, which no mail told of.
        List<Notification> good = desk.happens(
                new IncidentEvent.Changed(
                        new IncidentId(1),
                        school.now,
                        desk.incident(1).cause(),
                        desk.incident(1).check(),
                        Severity.ADVISORY,
                        desk.incident(1).summary(),
                        desk.incident(1).remedy(),
                        silent(2, "room-105", "ela-5")),
                desk.resolved(1));

        assertThat(good.stream().map(Notification::to)).containsExactly(Lincoln.COORDINATOR);
        assertThat(good.get(0).subject()).startsWith("[READY AGAIN] Room 214, 9:00 AM: ");
        assertThat(good.get(0).text()).doesNotContain("Room 105");
    }

    @ParameterizedTest
    @EnumSource
    void line31_causeThatTurnsOutToBeAnother_isCorrectedInOneMail(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.opened(1, Severity.BLOCKING, "The cache has stopped.", "The cache has stopped.", "math-8"));
        school.now = school.now.plusSeconds(10);
        var was = desk.incident(1);
        List<Notification> corrected = desk.happens(new IncidentEvent.Changed(
                was.id(),
                school.now,
                Cause.of(new DeviceId("core")),
                was.check(),
                was.severity(),
                new Phrase("The core switch is off.", "The core switch is not answering."),
                was.remedy(),
                was.affected()));

        assertThat(subjects(corrected)).containsExactly("[NOT READY] Room 214, 9:00 AM: Core switch is off (#1)");
        assertThat(corrected.get(0).text())
                .contains("This corrects the last e-mail, which named another cause: The cache has stopped.");
        assertThat(desk.until("8:44")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void line32_stillNotReady_isNotSentAboutAnIncidentNobodyWasToldOf(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(1, "math-8"));
        school.judge(Verdict.UNKNOWN, "math-8");
        desk.happens(desk.opened(2, Severity.BLOCKING, "The cache has stopped.", "It has stopped.", "math-8"));
        school.now = Lincoln.at("8:40");

        assertThat(desk.happens(desk.resolved(1))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void verdictThatIsOnlyHeld_afterTheCauseRecovered_bringsNoMail(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(1, "math-8"));
        school.now = Lincoln.at("8:40");
        assertThat(desk.happens(desk.resolved(1))).isEmpty();

        assertThat(desk.until("8:50")).isEmpty();
        school.judge(Verdict.READY, "math-8");
        assertThat(subjects(desk.tick())).hasSize(1).first().asString().startsWith("[READY AGAIN]");
    }

    @Test
    void line18_roomWhoseTestHasNotBegun_isNotCalledInterrupted() {
        Desk desk = desk(Desk.Life.LONG);
        school.now = Lincoln.at("10:10");
        school.judge(Verdict.NOT_READY, "math-8", "wida-6").cut("math-8", true);

        List<Notification> told = desk.happens(desk.switchDies(42, "math-8", "wida-6"));

        assertThat(subjects(told)).containsExactly("[INTERRUPTED] Room 214, 9:00 AM: Second-floor switch is off (#42)");
        assertThat(told.get(0).text())
                .contains(
                        "Connection outage measured at Room 214 from",
                        "Room 214, Grade 8 Math (TestNav), 9:00 AM\n",
                        "Room 209, WIDA grade 6 (TestNav), 10:30 AM: NOT READY\n");
    }

    @Test
    void line20_roomThatIsAffected_isNotCalledUnaffected() {
        Desk desk = desk(Desk.Life.LONG);
        // Room 118 hangs on it too and is unknown; Room 105 is not ready for another reason; Room 107 is well.
        school.judge(Verdict.NOT_READY, "math-8", "ela-5").judge(Verdict.UNKNOWN, "ela-7");

        List<Notification> told = desk.happens(desk.switchDies(42, "math-8", "ela-7"));

        assertThat(told.get(0).text())
                .contains("Room 107, Room 112 and Room 209 are not affected by this.")
                .doesNotContain("Room 118", "Room 105");
    }

    @Test
    void line21_twoRoomsOfThree_areNotAll() {
        Lincoln three = new Lincoln()
                .session("one", "One", "room-105", "9:00", 24)
                .session("two", "Two", "room-107", "9:00", 24)
                .session("three", "Three", "room-112", "9:00", 24);
        Desk desk = new Desk(three.finished("three"));
        three.judge(Verdict.NOT_READY, "one", "two");

        List<Notification> told = desk.happens(desk.switchDies(1, "one", "two"));

        assertThat(told.get(0).subject()).startsWith("[NOT READY] Rooms 105 and 107, 9:00 AM: ");
        assertThat(told.get(0).text()).doesNotContain("All");
    }

    @Test
    void line22_goodNewsOfSeveralSessions_beginWithOneSentence() {
        Desk desk = desk(Desk.Life.LONG);
        school.judge(Verdict.NOT_READY, "math-8", "ela-7");
        desk.happens(desk.switchDies(42, "math-8", "ela-7"));
        school.now = Lincoln.at("8:44");
        school.judge(Verdict.READY, "math-8", "ela-7");

        assertThat(desk.happens(desk.resolved(42)).get(0).text())
                .startsWith("✓ READY AGAIN · Rooms 118 and 214\n\n"
                        + "Both sessions are ready again. No technical problem known.\n"
                        + "Grade 7 ELA, 9:00 AM: Room 118 is ready again: 24 of 24 devices needed are ready.\n"
                        + "Grade 8 Math, 9:00 AM: Room 214 is ready again: 28 of 28 devices needed are ready.\n"
                        + "It was NOT READY from 8:35 AM to 8:44 AM, for 8 minutes.\n");
    }

    @Test
    void line36_outageWithinOneMinute_hasNoFromAndTo() {
        Desk desk = desk(Desk.Life.LONG);
        school.now = Lincoln.at("8:36:10");
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));
        school.now = school.now.plus(Duration.ofSeconds(30));
        school.judge(Verdict.READY, "math-8");

        assertThat(desk.happens(desk.resolved(42)).get(0).text())
                .contains("It was NOT READY at 8:36 AM, for less than a minute.");
    }
}
