package org.firstbell.alerting.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.firstbell.alerting.Desk;
import org.firstbell.alerting.Lincoln;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Notification;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails as a real mail server in this process receives them. */
final class MailDeliveryTest {
    private static final String HOSTILE =
            "x\r\nBcc: everybody@evil.example\r\n\r\n<script>alert('1')</script> \"; Bcc: all \u202Egnp 学校 😀";

    private final GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final MailRig rig = new MailRig();
    private final Desk desk = new Desk(rig.school);
    private final Set<String> seen = new HashSet<>();

    @BeforeEach
    void start() {
        greenMail.start();
        rig.school.mailServer(greenMail.getSmtp().getPort());
    }

    @AfterEach
    void stop() throws Exception {
        rig.close();
        greenMail.stop();
    }

    /** The mails that arrived of these, by recipient. */
    private List<MimeMessage> deliver(List<Notification> notices) throws Exception {
        rig.later(Duration.between(rig.now(), rig.school.now));
        rig.put(notices.toArray(Notification[]::new));
        if (rig.delivery() == null) {
            rig.deliver();
        }
        assertThat(rig.next(notices.size())).allMatch(told -> told.outcome() == DeliveryReport.DeliveryOutcome.SENT);
        List<MimeMessage> arrived = new ArrayList<>();
        for (MimeMessage mail : greenMail.getReceivedMessages()) {
            if (seen.add(header(mail, "Message-ID"))) {
                arrived.add(mail);
            }
        }
        return arrived;
    }

