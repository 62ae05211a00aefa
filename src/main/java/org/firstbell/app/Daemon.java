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
import org.firstbell.app.command.CommandFailure;
import org.firstbell.app.command.LoadedConfiguration;
import org.firstbell.model.Problem;
import org.firstbell.model.setup.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running daemon: start, reload and stop of what {@link Wiring} put together. It stops in the reverse of the order in
 * which it starts: sinks before sources. {@link #close} and {@link #reload} may be called from any thread.
 */
public final class Daemon implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private final DaemonParts parts;
    private final DaemonRuntime runtime;
    private final BoardGateway gateway;
    private final DaemonCore core;

    Daemon(DaemonParts parts, BoardGateway gateway, DaemonCore core) {
        this.parts = parts;
        this.runtime = parts.runtime();
        this.gateway = gateway;
        this.core = core;
    }

    /** Serves, delivers and polls from now on. */
    void start(Duration tick) {
        parts.mailDelivery().start();
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
        parts.polling().prepare(next.configuration());
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
        stopPart("polling", late, () -> DaemonRuntime.await(parts.polling().stop()));
        // No tick comes any more for what was reached in the last second.
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
                () -> parts.mailDelivery()
                        .stop()
                        .toCompletableFuture()
                        .get(DaemonRuntime.TIMEOUT_SECONDS, TimeUnit.SECONDS));
        stopPart("board", late, () -> DaemonRuntime.await(parts.board().stop()));
        stopPart("store", late, parts.store()::close);
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
