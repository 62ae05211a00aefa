package org.firstbell.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailSinkTest {
    private final Vertx vertx = Vertx.vertx();
    private final MailSink sink = new MailSink(vertx);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void mail_sentByARealClient_isKeptWithSubjectTextAndHtml() throws Exception {
        int port = sink.open("127.0.0.1").await(5, TimeUnit.SECONDS);
        MailClient client = MailClient.create(
                vertx, new MailConfig().setHostname("127.0.0.1").setPort(port));
        MailMessage message = new MailMessage()
                .setFrom("firstbell@lincoln.example")
                .setTo("coordinator@lincoln.example")
                .setSubject("[NOT READY] Room 214, 9:00 AM: Überprüfung · 3 laptops not answering (#42)")
                .setText("3 of 28 laptops are not answering.\n.\nA line with a dot. ✕")
                .setHtml("<p>3 of 28 laptops – <b>now</b></p>");
        client.sendMail(message).await(10, TimeUnit.SECONDS);
        assertThat(sink.mails()).singleElement().satisfies(mail -> {
            assertThat(mail.to()).containsExactly("coordinator@lincoln.example");
            assertThat(mail.subject())
                    .isEqualTo("[NOT READY] Room 214, 9:00 AM: Überprüfung · 3 laptops not answering (#42)");
            assertThat(mail.text()).contains("3 of 28 laptops are not answering.", "A line with a dot. ✕");
            assertThat(mail.html()).contains("laptops – <b>now</b>");
        });
        client.close();
    }
}
