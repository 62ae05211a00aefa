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
import org.firstbell.alerting.mail.DeliveryReport;
import org.firstbell.alerting.mail.MailDelivery;
import org.firstbell.app.command.CommandFailure;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.history.HistoryStore;
import org.firstbell.model.Problem;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.setup.Configuration;
import org.firstbell.probe.factory.ProbeFactory;
import org.firstbell.telemetry.Telemetry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon: its parts, and the order in which they stop. {@link Wiring} has it start in the reverse: sinks before sources.
 * {@link #close} and {@link #reload} may be called from any thread.
 */
public final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final DaemonRuntime runtime;
    private final HistoryStore store;
    private final BoardGateway gateway;
    private final Polling polling;
    private final MailDelivery mailDelivery;
    private final DaemonCore core;

    /** Its parts over an open store; nothing is asked or sent yet. Fails when a part cannot be made. */
    Daemon(LoadedConfiguration loaded, DaemonRuntime runtime, BoardGateway gateway, HistoryStore store)
            throws Exception {
        this.runtime = runtime;
        this.gateway = gateway;
        this.store = store;
        this.polling = new Polling(runtime, this::outcomesReceived);
        polling.prepare(loaded.configuration());
        this.mailDelivery = new MailDelivery(
                runtime.vertx(),
                store,
                store.recover().notifications(),
                loaded.configuration(),
                runtime.clock(),
                this::deliveryEnded);
        runtime.telemetry().registerOutbox("mail", mailDelivery::pending);
        runtime.telemetry().recordReload(true);
        ProbeFactory probes = DaemonRuntime.await(runtime.probeFactory());
        DaemonRuntime.await(runtime.polling().call(() -> {
            probes.useIssuerStore(store);
            return true;
        }));
        this.core = DaemonRuntime.await(
                runtime.core().call(() -> new DaemonCore(runtime, store, polling, new DaemonOutputs(), loaded)));
    }

    /** Serves, delivers and asks from now on. */
    void start(Duration tick) {
        gateway.coreStarted(core);
        mailDelivery.start();
        runtime.registerProcessMetrics();
        runtime.core().run(core::start);
        runtime.core().schedulePeriodic(tick, core::tick);
        Configuration configuration = core.configuredCore().configuration();
        LOG.info(
                "Watching {} devices and {} services for {} sessions.",
                configuration.inventory().devices().size(),
                configuration.inventory().services().size(),
                configuration.sessions().size());
    }

    /** Where the shift's results go, beside the store. */
    private final class DaemonOutputs implements DaemonCore.CoreListener {
        @Override
        public void boardChanged(BoardSnapshot snapshot) {
            gateway.publish(snapshot);
        }

        @Override
        public void notificationsCommitted() {
            mailDelivery.wake();
        }

        @Override
        public void configurationReplaced(Configuration configuration) {
            runtime.telemetry().recordReload(true);
            gateway.updateAccess(configuration.server());
            mailDelivery.reconfigure(configuration);
        }

        @Override
        public Optional<String> deliveryProblem() {
            return mailDelivery.deliveryProblem().or(store::writeProblem);
        }
    }

    /** Outcomes came together; called on the polling loop. */
    private void outcomesReceived(List<ProbeOutcome> together) {
        core.outcomesReceived(together);
    }

    /** One attempt to deliver ended; called on the delivery's loop. */
    private void deliveryEnded(DeliveryReport delivered) {
        runtime.telemetry()
                .recordDelivery(
                        delivered.notification().channel(),
                        switch (delivered.outcome()) {
                            case SENT -> Telemetry.DeliveryResult.SENT;
                            case RETRIED -> Telemetry.DeliveryResult.RETRIED;
                            case REFUSED -> Telemetry.DeliveryResult.REFUSED;
                            case MERGED -> Telemetry.DeliveryResult.MERGED;
                        });
        if (delivered.belongsOnTimeline()) {
            core.deliveryEnded(delivered);
        }
    }

    /** {@code http://host:port}. */
    public String address() {
        return gateway.address();
    }

    /** What is no mistake of the configuration and yet worth saying. */
    public List<Problem> notes() {
        return core.configuredCore().loaded().notes();
    }

    /** The files that make up the present configuration. */
    Collection<Path> files() {
        return core.configuredCore().configuration().sourceFiles();
    }

    /** Loads the file again: all of it or nothing. What is wrong is logged and shown; empty when it was taken. */
    Optional<String> reload(Path file) {
        LoadedConfiguration next;
        try {
            next = LoadedConfiguration.load(file);
        } catch (CommandFailure wrong) {
            String sentence = "The changed configuration was not taken; the last good one goes on.";
            LOG.warn("{}\n{}", sentence, wrong.sentence());
            runtime.telemetry().recordReload(false);
            runtime.core().run(() -> core.reloadRejected(sentence));
            return Optional.of(wrong.sentence());
        }
        polling.prepare(next.configuration());
        try {
            DaemonRuntime.await(runtime.core().call(() -> {
                core.accept(next);
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
        stopPart("polling", late, () -> DaemonRuntime.await(polling.stop()));
        // What was heard in the last second is not waited for by a tick any more.
        stopPart(
                "core",
                late,
                () -> DaemonRuntime.await(runtime.core().call(() -> {
                    core.recordReachedTargets();
                    return true;
                })));
        stopPart(
                "mail",
                late,
                () -> mailDelivery.stop().toCompletableFuture().get(DaemonRuntime.TIMEOUT_SECONDS, TimeUnit.SECONDS));
        stopPart("board", late, () -> DaemonRuntime.await(gateway.stop()));
        stopPart("store", late, store::close);
        stopPart("loops", late, () -> DaemonRuntime.await(runtime.close()));
        runtime.telemetry().close();
        if (!late.isEmpty()) {
            LOG.warn("Did not stop cleanly: {}", String.join(", ", late));
        }
    }

    private interface StopStep {
        void run() throws Exception;
    }

    private static void stopPart(String what, List<String> late, StopStep stopping) {
        try {
            stopping.run();
        } catch (TimeoutException | ExecutionException failure) {
            late.add(what);
        } catch (Exception failure) {
            late.add(what + " (" + failure.getMessage() + ")");
        }
    }
}
