package org.firstbell.poll;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.Timers;
import org.jspecify.annotations.Nullable;

/** An event loop of the daemon: work handed to it, and its timers, run in order on one thread. */
public final class EventLoop extends VerticleBase implements Timers {
    private @Nullable ContextInternal ownContext;

    private EventLoop() {}

    /** Opens a loop of its own. */
    public static Future<EventLoop> open(Vertx vertx) {
        EventLoop eventLoop = new EventLoop();
        return vertx.deployVerticle(eventLoop).map(eventLoop);
    }

    @Override
    public Future<?> start() {
        ownContext = (ContextInternal) context;
        return Future.succeededFuture();
    }

    private ContextInternal requireContext() {
        if (ownContext == null) {
            throw new IllegalStateException("a loop runs once it is open");
        }
        return ownContext;
    }

    /** Runs work on the loop, after what was handed to it before; may be called from any thread. */
    public void run(Runnable work) {
        requireContext().runOnContext(now -> work.run());
    }

    /** Runs work on the loop and answers what came of it. */
    public <T> Future<T> call(Callable<T> work) {
        Promise<T> answer = Promise.promise();
        requireContext().runOnContext(now -> {
            try {
                answer.complete(work.call());
            } catch (Exception failed) {
                answer.fail(failed);
            }
        });
        return answer.future();
    }

    @Override
    public TimerHandle schedule(Duration delay, Runnable task) {
        ContextInternal own = requireContext();
        java.util.concurrent.Future<?> timer =
                own.nettyEventLoop().schedule(() -> own.dispatch(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    /** Runs a task on the loop again and again, beginning one period from now. */
    public void schedulePeriodic(Duration period, Runnable task) {
        requireContext().runOnContext(now -> vertx.setPeriodic(period.toMillis(), due -> task.run()));
    }
}
