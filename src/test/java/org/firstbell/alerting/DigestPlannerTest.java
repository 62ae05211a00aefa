package org.firstbell.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.alerting.Desk.subjects;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.firstbell.model.DeviceId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.event.Notification;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Signal;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The digests of a testing day: at 4 PM the day before, and at 7 AM on it. */
final class DigestPlannerTest {
    private static final LocalDate MONDAY = Lincoln.TUESDAY.minusDays(1);

    private final Lincoln school = Lincoln.sixSessions();
    private final Desk desk = new Desk(school);

    private void from(LocalDate day, String time) {
        school.now = Lincoln.at(day, time);
        desk.tick();
    }

    @ParameterizedTest
    @EnumSource
    void digests_ofATestingDay_comeOnTheEveAndInTheMorning(Desk.Life life) {
        desk.living(life);
        from(MONDAY, "15:59");
        // A daemon leaves signs of life in its journal: this one had an incident today.
        desk.happens(desk.opened(1, Severity.ADVISORY, "A printer is off.", "A printer is off.", "math-8"));

        List<Notification> digests = desk.until("12:00");

        assertThat(digests.stream().map(Notification::composedAt))
                .containsExactly(Lincoln.at(MONDAY, "16:00"), Lincoln.at("7:00"));
        assertThat(subjects(digests))
                .containsExactly("[TOMORROW] All 6 sessions ready", "[TODAY] All 6 sessions ready");
        assertThat(digests.get(0).thread()).isEqualTo(digests.get(1).thread());
        assertThat(digests.get(0).text())
                .startsWith(
                        "Tomorrow: all 6 sessions are ready.\nTue, Nov 24 · first start 9:00 AM · measured today 4:00 PM\n")
                .contains("Next e-mail: tomorrow at 7:00 AM, or sooner when something gets worse or is ready again.");
        assertThat(digests.get(1).text()).contains("Next e-mail: when something gets worse or is ready again.");
    }

    @Test
    void digest_withAProblem_saysWhatToDoBeforeLeaving() {
        from(MONDAY, "15:58");
        school.judge(Verdict.AT_RISK, "ela-7");
        desk.happens(desk.opened(
                7,
                Severity.DEGRADING,
                "The test content is not loaded yet.",
                "The test content is not loaded for Grade 7 ELA.",
                "ela-7"));
        for (int seat = 1; seat <= 6; seat++) {
            school.says(new Signal(
                    new DeviceId("pc-112-" + seat),
                    new SignalName("battery.charge.ratio"),
                    new SignalValue.Quantity(0.2),
                    "test",
                    school.now,
                    Duration.ofMinutes(1)));
        }

        List<Notification> digest = desk.until(Lincoln.at(MONDAY, "16:00"));
        MailSamples.keep("tomorrow", digest);

        assertThat(subjects(digest)).containsExactly("[TOMORROW] 5 of 6 sessions ready, 1 needs you: Room 118");
        assertThat(digest.get(0).text())
                .contains(
                        "Tomorrow: 5 of 6 sessions are ready. 1 needs you.",
                        "▲ AT RISK · Room 118, 9:00 AM (#7)\n  The test content is not loaded for Grade 7 ELA.\n"
                                + "  Do this before you leave: ",
                        "▲ AT RISK, 9:00 AM, Room 118, Grade 7 ELA\n✓ READY, 9:00 AM, ",
                        "Charge tonight: Room 112 (6 devices under 40 %).");
        assertThat(digest.get(0).kind()).isEqualTo(Notification.NotificationKind.PLAIN);
    }

    @Test
    void digest_withCartsAsleep_saysOnTrack() {
        from(MONDAY, "15:58");
        school.judge(Verdict.ON_TRACK, "ela-7", "wida-6");

        assertThat(subjects(desk.until(Lincoln.at(MONDAY, "16:00"))))
                .containsExactly("[TOMORROW] All 6 sessions ready or on track");
    }

