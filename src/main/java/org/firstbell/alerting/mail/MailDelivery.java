package org.firstbell.alerting.mail;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.firstbell.alerting.plan.MailThrottle;
import org.firstbell.alerting.plan.RetryBackoff;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;
import org.firstbell.model.setup.AlertSettings;
import org.firstbell.model.setup.Configuration;
import org.firstbell.wording.TimePhrases;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits in the outbox, one mail at a time: marked on disk before the attempt, tried again until the server takes
 * or refuses it. Has an event loop of its own; the public methods may be called from any thread.
 */
public final class MailDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);

    /** A delivery under way is waited for so long at the stop; unconfirmed, it is sent again at the next start. */
    private static final long STOP_MILLIS = 3_000;

    private static final long MAX_TIMER_MILLIS = Duration.ofMinutes(10).toMillis();

    private final Vertx vertx;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Consumer<DeliveryReport> listener;
    private final MailSender.SmtpOptions smtpOptions;
    private final MailRenderer renderer = new MailRenderer();
    private final MailThrottle throttle = new MailThrottle();
    private final Map<String, String> rejections = new LinkedHashMap<>();
    private Configuration configuration;
    private volatile @Nullable Context eventLoop;
    private @Nullable MailSender mailSender;
    private @Nullable Promise<Void> stopPromise;
    private boolean busy;
    private boolean recheckRequested;
    private long timer = -1;
    private Instant serverAnsweredAt = Instant.EPOCH;
    private volatile int pending;
    private volatile Optional<String> deliveryProblem = Optional.empty();

    /**
     * A delivery that is not started.
     *
     * @param recent what the outbox knew at the start: who got how many mails lately
     * @param listener told of each attempt's end, on the delivery's loop
     */
    public MailDelivery(
            Vertx vertx,
            Outbox outbox,
            Collection<Outbox.OutboxEntry> recent,
            Configuration configuration,
            InstantSource clock,
            Consumer<DeliveryReport> listener) {
        this(vertx, outbox, recent, configuration, clock, listener, MailSender.SmtpOptions.DEFAULT);
    }

    MailDelivery(
            Vertx vertx,
            Outbox outbox,
            Collection<Outbox.OutboxEntry> recent,
            Configuration configuration,
            InstantSource clock,
            Consumer<DeliveryReport> listener,
            MailSender.SmtpOptions terms) {
        this.vertx = vertx;
        this.smtpOptions = terms;
        this.outbox = outbox;
        this.configuration = configuration;
        this.clock = clock;
        this.listener = listener;
        Instant since = clock.instant().minus(MailThrottle.WINDOW);
        recent.stream()
                .filter(entry -> entry.state() == Outbox.DeliveryState.SENT
                        && entry.nextTryAt().isAfter(since))
                .forEach(entry -> throttle.recordSent(entry.notification().to(), entry.nextTryAt(), false));
    }

    /** Begins to deliver; the stage is done when its loop runs. */
    public CompletionStage<Void> start() {
        DeliveryVerticle delivering = new DeliveryVerticle();
        return vertx.deployVerticle(delivering).<Void>mapEmpty().toCompletionStage();
    }

    private final class DeliveryVerticle extends VerticleBase {
        @Override
        public Future<?> start() {
            eventLoop = context;
            vertx.executeBlocking(() -> {
                renderer.compileTemplates();
                return null;
            });
            updateSender();
            deliverNext();
            return Future.succeededFuture();
        }
    }

    /** There may be something new in the outbox. */
    public void wake() {
        runOnLoop(this::deliverNext);
    }

    /** Delivers by a new configuration from now on. */
    public void reconfigure(Configuration next) {
        runOnLoop(() -> {
            configuration = next;
            updateSender();
            deliverNext();
        });
    }

    /** Stops within seconds. What was begun and not confirmed is sent again, with the same Message-ID, after the next start. */
    public CompletionStage<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        if (eventLoop == null) {
            stopped.complete();
        }
        runOnLoop(() -> {
            stopPromise = stopped;
            vertx.cancelTimer(timer);
            if (!busy) {
                finish();
            } else {
                vertx.setTimer(STOP_MILLIS, late -> finish());
            }
        });
        return stopped.future().toCompletionStage();
    }

    private void finish() {
        MailSender open = mailSender;
        mailSender = null;
        if (open != null) {
            open.close();
        }
        Promise<Void> stopped = stopPromise;
        if (stopped != null) {
            stopped.tryComplete();
        }
    }

    /** Mails that wait or are under way. */
    public int pending() {
        return pending;
    }

    /** Why mail does not reach everybody at present, for the board; empty while it does. Names roles, no addresses. */
    public Optional<String> deliveryProblem() {
        return deliveryProblem;
    }

    private void runOnLoop(Runnable work) {
        Context own = eventLoop;
        if (own != null) {
            own.runOnContext(now -> work.run());
        }
    }

    private void updateSender() {
        Optional<AlertSettings.MailSettings> mail = configuration.alerts().mail();
        MailSender open = mailSender;
        if (open != null && mail.filter(open.settings()::equals).isEmpty()) {
            open.close();
            mailSender = null;
        }
        if (mailSender == null && mail.isPresent()) {
            mailSender = new MailSender(vertx, mail.get(), smtpOptions);
        }
    }

    /** Looks into the outbox for the next thing to do; one at a time. */
    private void deliverNext() {
        if (busy) {
            recheckRequested = true;
            return;
        }
        if (stopPromise != null) {
            return;
        }
        busy = true;
        recheckRequested = false;
        vertx.cancelTimer(timer);
        continueWith(outbox.undelivered(), this::selectNext);
    }

    private <T> void continueWith(CompletionStage<T> stage, Consumer<T> next) {
        BiConsumer<T, Throwable> hop = (result, failure) -> runOnLoop(() -> {
            if (failure == null) {
                next.accept(result);
            } else {
                LOG.warn("The outbox does not answer: {}", failure.getMessage());
                idleUntil(Optional.of(clock.instant().plusSeconds(5)));
            }
        });
        stage.whenComplete(hop);
    }

    private void selectNext(List<Outbox.OutboxEntry> open) {
        pending = (int) open.stream()
                .filter(entry -> entry.notification().channel().equals(NotificationFactory.CHANNEL))
                .count();
        MailSender to = mailSender;
        Instant now = clock.instant();
        if (to == null || stopPromise != null) {
            idleUntil(Optional.empty());
            return;
        }
        DeliveryBatch.NextDelivery next = DeliveryBatch.selectNext(open, throttle, serverAnsweredAt, now);
        if (next.batch().isEmpty()) {
            idleUntil(next.recheckAt());
            return;
        }
        DeliveryBatch choice = next.batch().get();
        Notification notification = choice.primary().notification();
        outbox.thread(notification.channel(), notification.thread(), notification.to())
                .whenComplete((history, failure) ->
                        runOnLoop(() -> prepare(choice, failure == null ? history : List.of(), to)));
    }

    private void idleUntil(Optional<Instant> until) {
        busy = false;
        if (stopPromise != null) {
            finish();
        } else if (recheckRequested) {
            deliverNext();
        } else {
            until.ifPresent(at -> {
                long wait = Duration.between(clock.instant(), at).toMillis();
                timer = vertx.setTimer(Math.min(Math.max(wait, 1), MAX_TIMER_MILLIS), due -> deliverNext());
            });
        }
    }

    private void prepare(DeliveryBatch choice, List<Outbox.OutboxEntry> history, MailSender to) {
        Outbox.OutboxEntry carrier = choice.primary();
        Notification notification = carrier.notification();
        List<Outbox.OutboxEntry> earlier = history.stream()
                .takeWhile(entry -> !entry.notification().key().equals(notification.key()))
                .toList();
        if (!choice.collective()
                && notification.kind() == Notification.NotificationKind.GOOD
                && isBadNewsRejected(earlier)) {
            Instant now = clock.instant();
            continueWith(
                    outbox.updateState(
                            notification.key(),
                            Outbox.DeliveryState.NEEDLESS,
                            carrier.attempts(),
                            now,
                            "the bad news was refused, so the good is not sent"),
                    done -> attemptRecorded());
            return;
        }
        MailMessage message;
        Instant now = clock.instant();
        try {
            TimePhrases times = new TimePhrases(configuration.schools().get(0).timezone());
            DeliveryRemarks.ComposedMail said =
                    new DeliveryRemarks(renderer, times).compose(choice, now, now.plus(MailThrottle.WINDOW));
            message = messageFactory(to).message(notification, said.subject(), said.body(), earlier);
        } catch (RuntimeException broken) {
            LOG.error("A mail could not be written and is given up: {}", notification.key(), broken);
            attemptEnded(choice, new MailResult.MailRejected("this mail could not be written"), carrier.attempts());
            return;
        }
        int attempts = carrier.attempts() + 1;
        continueWith(
                outbox.updateState(
                        notification.key(), Outbox.DeliveryState.UNDER_WAY, attempts, now, carrier.lastAnswer()),
                done -> to.send(message)
                        .onComplete(answer -> runOnLoop(() -> attemptEnded(choice, answer.result(), attempts))));
    }

    private MailMessageFactory messageFactory(MailSender to) {
        String school = configuration.schools().get(0).name();
        return new MailMessageFactory(to.settings().from(), "Testing day, " + school);
    }

    /** Whether every mail with the bad news was refused. Such that still wait are told by this one. */
    private static boolean isBadNewsRejected(List<Outbox.OutboxEntry> earlier) {
        List<Outbox.OutboxEntry> bad = earlier.stream()
                .filter(entry -> entry.notification().kind() == Notification.NotificationKind.BAD
                        || entry.notification().kind() == Notification.NotificationKind.STILL_BAD)
                .toList();
        return !bad.isEmpty() && bad.stream().allMatch(entry -> entry.state() == Outbox.DeliveryState.REFUSED);
    }

    private void attemptEnded(DeliveryBatch choice, MailResult answer, int attempts) {
        Notification notification = choice.primary().notification();
        String role = new RecipientNames(configuration).roleName(notification.to());
        Instant now = clock.instant();
        String words = RecipientNames.redactAddresses(answer.sentence());
        if (answer instanceof MailResult.MailNotDelivered) {
            LOG.warn("Mail to {} waits: {}", role, words);
            updateProblem(Optional.of("E-mail is not working: " + words + "."));
            continueWith(
                    outbox.updateState(
                            notification.key(),
                            Outbox.DeliveryState.PENDING,
                            attempts,
                            now.plus(RetryBackoff.delayAfter(attempts)),
                            answer.sentence()),
                    done -> {
                        notifyListener(
                                notification,
                                DeliveryReport.DeliveryOutcome.RETRIED,
                                "mail to " + role + " waits: " + words);
                        attemptRecorded();
                    });
            return;
        }
        serverAnsweredAt = now;
        boolean taken = answer instanceof MailResult.MailAccepted;
        Outbox.DeliveryState state = taken ? Outbox.DeliveryState.SENT : Outbox.DeliveryState.REFUSED;
        if (taken) {
            LOG.info("Mail sent to {}: {}", role, notification.subject());
            throttle.recordSent(notification.to(), now, choice.collective());
            rejections.remove(notification.to());
        } else {
            LOG.warn("Mail to {} is refused for good: {}", role, words);
            rejections.put(notification.to(), "E-mail to " + role + " is refused: " + words + ".");
        }
        updateProblem(Optional.empty());
        choice.merged()
                .forEach(entry -> outbox.updateState(
                        entry.notification().key(),
                        Outbox.DeliveryState.MERGED,
                        entry.attempts(),
                        now,
                        "told by " + notification.key()));
        continueWith(outbox.updateState(notification.key(), state, attempts, now, answer.sentence()), done -> {
            choice.merged()
                    .forEach(entry -> notifyListener(
                            entry.notification(),
                            DeliveryReport.DeliveryOutcome.MERGED,
                            "mail to " + role + " told by a newer one"));
            notifyListener(
                    notification,
                    taken ? DeliveryReport.DeliveryOutcome.SENT : DeliveryReport.DeliveryOutcome.REFUSED,
                    taken ? "mail sent to " + role : "mail to " + role + " refused: " + words);
            attemptRecorded();
        });
    }

    private void updateProblem(Optional<String> sentence) {
        deliveryProblem = sentence.or(() -> rejections.values().stream().findFirst());
    }

    private void notifyListener(Notification notification, DeliveryReport.DeliveryOutcome outcome, String sentence) {
        try {
            listener.accept(new DeliveryReport(notification, outcome, sentence));
        } catch (RuntimeException e) {
            LOG.error("Whoever listens to deliveries failed", e);
        }
    }

    private void attemptRecorded() {
        busy = false;
        if (stopPromise != null) {
            finish();
        } else {
            deliverNext();
        }
    }
}
