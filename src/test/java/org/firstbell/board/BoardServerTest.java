package org.firstbell.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.Incident;
import org.firstbell.model.Phase;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Verdict;
import org.firstbell.model.setup.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoardServerTest {
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final FakeSchool school = FakeSchool.withRooms("105", "214");
    private final Boards boards = new Boards(school.configuration(), school.startedAt);
    private final List<StaffAction> acted = new java.util.concurrent.CopyOnWriteArrayList<>();
    private Optional<String> notReady = Optional.empty();
    private ActionResult result = new ActionResult.Done();
    private BoardServer server = server(new Server("127.0.0.1", 0, List.of(), List.of()));
    private int port;

    private BoardServer server(Server settings) {
        return new BoardServer(
                vertx,
                settings,
                new BoardServer.Outlets(
                        action -> {
                            acted.add(action);
                            return CompletableFuture.completedFuture(result);
                        },
                        accept -> CompletableFuture.completedFuture(new MetricsSource.Page(
                                "text/plain; version=0.0.4", Buffer.buffer("firstbell_build_info 1\n"))),
                        () -> notReady),
                InstantSource.fixed(FakeSchool.NOW));
    }

    private void start() throws Exception {
        port = server.start().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        show();
    }

    private void guarded() throws Exception {
        server = server(new Server("127.0.0.1", 0, List.of("reads"), List.of("acts")));
        start();
    }

    private void show(Incident... open) {
        server.show(boards.compose(school, List.of(open), List.of(), BoardStatus.WELL, true));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.MAPPER.readTree(response.body());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new java.util.ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void sessions_asked_areABareArrayWithTheContractsFields() throws Exception {
        school.judge(
                "s-214",
                Verdict.NOT_READY,
                Phase.SOON,
                org.firstbell.model.SessionWord.NOT_READY,
                false,
                Optional.empty(),
                List.of(school.missing("214", "3 of 28 computers are not answering.", "Swap seats 9, 17, 18.")));
        start();
        HttpResponse<String> response = get("/api/v1/sessions");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        JsonNode sessions = json(response);
        assertThat(sessions.isArray()).isTrue();
        JsonNode session = sessions.get(1);
        assertThat(names(session))
                .startsWith(
                        "id",
                        "name",
                        "platform",
                        "rooms",
                        "start",
                        "end",
                        "students",
                        "phase",
                        "verdict",
                        "word",
                        "since",
                        "seats",
                        "reasons");
        assertThat(session.get("start").asText()).isEqualTo("2026-11-23T09:00:00-06:00");
        assertThat(session.get("verdict").asText()).isEqualTo("NOT_READY");
        assertThat(session.get("word").asText()).isEqualTo("NOT READY");
        assertThat(names(session.get("seats")))
                .containsExactly("needed", "usable", "total", "awake", "resting", "missing", "unfit", "unknown");
        JsonNode reason = session.get("reasons").get(0);
        assertThat(names(reason))
                .containsExactly("check", "severity", "subject", "message", "remedy", "since", "evidence");
        assertThat(names(reason.get("evidence").get(0))).containsExactly("signal", "value", "limit", "observedAt");
        assertThat(json(get("/api/v1/sessions/s-214"))).isEqualTo(session);
    }

    @Test
    void devices_asked_tellStateAndSignals() throws Exception {
        start();
        JsonNode device = json(get("/api/v1/devices/pc-214-1"));
        assertThat(device.get("kind").asText()).isEqualTo("computer");
        assertThat(device.get("room").asText()).isEqualTo("room-214");
        assertThat(device.get("cart").isNull()).isTrue();
        assertThat(device.get("up").asBoolean()).isTrue();
        assertThat(device.get("seat").asText()).isEqualTo("AWAKE");
        assertThat(device.get("signals").get("uptime.seconds").toString())
                .isEqualTo(
                        "{\"value\":3600,\"unit\":\"seconds\",\"observedAt\":\"2026-11-23T08:36:00-06:00\",\"fresh\":true}");
        assertThat(device.get("usableFor").toString()).isEqualTo("[\"testnav\"]");
        assertThat(json(get("/api/v1/devices"))).hasSize(9);
        assertThat(json(get("/api/v1/services/edge")).get("platforms").toString())
                .isEqualTo("[\"testnav\"]");
    }

    @Test
    void incidents_byState_areTheOpenOnesUnlessAskedOtherwise() throws Exception {
        start();
        show(Incidents.accessPoint(school.now, "214"));
        assertThat(json(get("/api/v1/incidents"))).hasSize(1);
        assertThat(json(get("/api/v1/incidents?state=resolved"))).isEmpty();
        assertThat(json(get("/api/v1/incidents?state=all"))).hasSize(1);
        assertThat(get("/api/v1/incidents?state=wrong").statusCode()).isEqualTo(400);
        JsonNode incident = json(get("/api/v1/incidents/42"));
        assertThat(names(incident))
                .startsWith(
                        "id",
                        "state",
                        "severity",
                        "cause",
                        "summary",
                        "remedy",
                        "openedAt",
                        "firstSignAt",
                        "resolvedAt",
                        "affected",
                        "timeline");
        assertThat(incident.get("id").asText()).isEqualTo("42");
        assertThat(incident.get("cause").toString()).isEqualTo("{\"kind\":\"device\",\"id\":\"ap-214\"}");
        assertThat(incident.get("resolvedAt").isNull()).isTrue();
    }

    @Test
    void unknownThings_asked_areProblems() throws Exception {
        start();
        for (String path :
                List.of("/api/v1/sessions/none", "/api/v1/devices/none", "/api/v1/incidents/7", "/nowhere")) {
            HttpResponse<String> response = get(path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(names(json(response))).containsExactly("type", "title", "status", "detail");
        }
        assertThat(send(request("/api/v1/sessions").DELETE()).statusCode()).isEqualTo(405);
    }

    @Test
    void anIncident_taken_reachesTheDesk() throws Exception {
        start();
        show(Incidents.accessPoint(school.now, "214"));
        HttpResponse<String> taken =
                post("/api/v1/incidents/42/acknowledgement", "{\"by\":\"Tech office\",\"note\":\"on my way\"}");
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(acted).singleElement().isInstanceOfSatisfying(StaffAction.Taken.class, action -> {
            assertThat(action.by()).isEqualTo("Tech office");
            assertThat(action.note()).isEqualTo("on my way");
        });
        assertThat(post("/api/v1/incidents/42/notes", "{\"by\":\"Tech office\",\"text\":\"new cable\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("/api/v1/incidents/42/acknowledgement")
                                .header("Content-Type", "application/json")
                                .method("DELETE", HttpRequest.BodyPublishers.ofString("{\"by\":\"Tech office\"}")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("/api/v1/incidents/42/resolution", "{\"by\":\"Tech office\",\"note\":\"\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(acted)
                .extracting(action -> action.getClass().getSimpleName())
                .containsExactly("Taken", "NoteAdded", "HandedBack", "Closed");
    }

    @Test
    void actions_thatAreWrong_areRefusedWithASentence() throws Exception {
        start();
        show(Incidents.accessPoint(school.now, "214"));
        String path = "/api/v1/incidents/42/acknowledgement";
        assertThat(post(path, "{}").statusCode()).isEqualTo(400);
        assertThat(post(path, "").statusCode()).isEqualTo(400);
        assertThat(post(path, "[1]").statusCode()).isEqualTo(400);
        assertThat(post(path, "{\"by\":7}").statusCode()).isEqualTo(400);
        assertThat(post(path, "{\"by\":\"a\\r\\nBcc: x\"}").statusCode()).isEqualTo(400);
        assertThat(post(path, "{\"by\":\"" + "x".repeat(81) + "\"}").statusCode())
                .isEqualTo(400);
        assertThat(post(path, "{\"by\":\"x\",\"note\":\"" + "x".repeat(9000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(post("/api/v1/incidents/7/notes", "{\"by\":\"x\",\"text\":\"y\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send(request(path).POST(HttpRequest.BodyPublishers.ofString("by=x")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(send(request(path)
                                .header("Content-Type", "application/json")
                                .header("Origin", "http://evil.example")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"by\":\"x\"}")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/v1/sessions/s-105/risk-acceptance", "{\"by\":\"x\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(post("/api/v1/sessions/s-105/finished", "{\"by\":\"x\"}").statusCode())
                .isEqualTo(409);
        assertThat(acted).isEmpty();
        assertThat(post("/api/v1/sessions/s-105/started", "{\"by\":\"x\"}").statusCode())
                .isEqualTo(200);
        assertThat(send(request(path)
                                .header("Content-Type", "application/json")
                                .header("Origin", "http://127.0.0.1:" + port)
                                .POST(HttpRequest.BodyPublishers.ofString("{\"by\":\"x\"}")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tokens_configured_areAskedForAndTellWhoMayAct() throws Exception {
        guarded();
        assertThat(get("/api/v1/sessions").statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/sessions?token=wrong").statusCode()).isEqualTo(401);
        assertThat(get("/api/v1/sessions?token=reads").statusCode()).isEqualTo(200);
        assertThat(send(request("/api/v1/sessions").header("Authorization", "Bearer acts"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/metrics").statusCode()).isEqualTo(401);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(post("/api/v1/sessions/s-105/started?token=reads", "{\"by\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/v1/sessions/s-105/started?token=acts", "{\"by\":\"x\"}")
                        .statusCode())
                .isEqualTo(200);
        String cookie =
                get("/board?token=reads").headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie)
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict")
                .doesNotContain("reads");
        assertThat(send(request("/api/v1/sessions").header("Cookie", cookie.split(";", 2)[0]))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/board?token=wrong").headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void pages_asked_areSentWithTheirGuards() throws Exception {
        start();
        HttpResponse<String> page = get("/board");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("cache-control")).contains("no-store");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'");
        assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
        HttpResponse<String> asset = get("/assets/js/wall/main.js");
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(send(request("/assets/js/wall/main.js")
                                .header(
                                        "If-None-Match",
                                        asset.headers().firstValue("etag").orElseThrow()))
                        .statusCode())
                .isEqualTo(304);
        for (String path : List.of(
                "/assets/../board.html",
                "/assets/%2e%2e/board.html",
                "/assets/none.js",
                "/assets//js",
                "/assets/js/wall/main.class")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void health_whileNotReady_saysWhy() throws Exception {
        start();
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        notReady = Optional.of("The store is not open yet.");
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(json(get("/health/ready")).get("detail").asText()).isEqualTo("The store is not open yet.");
        assertThat(get("/metrics").body()).isEqualTo("firstbell_build_info 1\n");
    }

    @Test
    void port_inUse_isASentence() throws Exception {
        start();
        BoardServer second = server(new Server("127.0.0.1", port, List.of(), List.of()));
        assertThat(second.start().toCompletionStage().toCompletableFuture())
                .failsWithin(Duration.ofSeconds(5))
                .withThrowableThat()
                .havingRootCause();
        String sentence = second.start()
                .toCompletionStage()
                .toCompletableFuture()
                .handle((value, failed) -> failed.getMessage())
                .get(5, TimeUnit.SECONDS);
        assertThat(sentence)
                .isEqualTo("Port " + port + " on 127.0.0.1 is in use by another program. Stop it, or choose"
                        + " another port under server.port.");
        String foreign = server(new Server("192.0.2.7", 0, List.of(), List.of()))
                .start()
                .toCompletionStage()
                .toCompletableFuture()
                .handle((value, failed) -> failed.getMessage())
                .get(5, TimeUnit.SECONDS);
        assertThat(foreign).startsWith("The address 192.0.2.7 is not one of this machine's.");
    }

    @Test
    void hostileNames_everywhere_areJsonText() throws Exception {
        String name = "<script>alert(1)</script>\"; Bcc: x@example.com\r\n";
        school.rooms.replaceAll(room -> new org.firstbell.model.setup.Room(
                room.id(), room.school(), name, Optional.empty(), Optional.empty(), room.order()));
        start();
        server.show(new Boards(school.configuration(), school.startedAt)
                .compose(school, List.of(), List.of(), BoardStatus.WELL, true));
        HttpResponse<String> response = get("/api/v1/sessions");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(json(response).get(0).get("places").get(0).asText()).isEqualTo(name);
        LinkedBlockingQueue<String> frames = new LinkedBlockingQueue<>();
        client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/live"), new Frames(frames))
                .get(5, TimeUnit.SECONDS);
        JsonNode snapshot = Json.MAPPER.readTree(frames.poll(5, TimeUnit.SECONDS));
        assertThat(snapshot.get("board")
                        .get("rooms")
                        .get("room-105")
                        .get("name")
                        .asText())
                .isEqualTo(name);
    }
}