    @Test
    void problemOfTheMorningDigest_thatIsOver_isReadyAgainToItsReaders() {
        from(MONDAY, "16:30");
        school.now = Lincoln.at("6:58");
        school.judge(Verdict.AT_RISK, "ela-7");
        desk.happens(desk.opened(7, Severity.DEGRADING, "Content is not loaded.", "Content is not loaded.", "ela-7"));
        List<Notification> digest = desk.until("7:00");
        school.now = Lincoln.at("7:20");
        school.judge(Verdict.READY, "ela-7");

        List<Notification> good = desk.happens(desk.resolved(7));

        assertThat(subjects(digest)).containsExactly("[TODAY] 5 of 6 sessions ready, 1 needs you: Room 118");
        assertThat(subjects(good)).containsExactly("[READY AGAIN] Room 118, 9:00 AM: 24 of 24 ready (#7)");
        assertThat(desk.until("8:30")).isEmpty();
    }

    @Test
    void problemOfTheEveDigest_thatIsOver_isToldByTheNextOne() {
        from(MONDAY, "15:58");
        school.judge(Verdict.AT_RISK, "ela-7");
        desk.happens(desk.opened(7, Severity.DEGRADING, "Content is not loaded.", "Content is not loaded.", "ela-7"));
        desk.until(Lincoln.at(MONDAY, "16:00"));
        school.now = Lincoln.at(MONDAY, "18:00");
        school.judge(Verdict.READY, "ela-7");

        assertThat(desk.happens(desk.resolved(7))).isEmpty();
        List<Notification> morning = desk.until("8:30");
        assertThat(subjects(morning)).containsExactly("[TODAY] All 6 sessions ready");
        assertThat(morning.get(0).text())
                .contains("Content is not loaded. From Mon 3:57 PM to Mon 6:00 PM; it is over.");
    }

    @Test
    void problemOfADigest_stillThereAnHourBeforeTheStart_isToldByItself() {
        from(MONDAY, "16:30");
        school.now = Lincoln.at("6:58");
        school.judge(Verdict.AT_RISK, "ela-7");
        desk.happens(desk.opened(7, Severity.DEGRADING, "Content is not loaded.", "Content is not loaded.", "ela-7"));
        desk.until("7:00");

        assertThat(subjects(desk.until("8:00")))
                .containsExactly("[AT RISK] Room 118, 9:00 AM: Content is not loaded (#7)");
    }

    @Test
    void daemonDownAtSeven_tellsTheDigestLate() {
        from(MONDAY, "16:30");
        desk.happens(desk.opened(1, Severity.ADVISORY, "A printer is off.", "A printer is off.", "math-8"));
        school.now = Lincoln.at("7:20");
        school.measured(false);
        desk.restart();

        assertThat(desk.until("7:20:45")).isEmpty();
        school.measured(true);
        assertThat(subjects(desk.tick())).containsExactly("[TODAY] All 6 sessions ready");
        desk.restart();
        assertThat(desk.until("8:59")).isEmpty();
    }

    @Test
    void daemonNewAtTwentyPastSeven_hasNoDigestToMakeUpFor() {
        from(Lincoln.TUESDAY, "7:20");

        assertThat(desk.until("8:59")).isEmpty();
    }

    @Test
    void dayWhoseSessionsAreAllCancelled_hasNoDigest() {
        for (String id : List.of("ela-7", "ela-5", "sci-6", "math-5", "math-8", "wida-6")) {
            school.cancelled(id);
        }
        from(MONDAY, "15:59");

        assertThat(desk.until("9:30")).isEmpty();
    }

    @Test
    void nextMail_ofAnIncident_isTheReminderOrTheEndOfTheWait() {
        school.judge(Verdict.NOT_READY, "math-8");
        desk.happens(desk.switchDies(42, "math-8"));
        assertThat(desk.telling().nextMail(desk.incident(42).id(), school, school.now))
                .contains(Lincoln.at("9:00"));

        school.now = Lincoln.at("4:00");
        Desk night = new Desk(school);
        night.happens(night.switchDies(43, "math-8"));
        assertThat(night.telling().nextMail(night.incident(43).id(), school, school.now))
                .contains(Lincoln.at("6:30"));
    }
}
