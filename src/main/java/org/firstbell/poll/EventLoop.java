package org.firstbell.poll;

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
public final class EventLoop extends VerticleBase implements Timers {
    private @Nullable Context ownContext;
    private @Nullable TimerWheel timerWheel;
    private long alarmTimer = -1;

    private EventLoop() {}

    /** Opens a loop of its own. */
    public static Future<EventLoop> open(Vertx vertx) {
        EventLoop eventLoop = new EventLoop();
        return vertx.deployVerticle(eventLoop).map(eventLoop);
    }

    @Override
    public Future<?> start() {
        ownContext = context;
        timerWheel = new TimerWheel(System::nanoTime, this::setAlarm);
        return Future.succeededFuture();
    }

    private Context requireContext() {
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

    /** Called on the loop itself. */
    @Override
    public TimerHandle schedule(Duration delay, Runnable task) {
        if (timerWheel == null) {
            throw new IllegalStateException("a loop runs once it is open");
        }
        return timerWheel.schedule(delay, task);
    }

    private void setAlarm(long nanos) {
        long id = vertx.setTimer(Math.max(1, (nanos + 999_999) / 1_000_000), due -> alarmFired());
        if (alarmTimer >= 0) {
            vertx.cancelTimer(alarmTimer);
        }
        alarmTimer = id;
    }

    private void alarmFired() {
        alarmTimer = -1;
        if (timerWheel != null) {
            timerWheel.fireDue();
        }
    }

    /** Runs a task on the loop again and again, beginning one period from now. */
    public void schedulePeriodic(Duration period, Runnable task) {
        requireContext().runOnContext(now -> vertx.setPeriodic(period.toMillis(), due -> task.run()));
    }
}
