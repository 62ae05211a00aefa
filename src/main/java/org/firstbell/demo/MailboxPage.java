package org.firstbell.demo;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The demo's mailbox in a browser: the list, and each mail as its HTML and plain part say it. */
final class MailboxPage {
    private static final String STYLE = """
            body{font:17px/1.45 system-ui,Arial,sans-serif;margin:0 auto;max-width:60rem;padding:1.5rem;background:#F3F5F7;color:#1B2127}
            h1{font-size:1.5rem} a{color:#0B57B0} li{padding:.4rem 0;list-style:none;border-bottom:1px solid #D3DAE0}
            ul{padding:0} iframe{width:100%;height:44rem;border:1px solid #7A8793;background:#fff} time,small{color:#4A5661}
            pre{white-space:pre-wrap;background:#fff;padding:1rem;border:1px solid #D3DAE0}
            """;

    private final MailSink sink;
    private final HttpServer server;

    MailboxPage(Vertx vertx, MailSink sink) {
        this.sink = sink;
        this.server = vertx.createHttpServer().requestHandler(this::handleRequest);
    }

    Future<Integer> open(String address) {
        return server.listen(0, address).map(HttpServer::actualPort);
    }

    private void handleRequest(HttpServerRequest request) {
        String path = Objects.requireNonNullElse(request.path(), "");
        request.response()
                .putHeader("content-type", "text/html; charset=utf-8")
                .putHeader("cache-control", "no-store")
                .putHeader("x-content-type-options", "nosniff");
        if (path.equals("/")) {
            sendHtml(request, page("Mailbox", mailList()), "default-src 'none'; style-src 'unsafe-inline'");
            return;
        }
        Optional<ReceivedMail> mail = mailNumber(path).flatMap(sink::mail);
        if (mail.isEmpty()) {
            request.response().setStatusCode(404);
            sendHtml(request, page("No such mail", "<p><a href=\"/\">All mails</a></p>"), "default-src 'none'");
        } else if (path.endsWith("/html")) {
            sendHtml(request, mail.get().html(), "default-src 'none'; style-src 'unsafe-inline'; sandbox");
        } else {
            sendHtml(
                    request,
                    page(mail.get().subject(), mailContent(mail.get())),
                    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'");
        }
    }

    private static void sendHtml(HttpServerRequest request, String body, String policy) {
        request.response().putHeader("content-security-policy", policy).end(body);
    }

    private static Optional<Integer> mailNumber(String path) {
        String digits = path.replaceFirst("^/mails/(\\d{1,6})(?:/html)?$", "$1");
        return digits.equals(path) ? Optional.empty() : Optional.of(Integer.parseInt(digits));
    }

    private String mailList() {
        if (sink.mails().isEmpty()) {
            return "<p>No mail yet. It comes when something goes wrong.</p>";
        }
        StringBuilder items = new StringBuilder("<ul>");
        List<ReceivedMail> newest = new ArrayList<>(sink.mails());
        Collections.reverse(newest);
        for (ReceivedMail mail : newest) {
            items.append("<li><a href=\"/mails/%d\">%s</a><br><small>%s · to %s</small></li>"
                    .formatted(
                            mail.number(),
                            escapeHtml(mail.subject()),
                            escapeHtml(mail.headers().getOrDefault("date", "")),
                            escapeHtml(String.join(", ", mail.to()))));
        }
        return items.append("</ul>").toString();
    }

    private static String mailContent(ReceivedMail mail) {
        return "<p><a href=\"/\">All mails</a> · <small>%s · to %s</small></p>%s<h2>As plain text</h2><pre>%s</pre>"
                .formatted(
                        escapeHtml(mail.headers().getOrDefault("date", "")),
                        escapeHtml(String.join(", ", mail.to())),
                        mail.html().isEmpty()
                                ? ""
                                : "<iframe title=\"The mail\" src=\"/mails/%d/html\"></iframe>"
                                        .formatted(mail.number()),
                        escapeHtml(mail.text()));
    }

    private static String page(String title, String body) {
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\""
                + " content=\"width=device-width\"><title>" + escapeHtml(title) + "</title><style>" + STYLE
                + "</style><h1>" + escapeHtml(title) + "</h1>" + body + "</html>";
    }

    private static String escapeHtml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
