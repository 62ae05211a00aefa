package org.firstbell.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.app.command.ExitCode;
import org.firstbell.demo.DemoSchool;

/**
 * A daemon's start and first seconds, played once on a simulated school, so that the launcher can keep what Java loaded for
 * them in its archive: {@code run} as an operator gives it, pages and metrics read, devices asked, and a clean stop. Ends
 * with exit code 0, or 3 when it could not be played.
 */
final class TrainingRun {
    private static final Pattern ADDRESS = Pattern.compile("http://\\S+(?=/board)");
    private static final long TIMEOUT_SECONDS = 30;
    private static final int PAGE_ROUNDS = 60;
    private static final long ROUND_INTERVAL_MILLIS = 100;

    /** What walls, desks and Prometheus ask for. */
    private static final List<String> PAGES = List.of(
            "/health/live",
            "/health/ready",
            "/board",
            "/",
            "/metrics",
            "/api/v1/sessions",
            "/api/v1/devices",
            "/api/v1/services",
            "/api/v1/incidents");

    private TrainingRun() {}

    /** Plays it and leaves, whatever comes of it: the daemon's threads would keep the process. */
    public static void main(String[] args) {
        int status = ExitCode.UNDETERMINED;
        try (DemoSchool school = DemoSchool.open(InstantSource.system(), ZoneOffset.UTC, "calm", 1, 0)) {
            status = run(school.configurationFile());
        } catch (Exception failed) {
            System.err.println("The rehearsal could not be played: " + failed);
        }
        System.exit(status);
    }

    private static int run(Path file) throws Exception {
        Main.commandLine().getUsageMessage();
        CompletableFuture<String> address = new CompletableFuture<>();
        PrintWriter out = new PrintWriter(new AddressCapture(address), true);
        Thread daemon = new Thread(
                () -> {
                    try {
                        RunCommand.run(file, out);
                    } catch (Exception failed) {
                        address.completeExceptionally(failed);
                    }
                },
                "rehearsal");
        daemon.setDaemon(true);
        daemon.start();
        String told = address.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        AtomicBoolean good = new AtomicBoolean(true);
        CountDownLatch rounds = new CountDownLatch(PAGE_ROUNDS);
        ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
        reader.scheduleWithFixedDelay(
                () -> {
                    good.compareAndSet(true, PAGES.stream().allMatch(page -> isServed(told + page)));
                    rounds.countDown();
                },
                0,
                ROUND_INTERVAL_MILLIS,
                TimeUnit.MILLISECONDS);
        boolean played = rounds.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        reader.shutdownNow();
        return played && good.get() ? 0 : ExitCode.UNDETERMINED;
    }

    /** What the daemon prints, until it tells its address. */
    private static final class AddressCapture extends StringWriter {
        private final CompletableFuture<String> address;

        private AddressCapture(CompletableFuture<String> address) {
            this.address = address;
        }

        @Override
        public void flush() {
            Matcher told = ADDRESS.matcher(getBuffer());
            if (told.find()) {
                address.complete(told.group());
            }
        }
    }

    private static boolean isServed(String page) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(page).toURL().openConnection();
            boolean good = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            try (InputStream body = connection.getInputStream()) {
                body.readAllBytes();
            }
            return good;
        } catch (IOException none) {
            return false;
        }
    }
}
