package org.firstbell.app.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.firstbell.model.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code firstbell check}: validates everything, every problem at once. */
@Command(
        name = "check",
        description =
                "Validates a configuration with all it includes; every problem at once, with its place and a hint.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Option(names = "-c", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws CommandFailure {
        LoadedConfiguration loaded = LoadedConfiguration.load(file);
        loaded.notes().stream()
                .map(Problem::line)
                .forEach(line -> spec.commandLine().getOut().println("note: " + line));
        spec.commandLine()
                .getOut()
                .printf(
                        "%s is fine: %d rooms, %d devices, %d services, %d sessions, %d checks.%n",
                        file,
                        loaded.configuration().inventory().rooms().size(),
                        loaded.configuration().inventory().devices().size(),
                        loaded.configuration().inventory().services().size(),
                        loaded.configuration().sessions().size(),
                        loaded.configuration().checks().size());
        return 0;
    }
}
