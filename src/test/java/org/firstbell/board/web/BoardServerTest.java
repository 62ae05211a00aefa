package org.firstbell.board.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.board.web.RunningBoardServer.json;
import static org.firstbell.board.web.RunningBoardServer.names;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.firstbell.board.BoardComposer;
import org.firstbell.board.BoardStatus;
import org.firstbell.board.FakeAssessment;
import org.firstbell.board.TestIncidents;
import org.firstbell.board.access.AccessControl;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.ServerSettings;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoardServerTest {
    private final FakeAssessment school = FakeAssessment.withRooms("105", "214");
    private RunningBoardServer board;

    @BeforeEach
    void start() throws Exception {
        board = RunningBoardServer.of(school);
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
    }

    @Test
    void sessions_asked_areABareArrayWithTheContractsFields() throws Exception {
        school.judge(
                "s-214",
                Verdict.NOT_READY,
                SessionPhase.SOON,
                SessionLabel.NOT_READY,
                false,
                Optional.empty(),
                List.of(school.missing("214", "3 of 28 computers are not answering.", "Swap seats 9, 17, 18.")));
        board.show();
        HttpResponse<String> response = board.get("/api/v1/sessions");
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
        assertThat(json(board.get("/api/v1/sessions/s-214"))).isEqualTo(session);
    }

    @Test
    void devices_asked_tellStateAndSignals() throws Exception {
        JsonNode device = json(board.get("/api/v1/devices/pc-214-1"));
        assertThat(device.get("kind").asText()).isEqualTo("computer");
        assertThat(device.get("room").asText()).isEqualTo("room-214");
        assertThat(device.get("cart").isNull()).isTrue();
        assertThat(device.get("up").asBoolean()).isTrue();
        assertThat(device.get("seat").asText()).isEqualTo("AWAKE");
        assertThat(device.get("signals").get("uptime.seconds").toString())
                .isEqualTo(
                        "{\"value\":3600,\"unit\":\"seconds\",\"observedAt\":\"2026-11-23T08:36:00-06:00\",\"fresh\":true}");
        assertThat(device.get("usableFor").toString()).isEqualTo("[\"testnav\"]");
        assertThat(json(board.get("/api/v1/devices"))).hasSize(9);
        assertThat(json(board.get("/api/v1/services/edge")).get("platforms").toString())
                .isEqualTo("[\"testnav\"]");
    }

    @Test
    void incidents_byState_areTheOpenOnesUnlessAskedOtherwise() throws Exception {
        board.show(TestIncidents.accessPoint(school.now, "214"));
        assertThat(json(board.get("/api/v1/incidents"))).hasSize(1);
        assertThat(json(board.get("/api/v1/incidents?state=resolved"))).isEmpty();
        assertThat(json(board.get("/api/v1/incidents?state=all"))).hasSize(1);
        assertThat(board.get("/api/v1/incidents?state=wrong").statusCode()).isEqualTo(400);
        JsonNode incident = json(board.get("/api/v1/incidents/42"));
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
        for (String path :
                List.of("/api/v1/sessions/none", "/api/v1/devices/none", "/api/v1/incidents/7", "/nowhere")) {
            HttpResponse<String> response = board.get(path);
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(names(json(response))).containsExactly("type", "title", "status", "detail");
        }
        assertThat(board.send(board.request("/api/v1/sessions").DELETE()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void anIncident_taken_reachesTheDesk() throws Exception {
        board.show(TestIncidents.accessPoint(school.now, "214"));
        HttpResponse<String> taken =
                board.post("/api/v1/incidents/42/acknowledgement", "{\"by\":\"Tech office\",\"note\":\"on my way\"}");
        assertThat(taken.statusCode()).isEqualTo(200);
        assertThat(board.acted).singleElement().isInstanceOfSatisfying(StaffAction.IncidentTaken.class, action -> {
            assertThat(action.by()).isEqualTo("Tech office");
            assertThat(action.note()).isEqualTo("on my way");
        });
        assertThat(board.post("/api/v1/incidents/42/notes", "{\"by\":\"Tech office\",\"text\":\"new cable\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(board.send(board.request("/api/v1/incidents/42/acknowledgement")
                                .header("Content-Type", "application/json")
                                .method("DELETE", HttpRequest.BodyPublishers.ofString("{\"by\":\"Tech office\"}")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(board.post("/api/v1/incidents/42/resolution", "{\"by\":\"Tech office\",\"note\":\"\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(board.acted)
                .extracting(action -> action.getClass().getSimpleName())
                .containsExactly("IncidentTaken", "IncidentNoteAdded", "IncidentHandedBack", "IncidentClosed");
    }

    @Test
    void actions_thatAreWrong_areRefusedWithASentence() throws Exception {
        board.show(TestIncidents.accessPoint(school.now, "214"));
        String path = "/api/v1/incidents/42/acknowledgement";
        assertThat(board.post(path, "{}").statusCode()).isEqualTo(400);
        assertThat(board.post(path, "").statusCode()).isEqualTo(400);
        assertThat(board.post(path, "[1]").statusCode()).isEqualTo(400);
        assertThat(board.post(path, "{\"by\":7}").statusCode()).isEqualTo(400);
        assertThat(board.post(path, "{\"by\":\"a\\r\\nBcc: x\"}").statusCode()).isEqualTo(400);
        assertThat(board.post(path, "{\"by\":\"" + "x".repeat(81) + "\"}").statusCode())
                .isEqualTo(400);
        assertThat(board.post(path, "{\"by\":\"x\",\"note\":\"" + "x".repeat(9000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(board.post("/api/v1/incidents/7/notes", "{\"by\":\"x\",\"text\":\"y\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(board.send(board.request(path).POST(HttpRequest.BodyPublishers.ofString("by=x")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(board.send(board.request(path)
                                .header("Content-Type", "application/json")
                                .header("Origin", "http://evil.example")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"by\":\"x\"}")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(board.post("/api/v1/sessions/s-105/risk-acceptance", "{\"by\":\"x\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(board.post("/api/v1/sessions/s-105/finished", "{\"by\":\"x\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(board.acted).isEmpty();
        assertThat(board.post("/api/v1/sessions/s-105/started", "{\"by\":\"x\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(board.send(board.request(path)
                                .header("Content-Type", "application/json")
                                .header("Origin", "http://127.0.0.1:" + board.port)
                                .POST(HttpRequest.BodyPublishers.ofString("{\"by\":\"x\"}")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tokens_configured_areAskedForAndTellWhoMayAct() throws Exception {
        board.close();
        board = RunningBoardServer.of(school, new ServerSettings("127.0.0.1", 0, List.of("reads"), List.of("acts")));
        assertThat(board.get("/api/v1/sessions").statusCode()).isEqualTo(401);
        assertThat(board.get("/api/v1/sessions?token=wrong").statusCode()).isEqualTo(401);
        assertThat(board.get("/api/v1/sessions?token=reads").statusCode()).isEqualTo(200);
        assertThat(board.send(board.request("/api/v1/sessions").header("Authorization", "Bearer acts"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(board.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(board.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(board.post("/api/v1/sessions/s-105/started?token=reads", "{\"by\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(board.post("/api/v1/sessions/s-105/started?token=acts", "{\"by\":\"x\"}")
                        .statusCode())
                .isEqualTo(200);
        String cookie = board.get("/board?token=reads")
                .headers()
                .firstValue("set-cookie")
                .orElseThrow();
        assertThat(cookie)
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict")
                .doesNotContain("reads");
        assertThat(board.send(board.request("/api/v1/sessions").header("Cookie", cookie.split(";", 2)[0]))
                        .statusCode())
                .isEqualTo(200);
        assertThat(board.get("/board?token=wrong").headers().firstValue("set-cookie"))
                .isEmpty();
    }

    @Test
    void pages_asked_areSentWithTheirGuards() throws Exception {
        HttpResponse<String> page = board.get("/board");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("cache-control")).contains("no-store");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'self'")
                .contains("frame-ancestors 'none'");
        assertThat(page.headers().firstValue("x-content-type-options")).contains("nosniff");
        HttpResponse<String> asset = board.get("/assets/js/wall/main.js");
        assertThat(asset.statusCode()).isEqualTo(200);
        assertThat(board.send(board.request("/assets/js/wall/main.js")
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
            assertThat(board.get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(board.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void health_whileNotReady_saysWhy() throws Exception {
        assertThat(board.get("/health/ready").statusCode()).isEqualTo(200);
        board.notReady = Optional.of("The store is not open yet.");
        assertThat(board.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(json(board.get("/health/ready")).get("detail").asText()).isEqualTo("The store is not open yet.");
        assertThat(board.get("/metrics").body()).isEqualTo("firstbell_build_info 1\n");
    }

    @Test
    void port_inUse_isASentence() throws Exception {
        BoardServer second = board.server(new ServerSettings("127.0.0.1", board.port, List.of(), List.of()));
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
                .isEqualTo("Port " + board.port + " on 127.0.0.1 is in use by another program. Stop it, or choose"
                        + " another port under server.port.");
        String foreign = board.server(new ServerSettings("192.0.2.7", 0, List.of(), List.of()))
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
        board.server.publish(new BoardComposer(school.configuration(), school.startedAt)
                .compose(school, List.of(), List.of(), BoardStatus.HEALTHY, true));
        HttpResponse<String> response = board.get("/api/v1/sessions");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(json(response).get(0).get("places").get(0).asText()).isEqualTo(name);
        JsonNode snapshot = board.wall().next("snapshot");
        assertThat(snapshot.get("board")
                        .get("rooms")
                        .get("room-105")
                        .get("name")
                        .asText())
                .isEqualTo(name);
    }

    @Test
    void hostOfAnotherName_withoutTokens_isRefused() throws Exception {
        assertThat(raw("GET /api/v1/sessions HTTP/1.1\r\nHost: evil.example:" + board.port + "\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(raw("GET /api/v1/sessions HTTP/1.1\r\nHost: localhost:" + board.port + "\r\n\r\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /api/v1/sessions HTTP/1.0\r\n\r\n")).doesNotContain("200 OK");
    }

    @Test
    void loopback_byName_isRecognised() {
        assertThat(List.of("127.0.0.1", "127.8.0.1", "localhost", "::1", "[::1]", "0:0:0:0:0:0:0:1", "LOCALHOST"))
                .allMatch(AccessControl::isLoopback);
        assertThat(List.of("1", "128.0.0.1", "127.0.0.1.evil.example", "localhost.evil.example", "::2", "::", "[::11]"))
                .noneMatch(AccessControl::isLoopback);
    }

    @Test
    void head_ofAnything_hasNoBody() throws Exception {
        for (String path : List.of("/api/v1/sessions", "/board", "/health/live", "/metrics")) {
            HttpResponse<String> response =
                    board.send(board.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void anAction_thatTheDeskRefuses_isAProblem() throws Exception {
        board.result = new StaffActionResult.Conflict("Somebody was faster.");
        HttpResponse<String> response = board.post("/api/v1/sessions/s-105/started", "{\"by\":\"x\"}");
        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).get("detail").asText()).isEqualTo("Somebody was faster.");
    }

    @Test
    void bodies_ofAnyBytes_areNeverOurFailure() throws Exception {
        board.show(TestIncidents.accessPoint(school.now, "214"));
        Random random = new Random(42);
        for (int i = 0; i < 200; i++) {
            byte[] body = new byte[random.nextInt(300)];
            random.nextBytes(body);
            if (i % 2 == 0 && body.length > 2) {
                body[0] = '{';
                body[body.length - 1] = '}';
            }
            HttpResponse<String> response = board.send(board.request("/api/v1/incidents/42/notes")
                    .header("Content-Type", "application/json; charset=utf-8")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
            assertThat(response.statusCode()).isEqualTo(400);
        }
        assertThat(board.acted).isEmpty();
        for (String path :
                List.of("/%00", "/api/v1/sessions/%3Cscript%3E", "/api/v1/incidents/..%2f..%2fetc", "/a?%zz")) {
            assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + board.port + "\r\n\r\n"))
                    .as(path)
                    .matches("HTTP/1.1 40[04]");
        }
    }

    private String raw(String request) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), board.port)) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            byte[] head = in.readNBytes(12);
            return new String(head, StandardCharsets.US_ASCII);
        }
    }
}
