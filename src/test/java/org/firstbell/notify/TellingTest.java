package org.firstbell.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.notify.Desk.subjects;

import java.util.List;
import org.firstbell.model.Notice;
import org.firstbell.model.Verdict;
import org.junit.jupiter.api.Test;

final class TellingTest {
    private final Lincoln school = Lincoln.sixSessions();
    private final Desk desk = new Desk(school);

    @Test
    void switchDead_beforeTheStart_isToldAtOnceAndClosedByReadyAgain() {
        school.judge(Verdict.NOT_READY, "math-8");
        List<Notice> bad = desk.happens(desk.switchDies(42, "math-8"));
        MailSamples.keep("not-ready", bad);

        assertThat(subjects(bad))
                .containsExactly("[NOT READY] Room 214, 9:00 AM: Second-floor switch is off, in 24 min (#42)");

        List<Notice> reminders = desk.until("8:56:00");
        MailSamples.keep("reminder", reminders);
        school.judge(Verdict.READY, "math-8");
        List<Notice> good = desk.happens(desk.resolved(42));
        MailSamples.keep("ready-again", good);
        assertThat(subjects(good)).containsExactly("[READY AGAIN] Room 214, 9:00 AM: 28 of 28 ready (#42)");
    }
}
