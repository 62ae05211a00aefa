package org.firstbell.app;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.firstbell.board.ActionResult;
import org.firstbell.board.BoardServer;
import org.firstbell.board.BoardStatus;
import org.firstbell.board.Boards;
import org.firstbell.board.ListenFailure;
import org.firstbell.board.SeenTargets;
import org.firstbell.board.Showing;
import org.firstbell.history.Store;
import org.firstbell.history.StoreFailure;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.Journal;
import org.firstbell.model.Phase;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Target;
import org.firstbell.notify.Delivered;
import org.firstbell.notify.MailDelivery;
import org.firstbell.poll.PollListener;
import org.firstbell.poll.Poller;
import org.firstbell.probe.Probes;
import org.firstbell.telemetry.Telemetry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon: everything that lives as long as the process, and the present duty. Starts sinks before sources and stops in
 * reverse. {@link #start}, {@link #close} and {@link #reload} may be called from any thread; all else runs on the loops.
 */
final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);
    private static final long PATIENCE_SECONDS = 30;
    private static final Duration TICK = Duration.ofSeconds(1);

    private final InstantSource clock = InstantSource.system();
    private final Vertx vertx = Engine.start(Optional.of(3));
    private final Network network = new Network();
    private final Loop core;
    private final Loop polling;
    private final Store store;
    private final Telemetry telemetry;
    private final MailDelivery mails;
    private final Probes probes;
    private final Hints hints;
    private final BoardServer server;
    private final History history;
    private int port;
    private Duty duty;
    private @Nullable Poller poller;
    private Map<SessionId, Phase> phases = Map.of();
    private final Map<SessionId, String> verdicts = new HashMap<>();
    private Optional<String> reloadTrouble = Optional.empty();

    private App(Loaded loaded, Store store) throws Exception {
        this.store = store;
        this.core = await(Loop.open(vertx));
        this.polling = await(Loop.open(vertx));
        this.telemetry = new Telemetry(
                new Telemetry.Build(Main.product(), Runtime.version().toString()), clock);
        this.probes = await(polling.call(() -> {
            Probes made = new Probes(vertx, polling, clock, polling::run);
            made.keep(store);
            return made;
        }));
        this.hints = new Hints(vertx, polling, clock, telemetry, () -> poller);
        hints.prepare(loaded.configuration());
        this.server = new BoardServer(
                vertx,
                loaded.configuration().server(),
                new BoardServer.Outlets(this::act, this::metrics, this::look, () -> Optional.empty()),
                clock);
        Journal.Recovered recovered = store.recover();
        this.history = new History(recovered);
        this.mails =
                new MailDelivery(vertx, store, recovered.notices(), loaded.configuration(), clock, this::delivered);
        telemetry.outboxPending("mail", mails::pending);
        this.duty = await(
                core.call(() -> new Duty(loaded, history.past(), Optional.empty(), new Wiring(), clock.instant())));
        telemetry.boardClients(server::clients);
        telemetry.configReload(true);
    }

    /**
     * Starts the daemon on a configuration.
     *
     * @throws StartFailure when it cannot run, with the sentence to show and the exit code
     */
    static App start(Path file) throws StartFailure {
        return start(file, TICK);
    }

    /** Starts the daemon with ticks of another length. */
    static App start(Path file, Duration tick) throws StartFailure {
        Loaded loaded = Loaded.from(file);
        Store store;
        try {
            store = Store.open(loaded.configuration().data(), InstantSource.system());
        } catch (StoreFailure broken) {
            throw new StartFailure(Main.CANNOT_TELL, String.valueOf(broken.getMessage()));
        }
        try {
            App app = new App(loaded, store);
            app.open(tick);
            return app;
        } catch (StartFailure failure) {
            throw failure;
        } catch (Exception failure) {
            store.close();
            throw new StartFailure(Main.CANNOT_TELL, "The daemon could not start: " + failure.getMessage());
        }
    }

    private void open(Duration tick) throws StartFailure {
        try {
            port = await(server.start());
        } catch (Exception failure) {
            close();
            Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
            throw new StartFailure(
                    Main.CANNOT_TELL,
                    cause instanceof ListenFailure listen
                            ? String.valueOf(listen.getMessage())
                            : "The board cannot listen: " + cause);
        }
        mails.start();
        core.run(() -> {
            duty.tick(clock.instant(), true);
            poll(duty.configuration());
        });
        core.every(tick, this::tick);
        LOG.info(
                "Watching {} devices and {} services for {} sessions.",
                duty.configuration().inventory().devices().size(),
                duty.configuration().inventory().services().size(),
                duty.configuration().sessions().size());
    }

    /** {@code http://host:port}. */
    String address() {
        String host = duty.configuration().server().host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        CompletableFuture<T> done = future.toCompletionStage().toCompletableFuture();
        return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void tick() {
        duty.tick(clock.instant(), network.up(duty.configuration(), clock.instant()));
        remember();
        Map<SessionId, Phase> now = duty.phases();
        if (!now.equals(phases)) {
            phases = now;
            Poller asking = poller;
            if (asking != null) {
                polling.run(() -> asking.phases(now));
            }
        }
    }

    /** Keeps what was reached since the last call, so that after a restart it is not taken as never seen. */
    private void remember() {
        Set<Target> reached = history.reached(duty.takeReached());
        if (!reached.isEmpty()) {
            store.reached(reached, clock.instant());
        }
    }

    /** Puts the poller of a configuration to work; called on the core. */
    private void poll(org.firstbell.model.setup.Configuration configuration) {
        phases = duty.phases();
        Map<SessionId, Phase> now = phases;
        polling.run(() -> {
            Poller next = new Poller(configuration, probes.of(configuration), clock, polling, new Ears());
            Poller last = poller;
            if (last != null) {
                last.stop();
            }
            poller = next;
            next.start(now);
            hints.serve(configuration);
        });
    }

    /**
     * Tells the core what came of asking: all that came in one turn of the polling loop goes over together, in its order.
     * Called on the polling loop.
     */
    private final class Ears implements PollListener {
        private List<ProbeOutcome> heard = new ArrayList<>();

        @Override
        public void outcome(ProbeOutcome outcome) {
            telemetry.polled(outcome);
            heard.add(outcome);
            if (heard.size() == 1) {
                polling.run(this::handOver);
            }
        }

        private void handOver() {
            List<ProbeOutcome> together = heard;
            heard = new ArrayList<>();
            core.run(() -> take(together.iterator()));
        }

        /** One that fails takes no other with it. Called on the core. */
        private void take(Iterator<ProbeOutcome> left) {
            try {
                Instant now = clock.instant();
                while (left.hasNext()) {
                    duty.outcome(left.next(), now);
                }
            } finally {
                if (left.hasNext()) {
                    core.run(() -> take(left));
                }
            }
        }

        @Override
        public void lag(Duration lag) {
            telemetry.lag(lag);
        }
    }

    /** Where a duty's results go. */
    private final class Wiring implements Duty.House {
        @Override
        public Showing showing(Boards boards, Duty of) {
            return new Showing(
                    core,
                    clock,
                    () -> of.compose(new BoardStatus(trouble(), reloadTrouble, of.nextMails(clock.instant()))),
                    server::show);
        }

        @Override
        public Pipeline.Outlets outlets(Duty of) {
            return new Pipeline.Outlets() {
                @Override
                public void commit(Journal.Commit commit) {
                    App.this.commit(commit);
                }

                @Override
                public void verdict(SessionStanding standing) {
                    App.this.verdict(standing);
                }

                @Override
                public void lookNow(Set<Target> targets) {
                    Poller asking = poller;
                    if (asking != null) {
                        polling.run(() -> asking.lookNow(targets));
                    }
                }

                @Override
                public void show(Set<Target> changed, boolean urgent) {
                    of.mark(changed, urgent);
                }
            };
        }
    }

    private void commit(Journal.Commit commit) {
        commit.events().forEach(this::say);
        history.add(commit);
        store.commit(commit, trouble -> {
            trouble.ifPresent(LOG::warn);
            if (!commit.notices().isEmpty()) {
                mails.wake();
            }
        });
    }

    private void say(IncidentEvent event) {
        if (event instanceof IncidentEvent.Opened opened) {
            telemetry.incidentOpened(opened.firstSignAt(), opened.at());
            LOG.info("#{} begins: {}", opened.incident(), opened.summary().full());
        } else if (event instanceof IncidentEvent.Resolved resolved) {
            LOG.info("#{} is over: {}", resolved.incident(), resolved.reason());
        }
    }

    private void verdict(SessionStanding standing) {
        String key = standing.verdict() + " " + standing.word();
        if (!key.equals(verdicts.put(standing.id(), key))) {
            String reason = standing.reasons().isEmpty()
                    ? ""
                    : standing.reasons().get(0).message().full();
            store.verdict(standing.id(), clock.instant(), standing.verdict(), standing.word(), reason);
            LOG.info("{}: {}{}", standing.id(), standing.word().text(), reason.isEmpty() ? "" : ", " + reason);
        }
    }

    /** One attempt to deliver ended; called on the delivery's loop. */
    private void delivered(Delivered delivered) {
        telemetry.notification(
                delivered.notice().channel(),
                switch (delivered.outcome()) {
                    case SENT -> Telemetry.Delivery.SENT;
                    case RETRIED -> Telemetry.Delivery.RETRIED;
                    case REFUSED -> Telemetry.Delivery.REFUSED;
                    case MERGED -> Telemetry.Delivery.MERGED;
                });
        if (delivered.memorable()) {
            core.run(() -> delivered
                    .notice()
                    .incidents()
                    .forEach(incident ->
                            duty.told(new IncidentEvent.Told(incident, clock.instant(), delivered.sentence()))));
        }
    }

    /** What keeps news from people at present: the mail server, or the disk. */
    private Optional<String> trouble() {
        return mails.trouble().or(store::trouble);
    }

    private CompletionStage<ActionResult> act(StaffAction action) {
        return core.call(() -> duty.act(action)
                        .map(sentence -> (ActionResult) new ActionResult.NotFound(sentence))
                        .orElseGet(ActionResult.Done::new))
                .toCompletionStage();
    }

    private CompletionStage<SeenTargets> look(Collection<? extends Target> targets) {
        return core.call(() -> SeenTargets.of(duty.configuration().inventory(), duty.assessment(), targets))
                .toCompletionStage();
    }

    private CompletionStage<BoardServer.MetricsPage> metrics(String accept) {
        return core.call(() -> {
                    telemetry.capture(duty.assessment(), duty.open(), duty.configuration());
                    return accept;
                })
                .map(telemetry::page)
                .map(page -> new BoardServer.MetricsPage(page.contentType(), page.body()))
                .toCompletionStage();
    }

    /** Loads the file again: all of it or nothing. What is wrong is logged and shown; empty when it was taken. */
    Optional<String> reload(Path file) {
        Loaded next;
        try {
            next = Loaded.from(file);
        } catch (StartFailure wrong) {
            String sentence = "The changed configuration was not taken; the last good one goes on.";
            LOG.warn("{}\n{}", sentence, wrong.sentence());
            telemetry.configReload(false);
            core.run(() -> {
                reloadTrouble = Optional.of(sentence);
                duty.mark(Set.of(), true);
            });
            return Optional.of(wrong.sentence());
        }
        hints.prepare(next.configuration());
        try {
            await(core.call(() -> {
                take(next);
                return true;
            }));
            return Optional.empty();
        } catch (Exception failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    private void take(Loaded next) {
        remember();
        duty = new Duty(next, history.past(), Optional.of(duty), new Wiring(), clock.instant());
        reloadTrouble = Optional.empty();
        telemetry.configReload(true);
        server.access(next.configuration().server());
        mails.replace(next.configuration());
        poll(next.configuration());
        duty.tick(clock.instant(), true);
        LOG.info("The changed configuration is in force.");
    }

    /** What is no mistake of the configuration and yet worth saying. */
    List<org.firstbell.model.Problem> notices() {
        return duty.loaded().notices();
    }

    /** The files that make up the present configuration. */
    Collection<Path> files() {
        return duty.configuration().files();
    }

    /** Runs until the process is asked to stop. */
    @Override
    public void close() {
        List<String> late = new ArrayList<>();
        stop(
                "polling",
                late,
                () -> await(polling.call(() -> {
                    hints.close();
                    if (poller != null) {
                        poller.stop();
                    }
                    probes.close();
                    return true;
                })));
        // What was heard in the last second is not waited for by a tick any more.
        stop(
                "core",
                late,
                () -> await(core.call(() -> {
                    remember();
                    return true;
                })));
        stop("mail", late, () -> mails.stop().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
        stop("board", late, () -> await(server.stop()));
        stop("store", late, store::close);
        stop("loops", late, () -> await(vertx.close()));
        telemetry.close();
        if (!late.isEmpty()) {
            LOG.warn("Did not stop cleanly: {}", String.join(", ", late));
        }
    }

    private interface Stopping {
        void run() throws Exception;
    }

    private static void stop(String what, List<String> late, Stopping stopping) {
        try {
            stopping.run();
        } catch (TimeoutException | ExecutionException failure) {
            late.add(what);
        } catch (Exception failure) {
            late.add(what + " (" + failure.getMessage() + ")");
        }
    }
}
