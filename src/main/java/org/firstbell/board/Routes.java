package org.firstbell.board;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every path of the server, in one table. Confined to the web's event loop. */
final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final Map<Integer, String> SENTENCES = Map.of(
            400, "The request cannot be read.",
            404, "There is nothing at this address.",
            405, "This address does not take this method.",
            413, "The body is too large.");

    private final Vertx vertx;
    private final Supplier<Optional<BoardSnapshot>> board;
    private final Supplier<Access> access;
    private final LiveHub hub;
    private final BoardServer.Outlets outlets;
    private final InstantSource clock;

    Routes(
            Vertx vertx,
            Supplier<Optional<BoardSnapshot>> board,
            Supplier<Access> access,
            LiveHub hub,
            BoardServer.Outlets outlets,
            InstantSource clock) {
        this.vertx = vertx;
        this.board = board;
        this.access = access;
        this.hub = hub;
        this.outlets = outlets;
        this.clock = clock;
    }

    Router router() {
        Router router = Router.router(vertx);
        router.route().handler(Replies::secure);
        get(router, "/health/live", context -> Replies.json(context, Map.of("status", "UP")));
        get(router, "/health/ready", this::ready);
        get(router, "/metrics", this::metrics);
        get(router, "/api/v1/openapi.json", this::openApi);
        router.get("/api/v1/live").handler(this::live);
        new RestApi(board, access, new TargetsApi(vertx, outlets.look())).mount(router);
        new StaffActions(board, access, outlets.desk(), clock).mount(router);
        new Pages(access).mount(router);
        SENTENCES.forEach((status, sentence) ->
                router.errorHandler(status, context -> Replies.problem(context, status, sentence)));
        router.errorHandler(500, this::bug);
        return router;
    }

    private static void get(Router router, String path, io.vertx.core.Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private void bug(RoutingContext context) {
        LOG.error("answering {} failed", context.request().method(), context.failure());
        Replies.problem(context, 500, "Something in Firstbell failed; its log says what.");
    }

    private void ready(RoutingContext context) {
        Optional<String> reason = outlets.notReady().get();
        if (reason.isEmpty()) {
            Replies.json(context, Map.of("status", "UP"));
        } else {
            Replies.problem(context, 503, reason.get());
        }
    }

    private void metrics(RoutingContext context) {
        Optional<Access.Refusal> refusal = access.get().toRead(context.request());
        if (refusal.isPresent()) {
            Replies.problem(context, refusal.get());
            return;
        }
        Context web = vertx.getOrCreateContext();
        String accept =
                Optional.ofNullable(context.request().getHeader("Accept")).orElse("");
        outlets.metrics()
                .page(accept)
                .whenComplete((page, failed) -> web.runOnContext(back -> {
                    if (failed != null) {
                        context.fail(failed);
                    } else {
                        Replies.send(context, 200, page.contentType(), page.body());
                    }
                }));
    }

    private void openApi(RoutingContext context) {
        try (InputStream in = Routes.class.getResourceAsStream("/openapi.json")) {
            if (in == null) {
                Replies.problem(context, 404, "The description is not part of this build.");
            } else {
                Replies.send(context, 200, "application/json", Buffer.buffer(in.readAllBytes()));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException("the API's description cannot be read", broken);
        }
    }

    private void live(RoutingContext context) {
        Optional<Access.Refusal> refusal =
                access.get().toRead(context.request()).or(() -> access.get().foreignOrigin(context.request()));
        if (refusal.isPresent()) {
            Replies.problem(context, refusal.get());
        } else if (!context.request().canUpgradeToWebSocket()) {
            context.response().putHeader("Upgrade", "websocket");
            Replies.problem(context, 426, "This is a WebSocket.");
        } else {
            context.request()
                    .toWebSocket()
                    .onSuccess(hub::welcome)
                    .onFailure(failed -> LOG.debug("a board's handshake failed", failed));
        }
    }
}
