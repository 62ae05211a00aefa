package org.firstbell.notify;

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
import org.firstbell.model.Notice;
import org.firstbell.model.Outbox;
import org.firstbell.model.setup.Alerts;
import org.firstbell.model.setup.Configuration;
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

    private static final long LONGEST_TIMER_MILLIS = Duration.ofMinutes(10).toMillis();

    private final Vertx vertx;
    private final Outbox outbox;
    private final InstantSource clock;
    private final Consumer<Delivered> listener;
    private final MailServer.Terms terms;
    private final Paper paper = new Paper();
    private final Throttle throttle = new Throttle();
    private final Map<String, String> refused = new LinkedHashMap<>();
    private Configuration configuration;
    private volatile @Nullable Context loop;
    private @Nullable MailServer server;
    private @Nullable Promise<Void> stopping;
    private boolean busy;
    private boolean again;
    private long timer = -1;
    private Instant serverWell = Instant.EPOCH;
    private volatile int pending;
    private volatile Optional<String> trouble = Optional.empty();

    /**
     * A delivery that is not started.
     *
     * @param recent what the outbox knew at the start: who got how many mails lately
     * @param listener told of each attempt's end, on the delivery's loop
     */
    public MailDelivery(
            Vertx vertx,
            Outbox outbox,
            Collection<Outbox.Entry> recent,
            Configuration configuration,
            InstantSource clock,
            Consumer<Delivered> listener) {
        this(vertx, outbox, recent, configuration, clock, listener, MailServer.Terms.USUAL);
    }

    MailDelivery(
            Vertx vertx,
            Outbox outbox,
            Collection<Outbox.Entry> recent,
            Configuration configuration,
            InstantSource clock,
            Consumer<Delivered> listener,
            MailServer.Terms terms) {
        this.vertx = vertx;
        this.terms = terms;
        this.outbox = outbox;
        this.configuration = configuration;
        this.clock = clock;
        this.listener = listener;
        Instant since = clock.instant().minus(Throttle.WINDOW);
        recent.stream()
                .filter(entry ->
                        entry.state() == Outbox.State.SENT && entry.nextTryAt().isAfter(since))
                .forEach(entry -> throttle.sent(entry.notice().to(), entry.nextTryAt(), false));
    }

    /** Begins to deliver; the stage is done when its loop runs. */
    public CompletionStage<Void> start() {
        Delivering delivering = new Delivering();
        return vertx.deployVerticle(delivering).<Void>mapEmpty().toCompletionStage();
    }

    private final class Delivering extends VerticleBase {
        @Override
        public Future<?> start() {
            loop = context;
            vertx.executeBlocking(() -> {
                paper.warm();
                return null;
            });
            takeServer();
            step();
            return Future.succeededFuture();
        }
    }

    /** There may be something new in the outbox. */
    public void wake() {
        run(this::step);
    }

    /** Delivers by a new configuration from now on. */
    public void replace(Configuration next) {
        run(() -> {
            configuration = next;
            takeServer();
            step();
        });
    }

    /** Stops within seconds. What was begun and not confirmed is sent again, with the same Message-ID, after the next start. */
    public CompletionStage<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        if (loop == null) {
            stopped.complete();
        }
        run(() -> {
            stopping = stopped;
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
        MailServer open = server;
        server = null;
        if (open != null) {
            open.close();
        }
        Promise<Void> stopped = stopping;
        if (stopped != null) {
            stopped.tryComplete();
        }
    }

    /** Mails that wait or are under way. */
    public int pending() {
        return pending;
    }

    /** Why mail does not reach everybody at present, for the board; empty while it does. Names roles, no addresses. */
    public Optional<String> trouble() {
        return trouble;
    }

    private void run(Runnable work) {
        Context own = loop;
        if (own != null) {
            own.runOnContext(now -> work.run());
        }
    }

    private void takeServer() {
        Optional<Alerts.Mail> mail = configuration.alerts().mail();
        MailServer open = server;
        if (open != null && mail.filter(open.settings()::equals).isEmpty()) {
            open.close();
            server = null;
        }
        if (server == null && mail.isPresent()) {
            server = new MailServer(vertx, mail.get(), terms);
        }
    }

    /** Looks into the outbox for the next thing to do; one at a time. */
    private void step() {
        if (busy) {
            again = true;
            return;
        }
        if (stopping != null) {
            return;
        }
        busy = true;
        again = false;
        vertx.cancelTimer(timer);
        then(outbox.open(), this::choose);
    }

    private <T> void then(CompletionStage<T> stage, Consumer<T> next) {
        BiConsumer<T, Throwable> hop = (result, failure) -> run(() -> {
            if (failure == null) {
                next.accept(result);
            } else {
                LOG.warn("The outbox does not answer: {}", failure.getMessage());
                rest(Optional.of(clock.instant().plusSeconds(5)));
            }
        });
        stage.whenComplete(hop);
    }

    private void choose(List<Outbox.Entry> open) {
        pending = (int) open.stream()
                .filter(entry -> entry.notice().channel().equals(Post.CHANNEL))
                .count();
        MailServer to = server;
        Instant now = clock.instant();
        if (to == null || stopping != null) {
            rest(Optional.empty());
            return;
        }
        Choice.Next next = Choice.next(open, throttle, serverWell, now);
        if (next.choice().isEmpty()) {
            rest(next.lookAgain());
            return;
        }
        Choice choice = next.choice().get();
        Notice notice = choice.carrier().notice();
        outbox.thread(notice.channel(), notice.thread(), notice.to())
                .whenComplete(
                        (history, failure) -> run(() -> prepare(choice, failure == null ? history : List.of(), to)));
    }

    private void rest(Optional<Instant> until) {
        busy = false;
        if (stopping != null) {
            finish();
        } else if (again) {
            step();
        } else {
            until.ifPresent(at -> {
                long wait = Duration.between(clock.instant(), at).toMillis();
                timer = vertx.setTimer(Math.min(Math.max(wait, 1), LONGEST_TIMER_MILLIS), due -> step());
            });
        }
    }

    private void prepare(Choice choice, List<Outbox.Entry> history, MailServer to) {
        Outbox.Entry carrier = choice.carrier();
        Notice notice = carrier.notice();
        List<Outbox.Entry> earlier = history.stream()
                .takeWhile(entry -> !entry.notice().key().equals(notice.key()))
                .toList();
        if (!choice.collecting() && notice.kind() == Notice.Kind.GOOD && neverTold(earlier)) {
            Instant now = clock.instant();
            then(
                    outbox.mark(
                            notice.key(),
                            Outbox.State.NEEDLESS,
                            carrier.attempts(),
                            now,
                            "the bad news was refused, so the good is not sent"),
                    done -> next());
            return;
        }
        MailMessage message;
        Instant now = clock.instant();
        try {
            TimeWords words = new TimeWords(configuration.schools().get(0).timezone());
            LateWords.Said said = new LateWords(paper, words).say(choice, now, now.plus(Throttle.WINDOW));
            message = envelope(to).message(notice, said.subject(), said.body(), earlier);
        } catch (RuntimeException broken) {
            LOG.error("A mail could not be written and is given up: {}", notice.key(), broken);
            ended(choice, new MailAnswer.Refused("this mail could not be written"), carrier.attempts());
            return;
        }
        int attempts = carrier.attempts() + 1;
        then(
                outbox.mark(notice.key(), Outbox.State.UNDER_WAY, attempts, now, carrier.lastAnswer()),
                done -> to.send(message).onComplete(answer -> run(() -> ended(choice, answer.result(), attempts))));
    }

    private Envelope envelope(MailServer to) {
        String school = configuration.schools().get(0).name();
        return new Envelope(to.settings().from(), "Testing day, " + school);
    }

    /** Whether every mail with the bad news was refused. Such that still wait are told by this one. */
    private static boolean neverTold(List<Outbox.Entry> earlier) {
        List<Outbox.Entry> bad = earlier.stream()
                .filter(entry -> entry.notice().kind() == Notice.Kind.BAD
                        || entry.notice().kind() == Notice.Kind.STILL_BAD)
                .toList();
        return !bad.isEmpty() && bad.stream().allMatch(entry -> entry.state() == Outbox.State.REFUSED);
    }

    private void ended(Choice choice, MailAnswer answer, int attempts) {
        Notice notice = choice.carrier().notice();
        String role = new Recipients(configuration).name(notice.to());
        Instant now = clock.instant();
        String words = Recipients.withoutAddresses(answer.sentence());
        if (answer instanceof MailAnswer.Failed) {
            LOG.warn("Mail to {} waits: {}", role, words);
            troubled(Optional.of("E-mail is not working: " + words + "."));
            then(
                    outbox.mark(
                            notice.key(),
                            Outbox.State.PENDING,
                            attempts,
                            now.plus(Backoff.after(attempts)),
                            answer.sentence()),
                    done -> {
                        tell(notice, Delivered.Outcome.RETRIED, "mail to " + role + " waits: " + words);
                        next();
                    });
            return;
        }
        serverWell = now;
        boolean taken = answer instanceof MailAnswer.Taken;
        Outbox.State state = taken ? Outbox.State.SENT : Outbox.State.REFUSED;
        if (taken) {
            LOG.info("Mail sent to {}: {}", role, notice.subject());
            throttle.sent(notice.to(), now, choice.collecting());
            refused.remove(notice.to());
        } else {
            LOG.warn("Mail to {} is refused for good: {}", role, words);
            refused.put(notice.to(), "E-mail to " + role + " is refused: " + words + ".");
        }
        troubled(Optional.empty());
        choice.told()
                .forEach(entry -> outbox.mark(
                        entry.notice().key(), Outbox.State.MERGED, entry.attempts(), now, "told by " + notice.key()));
        then(outbox.mark(notice.key(), state, attempts, now, answer.sentence()), done -> {
            choice.told()
                    .forEach(entry ->
                            tell(entry.notice(), Delivered.Outcome.MERGED, "mail to " + role + " told by a newer one"));
            tell(
                    notice,
                    taken ? Delivered.Outcome.SENT : Delivered.Outcome.REFUSED,
                    taken ? "mail sent to " + role : "mail to " + role + " refused: " + words);
            next();
        });
    }

    private void troubled(Optional<String> sentence) {
        trouble = sentence.or(() -> refused.values().stream().findFirst());
    }

    private void tell(Notice notice, Delivered.Outcome outcome, String sentence) {
        try {
            listener.accept(new Delivered(notice, outcome, sentence));
        } catch (RuntimeException e) {
            LOG.error("Whoever listens to deliveries failed", e);
        }
    }

    private void next() {
        busy = false;
        if (stopping != null) {
            finish();
        } else {
            step();
        }
    }
}
