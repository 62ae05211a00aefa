package org.firstbell.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.firstbell.bench.program.RunningFarm;

/**
 * What all parts stand on.
 *
 * @param folder for files, removed at the end
 * @param devices of the comparison of polls
 * @param pace between two polls of one of them
 */
record Ground(Path folder, RunningFarm farm, int devices, Duration pace) {
    double pollsPerSecond() {
        return devices / (pace.toMillis() / 1e3);
    }

    String described() {
        return String.format(
                Locale.ROOT,
                "%,.0f polls a second (%,d devices every %d s)",
                pollsPerSecond(),
                devices,
                pace.toSeconds());
    }

    /** A new folder. */
    Path fresh(String name) throws IOException {
        return Files.createTempDirectory(folder, name);
    }

    static void pause(Duration length) throws InterruptedException {
        new CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS);
    }
}
