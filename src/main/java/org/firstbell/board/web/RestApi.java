package org.firstbell.board.web;

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
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.TargetSnapshot;
import org.firstbell.board.access.AccessControl;
import org.firstbell.board.view.IncidentView;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Subject;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Service;
import org.firstbell.wording.SchoolTimeFormat;

/** What programs may read over HTTP (contract §6). Confined to the web's event loop. */
final class RestApi {
    private static final String ROOT = "/api/v1";

    private final Supplier<Optional<BoardSnapshot>> currentSnapshot;
    private final Supplier<AccessControl> access;
    private final TargetsApi targets;

    RestApi(Supplier<Optional<BoardSnapshot>> board, Supplier<AccessControl> access, TargetsApi targets) {
        this.targets = targets;
        this.currentSnapshot = board;
        this.access = access;
    }

    void mount(Router router) {
        routeAll(router, "/sessions", board -> board.sessions().values());
        routeRead(router, "/devices", (context, snapshot) -> {
            List<DeviceId> ids =
                    snapshot.inventory().devices().stream().map(Device::id).toList();
            targets.sendAll(context, ids, (seen, id) -> seen.deviceView(id, snapshot.timeFormat(id)));
        });
        routeRead(router, "/services", (context, snapshot) -> {
            List<ServiceId> ids =
                    snapshot.inventory().services().stream().map(Service::id).toList();
            targets.sendAll(context, ids, (seen, id) -> seen.serviceView(id, snapshot.timeFormat(id)));
        });
        routeRead(router, "/incidents", this::sendIncidents);
        routeOne(
                router,
                "/sessions",
                "session",
                (board, id) -> Optional.ofNullable(board.sessions().get(id)));
        routeTarget(router, "/devices", "device", DeviceId::new, (seen, id, time) -> seen.deviceView(id, time));
        routeTarget(router, "/services", "service", ServiceId::new, (seen, id, time) -> seen.serviceView(id, time));
        routeOne(
                router,
                "/incidents",
                "incident",
                (board, id) -> Optional.ofNullable(board.incidents().get(id)));
    }

    private void routeAll(Router router, String path, Function<BoardSnapshot, Collection<?>> things) {
        routeRead(router, path, (context, snapshot) -> HttpResponses.sendJson(context, things.apply(snapshot)));
    }

    private void routeOne(
            Router router, String path, String noun, BiFunction<BoardSnapshot, String, Optional<?>> things) {
        routeRead(router, path + "/:id", (context, snapshot) -> {
            String id = context.pathParam("id");
            Optional<?> thing = things.apply(snapshot, id);
            if (thing.isEmpty()) {
                HttpResponses.sendProblem(context, 404, "There is no " + noun + " " + id + ".");
            } else {
                HttpResponses.sendJson(context, thing.get());
            }
        });
    }

    /** What is shown of a target. */
    private interface TargetViewFunction {
        Optional<?> of(TargetSnapshot seen, Target target, SchoolTimeFormat time);
    }

    private void routeTarget(
            Router router, String path, String noun, Function<String, Target> id, TargetViewFunction view) {
        routeRead(router, path + "/:id", (context, snapshot) -> {
            String text = context.pathParam("id");
            if (Subject.isId(text)) {
                targets.sendOne(
                        context,
                        id.apply(text),
                        noun,
                        (seen, target) -> view.of(seen, target, snapshot.timeFormat(target)));
            } else {
                HttpResponses.sendProblem(context, 404, "There is no " + noun + " " + text + ".");
            }
        });
    }

    /** A GET, and the HEAD that goes with it. */
    private void routeRead(Router router, String path, BiConsumer<RoutingContext, BoardSnapshot> answer) {
        router.route(ROOT + path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(context -> {
            Optional<AccessControl.AccessDenial> refusal = access.get().denialToRead(context.request());
            Optional<BoardSnapshot> snapshot = currentSnapshot.get();
            if (refusal.isPresent()) {
                HttpResponses.sendProblem(context, refusal.get());
            } else if (snapshot.isEmpty()) {
                HttpResponses.sendProblem(context, 503, "Firstbell is starting.");
            } else {
                answer.accept(context, snapshot.get());
            }
        });
    }

    private void sendIncidents(RoutingContext context, BoardSnapshot snapshot) {
        String state = Optional.ofNullable(context.request().getParam("state")).orElse("open");
        if (!List.of("open", "resolved", "all").contains(state)) {
            HttpResponses.sendProblem(context, 400, "'state' is open, resolved or all.");
            return;
        }
        Collection<IncidentView> all = snapshot.incidents().values();
        HttpResponses.sendJson(
                context,
                all.stream()
                        .filter(incident ->
                                state.equals("all") || incident.state().equals("RESOLVED") == state.equals("resolved"))
                        .toList());
    }
}
