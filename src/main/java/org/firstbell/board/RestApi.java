package org.firstbell.board;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** What programs may read over HTTP (contract §6). Confined to the web's event loop. */
final class RestApi {
    private static final String ROOT = "/api/v1";

    private final Supplier<Optional<BoardSnapshot>> board;
    private final Supplier<Access> access;

    RestApi(Supplier<Optional<BoardSnapshot>> board, Supplier<Access> access) {
        this.board = board;
        this.access = access;
    }

    void mount(Router router) {
        all(router, "/sessions", board -> board.sessions().values());
        all(router, "/devices", board -> board.targets().devices(board.time()));
        all(router, "/services", board -> board.targets().services(board.time()));
        read(router, "/incidents", this::incidents);
        one(
                router,
                "/sessions",
                "session",
                (board, id) -> Optional.ofNullable(board.sessions().get(id)));
        one(router, "/devices", "device", (board, id) -> board.targets().device(id, board.time()));
        one(router, "/services", "service", (board, id) -> board.targets().service(id, board.time()));
        one(
                router,
                "/incidents",
                "incident",
                (board, id) -> Optional.ofNullable(board.incidents().get(id)));
    }

    private void all(Router router, String path, Function<BoardSnapshot, Collection<?>> things) {
        read(router, path, (context, snapshot) -> Replies.json(context, things.apply(snapshot)));
    }

    private void one(Router router, String path, String noun, BiFunction<BoardSnapshot, String, Optional<?>> things) {
        read(router, path + "/:id", (context, snapshot) -> {
            String id = context.pathParam("id");
            Optional<?> thing = things.apply(snapshot, id);
            if (thing.isEmpty()) {
                Replies.problem(context, 404, "There is no " + noun + " " + id + ".");
            } else {
                Replies.json(context, thing.get());
            }
        });
    }

    /** A GET, and the HEAD that goes with it. */
    private void read(Router router, String path, BiConsumer<RoutingContext, BoardSnapshot> answer) {
        router.route(ROOT + path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(context -> {
            Optional<Access.Refusal> refusal = access.get().toRead(context.request());
            Optional<BoardSnapshot> snapshot = board.get();
            if (refusal.isPresent()) {
                Replies.problem(context, refusal.get());
            } else if (snapshot.isEmpty()) {
                Replies.problem(context, 503, "Firstbell is starting.");
            } else {
                answer.accept(context, snapshot.get());
            }
        });
    }

    private void incidents(RoutingContext context, BoardSnapshot snapshot) {
        String state = Optional.ofNullable(context.request().getParam("state")).orElse("open");
        if (!List.of("open", "resolved", "all").contains(state)) {
            Replies.problem(context, 400, "'state' is open, resolved or all.");
            return;
        }
        Collection<IncidentView> all = snapshot.incidents().values();
        Replies.json(
                context,
                all.stream()
                        .filter(incident ->
                                state.equals("all") || incident.state().equals("RESOLVED") == state.equals("resolved"))
                        .toList());
    }
}
