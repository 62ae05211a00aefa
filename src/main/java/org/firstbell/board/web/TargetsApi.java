package org.firstbell.board.web;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.firstbell.board.BoardJson;
import org.firstbell.board.TargetSnapshot;
import org.firstbell.model.Target;

/**
 * Devices and services as programs read them. How they stand is looked up when somebody asks, {@value #BATCH_SIZE} at a
 * time and written as fast as the reader takes it, since a district has a hundred thousand. Confined to the web's event
 * loop.
 */
final class TargetsApi {
    private static final int BATCH_SIZE = 500;

    private final BoardServer.TargetLookup lookup;
    private final Vertx vertx;

    /** How one target is put into fields. */
    interface TargetRenderer extends BiFunction<TargetSnapshot, Target, Optional<?>> {}

    TargetsApi(Vertx vertx, BoardServer.TargetLookup look) {
        this.vertx = vertx;
        this.lookup = look;
    }

    /** Answers one target. */
    void sendOne(RoutingContext context, Target target, String noun, TargetRenderer fields) {
        Context web = vertx.getOrCreateContext();
        lookup.lookUp(List.of(target))
                .whenComplete((seen, failed) -> web.runOnContext(back -> {
                    Optional<?> view = failed == null ? fields.apply(seen, target) : Optional.empty();
                    if (failed != null) {
                        context.fail(failed);
                    } else if (view.isEmpty()) {
                        HttpResponses.sendProblem(context, 404, "There is no " + noun + " " + target.value() + ".");
                    } else {
                        HttpResponses.sendJson(context, view.get());
                    }
                }));
    }

    /** Answers many as one array. */
    void sendAll(RoutingContext context, List<? extends Target> targets, TargetRenderer fields) {
        new ArrayResponse(context, targets, fields, vertx.getOrCreateContext()).sendNextBatch();
    }

    /** One answer on its way. */
    private final class ArrayResponse {
        private final RoutingContext context;
        private final List<? extends Target> targets;
        private final TargetRenderer renderer;
        private final Context eventLoop;
        private int position;
        private boolean elementWritten;

        ArrayResponse(RoutingContext context, List<? extends Target> targets, TargetRenderer fields, Context web) {
            this.context = context;
            this.targets = targets;
            this.renderer = fields;
            this.eventLoop = web;
        }

        void sendNextBatch() {
            List<? extends Target> some = targets.subList(position, Math.min(position + BATCH_SIZE, targets.size()));
            position += some.size();
            lookup.lookUp(some)
                    .whenComplete((seen, failed) -> eventLoop.runOnContext(back -> {
                        if (failed == null) {
                            writeBatch(some, seen);
                        } else if (context.response().headWritten()) {
                            context.response().reset();
                        } else {
                            context.fail(failed);
                        }
                    }));
        }

        private void writeBatch(List<? extends Target> some, TargetSnapshot seen) {
            Buffer text = Buffer.buffer(position <= BATCH_SIZE ? "[" : "");
            for (Target target : some) {
                Optional<?> view = renderer.apply(seen, target);
                if (view.isPresent()) {
                    text.appendString(elementWritten ? "," : "").appendBytes(BoardJson.toBytes(view.get()));
                    elementWritten = true;
                }
            }
            boolean last = position >= targets.size();
            if (last) {
                text.appendString("]");
            }
            HttpServerResponse response = context.response();
            if (response.ended() || response.closed()) {
                return;
            }
            if (last && !response.headWritten()) {
                HttpResponses.send(context, 200, "application/json", text);
            } else if (last) {
                response.end(text);
            } else {
                writeAndContinue(response, text);
            }
        }

        private void writeAndContinue(HttpServerResponse response, Buffer text) {
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
                    sendNextBatch();
                });
            } else {
                sendNextBatch();
            }
        }
    }
}
