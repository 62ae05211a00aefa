package org.firstbell.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.alerting.Desk.subjects;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.IncidentId;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Notification;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.firstbell.model.status.VisibilityLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** News that have to wait, news that nobody can tell, and reminders. */
final class TellingTimesTest {
    private static final LocalDate SATURDAY = LocalDate.of(2026, 11, 28);

    private final Lincoln school = Lincoln.sixSessions();

    private Desk desk(Desk.Life life) {
        return new Desk(school).living(life);
    }

    @ParameterizedTest
    @EnumSource
    void badNewsAtNight_thatHolds_isToldWhenStaffHoursBegin(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("4:10");
        school.judge(Verdict.NOT_READY, "math-8");
        assertThat(desk.happens(desk.switchDies(42, "math-8"))).isEmpty();

        assertThat(desk.until("6:29:45")).isEmpty();
        List<Notification> told = desk.until("6:30");

        assertThat(subjects(told)).containsExactly("[NOT READY] Room 214, 9:00 AM: Second-floor switch is off (#42)");
        assertThat(told.get(0).text()).contains("It has been so since 4:09 AM, for 2 hours and 20 minutes.");
    }

    @ParameterizedTest
    @EnumSource
    void badNewsAtNight_thatIsOver_isALineOfTheDigest(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("4:10");
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));
        school.now = Lincoln.at("4:40");
        school.judge(Verdict.READY, "math-8");
        assertThat(desk.happens(desk.resolved(42))).isEmpty();

        List<Notification> told = desk.until("7:01");

        assertThat(subjects(told)).containsExactly("[TODAY] All 6 sessions ready");
        assertThat(told.get(0).text())
                .contains("The second-floor switch is not answering. From 4:09 AM to 4:40 AM; it is over.");
    }

    @ParameterizedTest
    @EnumSource
    void badNewsEarly_withinTwoHoursOfAStart_isToldOutsideStaffHours(Desk.Life life) {
        school.session("early", "Early", List.of("room-105"), Lincoln.at("7:30"), 24);
        Desk desk = desk(life);
        school.now = Lincoln.at("4:10");
        school.judge(Verdict.NOT_READY, "early");
        desk.happens(desk.switchDies(42, "early"));

        assertThat(desk.until("5:29:45")).isEmpty();
        assertThat(subjects(desk.until("5:30")).get(0)).startsWith("[NOT READY] Room 105, 7:30 AM: ");
    }

    @ParameterizedTest
    @EnumSource
    void saturdaySession_isToldFromTwoHoursBeforeItsStart(Desk.Life life) {
        school.session("sat", "Make-up", List.of("room-105"), Lincoln.at(SATURDAY, "12:00"), 24);
        Desk desk = desk(life);
        school.now = Lincoln.at(SATURDAY, "9:00");
        school.judge(Verdict.NOT_READY, "sat");
        desk.happens(desk.switchDies(42, "sat"));

        assertThat(desk.until(Lincoln.at(SATURDAY, "9:59:45"))).isEmpty();
        assertThat(desk.until(Lincoln.at(SATURDAY, "10:00"))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void unknownSession_isToldAfterFiveMinutes(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:10");
        school.judge(Verdict.UNKNOWN, "math-8")
                .because("math-8", "wlc-1", "We can't tell about the Wi-Fi controller now.", "Wake one laptop there.");

        assertThat(desk.until("8:14:45")).isEmpty();
        List<Notification> unknown = desk.until("8:15");
        school.now = Lincoln.at("8:20");
        school.judge(Verdict.READY, "math-8");
        List<Notification> good = desk.tick();

        assertThat(subjects(unknown)).hasSize(1);
        assertThat(unknown.get(0).subject()).startsWith("[UNKNOWN] Room 214, 9:00 AM: We can't tell about the Wi-Fi");
        assertThat(unknown.get(0).text()).contains("Wake one laptop there.").doesNotContain("Who has it");
        assertThat(subjects(good)).containsExactly("[READY AGAIN] Room 214, 9:00 AM: 28 of 28 ready");
        assertThat(good.get(0).text()).contains("It was UNKNOWN from 8:10 AM to 8:20 AM, for 10 minutes.");
        assertThat(desk.until("8:59")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void unknownSession_withinThirtyMinutesOfItsStart_isToldAtOnce(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:30");
        school.judge(Verdict.UNKNOWN, "math-8");

        assertThat(subjects(desk.until("8:30:03"))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void unknownSessions_ofOneReason_areOneMail(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:40");
        school.judge(Verdict.UNKNOWN, "math-8", "ela-7", "ela-5");
        school.because("math-8", "wlc-1", "We can't tell about the Wi-Fi.", "Wake a laptop.")
                .because("ela-7", "wlc-1", "We can't tell about the Wi-Fi.", "Wake a laptop.")
                .because("ela-5", "sw-9", "We can't tell about switch 9.", "Look at it.");

        List<Notification> unknown = desk.until("8:40:03");

        assertThat(unknown.stream().map(Notification::sessions).map(List::size)).containsExactly(2, 1);
        assertThat(desk.until("8:50")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void sessionNeverMeasured_afterAStart_isNotToldAtOnce(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:40");
        school.judge(Verdict.UNKNOWN).measured(false);

        assertThat(desk.until("8:44")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void devicesNeverReached_areASetUpTaskAndNotTold(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:40");
        school.judge(Verdict.UNKNOWN, "math-8").neverReached("math-8");

        assertThat(desk.until("8:59")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void unknownSession_thatAnIncidentAccountsFor_isItsConversation(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:40");
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));
        school.judge(Verdict.UNKNOWN, "math-8");

        assertThat(desk.until("8:54")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void blind_withinThirtyMinutesOfAStart_isNoDataAtOnce(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:41:04");
        school.judge(Verdict.UNKNOWN).blind(Optional.of(new VisibilityLoss(school.now, "Nothing answers.")));
        String[] all = {"ela-7", "ela-5", "sci-6", "math-5", "math-8", "wida-6"};
        List<Notification> noData = desk.happens(desk.blind(44, all));
        school.now = Lincoln.at("8:52");
        school.judge(Verdict.READY).blind(Optional.empty());
        List<Notification> good = desk.happens(desk.resolved(44));

        assertThat(subjects(noData)).containsExactly("[NO DATA] The board gets no data since 8:41 AM (#44)");
        assertThat(noData.get(0).text()).startsWith("? NO DATA · The board\n\nThe board gets no data.");
        assertThat(subjects(good)).containsExactly("[READY AGAIN] The board: no technical problem known (#44)");
        assertThat(desk.until("8:59")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void blind_furtherFromAStart_waitsFiveMinutes(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("7:41:04");
        school.judge(Verdict.UNKNOWN).blind(Optional.of(new VisibilityLoss(school.now, "Nothing answers.")));
        assertThat(desk.happens(desk.blind(44, "math-8"))).isEmpty();

        assertThat(desk.until("7:45:59")).isEmpty();
        assertThat(desk.until("7:46:15")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void reminders_whileNobodyHasIt_comeOnQuarterHoursAndAtMostThree(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:04");
        school.judge(Verdict.NOT_READY, "math-8");
        List<Notification> first = desk.happens(desk.switchDies(42, "math-8"));

        List<Notification> reminders = desk.until("9:59");

        assertThat(first.get(0).text()).contains("Next e-mail: when this changes, or at 8:15 AM if it is still open.");
        assertThat(reminders.stream().map(Notification::composedAt))
                .containsExactly(Lincoln.at("8:15"), Lincoln.at("8:30"), Lincoln.at("8:45"));
        assertThat(reminders.get(0).text())
                .contains("This is reminder 1 of 3. Nobody has it yet.", "or at 8:30 AM if it is still open.");
        assertThat(reminders.get(2).text()).contains("Next e-mail: when this changes.\n");
    }

    @ParameterizedTest
    @EnumSource
    void reminder_isAtLeastTenMinutesAway(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:36");
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));

        assertThat(desk.until("9:01").stream().map(Notification::composedAt)).containsExactly(Lincoln.at("9:00"));
    }

    @ParameterizedTest
    @EnumSource
    void incidentTaken_isRemindedOfOnlyAfterFifteenSilentMinutes(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:04");
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));
        school.now = Lincoln.at("8:10");
        desk.happens(new IncidentEvent.Acknowledged(new IncidentId(42), school.now, "Tech office", "on my way"));
        assertThat(desk.until("8:18")).isEmpty();
        desk.happens(new IncidentEvent.Noted(new IncidentId(42), school.now, "Tech office", "cable is fine"));

        List<Notification> reminders = desk.until("8:46");

        assertThat(reminders.stream().map(Notification::composedAt)).containsExactly(Lincoln.at("8:45"));
        assertThat(reminders.get(0).text())
                .contains(
                        "Tech office has had it since 8:10 AM and has not written anything for a while.",
                        "Who has it\n  Tech office, since 8:10 AM.");
    }

    @ParameterizedTest
    @EnumSource
    void incidentRecovering_isNotRemindedOf(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:04");
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));
        school.now = Lincoln.at("8:14");
        desk.happens(new IncidentEvent.Recovering(new IncidentId(42), school.now, false));

        assertThat(desk.until("8:31")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void reminders_inTheEvening_waitUntilTheyAreWelcome(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at(Lincoln.TUESDAY.minusDays(1), "16:20");
        school.judge(Verdict.NOT_READY, "math-8");
        List<Notification> bad = desk.happens(desk.switchDies(42, "math-8"));

        assertThat(bad.get(0).subject()).startsWith("[NOT READY] Room 214, Tue 9:00 AM: ");
        assertThat(bad.get(0).text()).contains("or tomorrow at 6:30 AM if it is still open.");
        assertThat(desk.until("6:29:45")).isEmpty();
        assertThat(desk.until("6:31")).hasSize(1);
    }

    @Test
    void betterNews_thatAreNotGood_areToldOnceTheyHoldFiveMinutes() {
        Desk desk = desk(Desk.Life.LONG);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));
        school.judge(Verdict.AT_RISK, "math-8");
        desk.happens(desk.changed(42, Severity.DEGRADING, "math-8"));

        assertThat(desk.until("8:40:45")).isEmpty();
        List<Notification> better = desk.until("8:41:15");

        assertThat(better.get(0).subject()).startsWith("[AT RISK] Room 214, 9:00 AM: ");
        assertThat(better.get(0).text()).contains("It got better, and is not over: the last e-mail said NOT READY.");
    }

    @Test
    void sessionWellAgain_whileItsCauseGoesOn_isReadyAgainAndMayFailAgain() {
        Desk desk = desk(Desk.Life.LONG);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));
        school.judge(Verdict.READY, "math-8");
        desk.happens(desk.changed(42, Severity.ADVISORY, "math-8"));

        List<Notification> good = desk.until("8:37:15");
        school.now = Lincoln.at("8:50");
        school.judge(Verdict.NOT_READY, "math-8");
        List<Notification> bad = desk.happens(desk.changed(42, Severity.BLOCKING, "math-8"));

        assertThat(subjects(good)).containsExactly("[READY AGAIN] Room 214, 9:00 AM: 28 of 28 ready (#42)");
        assertThat(good.get(0).text()).contains("The cause itself is not mended and stays listed");
        assertThat(subjects(bad).get(0)).startsWith("[NOT READY] Room 214, 9:00 AM: ");
        assertThat(bad.get(0).text()).contains("It has been so since 8:50 AM.");
    }

    @Test
    void recipientsAddedLater_areNotSentTheGoodNewsOfWhatTheyWereNotTold() {
        Desk desk = desk(Desk.Life.LONG);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));
        school.to(Lincoln.TECHNICIAN);
        desk.reload();
        school.judge(Verdict.READY, "math-8");

        assertThat(desk.happens(desk.resolved(42)).stream().map(Notification::to))
                .containsExactly(Lincoln.COORDINATOR);
    }
}
