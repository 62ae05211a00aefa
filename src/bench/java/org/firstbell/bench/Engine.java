package org.firstbell.bench;

import com.sun.management.ThreadMXBean;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.firstbell.bench.program.Measured;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.yaml.Environment;
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.setup.Configuration;
import org.firstbell.poll.Benched;
import org.firstbell.poll.PollListener;
import org.firstbell.poll.Poller;
import org.firstbell.probe.factory.ProbeFactory;
import org.firstbell.readiness.Readiness;

/**
 * The poll engine alone: the product's own poller and probes, whose outcomes are counted and thrown away. Arguments: the
 * configuration, seconds to warm, seconds to measure; prints its CPU seconds
 * per 1,000 polls, its garbage per poll, and how many polls were answered in {@code all}.
 */
public final class Engine {
    private Engine() {}

    public static void main(String[] arguments) throws Exception {
        Configuration configuration = ConfigLoader.load(
                        Path.of(arguments[0]), new Environment(name -> Optional.empty()))
                .configuration()
                .orElseThrow();
        CheckThresholds thresholds =
                Readiness.compile(configuration).checks().orElseThrow().thresholds();
        AtomicLong answered = new AtomicLong();
        PollListener counting = new PollListener() {
            @Override
            public void outcome(ProbeOutcome outcome) {
                if (outcome instanceof ProbeOutcome.Answered) {
                    answered.lazySet(answered.get() + 1);
                }
            }

            @Override
            public void lag(Duration lag) {
                // Counted by the daemon's own metrics.
            }
        };
        Vertx vertx = Vertx.vertx();
        InstantSource clock = InstantSource.system();
        Benched loop = Benched.open(vertx);
        loop.run(() -> {
            ProbeFactory probes = new ProbeFactory(vertx, loop.timers(), clock, loop::run);
            new Poller(configuration, probes.create(configuration, thresholds), clock, clock, loop.timers(), counting)
                    .start(Map.of());
        });
        pause(Long.parseLong(arguments[1]));
        long pid = ProcessHandle.current().pid();
        double cpu = Measured.cpuSeconds(pid);
        long garbage = allocated();
        long polls = answered.get();
        pause(Long.parseLong(arguments[2]));
        long done = answered.get() - polls;
        if (done == 0) {
            System.err.println("none of its polls was answered while it was measured");
            System.exit(1);
        }
        System.out.println(String.format(Locale.ROOT, "cpu %.6f", (Measured.cpuSeconds(pid) - cpu) / done * 1000));
        System.out.println(String.format(Locale.ROOT, "garbage %.0f", (double) (allocated() - garbage) / done));
        System.out.println("all " + answered.get());
        System.exit(0);
    }

    /** Octets that all threads have allocated so far. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long octets : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, octets);
        }
        return sum;
    }

    private static void pause(long seconds) throws InterruptedException {
        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }
}
