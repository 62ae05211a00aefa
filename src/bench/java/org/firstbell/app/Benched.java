package org.firstbell.app;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.Timers;

/** The daemon's own loop, for benchmarks. */
public final class Benched {
    private final Loop loop;

    private Benched(Loop loop) {
        this.loop = loop;
    }

    /** Opens a loop. */
    public static Benched open(Vertx vertx) throws Exception {
        return new Benched(Loop.open(vertx).await(10, TimeUnit.SECONDS));
    }

    /** Runs work on the loop. */
    public void run(Runnable work) {
        loop.run(work);
    }

    /** Its timers. */
    public Timers timers() {
        return loop;
    }
}
