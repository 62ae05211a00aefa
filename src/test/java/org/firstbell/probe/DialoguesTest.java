package org.firstbell.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.firstbell.model.event.ProbeOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Projectors, battery backups and time servers that behave, and some that do not. */
class DialoguesTest {
    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private int tcp(io.vertx.core.Handler<NetSocket> handler) {
        return ProbeLab.got(lab.vertx
                        .createNetServer()
                        .connectHandler(handler)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
    }

    private int projector(String greeting, Map<String, String> answers, List<String> heard) {
        return tcp(socket -> {
            socket.handler(line -> {
                String command = line.toString().strip();
                heard.add(command);
                String word = command.substring(command.indexOf('%') + 2, command.indexOf(" ?"));
                String kind = command.substring(command.indexOf('%'), command.indexOf('%') + 2);
                socket.write(answers.getOrDefault(word, kind + word + "=ERR3") + "\r");
            });
            socket.write(greeting + "\r");
        });
    }

    private ProbeOutcome ask(String kind, String way) {
        return lab.ask(lab.probe("devices: [ { id: it, kind: %s, address: 127.0.0.1, %s } ]".formatted(kind, way)));
    }

    @Test
    void projector_withAPassword_tellsPowerLampAndErrors() {
        List<String> heard = new ArrayList<>();
        int port = projector(
                "PJLINK 1 498e4a67",
                Map.of(
                        "POWR", "%1POWR=1",
                        "ERST", "%1ERST=010020",
                        "LAMP", "%1LAMP=1200 1 300 0",
                        "INF1", "%1INF1=EPSON",
                        "INF2", "%1INF2=EB-L530U",
                        "NAME", "%1name=Room 118"),
                heard);
        ProbeOutcome outcome = ask("projector", "pjlink: { port: %d, password: JBMIAProjectorLink }".formatted(port));
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("power.state", "on")
                .containsEntry("printer.errors", "lamp warning, filter error")
                .containsEntry("lamp.time.seconds", 1200 * 3600.0)
                .containsEntry("system.model", "EPSON EB-L530U")
                .containsEntry("system.name", "Room 118");
        // The example of the PJLink specification, 5.1.
        assertThat(heard.get(0)).isEqualTo("5d8409bc1c3fa39749434aa3a5c38682%1POWR ?");
        assertThat(heard.get(1)).isEqualTo("%1ERST ?");
    }

    @Test
    void projector_ofClass2_tellsItsSerialNumberAndSoftwareToo() {
        List<String> heard = new ArrayList<>();
        int port = projector(
                "PJLINK 0", Map.of("CLSS", "%1CLSS=2", "SNUM", "%2SNUM=X4YZ001", "SVER", "%2SVER=1.10"), heard);
        ProbeOutcome outcome = ask("projector", "pjlink: { port: %d }".formatted(port));
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("system.serial", "X4YZ001")
                .containsEntry("system.firmware", "1.10");
        assertThat(heard).endsWith("%1CLSS ?", "%2SNUM ?", "%2SVER ?");
    }

    @Test
    void projector_ofClass1_isNotAskedWhatItDoesNotKnow() {
        List<String> heard = new ArrayList<>();
        int port = projector("PJLINK 0", Map.of("CLSS", "%1CLSS=1", "POWR", "%1POWR=1"), heard);
        assertThat(ProbeLab.signals(ask("projector", "pjlink: { port: %d }".formatted(port))))
                .containsEntry("power.state", "on");
        assertThat(heard).noneMatch(command -> command.startsWith("%2"));
    }

    @Test
    void projector_inStandby_isWell() {
        int port = projector("PJLINK 0", Map.of("POWR", "%1POWR=0"), new ArrayList<>());
        ProbeOutcome outcome = ask("projector", "pjlink: { port: %d }".formatted(port));
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("power.state", "standby")
                .doesNotContainKey("lamp.time.seconds");
        assertThat(ProbeLab.problems(outcome)).isEmpty();
    }

    @Test
    void projector_thatWantsAnotherPassword_refuses() {
        int without = projector("PJLINK 1 498e4a67", Map.of(), new ArrayList<>());
        assertThat(ProbeLab.reason(ask("projector", "pjlink: { port: %d }".formatted(without))))
                .isEqualTo("the projector asks for a password: add pjlink: { password: … }");
        int wrong = projector("PJLINK 1 498e4a67", Map.of("POWR", "PJLINK ERRA"), new ArrayList<>());
        assertThat(ProbeLab.reason(ask("projector", "pjlink: { port: %d, password: no }".formatted(wrong))))
                .isEqualTo("the projector does not take this password");
    }

    @Test
    void lines_ofAServerThatSpeaksSomethingElse_areGarbled() {
        int mail = tcp(socket -> socket.write("220 mail.lincoln.example ESMTP\r\n"));
        assertThat(ask("projector", "pjlink: { port: %d }".formatted(mail))).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ask("ups", "nut: { port: %d }".formatted(mail))).isInstanceOf(ProbeOutcome.Garbled.class);
    }

