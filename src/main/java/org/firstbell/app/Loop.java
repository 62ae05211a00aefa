package org.firstbell.app;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.firstbell.model.Timers;
import org.jspecify.annotations.Nullable;

/** An event loop of the daemon's: work handed to it runs in order, on one thread. */
final class Loop extends VerticleBase implements Timers {
    private @Nullable Context own;
    private @Nullable Wheel wheel;
    private long alarm = -1;

    private Loop() {}

    /** Opens a loop of its own. */
    static Future<Loop> open(Vertx vertx) {
        Loop loop = new Loop();
        return vertx.deployVerticle(loop).map(loop);
    }

    @Override
    public Future<?> start() {
        own = context;
        wheel = new Wheel(System::nanoTime, this::alarm);
        return Future.succeededFuture();
    }

    private Context loop() {
        if (own == null) {
            throw new IllegalStateException("a loop runs once it is open");
        }
        return own;
    }

    /** Runs work on the loop, after what was handed to it before; may be called from any thread. */
    void run(Runnable work) {
        loop().runOnContext(now -> work.run());
    }

    /** Runs work on the loop and answers what came of it. */
    <T> Future<T> call(Callable<T> work) {
        Promise<T> answer = Promise.promise();
        loop().runOnContext(now -> {
            try {
                answer.complete(work.call());
            } catch (Exception failed) {
                answer.fail(failed);
            }
        });
        return answer.future();
    }

    /** Called on the loop itself. */
    @Override
    public Handle after(Duration delay, Runnable task) {
        if (wheel == null) {
            throw new IllegalStateException("a loop runs once it is open");
        }
        return wheel.after(delay, task);
    }

    private void alarm(long nanos) {
        long id = vertx.setTimer(Math.max(1, (nanos + 999_999) / 1_000_000), due -> turn());
        if (alarm >= 0) {
            vertx.cancelTimer(alarm);
        }
        alarm = id;
    }

    private void turn() {
        alarm = -1;
        if (wheel != null) {
            wheel.turn();
        }
    }

    /** Runs a task on the loop again and again, beginning one period from now. */
    void every(Duration period, Runnable task) {
        loop().runOnContext(now -> vertx.setPeriodic(period.toMillis(), due -> task.run()));
    }
}
