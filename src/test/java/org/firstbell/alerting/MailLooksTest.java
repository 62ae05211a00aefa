package org.firstbell.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.firstbell.model.IncidentId;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Notification;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.firstbell.model.status.VisibilityLoss;
import org.junit.jupiter.api.Test;

/**
 * Every kind of mail, written to {@code target/mail-samples} to be looked at, and held against what all mails have (board
 * design, E-mail).
 */
final class MailLooksTest {
    private static final Pattern SUBJECT = Pattern.compile("\\[[A-Z ]+] .{3,}");

    private final Lincoln school = Lincoln.sixSessions();
    private final Desk desk = new Desk(school);

    private void keep(String name, List<Notification> notices) {
        assertThat(notices).as(name).isNotEmpty();
        MailSamples.keep(name, notices);
        for (Notification notification : notices) {
            assertThat(notification.subject()).matches(SUBJECT).hasSizeLessThanOrEqualTo(78);
            assertThat(notification.text())
                    .containsPattern("(?m)^Next e-mail: .+\\.$")
                    .doesNotContain("<", "&amp;", "&#39;")
                    .doesNotContainPattern("(?m)[ \t]+$|\n\n\n");
            assertThat(notification.html())
                    .contains("<b>Next e-mail:</b> ", "prefers-color-scheme: dark", "supported-color-schemes")
                    .doesNotContain("<img", "<script", "<link", "@import", "url(", "#000000", "#FFFFFF", "#000;");
            assertThat(facts(notification.html())).as(name).containsAll(facts(escapedText(notification)));
        }
    }

    /** Figures and names of a mail: whatever one part knows the other must know. */
    private static List<String> facts(String page) {
        return Pattern.compile("\\b(?:\\d+:\\d\\d [AP]M|Room \\d+|#\\d+|TestNav|\\d+ seats?)")
                .matcher(page)
                .results()
                .map(match -> match.group().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    private static String escapedText(Notification notification) {
        return notification.text().replace("&", "&amp;");
    }

    @Test
    void alerts_ofALongMorning_lookAsDesigned() {
        school.judge(Verdict.NOT_READY, "math-8");
        keep("1-not-ready", desk.happens(desk.switchDies(42, "math-8")));
        keep("2-reminder", desk.until("9:00").subList(0, 1));
        school.cut("math-8", true);
        school.now = Lincoln.at("9:01:30");
        keep("3-interrupted", desk.happens(desk.changed(42, Severity.BLOCKING, "math-8")));
        desk.happens(desk.opened(
                43, Severity.BLOCKING, "The test cache has stopped.", "The test cache has stopped.", "math-8"));
        school.now = Lincoln.at("9:05");
        keep("4-still", desk.happens(desk.resolved(42)));
        school.now = Lincoln.at("9:08");
        school.judge(Verdict.READY, "math-8");
        keep("5-ready-again", desk.happens(desk.resolved(43)));
    }

    @Test
    void alerts_ofEveryWord_lookAsDesigned() {
        school.judge(Verdict.AT_RISK, "ela-7");
        desk.happens(desk.opened(
                50, Severity.DEGRADING, "6 laptops have low battery.", "6 laptops have low battery.", "ela-7"));
        keep("6-at-risk", desk.until("8:36:03"));
        desk.happens(new IncidentEvent.Acknowledged(new IncidentId(50), school.now, "Tech office", ""));
        school.judge(Verdict.UNKNOWN, "sci-6")
                .because(
                        "sci-6",
                        "wlc-1",
                        "We can't tell if Room 107 is ready. Nothing has answered for 9 min.",
                        "Wake one laptop there and look at its Wi-Fi mark. Tech office, 4021.");
        keep("7-unknown", desk.until("8:36:06"));
        school.now = Lincoln.at("9:10");
        school.judge(Verdict.NOT_READY, "math-8", "math-5", "ela-5");
        keep("8-check-room", desk.happens(desk.switchDies(51, "math-8", "math-5", "ela-5")));
        school.judge(Verdict.UNKNOWN).blind(Optional.of(new VisibilityLoss(school.now, "Nothing answers.")));
        keep("9-no-data", desk.happens(desk.blind(52, "ela-7", "ela-5", "sci-6", "math-5", "math-8", "wida-6")));
    }

    @Test
    void digest_ofATestingDay_looksAsDesigned() {
        school.now = Lincoln.at(Lincoln.TUESDAY.minusDays(1), "15:58");
        school.judge(Verdict.AT_RISK, "ela-7").judge(Verdict.ON_TRACK, "wida-6");
        desk.happens(desk.opened(
                7,
                Severity.DEGRADING,
                "The test content is not loaded yet.",
                "The test content is not loaded for Grade 7 ELA.",
                "ela-7"));
        keep("10-tomorrow", desk.until(Lincoln.at(Lincoln.TUESDAY.minusDays(1), "16:00")));
        school.judge(Verdict.NOT_READY, "math-8").judge(Verdict.READY, "ela-7");
        school.now = Lincoln.at("5:00");
        desk.happens(desk.resolved(7), desk.switchDies(8, "math-8"));
        List<Notification> morning = desk.until("7:00");
        keep("11-today", morning.subList(morning.size() - 1, morning.size()));
    }
}
