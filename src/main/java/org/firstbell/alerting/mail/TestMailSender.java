package org.firstbell.alerting.mail;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.NotificationFacts;
import org.firstbell.model.setup.AlertSettings;
import org.firstbell.model.setup.Configuration;
import org.firstbell.wording.TimePhrases;

/** One real mail to try the way to people's boxes. */
public final class TestMailSender {
    private final Vertx vertx;
    private final Configuration configuration;

    public TestMailSender(Vertx vertx, Configuration configuration) {
        this.vertx = vertx;
        this.configuration = configuration;
    }

    /**
     * The server's answer to a test mail.
     *
     * @param sentence for the person who asked
     */
    public record TestMailResult(String recipient, boolean accepted, String sentence) {}

    /**
     * Sends the test mail to each of these, one after the other.
     *
     * @param mail the server
     */
    public CompletionStage<List<TestMailResult>> send(
            AlertSettings.MailSettings mail, List<String> recipients, Instant now) {
        MailSender server = new MailSender(vertx, mail, MailSender.SmtpOptions.DEFAULT);
        CompletionStage<List<TestMailResult>> all = CompletableFuture.completedStage(List.of());
        for (String to : recipients) {
            all = all.thenCompose(before -> server.send(message(mail, to, now))
                    .map(answer -> {
                        List<TestMailResult> results = new ArrayList<>(before);
                        results.add(new TestMailResult(
                                to, answer instanceof MailResult.MailAccepted, answer.sentence() + "."));
                        return List.copyOf(results);
                    })
                    .toCompletionStage());
        }
        return all.whenComplete((results, failure) -> server.close());
    }

    private MailMessage message(AlertSettings.MailSettings mail, String to, Instant now) {
        String school = configuration.schools().get(0).name();
        TimePhrases times = new TimePhrases(configuration.schools().get(0).timezone());
        Mail content = new Mail(
                StateLabel.TEST,
                school,
                MailSubject.of(StateLabel.TEST, school, "e-mail from Firstbell reaches you")
                        .line(),
                "E-mail from Firstbell reaches you.",
                List.of("Somebody at " + school + " asked for this test. Nothing is wrong, and nothing need be done."),
                "",
                "",
                List.of(),
                "",
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                List.of("Written at " + times.clockTime(now) + "."),
                "when a session is not ready.",
                List.of());
        NotificationFactory.NotificationHeader about = new NotificationFactory.NotificationHeader(
                "test",
                "test/1/test-" + now,
                List.of(),
                List.of(),
                Notification.NotificationKind.PLAIN,
                now,
                NotificationFacts.NONE);
        Notification notification = new NotificationFactory(new MailRenderer(), now)
                .create(content, about, List.of(to))
                .get(0);
        return new MailMessageFactory(mail.from(), "Testing day, " + school)
                .message(
                        notification,
                        notification.subject(),
                        new MailRenderer.MailBody(notification.text(), notification.html()),
                        List.of());
    }
}
