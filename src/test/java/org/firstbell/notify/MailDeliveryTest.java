package org.firstbell.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.vertx.core.Vertx;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.MemoryJournal;
import org.firstbell.model.Notice;
import org.firstbell.model.Outbox;
import org.firstbell.model.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery to a real mail server in this process. */
final class MailDeliveryTest {
    private final GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Vertx vertx = Vertx.vertx();
    private final Lincoln school = Lincoln.sixSessions();
    private final MemoryJournal journal = new MemoryJournal();
    private final BlockingQueue<Delivered> delivered = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() {
        greenMail.start();
    }

    @AfterEach
    void stop() throws Exception {
        greenMail.stop();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void notice_ofAnIncident_arrivesWithBothPartsAndHeaders() throws Exception {
        school.mailServer(greenMail.getSmtp().getPort());
        Desk desk = new Desk(school, journal);
        school.judge(Verdict.NOT_READY, "math-8");
        List<Notice> bad = desk.happens(desk.switchDies(42, "math-8"));

        MailDelivery delivery =
                new MailDelivery(vertx, journal, List.of(), school.configuration(), () -> school.now, delivered::add);
        delivery.start().toCompletableFuture().get(10, TimeUnit.SECONDS);

        Delivered first = delivered.poll(10, TimeUnit.SECONDS);
        assertThat(first.outcome()).isEqualTo(Delivered.Outcome.SENT);
        assertThat(first.sentence()).isEqualTo("mail sent to School Test Coordinator");
        MimeMessage mail = greenMail.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo(bad.get(0).subject());
        java.io.ByteArrayOutputStream raw = new java.io.ByteArrayOutputStream();
        mail.writeTo(raw);
        assertThat(journal.notices().get(0).state()).isEqualTo(Outbox.State.SENT);
        delivery.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
