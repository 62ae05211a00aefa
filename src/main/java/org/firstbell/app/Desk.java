package org.firstbell.app;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.firstbell.board.BoardServer;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.ListenFailure;
import org.firstbell.model.setup.Server;

/**
 * The board's server, and what it asks of the shift. It listens before there is a shift: it is alive then and not ready, and
 * whoever asks more waits for the shift to begin. May be used from any thread.
 */
final class Desk {
    private final Foundation ground;
    private final Server settings;
    private final BoardServer server;
    private final CompletableFuture<Shift> begun = new CompletableFuture<>();
    private final Future<Integer> listening;

    /** Begins to listen. */
    Desk(Foundation ground, Server settings) {
        this.ground = ground;
        this.settings = settings;
        this.server = new BoardServer(
                ground.vertx(),
                settings,
                new BoardServer.Outlets(
                        action -> onCore(shift -> shift.act(action)),
                        this::metrics,
                        targets -> onCore(shift -> shift.look(targets)),
                        this::notReady),
                ground.clock());
        ground.telemetry().boardClients(server::clients);
        this.listening = server.start();
    }

    /** The shift begins: all that is asked is asked of it. */
    void serve(Shift shift) {
        begun.complete(shift);
    }

    /**
     * Waits until the server listens.
     *
     * @throws StartFailure when it cannot, with the sentence to show
     */
    void awaitListening() throws StartFailure {
        try {
            Foundation.await(listening);
        } catch (Exception failure) {
            Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
            throw new StartFailure(
                    Main.CANNOT_TELL,
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
    void show(BoardSnapshot snapshot) {
        server.show(snapshot);
    }

    /** Takes other tokens from now on. */
    void access(Server changed) {
        server.access(changed);
    }

    Future<Void> stop() {
        return server.stop();
    }

    private <T> CompletionStage<T> onCore(Function<Shift, T> ask) {
        return begun.thenCompose(
                shift -> ground.core().call(() -> ask.apply(shift)).toCompletionStage());
    }

    private CompletionStage<BoardServer.MetricsPage> metrics(String accept) {
        return onCore(shift -> {
                    shift.capture();
                    return accept;
                })
                .thenApply(ground.telemetry()::page)
                .thenApply(page -> new BoardServer.MetricsPage(page.contentType(), page.body()));
    }

    private Optional<String> notReady() {
        return begun.isDone()
                ? Optional.empty()
                : Optional.of("Firstbell is starting: it reads its configuration and opens its store.");
    }
}
