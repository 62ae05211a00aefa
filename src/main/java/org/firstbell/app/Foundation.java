package org.firstbell.app;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.firstbell.history.Store;
import org.firstbell.probe.Probes;
import org.firstbell.telemetry.Telemetry;
import org.slf4j.LoggerFactory;

/**
 * What the daemon stands on whatever its configuration says: the engine with its loops, the clients that ask, the books of
 * the daemon's own doings. Laid while the configuration is read. May be used from any thread.
 */
final class Foundation {
    /** How long anything is waited for at a start or a stop. */
    static final long PATIENCE_SECONDS = 30;

    private static final int LOOPS = 3;

    private final InstantSource clock = InstantSource.system();
    private final Vertx vertx = Engine.start(Optional.of(LOOPS));
    private final Loop core;
    private final Loop polling;
    private final Telemetry telemetry;
    private final Future<Probes> probes;

    private Foundation() throws Exception {
        this.core = await(Loop.open(vertx));
        this.polling = await(Loop.open(vertx));
        this.probes = polling.call(() -> new Probes(vertx, polling, clock, polling::run));
        this.telemetry = new Telemetry(
                new Telemetry.Build(Main.product(), Runtime.version().toString()), clock);
    }

    /**
     * Lays one on a thread of its own, and makes the store's driver ready on another. The log is set up before both: SLF4J
     * complains of whoever logs meanwhile.
     */
    static CompletableFuture<Foundation> lay() {
        CompletableFuture<Foundation> laid = new CompletableFuture<>();
        apart("foundation", () -> {
            try {
                LoggerFactory.getILoggerFactory();
                apart("store", Store::prepare);
                laid.complete(new Foundation());
            } catch (Exception | LinkageError failed) {
                laid.completeExceptionally(failed);
            }
        });
        return laid;
    }

    /** Does a piece of a start beside the rest of it. */
    private static void apart(String name, Runnable work) {
        Thread thread = new Thread(work, "start-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    InstantSource clock() {
        return clock;
    }

    Vertx vertx() {
        return vertx;
    }

    /** Where all is judged. */
    Loop core() {
        return core;
    }

    /** Where all is asked. */
    Loop polling() {
        return polling;
    }

    /** The clients that ask; used on the polling loop, where they are there before anything that is run later. */
    Future<Probes> probes() {
        return probes;
    }

    Telemetry telemetry() {
        return telemetry;
    }

    /** Has the metrics tell of this process too, which takes its time: beside the first answers, not before them. */
    void watchProcess() {
        vertx.executeBlocking(
                () -> {
                    telemetry.watchProcess();
                    return true;
                },
                false);
    }

    /** Ends the loops. */
    Future<Void> close() {
        return vertx.close();
    }
}
