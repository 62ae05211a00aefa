package org.firstbell.app.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.firstbell.board.BoardComposer;
import org.firstbell.board.BoardStatus;
import org.firstbell.model.SessionId;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firstbell ready}: asks everything once, judges, and prints what is ready and why not. */
@Command(
        name = "ready",
        description = "Asks everything once and prints the readiness of all sessions that are not over.",
        mixinStandardHelpOptions = true)
public final class ReadyCommand implements Callable<Integer> {
    @Option(names = "-c", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("");

    @Option(names = "--session", paramLabel = "ID", description = "Only this session.")
    private Optional<String> session = Optional.empty();

    @Option(names = "--json", description = "As JSON, like GET /api/v1/sessions.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private record ReadyOutput(String text, int exitCode) {}

    @Override
    public Integer call() throws Exception {
        LoadedConfiguration loaded = LoadedConfiguration.load(file);
        List<String> known = loaded.configuration().sessions().stream()
                .map(one -> one.id().value())
                .toList();
        if (session.isPresent() && !known.contains(session.get())) {
            throw new CommandFailure(
                    ExitCode.USAGE_ERROR,
                    "There is no session '" + session.get() + "'; there are: " + String.join(", ", known) + ".");
        }
        ReadyOutput answer = OneShotAssessment.assess(loaded, assessment -> output(loaded.configuration(), assessment));
        PrintWriter out = spec.commandLine().getOut();
        out.println(answer.text());
        out.flush();
        return answer.exitCode();
    }

    private ReadyOutput output(Configuration configuration, Assessment assessment) {
        List<SessionAssessment> standings = assessment.sessions().stream()
                .filter(one -> one.phase() != SessionPhase.DONE && !one.cancelled())
                .filter(one -> session.isEmpty() || one.id().value().equals(session.get()))
                .toList();
        String text = json
                ? json(configuration, assessment, standings)
                : standings.isEmpty() ? "No session is ahead." : text(configuration, standings);
        return new ReadyOutput(text, exitCode(standings));
    }

    private static int exitCode(List<SessionAssessment> standings) {
        if (standings.stream()
                .anyMatch(one -> one.verdict() == Verdict.NOT_READY || one.verdict() == Verdict.AT_RISK)) {
            return ExitCode.PROBLEM_FOUND;
        }
        return standings.stream().anyMatch(one -> one.verdict() == Verdict.UNKNOWN) ? ExitCode.UNDETERMINED : 0;
    }

    private static String json(Configuration configuration, Assessment assessment, List<SessionAssessment> standings) {
        return new BoardComposer(configuration, Instant.MIN)
                .compose(assessment, List.of(), List.of(), BoardStatus.HEALTHY, true)
                .sessionsJson(standings.stream()
                        .map(SessionAssessment::id)
                        .map(SessionId::value)
                        .toList());
    }

    private static String text(Configuration configuration, List<SessionAssessment> standings) {
        StringBuilder text = new StringBuilder();
        for (SessionAssessment assessment : standings) {
            TestSession plan = configuration.sessions().stream()
                    .filter(one -> one.id().equals(assessment.id()))
                    .findFirst()
                    .orElseThrow();
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s %s  %s (%s), %d of %d seats usable%n",
                    assessment.label().text(),
                    startTime(configuration, plan),
                    plan.name(),
                    plan.id(),
                    assessment.seatCounts().usable(),
                    assessment.seatCounts().needed()));
            assessment
                    .nextStep()
                    .ifPresent(
                            next -> text.append("               ").append(next).append('\n'));
            for (Finding reason : assessment.reasons()) {
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

    private static String startTime(Configuration configuration, TestSession plan) {
        ZoneId zone = configuration.school(plan).timezone();
        return DateTimeFormatter.ofPattern("EEE, MMM d, h:mm a", Locale.US)
                .withZone(zone)
                .format(plan.start());
    }
}
