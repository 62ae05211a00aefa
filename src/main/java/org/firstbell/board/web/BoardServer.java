package org.firstbell.board.web;

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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.TargetSnapshot;
import org.firstbell.board.access.AccessControl;
import org.firstbell.model.Target;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.ServerSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's one HTTP server: pages, API, live board, metrics, health. Runs on an event loop of its own; its methods
 * may be called on any thread.
 */
public final class BoardServer {
    /** How long a stop waits for walls to say goodbye. */
    private static final int SHUTDOWN_SECONDS = 1;

    private static final Logger LOG = LoggerFactory.getLogger(BoardServer.class);

    private final Vertx vertx;
    private final ServerSettings settings;
    private final ServerVerticle verticle;
    private final ServerLimits limits;
    private volatile AccessControl accessControl;
    private volatile Optional<BoardSnapshot> currentSnapshot = Optional.empty();
    private volatile int connectedClients;

    /** The services of the daemon that answer requests beside the board itself. */
    public record DaemonServices(
            StaffActionHandler staffActions,
            MetricsSource metrics,
            TargetLookup targets,
            Supplier<Optional<String>> notReadyReason) {}

    /** The source of details about one device or service. Called on the web's event loop; answers on any thread. */
    public interface TargetLookup {
        /** How some of them stand now. */
        CompletionStage<TargetSnapshot> lookUp(Collection<? extends Target> targets);
    }

    /** The receiver of what staff say and do on the pages. Called on the web's event loop; answers on any thread. */
    public interface StaffActionHandler {
        /** Takes the action to the core; completes when it holds and the board shows it. */
        CompletionStage<StaffActionResult> handle(StaffAction action);
    }

    /** The source of the text of {@code /metrics}. Called on the web's event loop; answers on any thread. */
    public interface MetricsSource {
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
    public BoardServer(Vertx vertx, ServerSettings server, DaemonServices outlets, InstantSource clock) {
        this(vertx, server, outlets, clock, ServerLimits.ofThisProcess());
    }

    BoardServer(Vertx vertx, ServerSettings server, DaemonServices outlets, InstantSource clock, ServerLimits limits) {
        this.vertx = vertx;
        this.limits = limits;
        this.settings = server;
        this.accessControl = new AccessControl(server);
        this.verticle = new ServerVerticle(outlets, clock);
    }

    /** Begins to listen; answers the port. Fails with {@link ListenFailure}. */
    public Future<Integer> start() {
        return vertx.deployVerticle(verticle)
                .map(id -> verticle.port())
                .recover(failed -> Future.failedFuture(
                        failed instanceof ListenFailure ? failed : listenFailure(settings, failed)));
    }

    /** Shows a newer snapshot to everybody. */
    public void publish(BoardSnapshot snapshot) {
        currentSnapshot = Optional.of(snapshot);
        verticle.publish();
    }

    /** Takes other tokens from now on; another host or port needs a restart. */
    public void updateAccess(ServerSettings changed) {
        accessControl = new AccessControl(changed);
    }

    /** Walls and pages that are connected now. */
    public int connectedClients() {
        return connectedClients;
    }

    /** How near each limit of the server is. */
    public List<ServerLimits.LimitUse> limitUses() {
        return limits.uses();
    }

    /** Stops within two seconds, whoever is connected. */
    public Future<Void> stop() {
        return verticle.stopServing();
    }

    private static ListenFailure listenFailure(ServerSettings server, Throwable failed) {
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
    private final class ServerVerticle extends VerticleBase {
        private final DaemonServices services;
        private final BoardBroadcaster broadcaster;
        private final ConnectionLimiter connections;
        private final InstantSource clock;
        private @Nullable Context eventLoop;
        private @Nullable HttpServer httpServer;
        private boolean stopped;

        ServerVerticle(DaemonServices outlets, InstantSource clock) {
            this.services = outlets;
            this.clock = clock;
            this.broadcaster = new BoardBroadcaster(clock, limits);
            this.connections = new ConnectionLimiter(limits, System::nanoTime);
        }

        @Override
        public Future<?> start() {
            eventLoop = context;
            HttpServerOptions options = new HttpServerOptions()
                    .setHttp2ClearTextEnabled(false)
                    .setMaxWebSocketFrameSize(BoardBroadcaster.MAX_MESSAGE_CHARS)
                    .setMaxWebSocketMessageSize(BoardBroadcaster.MAX_MESSAGE_CHARS)
                    .setWebSocketClosingTimeout(SHUTDOWN_SECONDS)
                    .setPerFrameWebSocketCompressionSupported(false)
                    .setPerMessageWebSocketCompressionSupported(false)
                    .setMaxInitialLineLength(4096)
                    .setMaxHeaderSize(16 * 1024)
                    .setMaxChunkSize(StaffActionsApi.MAX_BODY_BYTES)
                    .setSendBufferSize(BoardBroadcaster.MAX_QUEUED_BYTES)
                    .setIdleTimeout(90);
            HttpServer made = vertx.createHttpServer(options);
            httpServer = made;
            Router router = new HttpRoutes(
                            vertx,
                            () -> currentSnapshot,
                            () -> accessControl,
                            broadcaster,
                            services,
                            connections,
                            limits,
                            clock)
                    .router();
            vertx.setPeriodic(1000, second -> pulse());
            return made.connectionHandler(connections::admit)
                    .exceptionHandler(broken -> LOG.debug("a connection broke", broken))
                    .requestHandler(router)
                    .listen(settings.port(), settings.host());
        }

        int port() {
            HttpServer made = httpServer;
            return made == null ? 0 : made.actualPort();
        }

        private void pulse() {
            broadcaster.sendPulse();
            connections.sweep();
            connectedClients = broadcaster.clientCount();
        }

        void publish() {
            Context own = eventLoop;
            if (own != null) {
                own.runOnContext(now -> {
                    if (!stopped) {
                        currentSnapshot.ifPresent(broadcaster::publish);
                        connectedClients = broadcaster.clientCount();
                    }
                });
            }
        }

        Future<Void> stopServing() {
            Context own = eventLoop;
            HttpServer made = httpServer;
            if (own == null || made == null) {
                return Future.succeededFuture();
            }
            io.vertx.core.Promise<Void> done = io.vertx.core.Promise.promise();
            own.runOnContext(now -> {
                stopped = true;
                broadcaster.close();
                connectedClients = 0;
                made.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS)
                        .eventually(() -> vertx.undeploy(own.deploymentID()))
                        .onComplete(done);
            });
            return done.future();
        }
    }
}
