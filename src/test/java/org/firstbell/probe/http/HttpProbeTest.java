package org.firstbell.probe.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProbeTest {
    private static final String KIOSK = ", profile: kiosk-health";

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private int server(Handler<NetSocket> handler) {
        return server(new NetServerOptions(), handler);
    }

    private int server(NetServerOptions options, Handler<NetSocket> handler) {
        NetServer server =
                lab.vertx.createNetServer(options.setHost("127.0.0.1").setPort(0));
        server.exceptionHandler(handshake -> {});
        server.connectHandler(socket -> {
            socket.exceptionHandler(reset -> {});
            handler.handle(socket);
        });
        return ProbeLab.got(server.listen().toCompletionStage().toCompletableFuture())
                .actualPort();
    }

    private static String page(int status, String body) {
        return "HTTP/1.1 " + status + " Words\r\ncontent-type: application/json\r\ncontent-length: "
                + Buffer.buffer(body).length() + "\r\n\r\n" + body;
    }

    private int answering(String response) {
        return server(socket -> socket.handler(request -> socket.write(response)));
    }

    private Probe kiosk(int port) {
        return lab.page("http://127.0.0.1:" + port + "/health", KIOSK);
    }

    @Test
    void kiosk_thatIsWell_tellsAppBatteryNetworkAndClock() {
        String now = java.time.Instant.now().toString();
        int port = answering(page(200, """
                {"status":"ok","app":"TestNav","appVersion":"1.11.3","osVersion":"14","battery":76,"charging":true,
                 "ssid":"Testing","time":"%s"}
                """.formatted(now)));
        ProbeOutcome outcome = lab.ask(kiosk(port));
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("http.status", 200.0)
                .containsEntry("http.body.ok", true)
                .containsEntry("app.testnav.version", "1.11.3")
                .containsEntry("os.version", "14")
                .containsEntry("battery.charge.ratio", 0.76)
                .containsEntry("battery.charging", true)
                .containsEntry("network.ssid", "Testing");
        assertThat((double) ProbeLab.signals(outcome).get("clock.offset.seconds"))
                .isBetween(-5.0, 5.0);
        assertThat(ProbeLab.problems(outcome)).isEmpty();
    }

    @Test
    void kiosk_thatReportsAFault_answersAndIsNotWell() {
        ProbeOutcome outcome = lab.ask(kiosk(answering(page(200, "{\"status\":\"app crashed\",\"battery\":12}"))));
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("http.body.ok", false)
                .containsEntry("battery.charge.ratio", 0.12);
        assertThat(ProbeLab.problems(outcome)).containsExactly("it says of itself: app crashed");
    }

    @Test
    void kiosk_withAServerError_answersAndIsNotWell() {
        ProbeOutcome outcome = lab.ask(kiosk(answering(page(503, "{}"))));
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("http.status", 503.0)
                .containsEntry("http.body.ok", false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"battery\":\"full\",\"charging\":\"maybe\",\"time\":\"yesterday\",\"app\":7,\"appVersion\":{}}",
                "{\"battery\":-1e308,\"time\":-9223372036854775808,\"osVersion\":null}",
                "{\"battery\":1e999,\"time\":9223372036854775807}",
                "{\"time\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"ssid\":{\"deep\":[1]},\"osVersion\":[[]]}"
            })
    void kiosk_withSenselessFields_leavesThemOut(String body) {
        ProbeOutcome outcome = lab.ask(kiosk(answering(page(200, body))));
        assertThat(ProbeLab.signals(outcome))
                .containsOnlyKeys("http.status", "http.time.seconds", "response.time.seconds", "http.body.ok");
    }

    @Test
    void kiosk_withHostileStrings_tellsThemCutAndWithoutControls() {
        String body = "{\"ssid\":\"a\\u0000\\u001b[31m\\u202eb" + "x".repeat(5000) + "\",\"osVersion\":\""
                + "9".repeat(4000) + "\"}";
        ProbeOutcome outcome = lab.ask(kiosk(answering(page(200, body))));
        String ssid = (String) ProbeLab.signals(outcome).get("network.ssid");
        assertThat(ssid).startsWith("a [31m bxxx").hasSizeLessThanOrEqualTo(300);
        assertThat((String) ProbeLab.signals(outcome).get("os.version")).hasSizeLessThanOrEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>Sign in to the school's network</html>", "[1,2]", "\"ok\"", "", "{\"status\":", "\u0000"})
    void kiosk_withoutAnObject_isGarbled(String body) {
        ProbeOutcome outcome = lab.ask(kiosk(answering(page(200, body))));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ProbeLab.reason(outcome)).contains("JSON object");
    }

    @Test
    void kiosk_withJsonTenThousandDeep_isGarbled() {
        ProbeOutcome outcome = lab.ask(kiosk(answering(page(200, "{\"a\":".repeat(10_000)))));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/9.9 what\r\n\r\n", "\u0001\u0002\u0003\r\n\r\n"})
    void page_ofAServerThatSpeaksSomethingElse_isGarbled(String words) {
        ProbeOutcome outcome = lab.ask(lab.page("http://127.0.0.1:" + answering(words) + "/", ""));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ProbeLab.reason(outcome)).contains("does not speak HTTP");
    }

    @Test
    void page_thatNeverComes_isSilentInTime_andItsConnectionIsClosed() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        int port = server(socket -> socket.closeHandler(end -> closed.complete(null)));
        ProbeOutcome outcome = lab.ask(lab.page("http://127.0.0.1:" + port + "/", ""));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Silent.class);
        assertThat(outcome.execution().duration().toMillis()).isBetween(1350L, 6000L);
        ProbeLab.got(closed);
    }

    @Test
    void page_thatHangsManyTimes_answersWithTheNextLookOnceItsServerDoes() {
        AtomicInteger asked = new AtomicInteger();
        int port = server(socket -> socket.handler(request -> {
            if (asked.incrementAndGet() > 4) {
                socket.write(page(200, "{}"));
            }
        }));
        Probe probe = kiosk(port);
        for (int i = 0; i < 4; i++) {
            assertThat(lab.ask(probe)).isInstanceOf(ProbeOutcome.Silent.class);
        }
        assertThat(ProbeLab.signals(lab.ask(probe))).containsEntry("http.body.ok", true);
    }

    @Test
    void page_thatDrips_isSilentAtTheLooksDeadline() {
        int port = server(socket -> socket.handler(request -> {
            socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n");
            long timer = lab.vertx.setPeriodic(50, tick -> socket.write("x"));
            socket.closeHandler(end -> lab.vertx.cancelTimer(timer));
        }));
        ProbeOutcome outcome = lab.ask(lab.page("http://127.0.0.1:" + port + "/", ""));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Silent.class);
        assertThat(outcome.execution().duration().toMillis()).isBetween(1350L, 6000L);
    }

    @Test
    void page_of100Megabytes_isCutAtOne() {
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        int port = server(socket -> {
            socket.closeHandler(end -> closed.complete(null));
            socket.handler(request -> {
                socket.write("HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n");
                pour(socket, sent);
            });
        });
        ProbeOutcome outcome = lab.ask(lab.page("http://127.0.0.1:" + port + "/", ""));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ProbeLab.reason(outcome)).contains("larger than 1 MiB");
        ProbeLab.got(closed);
        assertThat(sent.get()).isLessThan(50_000_000);
    }

    private static void pour(NetSocket socket, AtomicLong sent) {
        Buffer piece = Buffer.buffer(new byte[65_536]);
        while (!socket.writeQueueFull() && sent.get() < 104_857_600) {
            sent.addAndGet(piece.length());
            socket.write(piece);
        }
        socket.drainHandler(again -> pour(socket, sent));
    }

    @Test
    void page_thatBreaksOffInTheMiddle_isSilentWithAReason() {
        int port = server(socket -> socket.handler(request -> {
            socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf");
            socket.close();
        }));
        ProbeOutcome outcome = lab.ask(lab.page("http://127.0.0.1:" + port + "/", ""));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Silent.class);
        assertThat(ProbeLab.reason(outcome)).contains("breaks off");
    }

    @Test
    void keptConnection_closedMeanwhile_isAskedAgainOnAFreshOne() {
        AtomicInteger connections = new AtomicInteger();
        int port = server(socket -> {
            connections.incrementAndGet();
            AtomicInteger asked = new AtomicInteger();
            socket.handler(request -> {
                if (asked.incrementAndGet() == 1) {
                    socket.write(page(200, "{}"));
                } else {
                    socket.close();
                }
            });
        });
        Probe probe = kiosk(port);
        for (int i = 0; i < 3; i++) {
            assertThat(ProbeLab.signals(lab.ask(probe))).containsEntry("http.body.ok", true);
        }
        assertThat(connections).hasValue(3);
    }

    @Test
    void redirect_isAnAnswerAndNotFollowed() {
        AtomicInteger elsewhere = new AtomicInteger();
        int other = server(socket -> socket.handler(request -> {
            elsewhere.incrementAndGet();
            socket.write(page(200, "{}"));
        }));
        int port = answering(
                "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:" + other + "/\r\ncontent-length: 0\r\n\r\n");
        ProbeOutcome outcome = lab.ask(lab.page("http://127.0.0.1:" + port + "/", ""));
        assertThat(ProbeLab.signals(outcome)).containsEntry("http.status", 302.0);
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void pageOnAClosedPort_isRefused() throws Exception {
        int port;
        try (java.net.ServerSocket socket =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        ProbeOutcome outcome = lab.ask(lab.page("http://127.0.0.1:" + port + "/", ""));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Refused.class);
        assertThat(ProbeLab.reason(outcome)).contains("nothing listens");
    }

    @Test
    void secretInAUrl_isInNoOutcome() {
        int port = answering(page(500, "no"));
        assertThat(lab.ask(lab.page("http://127.0.0.1:" + port + "/?password=hunter2", KIOSK))
                        .toString())
                .doesNotContain("hunter2");
    }

    @Test
    void securePage_thatSignedItself_saysSo() {
        int port = server(
                new NetServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(SelfSignedCertificate.create().keyCertOptions()),
                socket -> socket.handler(request -> socket.write(page(200, "{}"))));
        ProbeOutcome outcome = lab.ask(lab.page("https://127.0.0.1:" + port + "/", ""));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ProbeLab.reason(outcome)).contains("certificate");
    }

    @Test
    void securePage_onAPortWithoutTls_saysSo() {
        ProbeOutcome outcome = lab.ask(lab.page("https://127.0.0.1:" + answering(page(200, "{}")) + "/", ""));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ProbeLab.reason(outcome)).isEqualTo("what answers there does not speak TLS");
    }
}
