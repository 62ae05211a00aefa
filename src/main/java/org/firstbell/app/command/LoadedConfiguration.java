package org.firstbell.app.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.LoadResult;
import org.firstbell.config.yaml.Environment;
import org.firstbell.model.Problem;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ServerSettings;
import org.firstbell.readiness.Readiness;
import org.firstbell.readiness.check.CompiledChecks;

/** A configuration with its checks compiled: all that a daemon or a one-shot command runs on. */
public record LoadedConfiguration(Configuration configuration, CompiledChecks checks, List<Problem> notes) {

    /**
     * Loads a file.
     *
     * @throws CommandFailure with every problem, a line each, and exit code 2
     */
    public static LoadedConfiguration load(Path file) throws CommandFailure {
        return load(file, server -> {});
    }

    /**
     * Loads a file, and tells where to listen as soon as that is read.
     *
     * @throws CommandFailure with every problem, a line each, and exit code 2
     */
    public static LoadedConfiguration load(Path file, Consumer<ServerSettings> listening) throws CommandFailure {
        LoadResult result = ConfigLoader.load(file, Environment.ofProcess(), listening);
        List<Problem> problems = new ArrayList<>(result.problems());
        if (result.configuration().isPresent()) {
            CompiledChecks.CompilationResult checks =
                    Readiness.compile(result.configuration().get());
            problems.addAll(checks.problems());
            if (problems.isEmpty() && checks.checks().isPresent()) {
                return new LoadedConfiguration(
                        result.configuration().get(), checks.checks().get(), result.notes());
            }
        }
        throw new CommandFailure(ExitCode.USAGE_ERROR, problemLines(problems));
    }

    static String problemLines(List<Problem> problems) {
        return ConfigLoader.problemLines(problems);
    }
}
