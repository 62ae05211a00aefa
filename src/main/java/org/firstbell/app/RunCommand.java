package org.firstbell.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.firstbell.model.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code firstbell run}, which starts the daemon. */
@Command(
        name = "run",
        description = "Runs the daemon: watches, judges, shows, tells. SIGTERM stops it, SIGHUP loads the file again.",
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer> {
    @Option(names = "-c", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        return run(file, spec.commandLine().getOut());
    }

    /** Runs the daemon on a configuration until it is asked to end. */
    public static int run(Path file, PrintWriter out) throws Exception {
        Daemon app = Wiring.startDaemon(file);
        app.notes().stream().map(Problem::line).forEach(line -> out.println("note: " + line));
        out.printf("Board: %s/board%n", app.address());
        out.flush();
        awaitShutdown(app, new Reloader(app, file));
        return 0;
    }

    /** Waits until the process is asked to end; then stops what was started, the last first. */
    static void awaitShutdown(Daemon app, AutoCloseable... more) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            for (AutoCloseable one : more) {
                                try {
                                    one.close();
                                } catch (Exception leftBehind) {
                                    System.err.println("did not stop cleanly: " + leftBehind.getMessage());
                                }
                            }
                            app.close();
                            stopped.countDown();
                        },
                        "stop"));
        stopped.await();
    }
}
