package org.firstbell.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.firstbell.board.BoardStatus;
import org.firstbell.board.Boards;
import org.firstbell.model.Assessment;
import org.firstbell.model.Finding;
import org.firstbell.model.Phase;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Severity;
import org.firstbell.model.Verdict;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.TestSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firstbell ready}: asks everything once, judges, and prints what is ready and why not. */
@Command(
        name = "ready",
        description = "Asks everything once and prints the readiness of all sessions that are not over.",
        mixinStandardHelpOptions = true)
final class ReadyCommand implements Callable<Integer> {
    @Option(names = "-c", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("");

    @Option(names = "--session", paramLabel = "ID", description = "Only this session.")
    private Optional<String> session = Optional.empty();

    @Option(names = "--json", description = "As JSON, like GET /api/v1/sessions.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private record Answer(String text, int code) {}

    @Override
    public Integer call() throws Exception {
        Loaded loaded = Loaded.from(file);
        List<String> known = loaded.configuration().sessions().stream()
                .map(one -> one.id().value())
                .toList();
        if (session.isPresent() && !known.contains(session.get())) {
            throw new StartFailure(
                    Main.WRONG_USAGE,
                    "There is no session '" + session.get() + "'; there are: " + String.join(", ", known) + ".");
        }
        Answer answer = OneShot.judge(loaded, assessment -> answer(loaded.configuration(), assessment));
        PrintWriter out = spec.commandLine().getOut();
        out.println(answer.text());
        out.flush();
        return answer.code();
    }

    private Answer answer(Configuration configuration, Assessment assessment) {
        List<SessionStanding> standings = assessment.sessions().stream()
                .filter(one -> one.phase() != Phase.DONE && !one.cancelled())
                .filter(one -> session.isEmpty() || one.id().value().equals(session.get()))
                .toList();
        String text = json
                ? json(configuration, assessment, standings)
                : standings.isEmpty() ? "No session is ahead." : text(configuration, standings);
        return new Answer(text, code(standings));
    }

    private static int code(List<SessionStanding> standings) {
        if (standings.stream()
                .anyMatch(one -> one.verdict() == Verdict.NOT_READY || one.verdict() == Verdict.AT_RISK)) {
            return Main.BAD_NEWS;
        }
        return standings.stream().anyMatch(one -> one.verdict() == Verdict.UNKNOWN) ? Main.CANNOT_TELL : 0;
    }

    private static String json(Configuration configuration, Assessment assessment, List<SessionStanding> standings) {
        return new Boards(configuration, Instant.MIN)
                .compose(assessment, List.of(), List.of(), BoardStatus.WELL, true)
                .sessionsJson(standings.stream()
                        .map(SessionStanding::id)
                        .map(SessionId::value)
                        .toList());
    }

    private static String text(Configuration configuration, List<SessionStanding> standings) {
        StringBuilder text = new StringBuilder();
        for (SessionStanding standing : standings) {
            TestSession plan = configuration.sessions().stream()
                    .filter(one -> one.id().equals(standing.id()))
                    .findFirst()
                    .orElseThrow();
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %s  %s (%s), %d of %d seats usable%n",
                    standing.word().text(),
                    start(configuration, plan),
                    plan.name(),
                    plan.id(),
                    standing.seats().usable(),
                    standing.seats().needed()));
            standing.next()
                    .ifPresent(
                            next -> text.append("               ").append(next).append('\n'));
            for (Finding reason : standing.reasons()) {
                String mark = reason.severity() == Severity.ADVISORY ? "-" : "!";
                text.append("             " + mark + " ")
                        .append(reason.message().full())
                        .append('\n');
                if (!reason.remedy().full().isBlank()) {
                    text.append("               Do this: ")
                            .append(reason.remedy().full())
                            .append('\n');
                }
            }
        }
        return text.toString().stripTrailing();
    }

    private static String start(Configuration configuration, TestSession plan) {
        ZoneId zone = configuration.schools().stream()
                .filter(school -> school.id().equals(plan.school()))
                .findFirst()
                .orElse(configuration.schools().get(0))
                .timezone();
        return DateTimeFormatter.ofPattern("EEE, MMM d, h:mm a", Locale.US)
                .withZone(zone)
                .format(plan.start());
    }
}
