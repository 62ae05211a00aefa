package org.firstbell.board;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.firstbell.model.Target;

/**
 * Devices and services as programs read them. How they stand is looked up when somebody asks, {@value #AT_ONCE} at a
 * time and written as fast as the reader takes it, since a district has a hundred thousand. Confined to the web's event
 * loop.
 */
final class TargetsApi {
    private static final int AT_ONCE = 500;

    private final BoardServer.Look look;
    private final Vertx vertx;

    /** How one target is put into fields. */
    interface Fields extends BiFunction<SeenTargets, Target, Optional<?>> {}

    TargetsApi(Vertx vertx, BoardServer.Look look) {
        this.vertx = vertx;
        this.look = look;
    }

    /** Answers one target. */
    void one(RoutingContext context, Target target, String noun, Fields fields) {
        Context web = vertx.getOrCreateContext();
        look.at(List.of(target))
                .whenComplete((seen, failed) -> web.runOnContext(back -> {
                    Optional<?> view = failed == null ? fields.apply(seen, target) : Optional.empty();
                    if (failed != null) {
                        context.fail(failed);
                    } else if (view.isEmpty()) {
                        Replies.problem(context, 404, "There is no " + noun + " " + target.value() + ".");
                    } else {
                        Replies.json(context, view.get());
                    }
                }));
    }

    /** Answers many as one array. */
    void all(RoutingContext context, List<? extends Target> targets, Fields fields) {
        new Page(context, targets, fields, vertx.getOrCreateContext()).next();
    }

    /** One answer on its way. */
    private final class Page {
        private final RoutingContext context;
        private final List<? extends Target> targets;
        private final Fields fields;
        private final Context web;
        private int from;
        private boolean begun;

        Page(RoutingContext context, List<? extends Target> targets, Fields fields, Context web) {
            this.context = context;
            this.targets = targets;
            this.fields = fields;
            this.web = web;
        }

        void next() {
            List<? extends Target> some = targets.subList(from, Math.min(from + AT_ONCE, targets.size()));
            from += some.size();
            look.at(some)
                    .whenComplete((seen, failed) -> web.runOnContext(back -> {
                        if (failed == null) {
                            write(some, seen);
                        } else if (context.response().headWritten()) {
                            context.response().reset();
                        } else {
                            context.fail(failed);
                        }
                    }));
        }

        private void write(List<? extends Target> some, SeenTargets seen) {
            Buffer text = Buffer.buffer(from <= AT_ONCE ? "[" : "");
            for (Target target : some) {
                Optional<?> view = fields.apply(seen, target);
                if (view.isPresent()) {
                    text.appendString(begun ? "," : "").appendBytes(Json.bytes(view.get()));
                    begun = true;
                }
            }
            boolean last = from >= targets.size();
            if (last) {
                text.appendString("]");
            }
            HttpServerResponse response = context.response();
            if (response.ended() || response.closed()) {
                return;
            }
            if (last && !response.headWritten()) {
                Replies.send(context, 200, "application/json", text);
            } else if (last) {
                response.end(text);
            } else {
                goOn(response, text);
            }
        }

        private void goOn(HttpServerResponse response, Buffer text) {
            if (!response.headWritten()) {
                response.putHeader("Content-Type", "application/json");
                if (context.request().method().equals(HttpMethod.HEAD)) {
                    response.end();
                    return;
                }
                response.setChunked(true);
            }
            response.write(text);
            if (response.writeQueueFull()) {
                response.drainHandler(room -> {
                    response.drainHandler(null);
                    next();
                });
            } else {
                next();
            }
        }
    }
}
