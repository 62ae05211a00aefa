package org.firstbell.board;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Server;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's one HTTP server: pages, API, live board, metrics, health. Runs on an event loop of its own; its methods
 * may be called on any thread.
 */
public final class BoardServer {
    /** How long a stop waits for walls to say goodbye. */
    private static final int GOODBYE_SECONDS = 1;

    private final Vertx vertx;
    private final Server server;
    private final Web web;
    private volatile Access access;
    private volatile Optional<BoardSnapshot> board = Optional.empty();
    private volatile int clients;

    /** What answers beside the board itself. */
    public record Outlets(StaffDesk desk, Metrics metrics, Look look, Supplier<Optional<String>> notReady) {}

    /** Where devices and services are looked at. Called on the web's event loop; answers on any thread. */
    public interface Look {
        /** How some of them stand now. */
        CompletionStage<SeenTargets> at(Collection<? extends Target> targets);
    }

    /** Where what staff say and do is handed in. Called on the web's event loop; answers on any thread. */
    public interface StaffDesk {
        /** Takes the action to the core; completes when it holds and the board shows it. */
        CompletionStage<ActionResult> act(StaffAction action);
    }

    /** Where {@code /metrics} comes from. Called on the web's event loop; answers on any thread. */
    public interface Metrics {
        /**
         * A page as it is now.
         *
         * @param accept the scraper's {@code Accept} header; may be empty
         */
        CompletionStage<MetricsPage> page(String accept);
    }

    /** One page of metrics, ready to be sent. */
    public record MetricsPage(String contentType, Buffer body) {}

    /**
     * A server that does not listen yet.
     *
     * @param outlets {@code notReady}: why the daemon cannot work yet, as a sentence; empty once it can
     */
    public BoardServer(Vertx vertx, Server server, Outlets outlets, InstantSource clock) {
        this.vertx = vertx;
        this.server = server;
        this.access = new Access(server);
        this.web = new Web(outlets, clock);
    }

    /** Begins to listen; answers the port. Fails with {@link ListenFailure}. */
    public Future<Integer> start() {
        return vertx.deployVerticle(web)
                .map(id -> web.port())
                .recover(failed ->
                        Future.failedFuture(failed instanceof ListenFailure ? failed : sentence(server, failed)));
    }

    /** Shows a newer snapshot to everybody. */
    public void show(BoardSnapshot snapshot) {
        board = Optional.of(snapshot);
        web.show();
    }

    /** Takes other tokens from now on; another host or port needs a restart. */
    public void access(Server changed) {
        access = new Access(changed);
    }

    /** Walls and pages that are connected now. */
    public int clients() {
        return clients;
    }

    /** Stops within two seconds, whoever is connected. */
    public Future<Void> stop() {
        return web.stopServing();
    }

    private static ListenFailure sentence(Server server, Throwable failed) {
        String where = server.host() + ":" + server.port();
        String message = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
        if (failed instanceof UnknownHostException || failed.getCause() instanceof UnknownHostException) {
            return new ListenFailure(
                    "The host " + server.host() + " is not known. Put an address of this machine under server.host.",
                    failed);
        } else if (message.contains("cannot assign") || message.contains("can't assign")) {
            return new ListenFailure(
                    "The address " + server.host() + " is not one of this machine's. Put one of its own under"
                            + " server.host, or 127.0.0.1.",
                    failed);
        } else if (message.contains("permission denied")) {
            return new ListenFailure(
                    "Port " + server.port() + " needs more rights than this program has. Choose a port above 1023"
                            + " under server.port.",
                    failed);
        } else if (failed instanceof BindException || message.contains("in use")) {
            return new ListenFailure(
                    "Port " + server.port() + " on " + server.host() + " is in use by another program. Stop it, or"
                            + " choose another port under server.port.",
                    failed);
        }
        return new ListenFailure("Cannot listen on " + where + ": " + failed.getMessage(), failed);
    }

    /** The server on its own event loop. */
    private final class Web extends VerticleBase {
        private final Outlets outlets;
        private final LiveHub hub;
        private final InstantSource clock;
        private @Nullable Context loop;
        private @Nullable HttpServer http;
        private boolean stopped;

        Web(Outlets outlets, InstantSource clock) {
            this.outlets = outlets;
            this.clock = clock;
            this.hub = new LiveHub(clock);
        }

        @Override
        public Future<?> start() {
            loop = context;
            HttpServerOptions options = new HttpServerOptions()
                    .setHttp2ClearTextEnabled(false)
                    .setMaxWebSocketFrameSize(LiveHub.MOST_INPUT)
                    .setMaxWebSocketMessageSize(LiveHub.MOST_INPUT)
                    .setWebSocketClosingTimeout(GOODBYE_SECONDS)
                    .setPerFrameWebSocketCompressionSupported(false)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setMaxInitialLineLength(4096)
                    .setMaxHeaderSize(16 * 1024)
                    .setSendBufferSize(LiveHub.QUEUE)
                    .setIdleTimeout(90);
            HttpServer made = vertx.createHttpServer(options);
            http = made;
            Router router = new Routes(vertx, () -> board, () -> access, hub, outlets, clock).router();
            vertx.setPeriodic(1000, second -> pulse());
            return made.requestHandler(router).listen(server.port(), server.host());
        }

        int port() {
            HttpServer made = http;
            return made == null ? 0 : made.actualPort();
        }

        private void pulse() {
            hub.pulse();
            clients = hub.readers();
        }

        void show() {
            Context own = loop;
            if (own != null) {
                own.runOnContext(now -> {
                    if (!stopped) {
                        board.ifPresent(hub::show);
                        clients = hub.readers();
                    }
                });
            }
        }

        Future<Void> stopServing() {
            Context own = loop;
            HttpServer made = http;
            if (own == null || made == null) {
                return Future.succeededFuture();
            }
            io.vertx.core.Promise<Void> done = io.vertx.core.Promise.promise();
            own.runOnContext(now -> {
                stopped = true;
                hub.close();
                clients = 0;
                made.shutdown(GOODBYE_SECONDS, TimeUnit.SECONDS)
                        .eventually(() -> vertx.undeploy(own.deploymentID()))
                        .onComplete(done);
            });
            return done.future();
        }
    }
}
