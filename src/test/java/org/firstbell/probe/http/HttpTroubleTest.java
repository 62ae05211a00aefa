package org.firstbell.probe.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web servers that are broken, slow, packed, endless or somebody else: each with the reason that it is told with. */
class HttpTroubleTest {
    private static final String KIOSK = ", profile: kiosk-health";

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private int server(NetServerOptions options, Handler<NetSocket> handler) {
        return ProbeLab.got(lab.vertx
                        .createNetServer(options.setHost("127.0.0.1").setPort(0))
                        .exceptionHandler(handshake -> {})
                        .connectHandler(socket -> {
                            socket.exceptionHandler(reset -> {});
                            handler.handle(socket);
                        })
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
    }

    private int server(Handler<NetSocket> handler) {
        return server(new NetServerOptions(), handler);
    }

    private ProbeOutcome ask(Handler<NetSocket> handler, String more) {
        return lab.ask(lab.page("http://127.0.0.1:" + server(handler) + "/", more));
    }

    private static Handler<NetSocket> answering(Buffer answer) {
        return socket -> socket.handler(request -> socket.write(answer));
    }

    private static Buffer page(String headers, byte[] body) {
        return Buffer.buffer("HTTP/1.1 200 OK\r\n" + headers + "content-length: " + body.length + "\r\n\r\n")
                .appendBytes(body);
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (GZIPOutputStream packed = new GZIPOutputStream(octets)) {
            packed.write(plain);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return octets.toByteArray();
    }

    private static byte[] deflate(byte[] plain) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (DeflaterOutputStream packed = new DeflaterOutputStream(octets)) {
            packed.write(plain);
        }
        return octets.toByteArray();
    }

    @Test
    void packedPage_isReadThoughNobodyAskedForIt() throws IOException {
        byte[] json = "{\"status\":\"ok\",\"osVersion\":\"14\"}".getBytes(UTF_8);
        assertThat(ProbeLab.signals(ask(answering(page("content-encoding: gzip\r\n", gzip(json))), KIOSK)))
                .containsEntry("os.version", "14");
        assertThat(ProbeLab.signals(ask(answering(page("Content-Encoding: deflate\r\n", deflate(json))), KIOSK)))
                .containsEntry("os.version", "14");
        assertThat(ProbeLab.signals(ask(answering(page("content-encoding: identity\r\n", json)), KIOSK)))
                .containsEntry("os.version", "14");
    }

    @Test
    void packedPage_thatUnpacksToAGigabyte_isCutAtOneMebibyte() {
        byte[] bomb = gzip(new byte[64 * 1024 * 1024]);
        assertThat(bomb).hasSizeLessThan(100_000);
        ProbeOutcome outcome = ask(answering(page("content-encoding: gzip\r\n", bomb)), KIOSK);
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ProbeLab.reason(outcome)).isEqualTo("the page is larger than 1 MiB");
    }

    @Test
    void packedPage_thatIsCutOrNoneOrOfAnUnknownKind_saysSo() {
        byte[] packed = gzip("{\"status\":\"ok\"}".getBytes(UTF_8));
        byte[] cut = java.util.Arrays.copyOf(packed, packed.length / 2);
        assertThat(ProbeLab.reason(ask(answering(page("content-encoding: gzip\r\n", cut)), KIOSK)))
                .isEqualTo("its page is said to be packed (gzip) and cannot be unpacked");
        assertThat(ProbeLab.reason(ask(answering(page("content-encoding: gzip\r\n", "{}".getBytes(UTF_8))), KIOSK)))
                .isEqualTo("its page is said to be packed (gzip) and cannot be unpacked");
        assertThat(ProbeLab.reason(ask(answering(page("content-encoding: br\r\n", packed)), KIOSK)))
                .isEqualTo("its page is packed in a way that nobody asked for (br)");
    }

    @Test
    void page_withAByteOrderMark_isReadAsIfItHadNone() {
        byte[] json = "\uFEFF{\"osVersion\":\"14\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(ProbeLab.signals(ask(answering(page("", json)), KIOSK))).containsEntry("os.version", "14");
    }

    @Test
    void server_thatTakesTheConnectionAndIsSilent_isTellableFromOneThatStopsInTheMiddle() {
        assertThat(ProbeLab.reason(ask(socket -> {}, KIOSK)))
                .isEqualTo("it takes the connection and sends no page in time");
        assertThat(ProbeLab.reason(ask(answering(Buffer.buffer("HTTP/1.1 200 OK\r\n")), KIOSK)))
                .isEqualTo("it takes the connection and sends no page in time");
        assertThat(ProbeLab.reason(
                        ask(answering(Buffer.buffer("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n")), KIOSK)))
                .isEqualTo("it begins to answer and sends no page in time");
        ProbeOutcome cut = ask(answering(Buffer.buffer("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf")), KIOSK);
        assertThat(cut).isInstanceOf(ProbeOutcome.Silent.class);
        assertThat(ProbeLab.reason(cut)).isEqualTo("the page does not end in time: 4 bytes came, and then too little");
    }

