package org.firstbell.probe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.event.IssuerStore;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TlsProbeTest {
    private static final String SECRET = "changeit";
    private static final String LOOPBACK = "san=ip:127.0.0.1,dns:localhost";

    @TempDir
    Path folder;

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private Probe probe(int port, String intercepted) {
        return probe(lab, port, intercepted);
    }

    private static Probe probe(ProbeLab lab, int port, String intercepted) {
        return lab.probe("""
                services: [ { id: edge, kind: vendor, platforms: [testnav], tls: { host: 127.0.0.1, port: %d, intercepted: %s } } ]
                """.formatted(port, intercepted));
    }

    private void keytool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", SECRET, "-keypass", SECRET, "-storetype", "PKCS12"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(folder.resolve("keytool.log")))
                    .isZero();
        } catch (IOException | InterruptedException broken) {
            throw new AssertionError(broken);
        }
    }

    private Path pair(String name, String start, String... more) {
        Path store = folder.resolve(name + ".p12");
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair", "-alias", name, "-keystore", store.toString(), "-keyalg", "EC", "-dname", "CN=" + name));
        arguments.addAll(List.of("-startdate", start, "-validity", "10"));
        arguments.addAll(List.of(more));
        keytool(arguments.toArray(String[]::new));
        return store;
    }

    /** A certificate for loopback, signed by an authority of one's own. */
    private Path signed(String name, String authority) {
        String of = name + "-" + authority.replace(' ', '-');
        Path root = folder.resolve(of + "-root.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "root",
                "-keystore",
                root.toString(),
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + authority,
                "-ext",
                "bc:c",
                "-startdate",
                "-2d",
                "-validity",
                "20");
        Path leaf = folder.resolve(of + ".p12");
        keytool("-genkeypair", "-alias", "leaf", "-keystore", leaf.toString(), "-keyalg", "EC", "-dname", "CN=" + name);
        String request = folder.resolve(of + ".csr").toString();
        String answer = folder.resolve(of + ".pem").toString();
        String rootFile = folder.resolve(of + "-root.pem").toString();
        keytool("-certreq", "-alias", "leaf", "-keystore", leaf.toString(), "-file", request);
        keytool(
                "-gencert",
                "-alias",
                "root",
                "-keystore",
                root.toString(),
                "-infile",
                request,
                "-outfile",
                answer,
                "-ext",
                LOOPBACK,
                "-startdate",
                "-1d",
                "-validity",
                "10");
        keytool("-exportcert", "-alias", "root", "-keystore", root.toString(), "-file", rootFile);
        keytool("-importcert", "-noprompt", "-alias", "root", "-keystore", leaf.toString(), "-file", rootFile);
        keytool("-importcert", "-noprompt", "-alias", "leaf", "-keystore", leaf.toString(), "-file", answer);
        return leaf;
    }

    private NetServer listening(Path store, int port) {
        return ProbeLab.got(lab.vertx
                .createNetServer(new NetServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setSsl(true)
                        .setKeyCertOptions(new PfxOptions()
                                .setPath(store.toString())
                                .setPassword(SECRET)
                                .setAlias(alias(store))))
                .exceptionHandler(handshake -> {})
                .connectHandler(socket -> socket.exceptionHandler(reset -> {}))
                .listen()
                .toCompletionStage()
                .toCompletableFuture());
    }

    /** Of its keys there is one only. */
    private static String alias(Path store) {
        try {
            KeyStore keys = KeyStore.getInstance(store.toFile(), SECRET.toCharArray());
            return java.util.Collections.list(keys.aliases()).stream()
                    .filter(one -> {
                        try {
                            return keys.isKeyEntry(one);
                        } catch (GeneralSecurityException impossible) {
                            throw new AssertionError(impossible);
                        }
                    })
                    .findFirst()
                    .orElseThrow();
        } catch (IOException | GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private int server(Path store) {
        return listening(store, 0).actualPort();
    }

    @Test
    void certificateOfAFilter_isSeenAndToldAsIntercepted() {
        ProbeOutcome outcome = lab.ask(probe(server(signed("edge", "Lightgate Filter")), "forbidden"));
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("tls.intercepted", true)
                .containsEntry("tls.issuer", "CN=Lightgate Filter")
                .containsEntry("tls.name.ok", true);
        assertThat((double) ProbeLab.signals(outcome).get("tls.expires.seconds"))
                .isBetween(8.9 * 86_400, 9.1 * 86_400);
        assertThat(ProbeLab.problems(outcome))
                .containsExactly("its certificate leads to no public authority: signed by CN=Lightgate Filter");
    }

    @Test
    void certificateThatEnded_isStillRead_andTheTimeIsNegative() {
        ProbeOutcome outcome = lab.ask(probe(server(pair("old", "-30d")), "allowed"));
        assertThat((double) ProbeLab.signals(outcome).get("tls.expires.seconds"))
                .isNegative();
        assertThat(ProbeLab.signals(outcome)).doesNotContainKey("tls.intercepted");
        assertThat(ProbeLab.problems(outcome)).first().asString().startsWith("its certificate ended on ");
        ProbeOutcome early = lab.ask(probe(server(pair("young", "+5d", "-ext", LOOPBACK)), "allowed"));
        assertThat(ProbeLab.problems(early))
                .singleElement()
                .asString()
                .endsWith(" on only, or the clock of this machine is wrong");
    }

    @Test
    void certificate_thatSignedItself_saysSo() {
        assertThat(ProbeLab.problems(lab.ask(probe(server(pair("cache", "-1d", "-ext", LOOPBACK)), "forbidden"))))
                .containsExactly("its certificate signed itself (CN=cache): no public authority stands behind it");
    }

    @Test
    void certificate_forAnotherName_saysForWhich() {
        Path other = pair("other", "-1d", "-ext", "san=dns:www.lincoln.example,dns:*.lincoln.example");
        ProbeOutcome outcome = lab.ask(probe(server(other), "allowed"));
        assertThat(ProbeLab.signals(outcome)).containsEntry("tls.name.ok", false);
        assertThat(ProbeLab.problems(outcome))
                .containsExactly(
                        "its certificate is not for the name 127.0.0.1: it is for www.lincoln.example, *.lincoln.example");
        assertThat(ProbeLab.problems(lab.ask(probe(server(pair("bare", "-1d")), "allowed"))))
                .containsExactly("its certificate is not for the name 127.0.0.1: it is for none");
    }

    @Test
    void names_fitAsInRfc9525() throws Exception {
        X509Certificate certificate =
                self(pair("leaf", "-1d", "-ext", "san=dns:a.example,dns:*.b.example,ip:10.1.2.3"));
        assertThat(List.of("a.example", "A.Example", "x.b.example", "10.1.2.3"))
                .allMatch(host -> CertificateNames.matches(certificate, host));
        assertThat(List.of("b.example", "x.y.b.example", "x.a.example", "10.1.2.4", "leaf", "aaexample"))
                .noneMatch(host -> CertificateNames.matches(certificate, host));
    }

    @Test
    void issuer_otherThanBefore_isTold_andHeldUntilTheOldOneIsBack() {
        Path first = signed("edge", "School Authority");
        Path second = signed("edge", "Lightgate Filter");
        NetServer server = listening(first, 0);
        int port = server.actualPort();
        Probe probe = probe(port, "allowed");
        assertThat(ProbeLab.problems(lab.ask(probe))).isEmpty();
        ProbeLab.got(server.close().toCompletionStage().toCompletableFuture());
        NetServer filter = listening(second, port);
        for (int i = 0; i < 2; i++) {
            assertThat(ProbeLab.problems(lab.ask(probe)))
                    .containsExactly("its certificate is signed by CN=Lightgate Filter, and was by CN=School Authority"
                            + " before: renewed by another authority, or opened by a filter");
        }
        assertThat(ProbeLab.problems(lab.ask(probe(port, "forbidden"))))
                .as("a reload forgets nothing")
                .containsExactly("its certificate leads to no public authority: signed by CN=Lightgate Filter;"
                        + " before, it was signed by CN=School Authority");
        ProbeLab.got(filter.close().toCompletionStage().toCompletableFuture());
        listening(first, port);
        assertThat(ProbeLab.problems(lab.ask(probe(port, "allowed")))).isEmpty();
    }

    @Test
    void issuer_expectedBeforeARestart_isHeldAgainstAnother() {
        Signs kept = new Signs(new ConcurrentHashMap<>());
        lab.keep(kept);
        NetServer server = listening(signed("edge", "School Authority"), 0);
        int port = server.actualPort();
        assertThat(ProbeLab.problems(lab.ask(expecting(lab, port)))).isEmpty();
        assertThat(kept.issuers()).containsExactly(Map.entry("127.0.0.1:" + port, "CN=School Authority"));
        ProbeLab.got(server.close().toCompletionStage().toCompletableFuture());
        listening(signed("edge", "Lightgate Filter"), port);

        try (ProbeLab restarted = new ProbeLab()) {
            restarted.keep(kept);
            assertThat(ProbeLab.problems(restarted.ask(expecting(restarted, port))))
                    .containsExactly("its certificate is signed by CN=Lightgate Filter, and was by CN=School Authority"
                            + " before: renewed by another authority, or opened by a filter");
        }
        assertThat(kept.issuers())
                .as("the filter takes nobody's place")
                .hasSize(1)
                .containsValue("CN=School Authority");
    }

    private static Probe expecting(ProbeLab lab, int port) {
        return lab.probes(
                        """
                        services: [ { id: edge, kind: vendor, platforms: [testnav], tls: { host: 127.0.0.1, port: %d, intercepted: allowed } } ]
                        """.formatted(port),
                        Map.of(
                                "platforms/own.yaml",
                                "{ id: own, name: Own, issuers: { value: [School Authority], source: our own, seen: 2026-11-01 } }"))
                .get(0);
    }

    @Test
    void issuer_thatNobodyVouchesFor_isBelievedAnewByARestart() {
        Signs kept = new Signs(new ConcurrentHashMap<>());
        lab.keep(kept);
        NetServer server = listening(signed("edge", "School Authority"), 0);
        assertThat(ProbeLab.problems(lab.ask(probe(server.actualPort(), "allowed"))))
                .isEmpty();
        assertThat(kept.issuers()).isEmpty();
    }

    private record Signs(Map<String, String> issuers) implements IssuerStore {
        @Override
        public void recordIssuer(String place, String issuer) {
            issuers.put(place, issuer);
        }
    }

    @Test
    void server_thatSpeaksOnlyAnOldVersion_orAClosedHandshake_isToldApart() {
        int old = ProbeLab.got(lab.vertx
                        .createNetServer()
                        // An alert of TLS 1.0: fatal, protocol_version (RFC 8446 §6.2).
                        .connectHandler(socket -> socket.handler(
                                hello -> socket.write(Buffer.buffer(new byte[] {21, 3, 1, 0, 2, 2, 70}))))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
        assertThat(ProbeLab.reason(lab.ask(probe(old, "forbidden"))))
                .startsWith("it speaks only a version of TLS that is too old to be safe: ");
        int noCertificate = ProbeLab.got(lab.vertx
                        .createNetServer()
                        .connectHandler(socket -> socket.handler(
                                hello -> socket.write(Buffer.buffer(new byte[] {21, 3, 3, 0, 2, 2, 40}))))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
        assertThat(ProbeLab.reason(lab.ask(probe(noCertificate, "forbidden"))))
                .startsWith("both sides find no way to encrypt that is safe today, or it has no certificate");
        int hangsUp = ProbeLab.got(lab.vertx
                        .createNetServer()
                        .connectHandler(socket -> socket.handler(hello -> socket.close()))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
        ProbeOutcome closed = lab.ask(probe(hangsUp, "forbidden"));
        assertThat(ProbeLab.reason(closed)).contains("breaks off before a certificate came");
    }

    @Test
    void serverWithoutTls_isGarbled_oneThatHangsIsSilent_andAClosedPortIsRefused() throws IOException {
        int plain = ProbeLab.got(lab.vertx
                        .createNetServer()
                        .connectHandler(socket -> socket.handler(hello -> socket.write("220 mail ready\r\n")))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
        ProbeOutcome mail = lab.ask(probe(plain, "forbidden"));
        assertThat(mail).isInstanceOf(ProbeOutcome.Garbled.class);
        assertThat(ProbeLab.reason(mail)).isEqualTo("what answers there does not speak TLS");
        int hanging = ProbeLab.got(lab.vertx
                        .createNetServer()
                        .connectHandler(socket -> {})
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
        ProbeOutcome silent = lab.ask(probe(hanging, "forbidden"));
        assertThat(silent).isInstanceOf(ProbeOutcome.Silent.class);
        assertThat(ProbeLab.reason(silent)).isEqualTo("it takes the connection and does not answer TLS in time");
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(lab.ask(probe(closed, "forbidden"))).isInstanceOf(ProbeOutcome.Refused.class);
    }

    @Test
    void chain_leadsToAPublicRoot_onlyIfItsFingerprintIsKnown_whereverTheRootIsFrom() throws Exception {
        Path root = pair("root", "-1d", "-ext", "bc:c");
        Path leaf = pair("leaf", "-1d");
        Path request = folder.resolve("leaf.csr");
        Path signed = folder.resolve("leaf.pem");
        Path rootFile = folder.resolve("root.pem");
        keytool("-certreq", "-alias", "leaf", "-keystore", leaf.toString(), "-file", request.toString());
        keytool(
                "-gencert",
                "-alias",
                "root",
                "-keystore",
                root.toString(),
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-validity",
                "1",
                "-startdate",
                "-30d");
        keytool("-exportcert", "-alias", "root", "-keystore", root.toString(), "-file", rootFile.toString());
        X509Certificate rootCertificate = certificate(rootFile);
        X509Certificate expired = certificate(signed);
        Set<String> known = Set.of(PublicRoots.fingerprint(rootCertificate));

        assertThat(new PublicRoots(known, List.of(rootCertificate)).isReachedFrom(List.of(expired)))
                .as("that it ended is another question")
                .isTrue();
        assertThat(new PublicRoots(known, List.of()).isReachedFrom(List.of(expired, rootCertificate)))
                .as("a root that the server sends counts by its fingerprint")
                .isTrue();
        assertThat(new PublicRoots(Set.of("00"), List.of(rootCertificate))
                        .isReachedFrom(List.of(expired, rootCertificate)))
                .as("an authority that somebody installed here")
                .isFalse();
        assertThat(new PublicRoots(known, List.of(rootCertificate)).isReachedFrom(List.of(self(leaf))))
                .isFalse();
    }

    private static X509Certificate certificate(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate)
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static X509Certificate self(Path store) throws IOException, GeneralSecurityException {
        Certificate certificate =
                KeyStore.getInstance(store.toFile(), SECRET.toCharArray()).getCertificate("leaf");
        return (X509Certificate) certificate;
    }

    @Test
    void machine_hasPublicRootsToJudgeBy() {
        assertThat(PublicRoots.ofThisMachine().hasAnchors()).isTrue();
    }
}
