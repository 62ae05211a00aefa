package org.firstbell.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The pages with a recorded board behind them, speaking the live protocol. It pulses when told to, so that a test
 * decides what the page hears and when. Safe for use from any thread.
 */
final class FixtureServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAGES = Path.of("src/main/resources/webroot");
    private static final Path BOARDS = Path.of("src/it/resources/boards");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "woff2", "font/woff2");

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final List<ServerWebSocket> sockets = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private volatile String boot = "boot-1";
    private volatile long seq = 17;
    private volatile boolean open = true;
    private volatile boolean deaf = false;
    private volatile OffsetDateTime sentAt = OffsetDateTime.MIN;
    private volatile JsonNode board = JSON.nullNode();

    /** What a path of the REST interface answers. */
    record Answer(int status, String body) {}

    private FixtureServer(String name) {
        show(name);
        server = await(vertx.createHttpServer()
                .requestHandler(this::answer)
                .webSocketHandler(this::connected)
                .webSocketHandshakeHandler(handshake -> {
                    if (open) {
                        handshake.accept();
                    } else {
                        handshake.reject(503);
                    }
                })
                .listen(0, "127.0.0.1"));
    }

    static FixtureServer showing(String name) {
        return new FixtureServer(name);
    }

    private static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception failed) {
            throw new AssertionError("the fixture server does not work", failed);
        }
    }

    /** Takes another recorded board; pages hear of it with the next snapshot. */
    FixtureServer show(String name) {
        JsonNode recorded = read(name);
        sentAt = OffsetDateTime.parse(recorded.path("sentAt").asText());
        board = recorded.path("board");
        return this;
    }

    static JsonNode read(String name) {
        try {
            return JSON.readTree(Files.readString(BOARDS.resolve(name + ".json")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.actualPort() + path;
    }

    OffsetDateTime sentAt() {
        return sentAt;
    }

    JsonNode board() {
        return board;
    }

    /** Frames that pages sent. */
    List<String> heard() {
        return heard;
    }

    /** Requests that pages posted: method, path and body in one line. */
    List<String> posted() {
        return posted;
    }

    /** Lets a path of {@code /api/v1} answer. */
    FixtureServer answering(String path, int status, String body) {
        answers.put(path, new Answer(status, body));
        return this;
    }

    /** Refuses new connections, and drops those there are. */
    void vanish() {
        open = false;
        sockets.forEach(ServerWebSocket::close);
    }

    /** Keeps connections and takes new ones, and says nothing: as when packets are dropped. */
    FixtureServer fallSilent() {
        deaf = true;
        return this;
    }

    void comeBack() {
        open = true;
        deaf = false;
    }

    /** Another process from now on: nothing is known of the numbers before. */
    void restart(String name) {
        boot = "boot-2";
        seq = 1;
        show(name);
    }

    /** A heartbeat, {@code millis} after the recorded moment. */
    void pulse(long millis) {
        send(message("pulse", millis));
    }

    /** A whole board. */
    void snapshot(long millis) {
        send(message("snapshot", millis).set("board", board));
    }

    /** A change with the next number. */
    void change(long millis, String json) {
        seq++;
        send(message("change", millis).set("board", parse(json)));
    }

    /** A change that skips a number. */
    void changeAfterGap(long millis, String json) {
        seq++;
        change(millis, json);
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private ObjectNode message(String type, long millis) {
        return JSON.createObjectNode()
                .put("type", type)
                .put("boot", boot)
                .put("seq", seq)
                .put("sentAt", sentAt.plusNanos(millis * 1_000_000).toString());
    }

    private void send(JsonNode message) {
        for (ServerWebSocket socket : sockets) {
            await(socket.writeTextMessage(message.toString()));
        }
    }

    private void connected(ServerWebSocket socket) {
        if (deaf) {
            return;
        }
        sockets.add(socket);
        socket.closeHandler(done -> sockets.remove(socket));
        socket.textMessageHandler(text -> {
            heard.add(text);
            socket.writeTextMessage(message("snapshot", 0).set("board", board).toString());
        });
        socket.writeTextMessage(message("snapshot", 0).set("board", board).toString());
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("Cache-Control", "no-store");
        response.putHeader("Content-Security-Policy", "default-src 'self'");
        String path = request.path();
        if (path.startsWith("/api/v1/")) {
            request.body().onSuccess(body -> rest(request, body));
        } else {
            file(response, path.startsWith("/assets/") ? path : path.equals("/board") ? "/board.html" : "/app.html");
        }
    }

    private void rest(HttpServerRequest request, Buffer body) {
        String path = request.path().substring("/api/v1".length());
        if (!request.method().name().equals("GET")) {
            posted.add(request.method().name() + " " + path + " " + body);
        }
        Answer answer = answers.getOrDefault(path, new Answer(404, "{\"title\":\"not here\",\"status\":404}"));
        request.response()
                .setStatusCode(answer.status())
                .putHeader("Content-Type", "application/json")
                .end(answer.body());
    }

    private static void file(HttpServerResponse response, String path) {
        Path file = PAGES.resolve(path.substring(1)).normalize();
        if (!file.startsWith(PAGES) || !Files.isRegularFile(file)) {
            response.setStatusCode(404).end();
            return;
        }
        String name = file.getFileName().toString();
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        try {
            response.putHeader("Content-Type", type).end(Buffer.buffer(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
