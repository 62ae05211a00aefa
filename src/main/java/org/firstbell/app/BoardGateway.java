package org.firstbell.app;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.firstbell.app.command.CommandFailure;
import org.firstbell.app.command.ExitCode;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.web.BoardServer;
import org.firstbell.board.web.ListenFailure;
import org.firstbell.model.setup.ServerSettings;

/**
 * The board's server, and what it asks of the shift. It listens before there is a shift: it is alive then and not ready, and
 * whoever asks more waits for the shift to begin. May be used from any thread.
 */
final class BoardGateway {
    private final DaemonRuntime runtime;
    private final ServerSettings settings;
    private final BoardServer server;
    private final CompletableFuture<DaemonCore> coreFuture = new CompletableFuture<>();
    private final Future<Integer> listening;

    /** Begins to listen. */
    BoardGateway(DaemonRuntime runtime, ServerSettings settings) {
        this.runtime = runtime;
        this.settings = settings;
        this.server = new BoardServer(
                runtime.vertx(),
                settings,
                new BoardServer.DaemonServices(
                        action -> callCore(core -> core.act(action)),
                        this::metricsPage,
                        targets -> callCore(core -> core.snapshot(targets)),
                        this::notReadyReason),
                runtime.clock());
        runtime.telemetry().registerBoardClients(server::connectedClients);
        this.listening = server.start();
    }

    /** The shift begins: all that is asked is asked of it. */
    void coreStarted(DaemonCore core) {
        coreFuture.complete(core);
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

    /** Shows a newer board to everybody. */
    void publish(BoardSnapshot snapshot) {
        server.publish(snapshot);
    }

    /** Takes other tokens from now on. */
    void updateAccess(ServerSettings changed) {
        server.updateAccess(changed);
    }

    Future<Void> stop() {
        return server.stop();
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