    private static String part(MimeMessage mail, String type) throws Exception {
        MimeMultipart parts = (MimeMultipart) mail.getContent();
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.isMimeType(type)) {
                return part.getContent().toString().replace("\r\n", "\n");
            }
        }
        throw new AssertionError("no part of type " + type);
    }

    private static String header(MimeMessage mail, String name) throws Exception {
        String[] values = mail.getHeader(name);
        assertThat(values).as(name).hasSize(1);
        return values[0];
    }

    @Test
    void alert_onItsWay_hasBothPartsAndTheHeadersOfAMachine() throws Exception {
        rig.school.judge(Verdict.NOT_READY, "math-8");
        List<Notification> bad = desk.happens(desk.switchDies(42, "math-8"));

        MimeMessage mail = deliver(bad).get(0);

        assertThat(mail.getSubject()).isEqualTo(bad.get(0).subject());
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        assertThat(((MimeMultipart) mail.getContent()).getBodyPart(0).getContentType())
                .startsWith("text/plain");
        assertThat(part(mail, "text/plain").strip()).isEqualTo(bad.get(0).text().strip());
        assertThat(part(mail, "text/html").strip()).isEqualTo(bad.get(0).html().strip());
        assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(header(mail, "X-Auto-Response-Suppress")).isEqualTo("All");
        assertThat(header(mail, "List-Id")).endsWith("<firstbell.lincoln.example>");
        assertThat(header(mail, "From"))
                .isEqualTo("\"Testing day, Lincoln Middle School\" <firstbell@lincoln.example>");
        assertThat(header(mail, "To")).isEqualTo(Lincoln.COORDINATOR);
        assertThat(mail.getHeader("In-Reply-To")).isNull();
        assertThat(mail.getHeader("References")).isNull();
    }

    @Test
    void mails_ofOneIncident_areOneThreadForEachRecipient() throws Exception {
        rig.school.to(Lincoln.COORDINATOR, Lincoln.TECHNICIAN).judge(Verdict.NOT_READY, "math-8");
        desk.reload();
        List<MimeMessage> bad = deliver(desk.happens(desk.switchDies(42, "math-8")));
        List<MimeMessage> reminder = deliver(desk.until("9:00"));
        rig.school.judge(Verdict.READY, "math-8");
        List<MimeMessage> good = deliver(desk.happens(desk.resolved(42)));

        for (int person = 0; person < 2; person++) {
            String first = header(bad.get(person), "Message-ID");
            String second = header(reminder.get(person), "Message-ID");
            String third = header(good.get(person), "Message-ID");
            assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
            assertThat(header(reminder.get(person), "In-Reply-To")).isEqualTo(first);
            assertThat(header(good.get(person), "In-Reply-To")).isEqualTo(second);
            assertThat(header(good.get(person), "References").split("\\s+")).containsExactly(first, second);
        }
        assertThat(header(bad.get(0), "Message-ID")).isNotEqualTo(header(bad.get(1), "Message-ID"));
    }

    @Test
    void hostileStrings_ofDevicesAndPeople_areTextEverywhere() throws Exception {
        rig.school.judge(Verdict.NOT_READY, "math-8");
        desk.happens();
        IncidentEvent.Opened opened = desk.opened(42, Severity.BLOCKING, HOSTILE, HOSTILE, "math-8");
        IncidentEvent.Acknowledged taken =
                new IncidentEvent.Acknowledged(opened.incident(), rig.school.now, HOSTILE, HOSTILE);

        MimeMessage mail = deliver(desk.happens(opened, taken)).get(0);

        List<String> headers = Collections.list(mail.getAllHeaderLines());
        assertThat(headers)
                .noneMatch(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("bcc"));
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getSubject())
                .isEqualTo("[NOT READY] Room 214, 9:00 AM: switch not answering (#42)")
                .doesNotContain("\r", "\n", "\u202E")
                .hasSizeLessThanOrEqualTo(78);
        assertThat(part(mail, "text/html")).doesNotContain("<script>", "\u202E").contains("&lt;script&gt;", "学校 😀");
        assertThat(part(mail, "text/plain"))
                .contains("<script>alert('1')</script> \"; Bcc: all gnp 学校 😀")
                .doesNotContain("\u202E");
        assertThat(greenMail.getReceivedMessages()).hasSize(1);
    }

    @Test
    void subject_withLettersOfTheWorld_arrivesAsItWasAndInShortLines() throws Exception {
        rig.school.judge(Verdict.NOT_READY, "math-8");
        String what = "Ñandú’s 学校 Wi-Fi 😀😀 box is öff";

        MimeMessage mail = deliver(desk.happens(desk.opened(42, Severity.BLOCKING, what, what, "math-8")))
                .get(0);

        assertThat(mail.getSubject()).isEqualTo("[NOT READY] Room 214, 9:00 AM: " + what + " (#42)");
        String raw = header(mail, "Subject");
        assertThat(raw).matches("[\\x20-\\x7e\r\n]+");
        assertThat(Arrays.stream(raw.split("\r?\n")))
                .allMatch(line -> line.strip().length() <= 75);
    }

    @Test
    void name_ofASchool_cannotBreakTheFromHeader() {
        MailMessageFactory envelope = new MailMessageFactory("firstbell@lincoln.example", "a\"\r\nBcc: x@y.example\\");
        String from = envelope.message(
                        rig.notice(1, 1, Notification.NotificationKind.BAD),
                        "s",
                        new MailRenderer.MailBody("t", "<p>h</p>"),
                        List.of())
                .getHeaders()
                .get("From");

        assertThat(from).isEqualTo("\"a' Bcc: x@y.example'\" <firstbell@lincoln.example>");
    }

    @Test
    void links_ofAMail_leadToPagesAndCarryNoSecret() throws Exception {
        rig.school.judge(Verdict.NOT_READY, "math-8");

        String html = part(deliver(desk.happens(desk.switchDies(42, "math-8"))).get(0), "text/html");

        assertThat(java.util.regex.Pattern.compile("href=\"([^\"]+)\"")
                        .matcher(html)
                        .results()
                        .map(match -> match.group(1))
                        .distinct())
                .containsExactly(
                        "https://board.lincoln.example/incidents/42", "https://board.lincoln.example/rooms/room-214");
    }

    @Test
    void mail_withoutABoardAddress_hasNoLinks() {
        rig.school.withoutBoardUrl().judge(Verdict.NOT_READY, "math-8");
        desk.reload();

        Notification notification = desk.happens(desk.switchDies(42, "math-8")).get(0);

        assertThat(notification.html()).doesNotContain("href=");
        assertThat(notification.text()).doesNotContain("http").contains("Who has it\n  Nobody yet.\n");
    }
}
