package org.firstbell.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.firstbell.history.HistoryStore;
import org.firstbell.poll.EventLoop;
import org.firstbell.poll.MonotonicClock;
import org.firstbell.poll.VertxFactory;
import org.firstbell.probe.factory.ProbeFactory;
import org.firstbell.telemetry.Telemetry;
import org.slf4j.LoggerFactory;

/**
 * The parts of the daemon that need no configuration: Vert.x with its event loops, the clients that poll, and the meters.
 * Made while the configuration is read. May be used from any thread.
 */
final class DaemonRuntime {
    /** How long anything is waited for at a start or a stop. */
    static final long TIMEOUT_SECONDS = 30;

    private static final int EVENT_LOOPS = 3;

    private final InstantSource clock = InstantSource.system();
    private final InstantSource scheduleClock = MonotonicClock.startingNow();
    private final Vertx vertx = VertxFactory.create(Optional.of(EVENT_LOOPS));
    private final EventLoop core;
    private final EventLoop polling;
    private final Telemetry telemetry;
    private final Future<ProbeFactory> probeFactory;

    private DaemonRuntime() throws Exception {
        this.core = await(EventLoop.open(vertx));
        this.polling = await(EventLoop.open(vertx));
        this.probeFactory = polling.call(() -> new ProbeFactory(vertx, polling, clock, polling::run));
        this.telemetry = new Telemetry(
                new Telemetry.BuildInfo(Main.productVersion(), Runtime.version().toString()), clock);
    }

    /**
     * Makes one on a thread of its own, and makes the store's driver ready on another. The log is set up before both: SLF4J
     * complains of whoever logs meanwhile.
     */
    static CompletableFuture<DaemonRuntime> create() {
        CompletableFuture<DaemonRuntime> laid = new CompletableFuture<>();
        runInBackground("runtime", () -> {
            try {
                LoggerFactory.getILoggerFactory();
                runInBackground("store", HistoryStore::loadDriver);
                laid.complete(new DaemonRuntime());
            } catch (Exception | LinkageError failed) {
                laid.completeExceptionally(failed);
            }
        });
        return laid;
    }

    /** Does a part of a start in the background. */
    private static void runInBackground(String name, Runnable work) {
        Thread thread = new Thread(work, "start-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    InstantSource clock() {
        return clock;
    }

    /** The clock that never goes back, by which polling is scheduled. */
    InstantSource scheduleClock() {
        return scheduleClock;
    }

    Vertx vertx() {
        return vertx;
    }

    /** The loop of the core. */
    EventLoop core() {
        return core;
    }

    /** The loop of polling. */
    EventLoop polling() {
        return polling;
    }

    /** The probes and the clients that they share; used on the polling loop, where they are there before anything that is run later. */
    Future<ProbeFactory> probeFactory() {
        return probeFactory;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    /** Has the metrics tell of this process too, which takes its time: beside the first answers, not before them. */
    void registerProcessMetrics() {
        vertx.executeBlocking(
                () -> {
                    telemetry.registerProcessMetrics();
                    return true;
                },
                false);
    }

    /** Ends the loops. */
    Future<Void> close() {
        return vertx.close();
    }
}
