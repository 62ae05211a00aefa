package org.firstbell.alerting.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.firstbell.alerting.Lincoln;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.MemoryJournal;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.NotificationFacts;
import org.firstbell.model.event.Outbox;

/** A delivery with its outbox, a clock that only a test moves, and what was told of it. Confined to one test. */
final class MailRig implements AutoCloseable {
    /** For servers that are known to hang: a busy machine must not be taken for one. */
    static final MailSender.SmtpOptions SHORT =
            new MailSender.SmtpOptions(Duration.ofSeconds(2), Duration.ofSeconds(9), java.util.Optional.empty());

    final Vertx vertx = Vertx.vertx();
    final Lincoln school = Lincoln.sixSessions();
    final SharedJournal journal = new SharedJournal();
    private final BlockingQueue<DeliveryReport> delivered = new LinkedBlockingQueue<>();
    private volatile Instant now = Lincoln.at("8:36");
    private MailSender.SmtpOptions terms = MailSender.SmtpOptions.DEFAULT;
    private MailDelivery delivery;

    /** The journal in memory, for a test and a delivery at once. */
    static final class SharedJournal {
        private final MemoryJournal memory = new MemoryJournal();

        synchronized List<Outbox.OutboxEntry> entries() {
            return memory.notices();
        }

        synchronized void put(Notification... notices) {
            memory.commit(new Journal.JournalCommit(List.of(), List.of(), List.of(notices)), result -> {});
        }

        synchronized void mark(String key, Outbox.DeliveryState state, int attempts, Instant at) {
            memory.updateState(key, state, attempts, at, "");
        }

        Outbox outbox() {
            return new Outbox() {
                @Override
                public java.util.concurrent.CompletionStage<List<OutboxEntry>> undelivered() {
                    synchronized (SharedJournal.this) {
                        return memory.undelivered();
                    }
                }

                @Override
                public java.util.concurrent.CompletionStage<List<OutboxEntry>> thread(
                        String channel, String thread, String to) {
                    synchronized (SharedJournal.this) {
                        return memory.thread(channel, thread, to);
                    }
                }

                @Override
                public java.util.concurrent.CompletionStage<Void> updateState(
                        String key, DeliveryState state, int attempts, Instant nextTryAt, String answer) {
                    synchronized (SharedJournal.this) {
                        return memory.updateState(key, state, attempts, nextTryAt, answer);
                    }
                }
            };
        }
    }

    MailRig terms(MailSender.SmtpOptions other) {
        terms = other;
        return this;
    }

    Instant now() {
        return now;
    }

    MailRig deliver() throws Exception {
        delivery = new MailDelivery(
                vertx, journal.outbox(), journal.entries(), school.configuration(), () -> now, delivered::add, terms);
        delivery.start().toCompletableFuture().get(10, TimeUnit.SECONDS);
        return this;
    }

    MailDelivery delivery() {
        return delivery;
    }

    /** Time passes, and nobody notices. */
    void later(Duration time) {
        now = now.plus(time);
    }

    /** Time passes, and the delivery looks again. */
    void pass(Duration time) {
        now = now.plus(time);
        delivery.wake();
    }

    void put(Notification... notices) {
        journal.put(notices);
        if (delivery != null) {
            delivery.wake();
        }
    }

    /** The next thing told of the delivery. */
    DeliveryReport next() throws InterruptedException {
        DeliveryReport told = delivered.poll(30, TimeUnit.SECONDS);
        assertThat(told)
                .as(
                        "told within 30 s; the outbox: %s",
                        journal.entries().stream()
                                .map(Outbox.OutboxEntry::state)
                                .toList())
                .isNotNull();
        return told;
    }

    List<DeliveryReport> next(int count) throws InterruptedException {
        List<DeliveryReport> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(next());
        }
        return all;
    }

    /** Whether nothing more was told up to now: everything asked of the delivery before has been done. */
    boolean quiet() throws Exception {
        for (int round = 0; round < 5; round++) {
            delivery.reconfigure(school.configuration());
            journal.outbox().undelivered().toCompletableFuture().get(1, TimeUnit.SECONDS);
        }
        return delivered.poll(200, TimeUnit.MILLISECONDS) == null;
    }

    Notification notice(long incident, int ordinal, Notification.NotificationKind kind) {
        return notice(incident, ordinal, kind, Lincoln.COORDINATOR);
    }

    Notification notice(long incident, int ordinal, Notification.NotificationKind kind, String to) {
        String state = kind == Notification.NotificationKind.GOOD ? "READY AGAIN" : "NOT READY";
        String thread = "incident-" + incident;
        return new Notification(
                thread + "/" + ordinal + "/" + kind + "/" + to,
                "mail",
                thread,
                List.of(new IncidentId(incident)),
                List.of(new SessionId("math-8")),
                kind,
                state,
                to,
                "[" + state + "] Room 214, 9:00 AM: news " + ordinal + " (#" + incident + ")",
                "News " + ordinal + " of incident " + incident + ".\nNext e-mail: when this changes.\n",
                "<body><!-- first line --><p>News " + ordinal + " of incident " + incident + ".</p></body>",
                now,
                now,
                now,
                NotificationFacts.NONE);
    }

    List<Outbox.DeliveryState> states() {
        return journal.entries().stream().map(Outbox.OutboxEntry::state).toList();
    }

    @Override
    public void close() throws Exception {
        if (delivery != null) {
            delivery.stop().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
