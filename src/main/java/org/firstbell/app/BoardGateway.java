package org.firstbell.app;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.firstbell.app.command.CommandFailure;
import org.firstbell.app.command.ExitCode;
import org.firstbell.board.web.BoardServer;
import org.firstbell.board.web.ListenFailure;
import org.firstbell.model.setup.ServerSettings;
import org.firstbell.telemetry.Telemetry;

/**
 * The board's server with the services of the daemon that it needs. It listens before there is a core: it is alive then and
 * not ready, and what needs the core waits for it. May be used from any thread.
 */
final class BoardGateway {
    private final DaemonRuntime runtime;
    private final ServerSettings settings;
    private final BoardServer server;
    private final CompletableFuture<DaemonCore> coreFuture;
    private final Future<Integer> listening;

    /** Begins to listen. */
    BoardGateway(DaemonRuntime runtime, ServerSettings settings, CompletableFuture<DaemonCore> core) {
        this.runtime = runtime;
        this.coreFuture = core;
        this.settings = settings;
        this.server = new BoardServer(
                runtime.vertx(),
                settings,
                new BoardServer.DaemonServices(
                        action -> callCore(made -> made.act(action)),
                        this::metricsPage,
                        targets -> callCore(made -> made.snapshot(targets)),
                        this::notReadyReason),
                runtime.clock());
        runtime.telemetry().registerBoardClients(server::connectedClients);
        runtime.telemetry()
                .registerServerLimits(() -> server.limitUses().stream()
                        .map(use ->
                                new Telemetry.LimitReading(use.limit(), use.maximum(), use.highestUse(), use.reached()))
                        .toList());
        this.listening = server.start();
    }

    /**
     * Waits until the server listens.
     *
     * @throws CommandFailure when it cannot, with the sentence to show
     */
    void awaitListening() throws CommandFailure {
        try {
            DaemonRuntime.await(listening);
        } catch (Exception failure) {
            Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
            throw new CommandFailure(
                    ExitCode.UNDETERMINED,
                    cause instanceof ListenFailure listen
                            ? String.valueOf(listen.getMessage())
                            : "The board cannot listen: " + cause);
        }
    }

    /** {@code http://host:port}; once it listens. */
    String address() {
        String host = settings.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + listening.result();
    }

    BoardServer server() {
        return server;
    }

    private <T> CompletionStage<T> callCore(Function<DaemonCore, T> ask) {
        return coreFuture.thenCompose(
                core -> runtime.core().call(() -> ask.apply(core)).toCompletionStage());
    }

    private CompletionStage<BoardServer.MetricsPage> metricsPage(String accept) {
        return callCore(core -> {
                    core.captureMetrics();
                    return accept;
                })
                .thenApply(runtime.telemetry()::render)
                .thenApply(page -> new BoardServer.MetricsPage(page.contentType(), page.body()));
    }

    private Optional<String> notReadyReason() {
        return coreFuture.isDone()
                ? Optional.empty()
                : Optional.of("Firstbell is starting: it reads its configuration and opens its store.");
    }
}
