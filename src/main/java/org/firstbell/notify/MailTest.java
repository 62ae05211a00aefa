package org.firstbell.notify;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.firstbell.model.Notice;
import org.firstbell.model.setup.Alerts;
import org.firstbell.model.setup.Configuration;

/** One real mail to try the way to people's boxes. */
public final class MailTest {
    private final Vertx vertx;
    private final Configuration configuration;

    public MailTest(Vertx vertx, Configuration configuration) {
        this.vertx = vertx;
        this.configuration = configuration;
    }

    /**
     * What the server said.
     *
     * @param sentence for the person who asked
     */
    public record Result(String to, boolean taken, String sentence) {}

    /**
     * Sends the test mail to each of these, one after the other.
     *
     * @param mail the server
     */
    public CompletionStage<List<Result>> send(Alerts.Mail mail, List<String> recipients, Instant now) {
        MailServer server = new MailServer(vertx, mail, MailServer.Terms.USUAL);
        CompletionStage<List<Result>> all = CompletableFuture.completedStage(List.of());
        for (String to : recipients) {
            all = all.thenCompose(before -> server.send(message(mail, to, now))
                    .map(answer -> {
                        List<Result> results = new ArrayList<>(before);
                        results.add(new Result(to, answer instanceof MailAnswer.Taken, answer.sentence() + "."));
                        return List.copyOf(results);
                    })
                    .toCompletionStage());
        }
        return all.whenComplete((results, failure) -> server.close());
    }

    private MailMessage message(Alerts.Mail mail, String to, Instant now) {
        String school = configuration.schools().get(0).name();
        TimeWords words = new TimeWords(configuration.schools().get(0).timezone());
        Letter letter = new Letter(
                Tag.TEST,
                school,
                new Subject(Tag.TEST, school, "", "e-mail from Firstbell reaches you", "", java.util.Optional.empty()),
                "E-mail from Firstbell reaches you.",
                List.of("Somebody at " + school + " asked for this test. Nothing is wrong, and nothing need be done."),
                "",
                "",
                List.of(),
                "",
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                List.of("Written at " + words.clock(now) + "."),
                "when a session is not ready.",
                List.of());
        Post.About about = new Post.About("test", "test/1/test-" + now, List.of(), List.of(), Notice.Kind.PLAIN, now);
        Notice notice =
                new Post(new Paper(), now).send(letter, about, List.of(to)).get(0);
        return new Envelope(mail.from(), "Testing day, " + school)
                .message(notice, notice.subject(), new Paper.Body(notice.text(), notice.html()), List.of());
    }
}
