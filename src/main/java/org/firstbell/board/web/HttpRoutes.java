package org.firstbell.board.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
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

    private final Vertx vertx;
    private final Supplier<Optional<BoardSnapshot>> currentSnapshot;
    private final Supplier<AccessControl> access;
    private final BoardBroadcaster broadcaster;
    private final BoardServer.DaemonServices services;
    private final InstantSource clock;

    HttpRoutes(
            Vertx vertx,
            Supplier<Optional<BoardSnapshot>> board,
            Supplier<AccessControl> access,
            BoardBroadcaster hub,
            BoardServer.DaemonServices outlets,
            InstantSource clock) {
        this.vertx = vertx;
        this.currentSnapshot = board;
        this.access = access;
        this.broadcaster = hub;
        this.services = outlets;
        this.clock = clock;
    }

    Router router() {
        Router router = Router.router(vertx);
        router.route().handler(HttpResponses::addSecurityHeaders);
        get(router, "/health/live", context -> HttpResponses.sendJson(context, Map.of("status", "UP")));
        get(router, "/health/ready", this::readiness);
        get(router, "/metrics", this::metrics);
        get(router, "/api/v1/openapi.json", this::openApi);
        router.get("/api/v1/live").handler(this::openWebSocket);
        new RestApi(currentSnapshot, access, new TargetsApi(vertx, services.targets())).mount(router);
        new StaffActionsApi(currentSnapshot, access, services.staffActions(), clock).mount(router);
        new StaticPages(access).mount(router);
        ERROR_SENTENCES.forEach((status, sentence) ->
                router.errorHandler(status, context -> HttpResponses.sendProblem(context, status, sentence)));
        router.errorHandler(500, this::internalError);
        return router;
    }

    private static void get(Router router, String path, io.vertx.core.Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private void internalError(RoutingContext context) {
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
            context.request()
                    .toWebSocket()
                    .onSuccess(broadcaster::add)
                    .onFailure(failed -> LOG.debug("a board's handshake failed", failed));
        }
    }
}
