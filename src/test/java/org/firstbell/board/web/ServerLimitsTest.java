package org.firstbell.board.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.firstbell.board.FakeAssessment;
import org.firstbell.board.TestIncidents;
import org.firstbell.board.web.ServerLimits.ServerLimit;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.ServerSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What strangers and slow readers do to the server over real sockets, each time beyond one limit. */
@Timeout(120)
class ServerLimitsTest {
    private static final long MEGABYTE = 1 << 20;
    private static final ServerLimits DEFAULTS = ServerLimits.of(1_024, 256 * MEGABYTE);

    private final List<Socket> strangers = new ArrayList<>();
    private RunningBoardServer running;

    private void start(ServerLimits limits) throws Exception {
        running = RunningBoardServer.of(
                FakeAssessment.withRooms("105", "214"),
                new ServerSettings("127.0.0.1", 0, List.of(), List.of()),
                limits);
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket stranger : strangers) {
            stranger.close();
        }
        running.close();
    }

    private Socket stranger(String sent) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), running.port));
        strangers.add(socket);
        send(socket, sent);
        return socket;
    }

    /** Sends what the other side takes; it may have closed by now. */
    private static void send(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closedByThen) {
            assertThat(socket.isConnected()).isTrue();
        }
    }

    /** All that comes until the server closes. */
    private static String untilClosed(Socket socket) throws IOException {
        StringBuilder all = new StringBuilder();
        InputStream in = socket.getInputStream();
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                all.append((char) c);
            }
        } catch (IOException reset) {
            return all.toString();
        }
        return all.toString();
    }

    private String answer(String request) throws IOException {
        return untilClosed(stranger(request.replace("\n", "\r\n")));
    }

    private Map<String, Long> reached() {
        return running.server.limitUses().stream()
                .collect(Collectors.toMap(ServerLimits.LimitUse::limit, ServerLimits.LimitUse::reached));
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private void assertServes(BoardWebSocketClient wall) throws Exception {
        wall.next("pulse");
        assertThat(running.get("/api/v1/sessions").statusCode()).isEqualTo(200);
    }

    @Test
    void headersWithoutEnd_on1500Connections_leaveHeapAndBoardsAsTheyWere() throws Exception {
        start(DEFAULTS);
        BoardWebSocketClient wall = running.wall();
        long before = usedHeap();
        String endless = "GET / HTTP/1.1\r\nHost: localhost\r\n" + "a: b\r\n".repeat(1_900);

        for (int i = 0; i < 1_500; i++) {
            stranger(endless);
        }

        assertServes(wall);
        assertThat(usedHeap() - before).isLessThan(24 * MEGABYTE);
        assertThat(reached().get("header-lines")).isPositive();
        assertThat(untilClosed(stranger(endless))).startsWith("HTTP/1.1 431 ").contains("too many lines");
    }

    @Test
    void fewLongHeaders_withoutEnd_areRefusedByTheirBytes() throws Exception {
        start(DEFAULTS.with(ServerLimit.HEADER_BYTES, 4_096));

        assertThat(untilClosed(stranger("GET / HTTP/1.1\r\nHost: localhost\r\na: " + "b".repeat(5_000))))
                .startsWith("HTTP/1.1 431 ");
        assertThat(reached().get("header-bytes")).isPositive();
    }

    @Test
    void idleConnections_pastTheDescriptors_keepNobodyOut() throws Exception {
        start(DEFAULTS);
        BoardWebSocketClient wall = running.wall();

        for (int i = 0; i < 1_100; i++) {
            stranger("");
        }

        assertServes(wall);
        long open = strangers.stream().filter(ServerLimitsTest::isOpen).count();
        assertThat(open).isBetween(1L, DEFAULTS.maximum(ServerLimit.CONNECTIONS));
        assertThat(reached().get("connections-per-address")).isPositive();
    }

    private static boolean isOpen(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException stillOpen) {
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    @Test
    void connectionsOfAllAddresses_pastTheirNumber_closeTheOldestIdleOne() throws Exception {
        start(DEFAULTS.with(ServerLimit.CONNECTIONS, 4).with(ServerLimit.CONNECTIONS_PER_ADDRESS, 100));
        Socket oldest = stranger("");
        for (int i = 0; i < 4; i++) {
            stranger("");
        }

        assertThat(untilClosed(oldest)).isEmpty();
        assertThat(running.get("/api/v1/sessions").statusCode()).isEqualTo(200);
        assertThat(reached().get("connections")).isPositive();
    }

    @Test
    void pings_withoutReadingPongs_endTheConnectionAndLeaveTheHeapFlat() throws Exception {
        start(DEFAULTS);
        BoardWebSocketClient wall = running.wall();
        long before = usedHeap();
        String ping = "\u0089\u00f8\0\0\0\0" + "p".repeat(120);
        Socket reader = stranger(
                "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        for (int i = 0; i < 1_000; i++) {
            send(reader, ping.repeat(100));
        }

        assertThat(untilClosed(reader)).startsWith("HTTP/1.1 101 ");
        assertServes(wall);
        assertThat(usedHeap() - before).isLessThan(16 * MEGABYTE);
        assertThat(reached().get("board-input-bytes")).isPositive();
    }

    @Test
    void requests_whoseAnswersAreNeverRead_endTheConnection() throws Exception {
        start(DEFAULTS);
        long before = usedHeap();
        Socket greedy = stranger("");
        greedy.setSoTimeout(1);
        for (int i = 0; i < 20_000; i++) {
            send(greedy, "GET /board HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }

        assertThat(usedHeap() - before).isLessThan(16 * MEGABYTE);
        assertThat(running.get("/api/v1/sessions").statusCode()).isEqualTo(200);
    }

    @Test
    void head_thatNeverEnds_isGivenUpInTime() throws Exception {
        start(DEFAULTS.with(ServerLimit.REQUEST_SECONDS, 1));

        assertThat(untilClosed(stranger("GET / HTTP/1.1\r\nHost: localhost\r\n")))
                .startsWith("HTTP/1.1 408 ");
        assertThat(reached().get("request-seconds")).isPositive();
    }

    @Test
    void body_thatNeverEnds_isGivenUpInTime() throws Exception {
        start(DEFAULTS.with(ServerLimit.REQUEST_SECONDS, 1));
        Socket slow = stranger("POST /api/v1/sessions/ela-7/started HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

        assertThat(untilClosed(slow)).isEmpty();
        assertThat(reached().get("request-seconds")).isPositive();
    }

    @Test
    void malformedRequests_areRefused() throws Exception {
        start(DEFAULTS);
        Map<String, String> malformed = Map.of(
                "an escape that is none", "GET /?%zz HTTP/1.1\nHost: localhost\nConnection: close\n\n",
                "such a path", "GET /api/v1/devices/%zz HTTP/1.1\nHost: localhost\nConnection: close\n\n",
                "two hosts", "GET / HTTP/1.1\nHost: localhost\nHost: evil.example\nConnection: close\n\n",
                "two codings",
                        "POST /api/v1/sessions/ela-7/started HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked,"
                                + " xchunked\nContent-Type: application/json\n\n0\n\n",
                "a chunk without size",
                        "POST /api/v1/sessions/ela-7/started HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\n"
                                + "Content-Type: application/json\n\nzz\n{}\n0\n\n");

        Function<String, String> answer = request -> {
            try {
                return answer(request);
            } catch (IOException broken) {
                throw new AssertionError(broken);
            }
        };
        malformed.forEach(
                (what, request) -> assertThat(answer.apply(request)).as(what).startsWith("HTTP/1.1 400 "));
    }

    @Test
    void otherMethods_areToldWhichOnesAreAllowed() throws Exception {
        start(DEFAULTS);

        assertThat(answer("PUT /api/v1/sessions HTTP/1.1\nHost: localhost\nConnection: close\n\n"))
                .startsWith("HTTP/1.1 405 ")
                .containsIgnoringCase("allow: GET, HEAD");
        assertThat(answer("PUT /api/v1/incidents/1/acknowledgement HTTP/1.1\nHost: localhost\nConnection: close\n\n"))
                .containsIgnoringCase("allow: POST, DELETE");
    }

    @Test
    void boards_ofOneToken_leaveRoomForTheOthers() throws Exception {
        running = RunningBoardServer.of(
                FakeAssessment.withRooms("105", "214"),
                new ServerSettings("127.0.0.1", 0, List.of("reader-0123456789", "other-0123456789"), List.of()),
                DEFAULTS.with(ServerLimit.BOARDS_PER_TOKEN, 2));

        assertThat(wallOf("reader-0123456789").next("snapshot")).isNotNull();
        assertThat(wallOf("reader-0123456789").next("snapshot")).isNotNull();
        assertThat(wallOf("reader-0123456789").closed()).isEqualTo(1013);
        assertThat(wallOf("other-0123456789").next("snapshot")).isNotNull();
        assertThat(reached().get("boards-per-token")).isPositive();
    }

    private BoardWebSocketClient wallOf(String token) throws Exception {
        BoardWebSocketClient wall = new BoardWebSocketClient();
        wall.on(running.client
                .newWebSocketBuilder()
                .buildAsync(java.net.URI.create("ws://127.0.0.1:" + running.port + "/api/v1/live?token=" + token), wall)
                .get(10, java.util.concurrent.TimeUnit.SECONDS));
        return wall;
    }

    @Test
    void names_thatNobodyCanSee_areRefused() throws Exception {
        start(DEFAULTS);

        for (String by : List.of("\\u200b", "\\u2028", "Tech\\u2029office", "a\\u202eb", "---")) {
            assertThat(running.post("/api/v1/sessions/105/started", "{\"by\":\"" + by + "\"}")
                            .statusCode())
                    .as(by)
                    .isEqualTo(400);
        }
    }

    @Test
    void notes_pastTheirNumberInAMinute_areRefused() throws Exception {
        start(DEFAULTS.with(ServerLimit.NOTES_PER_MINUTE, 2));
        Incident incident = TestIncidents.accessPoint(running.school.now, "214");
        running.show(incident);

        String path = "/api/v1/incidents/" + incident.id() + "/notes";
        String note = "{\"by\":\"Tech\",\"text\":\"looking\"}";
        assertThat(running.post(path, note).statusCode()).isEqualTo(200);
        assertThat(running.post(path, note).statusCode()).isEqualTo(200);
        assertThat(running.post(path, note).statusCode()).isEqualTo(429);
        assertThat(running.post("/api/v1/incidents/" + incident.id() + "/acknowledgement", "{\"by\":\"Tech\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(reached().get("notes-per-minute")).isEqualTo(1);
    }

    @Test
    void totals_followTheMachine() throws Exception {
        start(DEFAULTS);

        assertThat(ServerLimits.of(65_536, 4_096 * MEGABYTE).maximum(ServerLimit.CONNECTIONS))
                .isEqualTo(1_000);
        assertThat(ServerLimits.of(1_024, 4_096 * MEGABYTE).maximum(ServerLimit.CONNECTIONS))
                .isEqualTo(384);
        assertThat(ServerLimits.of(65_536, 64 * MEGABYTE).maximum(ServerLimit.CONNECTIONS))
                .isEqualTo(128);
        assertThat(ServerLimits.of(100, 4_096 * MEGABYTE).maximum(ServerLimit.CONNECTIONS))
                .isEqualTo(16);
    }
}
