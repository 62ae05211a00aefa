package org.firstbell.probe;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.ProbeOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsProbeTest {
    private static final String SECRET = "changeit";

    @TempDir
    Path folder;

    private ProbeLab lab;

    @BeforeEach
    void open() {
        lab = new ProbeLab(folder);
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private Probe probe(int port, String intercepted) {
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

    private int server(Path store) {
        return ProbeLab.got(lab.vertx
                        .createNetServer(new NetServerOptions()
                                .setHost("127.0.0.1")
                                .setPort(0)
                                .setSsl(true)
                                .setKeyCertOptions(new PfxOptions()
                                        .setPath(store.toString())
                                        .setPassword(SECRET)))
                        .connectHandler(socket -> {})
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
    }

    @Test
    void certificateOfAFilter_isSeenAndToldAsIntercepted() {
        ProbeOutcome outcome = lab.ask(probe(server(pair("Lightgate Filter", "-1d")), "forbidden"));
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("tls.intercepted", true)
                .containsEntry("tls.issuer", "CN=Lightgate Filter");
        assertThat((double) ProbeLab.signals(outcome).get("tls.expires.seconds"))
                .isBetween(8.9 * 86_400, 9.1 * 86_400);
        assertThat(ProbeLab.problems(outcome)).singleElement().asString().contains("no public authority");
    }

    @Test
    void certificateThatEnded_isStillRead_andTheTimeIsNegative() {
        ProbeOutcome outcome = lab.ask(probe(server(pair("old", "-30d")), "allowed"));
        assertThat((double) ProbeLab.signals(outcome).get("tls.expires.seconds"))
                .isNegative();
        assertThat(ProbeLab.signals(outcome)).doesNotContainKey("tls.intercepted");
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
        assertThat(lab.ask(probe(plain, "forbidden"))).isInstanceOf(ProbeOutcome.Garbled.class);
        int hanging = ProbeLab.got(lab.vertx
                        .createNetServer()
                        .connectHandler(socket -> {})
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
        assertThat(lab.ask(probe(hanging, "forbidden"))).isInstanceOf(ProbeOutcome.Silent.class);
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

        assertThat(new PublicRoots(known, List.of(rootCertificate)).reachedFrom(List.of(expired)))
                .as("that it ended is another question")
                .isTrue();
        assertThat(new PublicRoots(known, List.of()).reachedFrom(List.of(expired, rootCertificate)))
                .as("a root that the server sends counts by its fingerprint")
                .isTrue();
        assertThat(new PublicRoots(Set.of("00"), List.of(rootCertificate))
                        .reachedFrom(List.of(expired, rootCertificate)))
                .as("an authority that somebody installed here")
                .isFalse();
        assertThat(new PublicRoots(known, List.of(rootCertificate)).reachedFrom(List.of(self(leaf))))
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
        assertThat(PublicRoots.ofThisMachine().judges()).isTrue();
    }
}
