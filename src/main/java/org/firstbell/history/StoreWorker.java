package org.firstbell.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that works on the store, with its bounded queue. When the queue is full, a verdict change is dropped and
 * counted, a read fails, and whoever commits waits: an incident or a notice is never lost. May be called from any thread.
 */
final class StoreWorker {
    private static final Logger LOG = LoggerFactory.getLogger(StoreWorker.class);

    /** Hours of a bad morning; some kilobytes each. */
    private static final int QUEUE_CAPACITY = 10_000;

    /** Verdict changes and reads stop earlier, so that there is room for what counts. */
    private static final int DROPPABLE_CAPACITY = 8_000;

    /** What is kept while the disk fails before the queue is left to fill. */
    private static final int MAX_PENDING = 100_000;

    private static final long RETRY_SECONDS = 5;
    private static final long CLOSE_SECONDS = 5;

    private final PendingWrites pendingWrites;
    private final Runnable closeDatabase;
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>(QUEUE_CAPACITY);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicLong droppedAtQueue = new AtomicLong();
    private final Thread thread;

    StoreWorker(PendingWrites backlog, Runnable closeDatabase) {
        this.pendingWrites = backlog;
        this.closeDatabase = closeDatabase;
        this.thread = new Thread(this::run, "firstbell-history");
        thread.setDaemon(true);
        thread.start();
    }

    Optional<String> writeProblem() {
        return pendingWrites.writeProblem();
    }

    long dropped() {
        return pendingWrites.dropped() + droppedAtQueue.get();
    }

    int pendingCount() {
        return queue.size() + pendingWrites.size();
    }

    void write(StoreWrite write) {
        if (closing.get()) {
            write.done().accept(Optional.of("The store is closed."));
        } else if (write.mustSucceed()) {
            putBlocking(write);
        } else if (queue.size() >= DROPPABLE_CAPACITY || !queue.offer(() -> pendingWrites.add(write))) {
            droppedAtQueue.incrementAndGet();
        }
    }

    private void putBlocking(StoreWrite write) {
        try {
            queue.put(() -> pendingWrites.add(write));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            write.done().accept(Optional.of("The daemon is being stopped."));
        }
    }

    /** Runs a question after all that was given before it. */
    <T extends @Nullable Object> CompletionStage<T> read(Callable<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Runnable asked = () -> {
            pendingWrites.flush();
            try {
                answer.complete(question.call());
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        };
        boolean taken = !closing.get() && queue.size() < DROPPABLE_CAPACITY && queue.offer(asked);
        if (!taken) {
            answer.completeExceptionally(new IllegalStateException(
                    closing.get() ? "The store is closed." : "The store has too much to do."));
        }
        return answer;
    }

    private void run() {
        try {
            while (stop.getCount() > 0) {
                process(nextTasks());
            }
            List<Runnable> rest = new ArrayList<>();
            queue.drainTo(rest);
            process(rest);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (pendingWrites.size() > 0) {
                LOG.error("{} changes of incidents and mails could not be written and are lost", pendingWrites.size());
            }
            closeDatabase.run();
        }
    }

    /** Waits for work; while something is kept, no longer than until the next try. */
    private List<Runnable> nextTasks() throws InterruptedException {
        List<Runnable> works = new ArrayList<>();
        if (pendingWrites.size() >= MAX_PENDING) {
            stop.await(RETRY_SECONDS, TimeUnit.SECONDS);
            return works;
        }
        Runnable first = pendingWrites.size() == 0 ? queue.take() : queue.poll(RETRY_SECONDS, TimeUnit.SECONDS);
        if (first != null) {
            works.add(first);
            queue.drainTo(works);
        }
        return works;
    }

    private void process(List<Runnable> works) {
        works.forEach(Runnable::run);
        pendingWrites.flush();
    }

    void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        stop.countDown();
        queue.offer(() -> {}); // wakes it
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
