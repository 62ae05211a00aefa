package org.firstbell.alerting.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.alerting.mail.DeliveryReport.DeliveryOutcome.MERGED;
import static org.firstbell.alerting.mail.DeliveryReport.DeliveryOutcome.REFUSED;
import static org.firstbell.alerting.mail.DeliveryReport.DeliveryOutcome.RETRIED;
import static org.firstbell.alerting.mail.DeliveryReport.DeliveryOutcome.SENT;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.firstbell.alerting.HostileSmtp;
import org.firstbell.alerting.Lincoln;
import org.firstbell.alerting.plan.RetryBackoff;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail servers that are down, slow, busy, rude or gone. */
final class HostileServerTest {
    private final MailRig rig = new MailRig();
    private HostileSmtp server;

    @BeforeEach
    void up() throws Exception {
        server = new HostileSmtp(rig.vertx);
        rig.school.mailServer(server.port());
    }

    @AfterEach
    void down() throws Exception {
        rig.close();
    }

    @Test
    void serverDown_forMinutes_isTriedInGrowingStepsAndGetsTheMailLate() throws Exception {
        server.down();
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();
        List<Long> waits = new ArrayList<>();
        for (int attempt = 1; attempt <= 9; attempt++) {
            assertThat(rig.next().outcome()).isEqualTo(RETRIED);
            Outbox.OutboxEntry entry = rig.journal.entries().get(0);
            assertThat(entry.state()).isEqualTo(Outbox.DeliveryState.PENDING);
            Duration wait = Duration.between(rig.now(), entry.nextTryAt());
            waits.add(wait.toSeconds());
            if (attempt < 9) {
                rig.pass(wait);
            }
        }
        assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 15L, 30L, 60L, 60L, 60L);
        assertThat(rig.delivery().deliveryProblem())
                .contains("E-mail is not working: The mail server 127.0.0.1:" + server.port()
                        + " does not accept connections.");

        server.up();
        rig.pass(Duration.ofSeconds(60));

