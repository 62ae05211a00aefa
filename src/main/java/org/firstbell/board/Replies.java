package org.firstbell.board;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** How answers look: their headers, JSON, and problems (RFC 9457). */
final class Replies {
    /** Everything a page loads comes from here, nothing may frame it, and nothing else may run in it. */
    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                    + "form-action 'self'; frame-ancestors 'none'";

    private Replies() {}

    /** A problem document. */
    record Problem(String type, String title, int status, String detail) {}

    static void secure(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
        context.next();
    }

    static void json(RoutingContext context, Object value) {
        send(context, 200, "application/json", Buffer.buffer(Json.bytes(value)));
    }

    static void problem(RoutingContext context, Access.Refusal refusal) {
        if (refusal.status() == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"Firstbell\"");
        }
        problem(context, refusal.status(), refusal.sentence());
    }

    static void problem(RoutingContext context, int status, String detail) {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        Problem problem = new Problem("about:blank", title, status, detail);
        send(context, status, "application/problem+json", Buffer.buffer(Json.bytes(problem)));
    }

    static void send(RoutingContext context, int status, String type, Buffer body) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader("Content-Type", type);
        if (context.request().method().equals(io.vertx.core.http.HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Integer.toString(body.length()))
                    .end();
        } else {
            response.end(body);
        }
    }
}