    @Test
    void lines_withoutEnd_areCut() {
        int endless = tcp(socket -> socket.write(Buffer.buffer("x".repeat(10_000))));
        ProbeOutcome outcome = ask("projector", "pjlink: { port: %d }".formatted(endless));
        assertThat(outcome).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ProbeLab.reason(outcome)).endsWith("says more than its protocol has words for");
        int talker =
                tcp(socket -> socket.handler(any -> socket.write(Buffer.buffer("VAR a b.c \"d\"\n".repeat(40_000)))));
        assertThat(ask("ups", "nut: { port: %d, ups: a }".formatted(talker))).isInstanceOf(ProbeOutcome.Garbled.class);
    }

    @Test
    void lines_thatStop_areSilence() {
        int hangsUp = tcp(NetSocket::close);
        assertThat(ask("projector", "pjlink: { port: %d }".formatted(hangsUp))).isInstanceOf(ProbeOutcome.Silent.class);
        int says = tcp(socket -> {});
        assertThat(ProbeLab.reason(ask("projector", "pjlink: { port: %d }".formatted(says))))
                .isEqualTo("port " + says + " does not answer in time: a projector takes one connection at a time");
    }

    @Test
    void severalUps_wantAName() {
        int port = tcp(socket ->
                socket.handler(any -> socket.write("BEGIN LIST UPS\nUPS east \"E\"\nUPS west \"W\"\nEND LIST UPS\n")));
        assertThat(ProbeLab.reason(ask("ups", "nut: { port: %d }".formatted(port))))
                .isEqualTo("the host minds several: write nut: { ups: … } with one of east, west");
    }

    private int clock(java.util.function.UnaryOperator<byte[]> answer) {
        var socket = lab.vertx.createDatagramSocket();
        socket.handler(packet -> {
            byte[] octets = answer.apply(packet.data().getBytes());
            socket.send(
                    Buffer.buffer(octets),
                    packet.sender().port(),
                    packet.sender().host());
        });
        return ProbeLab.got(socket.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture())
                .localAddress()
                .port();
    }

    private static byte[] ntp(byte[] question, int leapAndMode, int stratum, double ahead) {
        ByteBuffer answer = ByteBuffer.allocate(48);
        answer.put(0, (byte) leapAndMode).put(1, (byte) stratum);
        answer.putLong(24, ByteBuffer.wrap(question).getLong(40));
        double now = System.currentTimeMillis() / 1000.0 + ahead + 2_208_988_800L;
        long seconds = (long) now;
        long time = (seconds << 32) | (long) ((now - seconds) * 0x1p32);
        answer.putLong(32, time).putLong(40, time);
        return answer.array();
    }

    @Test
    void timeServer_thatIsAhead_tellsByHowMuch() {
        int port = clock(question -> ntp(question, 0x24, 2, 90));
        ProbeOutcome outcome = ask("server", "ntp: { port: %d }".formatted(port));
        assertThat((double) ProbeLab.signals(outcome).get("clock.offset.seconds"))
                .isBetween(89.0, 91.0);
    }

    @Test
    void timeServer_thatIsNotInStep_tellsNoTime() {
        int port = clock(question -> ntp(question, 0xE4, 16, 90));
        ProbeOutcome outcome = ask("server", "ntp: { port: %d }".formatted(port));
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("ntp.synchronized", false)
                .doesNotContainKey("clock.offset.seconds");
        assertThat(ProbeLab.problems(outcome))
                .containsExactly("the time server says itself that its clock is not in step");
    }

    private int kissing(String code, List<byte[]> heard) {
        return clock(question -> {
            heard.add(question);
            byte[] kiss = ntp(question, 0xE4, 0, 0);
            System.arraycopy(code.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, kiss, 12, 4);
            return kiss;
        });
    }

    @Test
    void timeServer_thatTurnsAway_isRefused_andLeftAlone() {
        List<byte[]> heard = java.util.Collections.synchronizedList(new ArrayList<>());
        Probe probe = lab.probe("devices: [ { id: it, kind: server, address: 127.0.0.1, ntp: { port: %d } } ]"
                .formatted(kissing("RATE", heard)));
        for (int i = 0; i < 3; i++) {
            ProbeOutcome outcome = lab.ask(probe);
            assertThat(outcome).isInstanceOf(ProbeOutcome.Refused.class);
            assertThat(ProbeLab.reason(outcome))
                    .isEqualTo("the time server is asked too often, by this machine or others behind the same address"
                            + " (RATE)");
        }
        assertThat(heard).hasSize(1);
        assertThat(ProbeLab.reason(ask("server", "ntp: { port: %d }".formatted(kissing("DENY", heard)))))
                .isEqualTo("the time server turns this machine away (DENY)");
    }

    @Test
    void timeServer_thatHasJustStarted_isNotInStep() {
        int port = kissing("INIT", new ArrayList<>());
        ProbeOutcome outcome = ask("server", "ntp: { port: %d }".formatted(port));
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("ntp.synchronized", false)
                .containsEntry("ntp.stratum", 0.0)
                .doesNotContainKey("clock.offset.seconds");
    }

    @Test
    void datagrams_ofSomebodyElse_areNotHeard() {
        Random random = new Random(7);
        int port = clock(question -> {
            byte[] junk = new byte[random.nextInt(100)];
            random.nextBytes(junk);
            return junk;
        });
        assertThat(ask("server", "ntp: { port: %d }".formatted(port))).isInstanceOf(ProbeOutcome.Silent.class);
        assertThat(ask("server", "radius: { port: %d, secret: s }".formatted(port)))
                .isInstanceOf(ProbeOutcome.Silent.class);
        assertThat(ask("server", "dns: { name: a.example, port: %d }".formatted(port)))
                .isInstanceOf(ProbeOutcome.Silent.class);
    }
}
