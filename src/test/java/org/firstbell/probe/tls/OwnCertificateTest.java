package org.firstbell.probe.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.probe.Probe;
import org.firstbell.probe.ProbeLab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A console whose certificate is its own, known by its fingerprint. */
class OwnCertificateTest {
    private static final String KIOSK = ", profile: kiosk-health";

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private ProbeOutcome patiently(Probe probe) {
        return lab.askTogether(List.of(probe)).get(0);
    }

    private static String fingerprint(SelfSignedCertificate own) throws Exception {
        byte[] octets = Files.readAllBytes(Path.of(own.certificatePath()));
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(octets));
        return PublicRoots.fingerprint(certificate);
    }

    @Test
    void ownCertificate_isTakenByItsFingerprintOnly_overAKeptConnection() throws Exception {
        SelfSignedCertificate own = SelfSignedCertificate.create("console.lincoln.example");
        AtomicInteger connections = new AtomicInteger();
        int port = ProbeLab.got(lab.vertx
                        .createHttpServer(new HttpServerOptions().setSsl(true).setKeyCertOptions(own.keyCertOptions()))
                        .exceptionHandler(handshake -> {})
                        .connectionHandler(connection -> connections.incrementAndGet())
                        .requestHandler(request -> request.response().end("{\"status\":\"ok\"}"))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
        String url = "https://127.0.0.1:" + port + "/";
        String right = fingerprint(own).toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
        Probe probe = lab.page(url, KIOSK + ", certificate: \"" + right + "\"");
        for (int i = 0; i < 3; i++) {
            assertThat(ProbeLab.signals(patiently(probe))).containsEntry("http.body.ok", true);
        }
        assertThat(connections).hasValue(1);
        assertThat(ProbeLab.signals(patiently(lab.page(url, KIOSK + ", certificate: any"))))
                .containsEntry("http.body.ok", true);
        assertThat(ProbeLab.reason(patiently(lab.page(url, KIOSK + ", certificate: \"" + "ab".repeat(32) + "\""))))
                .isEqualTo("its certificate is another than the configuration names: its SHA-256 fingerprint is "
                        + fingerprint(own) + "; it was renewed, or a filter opened the connection");
        assertThat(ProbeLab.reason(patiently(lab.page(url, KIOSK)))).contains("nobody that this computer trusts");
    }
}
