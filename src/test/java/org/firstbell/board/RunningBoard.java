package org.firstbell.board;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.Incident;
import org.firstbell.model.StaffAction;
import org.firstbell.model.setup.Server;

/** A real server on loopback that shows a school written by hand, and a client for it. Confined to its test. */
final class RunningBoard implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final HttpClient client = HttpClient.newHttpClient();
    final FakeSchool school;
    final Boards boards;
    final List<StaffAction> acted = new CopyOnWriteArrayList<>();
    volatile Optional<String> notReady = Optional.empty();
    volatile ActionResult result = new ActionResult.Done();
    BoardServer server;
    int port;

    private RunningBoard(FakeSchool school, Server settings) {
        this.school = school;
        this.boards = new Boards(school.configuration(), school.startedAt);
        this.server = server(settings);
    }

    static RunningBoard of(FakeSchool school) throws Exception {
        return of(school, new Server("127.0.0.1", 0, List.of(), List.of()));
    }

    static RunningBoard of(FakeSchool school, Server settings) throws Exception {
        RunningBoard running = new RunningBoard(school, settings);
        running.port =
                running.server.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        running.show();
        return running;
    }

    BoardServer server(Server settings) {
        return new BoardServer(
                vertx,
                settings,
                new BoardServer.Outlets(
                        action -> {
                            acted.add(action);
                            return CompletableFuture.completedFuture(result);
                        },
                        accept -> CompletableFuture.completedFuture(new BoardServer.MetricsPage(
                                "text/plain; version=0.0.4", Buffer.buffer("firstbell_build_info 1\n"))),
                        targets -> CompletableFuture.completedFuture(
                                SeenTargets.of(school.configuration().inventory(), school, targets)),
                        () -> notReady),
                InstantSource.fixed(FakeSchool.NOW));
    }

    void show(Incident... open) {
        server.show(boards.compose(school, List.of(open), List.of(), BoardStatus.WELL, true));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Connects a wall; its first frame is the snapshot. */
    Wall wall() throws Exception {
        Wall wall = new Wall();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/live"), wall)
                .get(10, TimeUnit.SECONDS);
        wall.on(socket);
        return wall;
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.MAPPER.readTree(response.body());
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
