package org.firstbell.board.web;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.access.AccessControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every path of the server, in one table. Confined to the web's event loop. */
final class HttpRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(HttpRoutes.class);
    private static final Map<Integer, String> ERROR_SENTENCES = Map.of(
            400, "The request cannot be read.",
            404, "There is nothing at this address.",
            405, "This address does not take this method.",
            413, "The body is too large.");
    private static final String ACTION = ".*/(notes|resolution|started|finished|cancellation|risk-acceptance)";

    private final Vertx vertx;
    private final Supplier<Optional<BoardSnapshot>> currentSnapshot;
    private final Supplier<AccessControl> access;
    private final BoardBroadcaster broadcaster;
    private final BoardServer.DaemonServices services;
    private final ConnectionLimiter connections;
    private final ServerLimits limits;
    private final InstantSource clock;

    HttpRoutes(
            Vertx vertx,
            Supplier<Optional<BoardSnapshot>> board,
            Supplier<AccessControl> access,
            BoardBroadcaster hub,
            BoardServer.DaemonServices outlets,
            ConnectionLimiter connections,
            ServerLimits limits,
            InstantSource clock) {
        this.connections = connections;
        this.limits = limits;
        this.vertx = vertx;
        this.currentSnapshot = board;
        this.access = access;
        this.broadcaster = hub;
        this.services = outlets;
        this.clock = clock;
    }

    Router router() {
        Router router = Router.router(vertx);
        router.route().handler(this::guard).handler(HttpResponses::addSecurityHeaders);
        router.route().handler(HttpRoutes::refuseMalformed).failureHandler(HttpRoutes::refuseUnreadable);
        get(router, "/health/live", context -> HttpResponses.sendJson(context, Map.of("status", "UP")));
        get(router, "/health/ready", this::readiness);
        get(router, "/metrics", this::metrics);
        get(router, "/api/v1/openapi.json", this::openApi);
        router.get("/api/v1/live").handler(this::openWebSocket);
        new RestApi(currentSnapshot, access, new TargetsApi(vertx, services.targets())).mount(router);
        new StaffActionsApi(currentSnapshot, access, services.staffActions(), limits, clock).mount(router);
        new StaticPages(access).mount(router);
        ERROR_SENTENCES.forEach((status, sentence) ->
                router.errorHandler(status, context -> HttpResponses.sendProblem(context, status, sentence)));
        router.errorHandler(405, HttpRoutes::methodNotAllowed);
        router.errorHandler(500, HttpRoutes::internalError);
        return router;
    }

    /** Tells the guard of the connection what becomes of the request. */
    private void guard(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<ConnectionGuard> guard = connections.guard(request.connection());
        if (guard.isPresent()) {
            ConnectionGuard present = guard.get();
            if (!present.requestBegun()) {
                present.close();
                return;
            }
            request.end().onComplete(ended -> present.bodyEnded());
            context.addEndHandler(ended -> present.answered(request.isEnded()));
        }
        context.next();
    }

    /** Refuses what two readers of one request could understand in two ways (RFC 9112 §3.2, §6.1; RFC 3986 §2.1). */
    private static void refuseMalformed(RoutingContext context) {
        HttpServerRequest request = context.request();
        List<String> codings = request.headers().getAll("Transfer-Encoding");
        boolean ambiguous = request.headers().getAll("Host").size() > 1
                || codings.size() > 1
                || codings.stream().anyMatch(coding -> !coding.equalsIgnoreCase("chunked"))
                || (!codings.isEmpty() && request.headers().contains("Content-Length"))
                || request.headers().getAll("Content-Length").size() > 1;
        if (ambiguous || !isDecodable(request)) {
            context.response().putHeader("Connection", "close");
            HttpResponses.sendProblem(context, 400, ERROR_SENTENCES.getOrDefault(400, ""));
        } else {
            context.next();
        }
    }

    private static boolean isDecodable(HttpServerRequest request) {
        try {
            QueryStringDecoder.decodeComponent(String.valueOf(request.path()));
            return request.params() != null;
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    /** A body that breaks off or cannot be decoded is no failure of ours. */
    private static void refuseUnreadable(RoutingContext context) {
        boolean get = context.request().method().equals(HttpMethod.GET);
        if (get || context.get(StaffActionsApi.BODY_READ) != null || context.statusCode() == 413) {
            context.next();
        } else if (!context.response().closed()) {
            context.response().putHeader("Connection", "close");
            HttpResponses.sendProblem(context, 400, ERROR_SENTENCES.getOrDefault(400, ""));
        }
    }

    private static void methodNotAllowed(RoutingContext context) {
        String path = String.valueOf(context.request().path());
        String allowed =
                path.endsWith("/acknowledgement") ? "POST, DELETE" : path.matches(ACTION) ? "POST" : "GET, HEAD";
        context.response().putHeader("Allow", allowed);
        HttpResponses.sendProblem(context, 405, ERROR_SENTENCES.getOrDefault(405, ""));
    }

    private static void get(Router router, String path, io.vertx.core.Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private static void internalError(RoutingContext context) {
        LOG.error("answering {} failed", context.request().method(), context.failure());
        HttpResponses.sendProblem(context, 500, "Something in Firstbell failed; its log says what.");
    }

    private void readiness(RoutingContext context) {
        Optional<String> reason = services.notReadyReason().get();
        if (reason.isEmpty()) {
            HttpResponses.sendJson(context, Map.of("status", "UP"));
        } else {
            HttpResponses.sendProblem(context, 503, reason.get());
        }
    }

    private void metrics(RoutingContext context) {
        Optional<AccessControl.AccessDenial> refusal = access.get().denialToRead(context.request());
        if (refusal.isPresent()) {
            HttpResponses.sendProblem(context, refusal.get());
            return;
        }
        Context web = vertx.getOrCreateContext();
        String accept =
                Optional.ofNullable(context.request().getHeader("Accept")).orElse("");
        services.metrics()
                .page(accept)
                .whenComplete((page, failed) -> web.runOnContext(back -> {
                    if (failed != null) {
                        context.fail(failed);
                    } else {
                        HttpResponses.send(context, 200, page.contentType(), page.body());
                    }
                }));
    }

    private void openApi(RoutingContext context) {
        try (InputStream in = HttpRoutes.class.getResourceAsStream("/openapi.json")) {
            if (in == null) {
                HttpResponses.sendProblem(context, 404, "The description is not part of this build.");
            } else {
                HttpResponses.send(context, 200, "application/json", Buffer.buffer(in.readAllBytes()));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the API's description cannot be read", broken);
        }
    }

    private void openWebSocket(RoutingContext context) {
        Optional<AccessControl.AccessDenial> refusal = access.get()
                .denialToRead(context.request())
                .or(() -> access.get().denialOfForeignOrigin(context.request()));
        if (refusal.isPresent()) {
            HttpResponses.sendProblem(context, refusal.get());
        } else if (!context.request().canUpgradeToWebSocket()) {
            context.response().putHeader("Upgrade", "websocket");
            HttpResponses.sendProblem(context, 426, "This is a WebSocket.");
        } else {
            Optional<ConnectionGuard> guard =
                    connections.guard(context.request().connection());
            BoardBroadcaster.BoardOwner owner = new BoardBroadcaster.BoardOwner(
                    guard.map(ConnectionGuard::address).orElse(""), access.get().tokenName(context.request()));
            context.request()
                    .toWebSocket()
                    .onSuccess(socket -> {
                        guard.ifPresent(ConnectionGuard::becameBoard);
                        broadcaster.add(socket, owner);
                    })
                    .onFailure(failed -> LOG.debug("a board's handshake failed", failed));
        }
    }
}
