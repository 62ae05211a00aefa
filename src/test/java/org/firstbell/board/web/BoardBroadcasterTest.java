package org.firstbell.board.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.firstbell.board.web.RunningBoardServer.names;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.firstbell.board.FakeAssessment;
import org.firstbell.board.TestIncidents;
import org.firstbell.model.setup.ServerSettings;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoardBroadcasterTest {
    private final FakeAssessment school = FakeAssessment.withRooms("105", "107", "214");
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
    void wall_connected_getsTheWholeBoardFirst() throws Exception {
        JsonNode frame = board.wall().next();
        assertThat(names(frame)).containsExactly("type", "boot", "seq", "sentAt", "board");
        assertThat(frame.get("type").asText()).isEqualTo("snapshot");
        assertThat(frame.get("boot").asText()).matches("[0-9a-f]{16}");
        assertThat(frame.get("sentAt").asText()).isEqualTo("2026-11-23T08:36:00-06:00");
        assertThat(names(frame.get("board")))
                .containsExactly(
                        "school",
                        "starting",
                        "blind",
                        "verdict",
                        "attention",
                        "also",
                        "sessions",
                        "rooms",
                        "incidents",
                        "lifeline",
                        "freshness",
                        "mail",
                        "health",
                        "idle",
                        "config");
    }

    @Test
    void change_ofOneSession_carriesThatEntryAndWhatFollowsFromIt() throws Exception {
        BoardWebSocketClient wall = board.wall();
        long seq = wall.next("snapshot").get("seq").asLong();
        school.judge("s-214", Verdict.AT_RISK, SessionPhase.SOON);
        board.show();
        JsonNode change = wall.next("change");
        assertThat(change.get("seq").asLong()).isEqualTo(seq + 1);
        assertThat(names(change.get("board"))).containsExactly("verdict", "attention", "sessions");
        assertThat(names(change.get("board").get("sessions"))).containsExactly("s-214");
        school.ready("s-214");
        board.show();
        assertThat(wall.next("change").get("seq").asLong()).isEqualTo(seq + 2);
    }

    @Test
    void incident_thatLeaves_isNull() throws Exception {
        board.show(TestIncidents.accessPoint(school.now, "214"));
        BoardWebSocketClient wall = board.wall();
        assertThat(names(wall.next("snapshot").get("board").get("incidents"))).containsExactly("42");
        board.show();
        assertThat(wall.next("change").get("board").get("incidents").toString()).isEqualTo("{\"42\":null}");
    }

    @Test
    void snapshots_thatSayTheSame_sendNothing() throws Exception {
        BoardWebSocketClient wall = board.wall();
        long seq = wall.next("snapshot").get("seq").asLong();
        board.show();
        board.show();
        JsonNode pulse = wall.next("pulse");
        assertThat(names(pulse)).containsExactly("type", "boot", "seq", "sentAt");
        assertThat(pulse.get("seq").asLong()).isEqualTo(seq);
    }

    @Test
    void pulse_eachSecond_comesToEveryWall() throws Exception {
        BoardWebSocketClient one = board.wall();
        BoardWebSocketClient other = board.wall();
        for (BoardWebSocketClient wall : new BoardWebSocketClient[] {one, other}) {
            wall.next("snapshot");
            wall.next("pulse");
            Instant first = Instant.now();
            wall.next("pulse");
            // What a page bears before it says that the connection is lost.
            assertThat(Duration.between(first, Instant.now())).isLessThan(Duration.ofMillis(2_950));
        }
        assertThat(board.server.connectedClients()).isEqualTo(2);
    }

    @Test
    void resync_asked_answersAWholeBoard() throws Exception {
        BoardWebSocketClient wall = board.wall();
        wall.next("snapshot");
        school.judge("s-214", Verdict.UNKNOWN, SessionPhase.SOON);
        board.show();
        long seq = wall.next("change").get("seq").asLong();
        wall.say("{\"type\":\"resync\"}");
        JsonNode again = wall.next("snapshot");
        assertThat(again.get("seq").asLong()).isEqualTo(seq);
        assertThat(again.get("board").get("sessions").get("s-214").get("word").asText())
                .isEqualTo("UNKNOWN");
    }

    @Test
    void otherTexts_heard_areIgnored() throws Exception {
        BoardWebSocketClient wall = board.wall();
        wall.next("snapshot");
        wall.say("hello");
        wall.say("{\"type\":\"snapshot\"}");
        wall.say("[[[[");
        wall.say("");
        assertThat(wall.next().get("type").asText()).isEqualTo("pulse");
    }

    @Test
    void textsBeyondMeasure_heard_endTheConnection() throws Exception {
        BoardWebSocketClient large = board.wall();
        large.next("snapshot");
        large.say("x".repeat(5000));
        assertThat(large.closed()).isNotZero();
        BoardWebSocketClient many = board.wall();
        many.next("snapshot");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 2000; i++) {
                        many.say("{\"type\":\"resync\"}");
                    }
                    many.closed();
                    many.say("again");
                })
                .isInstanceOf(Exception.class);
        assertThat(many.closed()).isEqualTo(1008);
    }

    @Test
    void input_ofAnyBytes_isNeverAResyncByAccidentNorAFailure() {
        Random random = new Random(20261123);
        String alphabet = "{}[]\":,\\u0000tresyncnull0123456789.eE+-\n\u2028é<>";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int j = 0; j < length; j++) {
                text.append(
                        random.nextInt(10) == 0
                                ? (char) random.nextInt(0x10000)
                                : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(ClientMessage.isResync(text.toString())).as("%s", text).isFalse();
        }
        assertThat(ClientMessage.isResync("[".repeat(4000))).isFalse();
        assertThat(ClientMessage.isResync("{\"type\":[\"resync\"]}")).isFalse();
        assertThat(ClientMessage.isResync(" {\"type\":\"resync\",\"why\":1} ")).isTrue();
    }

    @Test
    void pageOfAnotherSite_connecting_isRefused() throws Exception {
        assertThatThrownBy(() -> board.client
                        .newWebSocketBuilder()
                        .header("Origin", "http://evil.example")
                        .buildAsync(
                                URI.create("ws://127.0.0.1:" + board.port + "/api/v1/live"), new BoardWebSocketClient())
                        .get(5, TimeUnit.SECONDS))
                .hasRootCauseMessage("Unexpected HTTP response status code 403");
        board.client
                .newWebSocketBuilder()
                .header("Origin", "http://127.0.0.1:" + board.port)
                .buildAsync(URI.create("ws://127.0.0.1:" + board.port + "/api/v1/live"), new BoardWebSocketClient())
                .get(5, TimeUnit.SECONDS);
        assertThat(board.get("/api/v1/live").statusCode()).isEqualTo(426);
    }

    @Test
    void token_inTheAddress_opensTheLiveBoard() throws Exception {
        try (RunningBoardServer guarded = RunningBoardServer.of(
                school, new ServerSettings("127.0.0.1", 0, java.util.List.of("reads"), java.util.List.of()))) {
            String address = "ws://127.0.0.1:" + guarded.port + "/api/v1/live";
            assertThatThrownBy(() -> guarded.client
                            .newWebSocketBuilder()
                            .buildAsync(URI.create(address), new BoardWebSocketClient())
                            .get(5, TimeUnit.SECONDS))
                    .hasRootCauseMessage("Unexpected HTTP response status code 401");
            BoardWebSocketClient wall = new BoardWebSocketClient();
            guarded.client
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(address + "?token=reads"), wall)
                    .get(5, TimeUnit.SECONDS);
            assertThat(wall.next().get("type").asText()).isEqualTo("snapshot");
        }
    }

    @Test
    void boot_ofAnotherDaemon_isAnother() throws Exception {
        try (RunningBoardServer other = RunningBoardServer.of(school)) {
            assertThat(other.wall().next().get("boot").asText())
                    .isNotEqualTo(board.wall().next().get("boot").asText());
        }
    }

    @Test
    void stop_withWallsThatNeverAnswer_takesSeconds() throws Exception {
        BoardWebSocketClient polite = board.wall();
        polite.next("snapshot");
        try (SlowWebSocketClient rude = SlowWebSocketClient.connect(board.port)) {
            rude.firstFrame();
            Instant begun = Instant.now();
            board.server.stop().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
            assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(8));
            assertThat(polite.closed()).isEqualTo(1001);
        }
    }

    @Test
    void readerTooSlow_getsTheNewestBoardAndNeverABacklog() throws Exception {
        BoardWebSocketClient quick = board.wall();
        quick.next("snapshot");
        try (SlowWebSocketClient slow = SlowWebSocketClient.connect(board.port)) {
            slow.firstFrame();
            String reason = "x".repeat(20_000);
            long made = 0;
            for (int i = 0; i < 2000; i++) {
                school.judge(
                        "s-214",
                        Verdict.AT_RISK,
                        SessionPhase.SOON,
                        org.firstbell.model.status.SessionLabel.AT_RISK,
                        false,
                        java.util.Optional.of(i + reason),
                        java.util.List.of());
                board.show();
                made += reason.length();
            }
            school.judge("s-214", Verdict.UNKNOWN, SessionPhase.SOON);
            board.show();
            long newest = quick.next().get("seq").asLong();
            JsonNode frame = quick.next();
            while (!frame.path("board")
                    .path("sessions")
                    .path("s-214")
                    .path("word")
                    .asText()
                    .equals("UNKNOWN")) {
                frame = quick.next();
            }
            newest = Math.max(newest, frame.get("seq").asLong());
            JsonNode heard = slow.next("snapshot");
            assertThat(heard.get("seq").asLong()).isGreaterThanOrEqualTo(newest);
            assertThat(heard.get("board")
                            .get("sessions")
                            .get("s-214")
                            .get("word")
                            .asText())
                    .isEqualTo("UNKNOWN");
            assertThat(slow.bytes()).isLessThan(made / 4);
        }
    }
}
