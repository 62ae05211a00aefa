package org.firstbell.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.firstbell.config.FileWatcher;
import sun.misc.Signal;

/** The reload of a changed configuration file, or on SIGHUP. Loading has a thread of its own, to which this is confined. */
public final class Reloader implements AutoCloseable {
    /** A change counts at the second check that sees it the same, so within the contract's five seconds. */
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(1_500);

    private final Daemon daemon;
    private final Path file;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread reload = new Thread(work, "reload");
        reload.setDaemon(true);
        return reload;
    });
    private FileWatcher fileWatcher;

    public Reloader(Daemon app, Path file) {
        this.daemon = app;
        this.file = file;
        this.fileWatcher = new FileWatcher(app.files());
        thread.scheduleWithFixedDelay(
                this::checkFiles, CHECK_INTERVAL.toMillis(), CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        try {
            Signal.handle(new Signal("HUP"), hangUp -> thread.execute(this::reload));
        } catch (IllegalArgumentException noSuchSignal) {
            thread.execute(() -> {});
        }
    }

    private void checkFiles() {
        if (!fileWatcher.detectChanges().isEmpty()) {
            reload();
        }
    }

    private void reload() {
        daemon.reload(file);
        fileWatcher = new FileWatcher(daemon.files());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
