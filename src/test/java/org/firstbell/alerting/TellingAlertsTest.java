package org.firstbell.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.alerting.Desk.subjects;

import java.util.List;
import org.firstbell.model.IncidentId;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Notification;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Which bad news is told when, told again, and closed (contract, Mail). Each case also with a daemon that is killed and
 * started again before every step: it tells the same, and nothing twice.
 */
final class TellingAlertsTest {
    private final Lincoln school = Lincoln.sixSessions();

    private Desk desk(Desk.Life life) {
        return new Desk(school).living(life);
    }

    @ParameterizedTest
    @EnumSource
    void switchDead_beforeTheStart_isToldAtOnceAndClosedByReadyAgain(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        List<Notification> bad = desk.happens(desk.switchDies(42, "math-8"));
        desk.until("8:44");
        school.judge(Verdict.READY, "math-8");
        List<Notification> good = desk.happens(desk.resolved(42));

        assertThat(subjects(bad)).containsExactly("[NOT READY] Room 214, 9:00 AM: Second-floor switch is off (#42)");
        assertThat(subjects(good)).containsExactly("[READY AGAIN] Room 214, 9:00 AM: 28 of 28 ready (#42)");
        assertThat(good.get(0).thread()).isEqualTo(bad.get(0).thread());
        assertThat(good.get(0).text()).contains("It was NOT READY from 8:35 AM to 8:44 AM, for 8 minutes.");
        assertThat(desk.until("12:00")).isEmpty();
        assertThat(desk.mails()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void sharedCause_ofManyRooms_isOneMailToEachPerson(Desk.Life life) {
        school.to(Lincoln.COORDINATOR, Lincoln.TECHNICIAN);
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY);

        List<Notification> bad =
                desk.happens(desk.switchDies(43, "ela-7", "ela-5", "sci-6", "math-5", "math-8", "wida-6"));

        assertThat(subjects(bad).get(0))
                .isEqualTo("[NOT READY] All 6 rooms, 9:00 AM: Second-floor switch is off (#43)");
        assertThat(bad.stream().map(Notification::to)).containsExactly(Lincoln.COORDINATOR, Lincoln.TECHNICIAN);
        assertThat(bad.stream().map(Notification::key)).doesNotHaveDuplicates();
        assertThat(desk.until("8:44")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void liveSession_cutOff_isCheckRoomAndInterruptedAfterAMinute(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("9:44");
        school.judge(Verdict.NOT_READY, "math-8");
        List<Notification> check = desk.happens(desk.switchDies(42, "math-8"));
        school.now = Lincoln.at("9:45:01");
        school.cut("math-8", true);
        List<Notification> interrupted = desk.happens(desk.changed(42, Severity.BLOCKING, "math-8"));

        assertThat(subjects(check)).containsExactly("[CHECK ROOM] Room 214, 9:00 AM: Second-floor switch is off (#42)");
        assertThat(check.get(0).text())
                .contains("The test started at 9:00 AM.", "Whether testing is interrupted there is not known yet.");
        assertThat(subjects(interrupted).get(0)).startsWith("[INTERRUPTED] Room 214, 9:00 AM: ");
        assertThat(interrupted.get(0).text())
                .contains(
                        "It got worse: the last e-mail said CHECK ROOM.", "what it means for students is for the room");
        assertThat(interrupted.get(0).kind()).isEqualTo(Notification.NotificationKind.STILL_BAD);
    }

    @ParameterizedTest
    @EnumSource
    void sessionNotReady_whenItsStartPasses_isNotToldForThatAlone(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("8:59");
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));

        assertThat(desk.until("9:09")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void atRisk_moreThanAnHourBefore_waitsForTheHour(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("7:30");
        school.judge(Verdict.AT_RISK, "math-8");
        assertThat(desk.happens(desk.opened(
                        42,
                        Severity.DEGRADING,
                        "6 laptops have low battery.",
                        "6 laptops have low battery.",
                        "math-8")))
                .isEmpty();

        assertThat(desk.until("7:59:45")).isEmpty();
        assertThat(subjects(desk.until("8:00")))
                .containsExactly("[AT RISK] Room 214, 9:00 AM: Laptops have low battery (#42)");
    }

    @ParameterizedTest
    @EnumSource
    void atRisk_overBeforeTheHour_isNeverMailed(Desk.Life life) {
        Desk desk = desk(life);
        school.now = Lincoln.at("7:30");
        school.judge(Verdict.AT_RISK, "math-8");
        desk.happens(desk.opened(42, Severity.DEGRADING, "Low battery.", "Low battery.", "math-8"));
        school.now = Lincoln.at("7:50");
        school.judge(Verdict.READY, "math-8");

        assertThat(desk.happens(desk.resolved(42))).isEmpty();
        assertThat(desk.until("12:00")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void atRisk_acceptedByStaff_isNotMailed(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.AT_RISK, "math-8").accepted("math-8");

        assertThat(desk.happens(desk.opened(42, Severity.DEGRADING, "Low battery.", "Low battery.", "math-8")))
                .isEmpty();
        assertThat(desk.until("9:30")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void atRisk_turningNotReady_isToldAgainAtOnce(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.AT_RISK, "math-8");
        desk.happens(desk.opened(42, Severity.DEGRADING, "Cache is slow.", "The cache is slow.", "math-8"));
        desk.until("8:36:15");
        school.now = Lincoln.at("8:40");
        school.judge(Verdict.NOT_READY, "math-8");

        List<Notification> worse = desk.happens(desk.changed(42, Severity.BLOCKING, "math-8"));

        assertThat(subjects(worse).get(0)).startsWith("[NOT READY] Room 214, 9:00 AM: Cache is slow");
        assertThat(worse.get(0).text()).contains("It got worse: the last e-mail said AT RISK.");
    }

    @ParameterizedTest
    @EnumSource
    void advisoryIncident_isNeverMailedByItself(Desk.Life life) {
        Desk desk = desk(life);

        assertThat(desk.happens(desk.opened(42, Severity.ADVISORY, "A printer is off.", "A printer is off.", "math-8")))
                .isEmpty();
        assertThat(desk.until("9:30")).isEmpty();
        assertThat(desk.happens(desk.resolved(42))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void onTrack_isNeverMailed(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.ON_TRACK);

        assertThat(desk.until("9:30")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void furtherRoom_hitByTheSameCause_isToldOnce(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        List<Notification> first = desk.happens(desk.switchDies(42, "math-8"));
        school.now = Lincoln.at("8:37");
        school.judge(Verdict.NOT_READY, "ela-7");
        List<Notification> wider = desk.happens(desk.changed(42, Severity.BLOCKING, "math-8", "ela-7"));

        assertThat(subjects(wider)).containsExactly(first.get(0).subject());
        assertThat(wider.get(0).text())
                .startsWith("✕ NOT READY · Rooms 118 and 214\n")
                .contains("It now hits Room 118 too.");
        assertThat(desk.until("8:44")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void otherIncident_thatHoldsTheSession_keepsTheThreadOpen(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));
        school.now = Lincoln.at("8:38");
        desk.happens(desk.opened(
                43, Severity.BLOCKING, "The test cache has stopped.", "The test cache has stopped.", "math-8"));
        school.now = Lincoln.at("8:40");

        List<Notification> still = desk.happens(desk.resolved(42));
        school.now = Lincoln.at("8:42");
        List<Notification> nothing = desk.tick();
        school.judge(Verdict.READY, "math-8");
        List<Notification> good = desk.happens(desk.resolved(43));

        assertThat(subjects(still))
                .containsExactly("[STILL NOT READY] Room 214, 9:00 AM: Test cache has stopped, see #43 (#42)");
        assertThat(still.get(0).text()).contains("Incident 42 itself is over. What holds it now is incident 43.");
        assertThat(nothing).isEmpty();
        assertThat(subjects(good))
                .containsExactly(
                        "[READY AGAIN] Room 214, 9:00 AM: 28 of 28 ready (#42)",
                        "[READY AGAIN] Room 214, 9:00 AM: 28 of 28 ready (#43)");
        assertThat(desk.until("9:30")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void incident_foundToBePartOfAnother_pointsThereAndIsClosedWithIt(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.opened(42, Severity.BLOCKING, "A Wi-Fi box is off.", "A Wi-Fi box is off.", "math-8"));
        school.now = Lincoln.at("8:37");
        List<Notification> joined = desk.happens(
                desk.switchDies(43, "math-8"),
                new IncidentEvent.Merged(new IncidentId(42), school.now, new IncidentId(43)));
        school.now = Lincoln.at("8:44");
        school.judge(Verdict.READY, "math-8");
        List<Notification> good = desk.happens(desk.resolved(43));

        assertThat(joined.stream().map(notification -> notification.stateLabel() + " " + notification.incidents()))
                .containsExactly("NOT READY [43]", "STILL NOT READY [42, 43]");
        assertThat(good.stream().map(notification -> notification.stateLabel() + " " + notification.incidents()))
                .containsExactly("READY AGAIN [42]", "READY AGAIN [43]");
    }

    @ParameterizedTest
    @EnumSource
    void incident_closedByHandWhileMeasuredBad_isNotCalledReady(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8")
                .because("math-8", "sw-2", "The second-floor switch is not answering.", "Check its power.");
        desk.happens(desk.switchDies(42, "math-8"));
        school.now = Lincoln.at("8:37");
        assertThat(desk.happens(new IncidentEvent.Resolved(
                        new IncidentId(42), school.now, java.util.Optional.of("Tech office"), "is fine")))
                .isEmpty();

        List<Notification> still = desk.until("8:50");
        school.judge(Verdict.READY, "math-8");
        List<Notification> good = desk.tick();

        assertThat(still).hasSize(1);
        assertThat(still.get(0).subject()).startsWith("[STILL NOT READY] Room 214, 9:00 AM: ");
        assertThat(still.get(0).text())
                .contains("Incident 42 was closed by hand by Tech office; that does not change what is measured.");
        assertThat(subjects(good)).containsExactly("[READY AGAIN] Room 214, 9:00 AM: 28 of 28 ready (#42)");
    }

    @ParameterizedTest
    @EnumSource
    void verdictHeldAfterTheIncident_waitsForReadyAgain(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));
        school.now = Lincoln.at("8:40");

        assertThat(desk.happens(desk.resolved(42))).isEmpty();
        assertThat(desk.until("8:41")).isEmpty();
        school.judge(Verdict.READY, "math-8");
        assertThat(subjects(desk.tick())).containsExactly("[READY AGAIN] Room 214, 9:00 AM: 28 of 28 ready (#42)");
    }

    @ParameterizedTest
    @EnumSource
    void readyAgain_saysOnTrackTestingOrOver(Desk.Life life) {
        Desk desk = desk(life);
        school.judge(Verdict.NOT_READY, "math-8", "ela-7", "ela-5", "wida-6");
        desk.happens(desk.switchDies(1, "math-8"), desk.switchDies(2, "ela-7"), desk.switchDies(3, "ela-5"));
        school.now = Lincoln.at("9:01");
        school.judge(Verdict.ON_TRACK, "math-8").next("math-8", "19 of 28 open");
        school.finished("ela-7").cancelled("ela-5");

        assertThat(subjects(desk.happens(desk.resolved(1), desk.resolved(2), desk.resolved(3))))
                .containsExactly(
                        "[READY AGAIN] Room 214, 9:00 AM: testing goes on (#1)",
                        "[READY AGAIN] Room 118, 9:00 AM: the session is over (#2)",
                        "[READY AGAIN] Room 105, 9:00 AM: the session is cancelled (#3)");
    }
}
