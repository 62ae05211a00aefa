package org.firstbell.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock and timers that stand still until told to go on. */
public final class VirtualTime implements InstantSource, Timers {
    private record Task(Instant at, long order, Runnable run) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::at).thenComparing(Task::order));
    private Instant now;
    private long order;

    public VirtualTime(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public TimerHandle schedule(Duration delay, Runnable task) {
        Task waiting = new Task(now.plus(delay), order++, task);
        tasks.add(waiting);
        return () -> tasks.remove(waiting);
    }

    /** Lets time pass, running what falls due on the way, in order. */
    public void pass(Duration duration) {
        Instant end = now.plus(duration);
        while (!tasks.isEmpty() && !tasks.peek().at().isAfter(end)) {
            Task next = tasks.poll();
            now = next.at().isAfter(now) ? next.at() : now;
            next.run().run();
        }
        now = end;
    }
}
