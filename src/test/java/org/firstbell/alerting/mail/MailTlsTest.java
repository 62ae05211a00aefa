package org.firstbell.alerting.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.alerting.mail.DeliveryReport.DeliveryOutcome.RETRIED;
import static org.firstbell.alerting.mail.DeliveryReport.DeliveryOutcome.SENT;

import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.firstbell.alerting.HostileSmtp;
import org.firstbell.model.event.Notification;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail over TLS: from the first byte, or by STARTTLS; with whom may be trusted and whom not. */
final class MailTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private final MailRig rig = new MailRig();

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificate("ours.p12", "san=ip:127.0.0.1");
        certificate("other.p12", "san=dns:mail.elsewhere.example");
    }

    private static void certificate(String file, String name) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-alias",
                        "mail",
                        "-dname",
                        "CN=mail",
                        "-ext",
                        name,
                        "-validity",
                        "3650",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        folder.resolve(file).toString())
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
    }

    private static PfxOptions store(String file) {
        return new PfxOptions().setPath(folder.resolve(file).toString()).setPassword(PASSWORD);
    }

    private HostileSmtp server(String file, boolean fromTheFirstByte) throws Exception {
        HostileSmtp server = new HostileSmtp(
                rig.vertx, new NetServerOptions().setSsl(fromTheFirstByte).setKeyCertOptions(store(file)));
        server.answer("EHLO", "250-hostile.example\r\n250-STARTTLS\r\n250 AUTH PLAIN")
                .answer("STARTTLS", "220 go");
        rig.school.mailServer(server.port());
        return server;
    }

    private void trust(String file) {
        rig.terms(new MailSender.SmtpOptions(Duration.ofSeconds(5), Duration.ofSeconds(9), Optional.of(store(file))));
    }

    private DeliveryReport deliver() throws Exception {
        rig.put(rig.notice(1, 1, Notification.NotificationKind.BAD));
        rig.deliver();
        return rig.next();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    void tls_withATrustedServer_carriesTheMail() throws Exception {
        HostileSmtp server = server("ours.p12", true);
        rig.school.tls("tls");
        trust("ours.p12");

        assertThat(deliver().outcome()).isEqualTo(SENT);
        assertThat(server.commands()).allMatch(line -> line.startsWith("TLS "));
    }

    @Test
    void startTls_withATrustedServer_carriesLoginAndMail() throws Exception {
        HostileSmtp server = server("ours.p12", false);
        server.answer("AUTH", "235 2.7.0 welcome");
        rig.school.tls("starttls").login("firstbell", "secret");
        trust("ours.p12");

        assertThat(deliver().outcome()).isEqualTo(SENT);
        assertThat(server.commands().stream().filter(line -> !line.startsWith("TLS ")))
                .allMatch(line -> line.startsWith("EHLO") || line.equals("STARTTLS"));
        assertThat(server.commands()).anyMatch(line -> line.startsWith("TLS AUTH PLAIN "));
    }

    @Test
    void server_thatNobodyVouchesFor_getsNothing() throws Exception {
        HostileSmtp server = server("ours.p12", false);
        rig.school.tls("starttls");

        DeliveryReport first = deliver();

        assertThat(first.outcome()).isEqualTo(RETRIED);
        assertThat(first.sentence())
                .contains(" could not be trusted: its certificate is vouched for by nobody whom this machine trusts");
        assertThat(server.commands()).noneMatch(line -> line.contains("MAIL"));
    }

    @Test
    void server_underAnotherName_getsNothing() throws Exception {
        HostileSmtp server = server("other.p12", true);
        rig.school.tls("tls");
        trust("other.p12");

        DeliveryReport first = deliver();

        assertThat(first.outcome()).isEqualTo(RETRIED);
        assertThat(first.sentence()).contains(" could not be trusted: its certificate is for another name");
        assertThat(server.commands()).isEmpty();
    }

    @Test
    void mailTest_saysWhatTheServerAnswered() throws Exception {
        HostileSmtp server = server("ours.p12", false);
        server.answer("EHLO", "250 hostile.example");
        TestMailSender test = new TestMailSender(rig.vertx, rig.school.configuration());

        TestMailSender.TestMailResult taken = test.send(
                        rig.school.mail(), java.util.List.of("it@lincoln.example"), rig.now())
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .get(0);
        server.answer("RCPT", "550 5.1.1 no such user");
        TestMailSender.TestMailResult refused = test.send(
                        rig.school.mail(), java.util.List.of("it@lincoln.example"), rig.now())
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS)
                .get(0);

        assertThat(taken.accepted()).isTrue();
        assertThat(taken.sentence())
                .startsWith("The mail server 127.0.0.1:" + server.port()
                        + " took the mail for it@lincoln.example (<firstbell.");
        assertThat(server.mails().get(0)).contains("Subject: [TEST] Lincoln Middle School: e-mail from Firstbell");
        assertThat(refused.accepted()).isFalse();
        assertThat(refused.sentence())
                .isEqualTo("The mail server 127.0.0.1:" + server.port() + " answered: 550 5.1.1 no such user.");
    }
}
