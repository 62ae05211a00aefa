package org.firstbell.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.firstbell.alerting.mail.MailDelivery;
import org.firstbell.app.command.CommandFailure;
import org.firstbell.app.command.ExitCode;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.history.HistoryStore;
import org.firstbell.history.StoreFailure;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ServerSettings;
import org.firstbell.probe.factory.ProbeFactory;

/**
 * The construction of the daemon, in one list: runtime, board, store, polling, delivery, core. What needs no configuration
 * is made while the file is read, and the board's server listens as soon as the file says where; polling begins last. Runs
 * on the thread of whoever starts it. Has no logger: the first one takes its time, and is made in the background.
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
        CompletableFuture<DaemonRuntime> runtime = DaemonRuntime.create();
        CompletableFuture<ServerSettings> settings = new CompletableFuture<>();
        CompletableFuture<DaemonCore> core = new CompletableFuture<>();
        CompletableFuture<BoardGateway> gateway =
                runtime.thenCombine(settings, (made, server) -> new BoardGateway(made, server, core));
        try {
            LoadedConfiguration loaded = LoadedConfiguration.load(file, settings::complete);
            BoardGateway listening = gateway.get(DaemonRuntime.TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return start(runtime.join(), listening, loaded, core, tick);
        } catch (CommandFailure failure) {
            runtime.thenAccept(DaemonRuntime::close);
            throw failure;
        } catch (Exception failure) {
            runtime.thenAccept(DaemonRuntime::close);
            Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
            throw new CommandFailure(
                    ExitCode.UNDETERMINED,
                    "The daemon could not start: " + (cause == null ? failure : cause).getMessage());
        }
    }

    private static Daemon start(
            DaemonRuntime runtime,
            BoardGateway gateway,
            LoadedConfiguration loaded,
            CompletableFuture<DaemonCore> core,
            Duration tick)
            throws Exception {
        HistoryStore store = openStore(loaded.configuration(), runtime);
        Daemon daemon;
        try {
            daemon = assemble(runtime, gateway, store, loaded, core);
        } catch (Exception failure) {
            store.close();
            throw failure;
        }
        try {
            gateway.awaitListening();
        } catch (CommandFailure failure) {
            daemon.close();
            throw failure;
        }
        daemon.start(tick);
        return daemon;
    }

    private static HistoryStore openStore(Configuration configuration, DaemonRuntime runtime) throws CommandFailure {
        try {
            return HistoryStore.open(configuration.dataFolder(), runtime.clock());
        } catch (StoreFailure broken) {
            throw new CommandFailure(ExitCode.UNDETERMINED, String.valueOf(broken.getMessage()));
        }
    }

    /** Makes the parts; nothing is polled or sent, so nothing asks for the core, before it is complete. */
    private static Daemon assemble(
            DaemonRuntime runtime,
            BoardGateway gateway,
            HistoryStore store,
            LoadedConfiguration loaded,
            CompletableFuture<DaemonCore> core)
            throws Exception {
        Configuration configuration = loaded.configuration();
        Polling polling = new Polling(
                runtime,
                new OutcomeHandover(runtime, () -> core.join().configuredCore().pipeline()));
        polling.prepare(configuration);
        MailDelivery mailDelivery = new MailDelivery(
                runtime.vertx(),
                store,
                store.recover().notifications(),
                configuration,
                runtime.clock(),
                delivered -> core.join().deliveryEnded(delivered));
        runtime.telemetry().registerOutbox("mail", mailDelivery::pending);
        runtime.telemetry().recordReload(true);
        ProbeFactory probes = DaemonRuntime.await(runtime.probeFactory());
        DaemonRuntime.await(runtime.polling().call(() -> {
            probes.useIssuerStore(store);
            return true;
        }));
        DaemonParts parts = new DaemonParts(runtime, gateway.server(), store, polling, mailDelivery);
        DaemonCore made = DaemonRuntime.await(runtime.core().call(() -> new DaemonCore(parts, loaded)));
        core.complete(made);
        return new Daemon(parts, gateway, made);
    }
}
