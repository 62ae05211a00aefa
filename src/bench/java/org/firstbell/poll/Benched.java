package org.firstbell.poll;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.Timers;

/** The daemon's own loop, for benchmarks. */
public final class Benched {
    private final EventLoop loop;

    private Benched(EventLoop eventLoop) {
        this.loop = eventLoop;
    }

    /** Opens a loop. */
    public static Benched open(Vertx vertx) throws Exception {
        return new Benched(EventLoop.open(vertx).await(10, TimeUnit.SECONDS));
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
