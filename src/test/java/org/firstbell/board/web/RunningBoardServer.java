package org.firstbell.board.web;

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
import org.firstbell.board.BoardComposer;
import org.firstbell.board.BoardJson;
import org.firstbell.board.BoardStatus;
import org.firstbell.board.FakeAssessment;
import org.firstbell.board.TargetSnapshot;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.ServerSettings;

/** A real server on loopback that shows a school written by hand, and a client for it. Confined to its test. */
final class RunningBoardServer implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final HttpClient client = HttpClient.newHttpClient();
    final FakeAssessment school;
    final BoardComposer boards;
    final List<StaffAction> acted = new CopyOnWriteArrayList<>();
    volatile Optional<String> notReady = Optional.empty();
    volatile StaffActionResult result = new StaffActionResult.Applied();
    BoardServer server;
    int port;

    private final ServerLimits limits;

    private RunningBoardServer(FakeAssessment school, ServerSettings settings, ServerLimits limits) {
        this.school = school;
        this.limits = limits;
        this.boards = new BoardComposer(school.configuration(), school.startedAt);
        this.server = server(settings);
    }

    static RunningBoardServer of(FakeAssessment school) throws Exception {
        return of(school, new ServerSettings("127.0.0.1", 0, List.of(), List.of()));
    }

    static RunningBoardServer of(FakeAssessment school, ServerSettings settings) throws Exception {
        return of(school, settings, ServerLimits.ofThisProcess());
    }

    static RunningBoardServer of(FakeAssessment school, ServerSettings settings, ServerLimits limits) throws Exception {
        RunningBoardServer running = new RunningBoardServer(school, settings, limits);
        running.port =
                running.server.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        running.show();
        return running;
    }

    BoardServer server(ServerSettings settings) {
        return new BoardServer(
                vertx,
                settings,
                new BoardServer.DaemonServices(
                        action -> {
                            acted.add(action);
                            return CompletableFuture.completedFuture(result);
                        },
                        accept -> CompletableFuture.completedFuture(new BoardServer.MetricsPage(
                                "text/plain; version=0.0.4", Buffer.buffer("firstbell_build_info 1\n"))),
                        targets -> CompletableFuture.completedFuture(
                                TargetSnapshot.capture(school.configuration().inventory(), school, targets)),
                        () -> notReady),
                InstantSource.fixed(FakeAssessment.NOW),
                limits);
    }

    void show(Incident... open) {
        server.publish(boards.compose(school, List.of(open), List.of(), BoardStatus.HEALTHY, true));
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
    BoardWebSocketClient wall() throws Exception {
        BoardWebSocketClient wall = new BoardWebSocketClient();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/live"), wall)
                .get(10, TimeUnit.SECONDS);
        wall.on(socket);
        return wall;
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        return BoardJson.MAPPER.readTree(response.body());
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