        assertThat(rig.next().outcome()).isEqualTo(SENT);
        assertThat(rig.delivery().deliveryProblem()).isEmpty();
        assertThat(server.mails()).hasSize(1);
        assertThat(server.mails().get(0))
                .contains("This e-mail is late: it was written at 8:36 AM and sent at 8:40 AM.");
        assertThat(rig.quiet()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING, 421 4.3.2 shutting down",
        "HELO, 554 5.7.1 go away",
        "MAIL, 451 4.3.0 later",
        "MAIL, 530 5.7.0 authentication required",
        "RCPT, 450 4.2.1 greylisted",
        "DATA, 451 4.3.0 later",
        "., 452 4.2.2 over quota"
    })
    void reply_thatPromisesBetter_isTriedAgain(String command, String reply) throws Exception {
        server.answer("EHLO", command.equals("HELO") ? "502 5.5.1 too modern" : "250 hostile.example");
        server.answer(command, reply);
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();

        DeliveryReport first = rig.next();
        assertThat(first.outcome()).isEqualTo(RETRIED);
        assertThat(first.belongsOnTimeline()).isFalse();
        assertThat(first.sentence()).contains("School Test Coordinator", reply);
        server.polite();
        rig.pass(Duration.ofSeconds(1));

        assertThat(rig.next().outcome()).isEqualTo(SENT);
        assertThat(server.mails()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 550 5.7.1 sender not allowed",
        "RCPT, 550 5.1.1 no such user coordinator@lincoln.example",
        "DATA, 554 5.5.1 no valid recipients",
        "., 552 5.3.4 too large"
    })
    void reply_thatRefusesForGood_isFinalCountedAndShown(String command, String reply) throws Exception {
        server.answer(command, reply);
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();

        DeliveryReport only = rig.next();
        server.polite();
        rig.pass(Duration.ofHours(1));

        assertThat(only.outcome()).isEqualTo(REFUSED);
        assertThat(only.belongsOnTimeline()).isTrue();
        assertThat(only.sentence())
                .startsWith("mail to School Test Coordinator refused: The mail server 127.0.0.1:")
                .contains(reply.substring(0, 18))
                .doesNotContain(Lincoln.COORDINATOR);
        assertThat(rig.states()).containsExactly(Outbox.DeliveryState.REFUSED);
        assertThat(rig.delivery().deliveryProblem().orElseThrow())
                .startsWith("E-mail to School Test Coordinator is refused: ")
                .doesNotContain(Lincoln.COORDINATOR);
        assertThat(rig.quiet()).isTrue();
        assertThat(server.mails()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void server_thatHangs_isLeftAfterTheStepsTime(String command) throws Exception {
        server.answer(command, HostileSmtp.SILENCE);
        rig.terms(MailRig.SHORT).put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();

        DeliveryReport first = rig.next();
        assertThat(first.outcome()).isEqualTo(RETRIED);
        assertThat(first.sentence()).contains(" did not answer for ");
        server.polite();
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.next().outcome()).isEqualTo(SENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "."})
    void server_thatHangsUp_getsTheMailAtTheNextTry(String command) throws Exception {
        server.answer(command, HostileSmtp.HANG_UP);
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();

        DeliveryReport first = rig.next();
        assertThat(first.outcome()).isEqualTo(RETRIED);
        assertThat(first.sentence()).contains(" ended the connection before it had answered");
        server.polite();
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.next().outcome()).isEqualTo(SENT);
    }

    @Test
    void server_thatTalksNonsense_isTriedAgain() throws Exception {
        server.answer("GREETING", "HTTP/1.1 200 OK\r\nhello");
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();

        assertThat(rig.next().outcome()).isEqualTo(RETRIED);
        server.polite();
        rig.pass(Duration.ofSeconds(1));
        assertThat(rig.next().outcome()).isEqualTo(SENT);
    }

    @Test
    void deliveryUnconfirmed_whenTheDaemonDied_isSentAgainWithTheSameMessageId() throws Exception {
        server.answer(".", "took it -");
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();
        assertThat(rig.next().outcome()).isEqualTo(RETRIED);
        rig.delivery().stop().toCompletableFuture().get(5, java.util.concurrent.TimeUnit.SECONDS);
        rig.journal.mark(
                rig.journal.entries().get(0).notification().key(), Outbox.DeliveryState.UNDER_WAY, 1, rig.now());

        server.polite();
        rig.deliver();

        assertThat(rig.next().outcome()).isEqualTo(SENT);
        assertThat(server.mails()).hasSize(2);
        assertThat(messageId(server.mails().get(0)))
                .isEqualTo(messageId(server.mails().get(1)));
    }

    private static String messageId(String mail) {
        return mail.lines()
                .filter(line -> line.startsWith("Message-ID: "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void mailsEnded_beforeTheDaemonDied_areNotSentAgain() throws Exception {
        Instant at = rig.now();
        int ordinal = 1;
        for (Outbox.DeliveryState state : List.of(
                Outbox.DeliveryState.SENT,
                Outbox.DeliveryState.REFUSED,
                Outbox.DeliveryState.MERGED,
                Outbox.DeliveryState.NEEDLESS)) {
            Notification notification = rig.notice(1, ordinal++, Notification.NotificationKind.STILL_BAD);
            rig.put(notification);
            rig.journal.mark(notification.key(), state, 1, at);
        }
        rig.deliver();

        assertThat(rig.quiet()).isTrue();
        assertThat(server.attempts()).isZero();
    }

    @Test
    void states_thatWaitOfOneIncident_mergeIntoOneMailWithTheNewest() throws Exception {
        server.down();
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();
        rig.next();
        rig.put(rig.notice(1, 2, Notification.NotificationKind.STILL_BAD));
        rig.next();
        rig.put(rig.notice(2, 1, Notification.NotificationKind.BAD));
        rig.next();
        rig.put(rig.notice(1, 3, Notification.NotificationKind.GOOD));
        rig.next();
        server.up();
        rig.pass(Duration.ofMinutes(5));

        assertThat(rig.next(4).stream()
                        .map(told ->
                                told.outcome() + " " + told.notification().key().split("/")[0] + " "
                                        + told.notification().key().split("/")[1]))
                .containsExactly(
                        "MERGED incident-1 1", "MERGED incident-1 2", "SENT incident-1 3", "SENT incident-2 1");
        assertThat(server.mails()).hasSize(2);
        assertThat(server.mails().get(0))
                .contains("Subject: [READY AGAIN] Room 214, 9:00 AM: news 3 (#1)")
                .contains("2 earlier e-mails of this conversation were not sent; this is the n");
        assertThat(MERGED.label()).isEqualTo("merged");
    }

    @Test
    void goodNews_afterTheBadWereRefused_areNotSent() throws Exception {
        server.answer("RCPT", "550 5.1.1 no such user");
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();
        assertThat(rig.next().outcome()).isEqualTo(REFUSED);
        server.polite();
        rig.put(rig.notice(1, 2, Notification.NotificationKind.GOOD));

        assertThat(rig.quiet()).isTrue();
        assertThat(rig.states()).containsExactly(Outbox.DeliveryState.REFUSED, Outbox.DeliveryState.NEEDLESS);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    void oneRefused_ofTwoRecipients_doesNotHoldUpTheOther() throws Exception {
        rig.school.to("nobody@lincoln.example", Lincoln.TECHNICIAN);
        server.answer("RCPT", "450 4.2.1 later");
        rig.put(
                rig.notice(1, 1, Notification.NotificationKind.BAD, "nobody@lincoln.example"),
                rig.notice(1, 1, Notification.NotificationKind.BAD, Lincoln.TECHNICIAN));
        rig.deliver();

        assertThat(rig.next(2).stream().map(DeliveryReport::sentence))
                .anyMatch(sentence -> sentence.startsWith("mail to recipient 1 of 2 waits"))
                .anyMatch(sentence -> sentence.startsWith("mail to recipient 2 of 2 waits"));
    }

    @Test
    void serverBack_getsEverythingThatWaitedAtOnce() throws Exception {
        server.down();
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();
        for (int attempt = 1; attempt <= 7; attempt++) {
            rig.next();
            rig.pass(RetryBackoff.delayAfter(attempt));
        }
        rig.next();
        server.up();
        rig.later(Duration.ofSeconds(5));
        rig.put(rig.notice(2, 1, Notification.NotificationKind.BAD));

        assertThat(rig.next(2).stream().map(DeliveryReport::outcome)).containsExactly(SENT, SENT);
    }

    @Test
    void stop_whileTheServerHangs_takesSecondsAndForgetsNothing() throws Exception {
        server.answer("RCPT", HostileSmtp.SILENCE);
        rig.terms(MailSender.SmtpOptions.DEFAULT).put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();
        while (server.commands().stream().noneMatch(line -> line.startsWith("RCPT"))) {
            Thread.onSpinWait();
        }
        long before = System.nanoTime();

        rig.delivery().stop().toCompletableFuture().get(8, java.util.concurrent.TimeUnit.SECONDS);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(rig.states()).containsExactly(Outbox.DeliveryState.UNDER_WAY);
    }

    @Test
    void seventhMail_withinTenMinutes_isOneThatCollects() throws Exception {
        rig.deliver();
        for (int incident = 1; incident <= 6; incident++) {
            rig.put(rig.notice(incident, 1, Notification.NotificationKind.BAD));
            assertThat(rig.next().outcome()).isEqualTo(SENT);
        }
        for (int incident = 7; incident <= 9; incident++) {
            rig.put(rig.notice(incident, 1, Notification.NotificationKind.BAD));
        }
        assertThat(rig.quiet()).isTrue();
        rig.pass(Duration.ofSeconds(31));

        assertThat(rig.next(3).stream().map(DeliveryReport::outcome)).containsExactly(MERGED, MERGED, SENT);
        assertThat(server.mails()).hasSize(7);
        assertThat(server.mails().get(6))
                .contains("Subject: [SEVERAL] 3 problems: ")
                .contains("Several e-mails to you were due within a short time")
                .contains("News 1 of incident 7.", "News 1 of incident 8.", "News 1 of incident 9.")
                .contains("Next e-mail: when something gets worse; other news may wait until 8:46 AM.");

        rig.put(rig.notice(10, 1, Notification.NotificationKind.BAD));
        rig.pass(Duration.ofMinutes(1));
        assertThat(rig.quiet()).isTrue();
        rig.pass(Duration.ofMinutes(9));
        assertThat(rig.next().outcome()).isEqualTo(SENT);
    }

    @Test
    void manyMails_beforeARestart_countAfterIt() throws Exception {
        for (int incident = 1; incident <= 6; incident++) {
            Notification notification = rig.notice(incident, 1, Notification.NotificationKind.BAD);
            rig.put(notification);
            rig.journal.mark(
                    notification.key(), Outbox.DeliveryState.SENT, 1, rig.now().minusSeconds(60));
        }
        rig.put(
                rig.notice(7, 1, Notification.NotificationKind.BAD),
                rig.notice(8, 1, Notification.NotificationKind.BAD));
        rig.deliver();

        assertThat(rig.quiet()).isTrue();
        rig.pass(Duration.ofSeconds(31));
        assertThat(rig.next(2).stream().map(DeliveryReport::outcome)).containsExactly(MERGED, SENT);
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    void login_refused_isNotTheMailsFault() throws Exception {
        rig.school.login("firstbell", "wrong");
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();

        DeliveryReport first = rig.next();

        assertThat(first.outcome()).isEqualTo(RETRIED);
        assertThat(first.sentence()).contains("535 5.7.8 bad credentials").doesNotContain("wrong");
    }

    @Test
    void startTls_thatIsNotOffered_isNeverReplacedByPlainText() throws Exception {
        rig.school.tls("starttls");
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();

        assertThat(rig.next().outcome()).isEqualTo(RETRIED);
        assertThat(server.commands()).noneMatch(line -> line.startsWith("MAIL"));
    }
}
