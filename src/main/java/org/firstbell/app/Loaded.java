package org.firstbell.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.Environment;
import org.firstbell.config.LoadResult;
import org.firstbell.model.Problem;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Server;
import org.firstbell.readiness.Readiness;
import org.firstbell.readiness.check.CompiledChecks;

/** A configuration with its checks compiled: all that a daemon or a one-shot command runs on. */
record Loaded(Configuration configuration, CompiledChecks checks, List<Problem> notices) {

    /**
     * Loads a file.
     *
     * @throws StartFailure with every problem, a line each, and exit code 2
     */
    static Loaded from(Path file) throws StartFailure {
        return from(file, server -> {});
    }

    /**
     * Loads a file, and tells where to listen as soon as that is read.
     *
     * @throws StartFailure with every problem, a line each, and exit code 2
     */
    static Loaded from(Path file, Consumer<Server> listening) throws StartFailure {
        LoadResult result = ConfigLoader.load(file, Environment.ofProcess(), listening);
        List<Problem> problems = new ArrayList<>(result.problems());
        if (result.configuration().isPresent()) {
            CompiledChecks.Result checks =
                    Readiness.compile(result.configuration().get());
            problems.addAll(checks.problems());
            if (problems.isEmpty() && checks.checks().isPresent()) {
                return new Loaded(result.configuration().get(), checks.checks().get(), result.notices());
            }
        }
        throw new StartFailure(Main.WRONG_USAGE, lines(problems));
    }

    static String lines(List<Problem> problems) {
        return ConfigLoader.lines(problems);
    }
}
