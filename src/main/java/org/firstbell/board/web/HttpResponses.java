package org.firstbell.board.web;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.firstbell.board.BoardJson;
import org.firstbell.board.access.AccessControl;

/** How answers look: their headers, JSON, and problems (RFC 9457). */
final class HttpResponses {
    /** Everything a page loads comes from here, nothing may frame it, and nothing else may run in it. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                    + "form-action 'self'; frame-ancestors 'none'";

    private HttpResponses() {}

    /** A problem document. */
    record ProblemDetails(String type, String title, int status, String detail) {}

    static void addSecurityHeaders(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cache-Control", "no-store");
        context.next();
    }

    static void sendJson(RoutingContext context, Object value) {
        send(context, 200, "application/json", Buffer.buffer(BoardJson.toBytes(value)));
    }

    static void sendProblem(RoutingContext context, AccessControl.AccessDenial refusal) {
        if (refusal.status() == 401) {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"Firstbell\"");
        }
        sendProblem(context, refusal.status(), refusal.sentence());
    }

    static void sendProblem(RoutingContext context, int status, String detail) {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        ProblemDetails problem = new ProblemDetails("about:blank", title, status, detail);
        send(context, status, "application/problem+json", Buffer.buffer(BoardJson.toBytes(problem)));
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
