package org.firstbell.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.history.Store;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Problem;
import org.firstbell.model.setup.Configuration;
import org.firstbell.notify.Delivered;
import org.firstbell.notify.MailDelivery;
import org.firstbell.probe.Probes;
import org.firstbell.telemetry.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon: its parts, and the order in which they stop. {@link Start} has it start in the reverse: sinks before sources.
 * {@link #close} and {@link #reload} may be called from any thread.
 */
final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    private final Foundation ground;
    private final Store store;
    private final Desk desk;
    private final Asking asking;
    private final MailDelivery mails;
    private final Shift shift;

    /** Its parts over an open store; nothing is asked or sent yet. Fails when a part cannot be made. */
    App(Loaded loaded, Foundation ground, Desk desk, Store store) throws Exception {
        this.ground = ground;
        this.desk = desk;
        this.store = store;
        this.asking = new Asking(ground, this::heard);
        asking.prepare(loaded.configuration());
        this.mails = new MailDelivery(
                ground.vertx(),
                store,
                store.recover().notices(),
                loaded.configuration(),
                ground.clock(),
                this::delivered);
        ground.telemetry().outboxPending("mail", mails::pending);
        ground.telemetry().configReload(true);
        Probes probes = Foundation.await(ground.probes());
        Foundation.await(ground.polling().call(() -> {
            probes.keep(store);
            return true;
        }));
        this.shift =
                Foundation.await(ground.core().call(() -> new Shift(ground, store, asking, new Outward(), loaded)));
    }

    /** Serves, delivers and asks from now on. */
    void begin(Duration tick) {
        desk.serve(shift);
        mails.start();
        ground.watchProcess();
        ground.core().run(shift::begin);
        ground.core().every(tick, shift::tick);
        Configuration configuration = shift.duty().configuration();
        LOG.info(
                "Watching {} devices and {} services for {} sessions.",
                configuration.inventory().devices().size(),
                configuration.inventory().services().size(),
                configuration.sessions().size());
    }

    /** Where the shift's results go, beside the store. */
    private final class Outward implements Shift.Outlets {
        @Override
        public void show(BoardSnapshot snapshot) {
            desk.show(snapshot);
        }

        @Override
        public void wake() {
            mails.wake();
        }

        @Override
        public void replaced(Configuration configuration) {
            ground.telemetry().configReload(true);
            desk.access(configuration.server());
            mails.replace(configuration);
        }

        @Override
        public Optional<String> trouble() {
            return mails.trouble().or(store::trouble);
        }
    }

    /** Outcomes came together; called on the polling loop. */
    private void heard(List<ProbeOutcome> together) {
        shift.heard(together);
    }

    /** One attempt to deliver ended; called on the delivery's loop. */
    private void delivered(Delivered delivered) {
        ground.telemetry()
                .notification(
                        delivered.notice().channel(),
                        switch (delivered.outcome()) {
                            case SENT -> Telemetry.Delivery.SENT;
                            case RETRIED -> Telemetry.Delivery.RETRIED;
                            case REFUSED -> Telemetry.Delivery.REFUSED;
                            case MERGED -> Telemetry.Delivery.MERGED;
                        });
        if (delivered.memorable()) {
            shift.delivered(delivered);
        }
    }

    /** {@code http://host:port}. */
    String address() {
        return desk.address();
    }

    /** What is no mistake of the configuration and yet worth saying. */
    List<Problem> notices() {
        return shift.duty().loaded().notices();
    }

    /** The files that make up the present configuration. */
    Collection<Path> files() {
        return shift.duty().configuration().files();
    }

    /** Loads the file again: all of it or nothing. What is wrong is logged and shown; empty when it was taken. */
    Optional<String> reload(Path file) {
        Loaded next;
        try {
            next = Loaded.from(file);
        } catch (StartFailure wrong) {
            String sentence = "The changed configuration was not taken; the last good one goes on.";
            LOG.warn("{}\n{}", sentence, wrong.sentence());
            ground.telemetry().configReload(false);
            ground.core().run(() -> shift.refused(sentence));
            return Optional.of(wrong.sentence());
        }
        asking.prepare(next.configuration());
        try {
            Foundation.await(ground.core().call(() -> {
                shift.take(next);
                return true;
            }));
            return Optional.empty();
        } catch (Exception failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    /** Stops all of it; returns within ten seconds unless a part hangs. */
    @Override
    public void close() {
        List<String> late = new ArrayList<>();
        stop("polling", late, () -> Foundation.await(asking.stop()));
        // What was heard in the last second is not waited for by a tick any more.
        stop(
                "core",
                late,
                () -> Foundation.await(ground.core().call(() -> {
                    shift.remember();
                    return true;
                })));
        stop("mail", late, () -> mails.stop().toCompletableFuture().get(Foundation.PATIENCE_SECONDS, TimeUnit.SECONDS));
        stop("board", late, () -> Foundation.await(desk.stop()));
        stop("store", late, store::close);
        stop("loops", late, () -> Foundation.await(ground.close()));
        ground.telemetry().close();
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
