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
import org.firstbell.model.DeviceId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Subject;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Service;

/** What programs may read over HTTP (contract §6). Confined to the web's event loop. */
final class RestApi {
    private static final String ROOT = "/api/v1";

    private final Supplier<Optional<BoardSnapshot>> board;
    private final Supplier<Access> access;
    private final TargetsApi targets;

    RestApi(Supplier<Optional<BoardSnapshot>> board, Supplier<Access> access, TargetsApi targets) {
        this.targets = targets;
        this.board = board;
        this.access = access;
    }

    void mount(Router router) {
        all(router, "/sessions", board -> board.sessions().values());
        read(router, "/devices", (context, snapshot) -> {
            List<DeviceId> ids =
                    snapshot.inventory().devices().stream().map(Device::id).toList();
            targets.all(context, ids, (seen, id) -> seen.device(id, snapshot.time()));
        });
        read(router, "/services", (context, snapshot) -> {
            List<ServiceId> ids =
                    snapshot.inventory().services().stream().map(Service::id).toList();
            targets.all(context, ids, (seen, id) -> seen.service(id, snapshot.time()));
        });
        read(router, "/incidents", this::incidents);
        one(
                router,
                "/sessions",
                "session",
                (board, id) -> Optional.ofNullable(board.sessions().get(id)));
        target(router, "/devices", "device", DeviceId::new, (seen, id, time) -> seen.device(id, time));
        target(router, "/services", "service", ServiceId::new, (seen, id, time) -> seen.service(id, time));
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

    /** What is shown of a target. */
    private interface View {
        Optional<?> of(SeenTargets seen, Target target, SchoolTime time);
    }

    private void target(Router router, String path, String noun, Function<String, Target> id, View view) {
        read(router, path + "/:id", (context, snapshot) -> {
            String text = context.pathParam("id");
            if (Subject.isId(text)) {
                targets.one(context, id.apply(text), noun, (seen, target) -> view.of(seen, target, snapshot.time()));
            } else {
                Replies.problem(context, 404, "There is no " + noun + " " + text + ".");
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
