package org.firstbell.board.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.firstbell.board.access.AccessControl;

/**
 * The pages and what they load, from the class path's {@code webroot/}. They hold no facts of a school, so they need no
 * token; what they show comes from the API, which asks for one. Confined to the web's event loop.
 */
final class StaticPages {
    private static final Pattern ASSET_PATH = Pattern.compile("/assets/[A-Za-z0-9_-][A-Za-z0-9._/-]*");
    private static final List<String> APP_PATHS = List.of(
            "/",
            "/sessions",
            "/sessions/:id",
            "/rooms",
            "/rooms/:id",
            "/devices",
            "/devices/:id",
            "/incidents",
            "/incidents/:id");
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2",
            "json", "application/json",
            "txt", "text/plain; charset=utf-8",
            "webmanifest", "application/manifest+json");

    private final Supplier<AccessControl> access;
    private final Map<String, Optional<StaticFile>> cache = new HashMap<>();

    /** A file with its tag for conditional requests. */
    private record StaticFile(String type, Buffer body, String etag) {}

    StaticPages(Supplier<AccessControl> access) {
        this.access = access;
    }

    void mount(Router router) {
        get(router, "/board", context -> sendPage(context, "/board.html"));
        APP_PATHS.forEach(path -> get(router, path, context -> sendPage(context, "/app.html")));
        get(router, "/assets/*", this::sendAsset);
        get(router, "/favicon.ico", context -> sendFile(context, "/assets/icon.svg"));
    }

    private static void get(Router router, String path, io.vertx.core.Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    private void sendPage(RoutingContext context, String path) {
        access.get().tokenCookie(context.request()).ifPresent(context.response()::addCookie);
        Optional<StaticFile> page = load(path).or(() -> load("/board.html"));
        if (page.isEmpty()) {
            HttpResponses.sendProblem(context, 404, "This page is not part of this build.");
        } else {
            HttpResponses.send(context, 200, page.get().type(), page.get().body());
        }
    }

    private void sendAsset(RoutingContext context) {
        String path = Objects.requireNonNullElse(context.request().path(), "");
        if (path.contains("..")
                || path.contains("//")
                || !ASSET_PATH.matcher(path).matches()) {
            HttpResponses.sendProblem(context, 404, "There is no such file.");
        } else {
            sendFile(context, path);
        }
    }

    private void sendFile(RoutingContext context, String path) {
        Optional<StaticFile> asset = load(path);
        if (asset.isEmpty()) {
            HttpResponses.sendProblem(context, 404, "There is no such file.");
            return;
        }
        HttpServerRequest request = context.request();
        context.response()
                .putHeader("Cache-Control", "no-cache")
                .putHeader("ETag", asset.get().etag());
        if (asset.get().etag().equals(request.getHeader("If-None-Match"))) {
            context.response().setStatusCode(304).end();
        } else {
            HttpResponses.send(context, 200, asset.get().type(), asset.get().body());
        }
    }

    private Optional<StaticFile> load(String path) {
        Optional<StaticFile> kept = cache.get(path);
        if (kept != null) {
            return kept;
        }
        Optional<StaticFile> read = read(path);
        if (read.isPresent()) {
            cache.put(path, read);
        }
        return read;
    }

    private static Optional<StaticFile> read(String path) {
        String type = CONTENT_TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        try (InputStream in = type == null ? null : StaticPages.class.getResourceAsStream("/webroot" + path)) {
            if (in == null || type == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            CRC32 sum = new CRC32();
            sum.update(bytes);
            String tag = "\"" + Integer.toHexString(bytes.length) + "-"
                    + HexFormat.of().toHexDigits(sum.getValue()) + "\"";
            return Optional.of(new StaticFile(type, Buffer.buffer(bytes), tag));
        } catch (IOException broken) {
            throw new UncheckedIOException("a page of this build cannot be read: " + path, broken);
        }
    }
}
