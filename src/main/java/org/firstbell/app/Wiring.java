package org.firstbell.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.firstbell.app.command.CommandFailure;
import org.firstbell.app.command.ExitCode;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.history.HistoryStore;
import org.firstbell.history.StoreFailure;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ServerSettings;

/**
 * The order in which the daemon starts, on the thread of whoever starts it. What needs no configuration is made beside it
 * while the file is read, and the board's server listens as soon as the file says where; then the store opens, the parts are
 * put together, and asking begins last. Has no logger: the first one takes its time, and is made beside.
 */
public final class Wiring {
    private static final Duration TICK_INTERVAL = Duration.ofSeconds(1);

    private Wiring() {}

    /**
     * Starts the daemon on a configuration.
     *
     * @throws CommandFailure when it cannot run, with the sentence to show and the exit code
     */
    public static Daemon startDaemon(Path file) throws CommandFailure {
        return startDaemon(file, TICK_INTERVAL);
    }

    /** Starts the daemon with ticks of another length. */
    static Daemon startDaemon(Path file, Duration tick) throws CommandFailure {
        CompletableFuture<DaemonRuntime> laying = DaemonRuntime.create();
        CompletableFuture<ServerSettings> settings = new CompletableFuture<>();
        CompletableFuture<BoardGateway> opening = laying.thenCombine(settings, BoardGateway::new);
        try {
            LoadedConfiguration loaded = LoadedConfiguration.load(file, settings::complete);
            BoardGateway gateway = opening.get(DaemonRuntime.TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return assemble(laying.join(), gateway, loaded, tick);
        } catch (CommandFailure failure) {
            laying.thenAccept(DaemonRuntime::close);
            throw failure;
        } catch (Exception failure) {
            laying.thenAccept(DaemonRuntime::close);
            Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
            throw new CommandFailure(
                    ExitCode.UNDETERMINED,
                    "The daemon could not start: " + (cause == null ? failure : cause).getMessage());
        }
    }

    private static Daemon assemble(
            DaemonRuntime runtime, BoardGateway gateway, LoadedConfiguration loaded, Duration tick) throws Exception {
        HistoryStore store = openStore(loaded.configuration(), runtime);
        Daemon app;
        try {
            app = new Daemon(loaded, runtime, gateway, store);
        } catch (Exception failure) {
            store.close();
            throw failure;
        }
        try {
            gateway.awaitListening();
        } catch (CommandFailure failure) {
            app.close();
            throw failure;
        }
        app.start(tick);
        return app;
    }

    private static HistoryStore openStore(Configuration configuration, DaemonRuntime runtime) throws CommandFailure {
        try {
            return HistoryStore.open(configuration.dataFolder(), runtime.clock());
        } catch (StoreFailure broken) {
            throw new CommandFailure(ExitCode.UNDETERMINED, String.valueOf(broken.getMessage()));
        }
    }
}
