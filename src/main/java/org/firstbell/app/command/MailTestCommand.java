package org.firstbell.app.command;

import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.firstbell.alerting.mail.TestMailSender;
import org.firstbell.model.setup.AlertSettings;
import org.firstbell.poll.VertxFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firstbell mail-test}: sends one real mail and says what the server answered. */
@Command(
        name = "mail-test",
        description = "Sends one real test mail and says what the mail server answered.",
        mixinStandardHelpOptions = true)
public final class MailTestCommand implements Callable<Integer> {
    private static final long TIMEOUT_SECONDS = 60;

    @Option(names = "-c", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("");

    @Option(names = "--to", paramLabel = "ADDRESS", description = "To whom (default: everybody who is configured).")
    private Optional<String> to = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        LoadedConfiguration loaded = LoadedConfiguration.load(file);
        AlertSettings.MailSettings mail = loaded.configuration()
                .alerts()
                .mail()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE_ERROR, file + " has no mail server: add alerts: { mail: { host, from, to } }."));
        Vertx vertx = VertxFactory.create();
        try {
            List<TestMailSender.TestMailResult> results = new TestMailSender(vertx, loaded.configuration())
                    .send(mail, to.map(List::of).orElse(mail.to()), Instant.now())
                    .toCompletableFuture()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            PrintWriter out = spec.commandLine().getOut();
            results.forEach(result -> out.println(result.recipient() + ": " + result.sentence()));
            out.flush();
            return results.stream().allMatch(TestMailSender.TestMailResult::accepted) ? 0 : ExitCode.PROBLEM_FOUND;
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