    @Test
    void server_thatHangsUp_isTellableFromOneThatBreaksOff() {
        int port = server(socket -> socket.handler(request -> socket.close()));
        ProbeOutcome hangsUp = patiently(lab.page("http://127.0.0.1:" + port + "/", KIOSK));
        assertThat(ProbeLab.reason(hangsUp)).startsWith("the connection breaks off before a page came: ");
        ProbeOutcome breaksOff = ask(
                socket -> socket.handler(request -> {
                    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nhalf");
                    socket.close();
                }),
                KIOSK);
        assertThat(ProbeLab.reason(breaksOff))
                .startsWith("the connection breaks off in the middle of the page, after 4 bytes: ");
    }

    @Test
    void headersWithoutEnd_areCut() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        int port = server(socket -> {
            socket.closeHandler(end -> closed.complete(null));
            socket.handler(request -> {
                socket.write("HTTP/1.1 200 OK\r\n");
                pour(socket, new AtomicInteger());
            });
        });
        ProbeOutcome outcome = patiently(lab.page("http://127.0.0.1:" + port + "/", KIOSK));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ProbeLab.reason(outcome)).isEqualTo("its headers are longer than any page needs");
        ProbeLab.got(closed);
    }

    private static void pour(NetSocket socket, AtomicInteger sent) {
        while (!socket.writeQueueFull() && sent.incrementAndGet() < 5_000) {
            socket.write("x-" + sent + ": " + "y".repeat(100) + "\r\n");
        }
        socket.drainHandler(again -> pour(socket, sent));
    }

    @Test
    void page_longerThanItSays_doesNotSpoilTheNext() {
        int port = server(socket -> socket.handler(
                request -> socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}and more than it said")));
        Probe probe = lab.page("http://127.0.0.1:" + port + "/", KIOSK);
        for (int i = 0; i < 4; i++) {
            assertThat(ProbeLab.signals(lab.ask(probe))).containsEntry("http.body.ok", true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length: -5", "content-length: 99999999999999999999", "content-length: ten"})
    void page_whoseLengthIsNone_isGarbled(String header) {
        ProbeOutcome outcome = ask(answering(Buffer.buffer("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n{}")), KIOSK);
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ProbeLab.reason(outcome)).startsWith("what answers does not speak HTTP: ");
    }

    @Test
    void chunks_ofNoSize_areGarbled() {
        assertThat(ask(
                        answering(Buffer.buffer("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n")),
                        KIOSK))
                .isInstanceOf(ProbeOutcome.Garbled.class);
    }

    @Test
    void page_thatSendsOn_saysWhere_withoutWhatMayBeSecret() {
        String sendsOn = "HTTP/1.1 302 Found\r\nlocation: https://login.lincoln.example/?token=hunter2\r\n"
                + "content-length: 0\r\n\r\n";
        for (String more : Set.of("", KIOSK)) {
            ProbeOutcome outcome = ask(answering(Buffer.buffer(sendsOn)), more);
            assertThat(ProbeLab.problems(outcome))
                    .containsExactly(
                            "it sends on to login.lincoln.example (status 302), where Firstbell does not follow:"
                                    + " ask that address, or let this machine past the page that asks people to sign in");
            assertThat(outcome.toString()).doesNotContain("hunter2");
        }
    }

    @Test
    void key_thatNoHeaderCanHold_isNotSent() {
        int port = server(answering(page("", "{}".getBytes(UTF_8))));
        Probe probe = lab.page("http://127.0.0.1:" + port + "/", ", profile: unifi-devices, key: \"a\\r\\nx-evil: 1\"");
        ProbeOutcome outcome = lab.ask(probe);
        assertThat(outcome).isInstanceOf(ProbeOutcome.Skipped.class);
        assertThat(outcome.toString()).contains("cannot stand in a header").doesNotContain("evil");
    }

    @Test
    void hundredPagesOfOneServer_areAllAnswered() {
        int port = server(answering(page("", "{}".getBytes(UTF_8))));
        StringBuilder devices = new StringBuilder("devices:\n");
        for (int i = 0; i < 100; i++) {
            devices.append("  - { id: k-%d, kind: tablet, http: { url: \"http://127.0.0.1:%d/%d\" } }\n"
                    .formatted(i, port, i));
        }
        assertThat(lab.askTogether(lab.probes(devices.toString())))
                .hasSize(100)
                .allMatch(outcome -> outcome instanceof ProbeOutcome.Answered);
    }

    @Test
    void metrics_thatNoLineOfEnds_areReadInTime() {
        String line = "a{b\n";
        String body = line.repeat(2_000_000);
        assertThat(org.junit.jupiter.api.Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(20), () -> PrometheusText.parse(body, Set.of("a"))))
                .isEmpty();
    }

    @Test
    void json_ofMillionsOfEmptyLists_isGarbled() {
        byte[] lists = ("{\"data\":[" + "[],".repeat(1_500_000) + "[]]}").getBytes(UTF_8);
        ProbeOutcome outcome = ask(answering(page("", lists)), ", profile: unifi-devices, key: k");
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
    }

    /** The first handshakes of a process take their time. */
    private ProbeOutcome patiently(Probe probe) {
        return lab.askTogether(java.util.List.of(probe)).get(0);
    }
}
