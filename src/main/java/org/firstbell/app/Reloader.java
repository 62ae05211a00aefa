package org.firstbell.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.firstbell.config.Watch;
import sun.misc.Signal;

/** Takes a changed configuration, or a SIGHUP, to the daemon; loading has a thread of its own, to which this is confined. */
final class Reloader implements AutoCloseable {
    /** A change is told at the second look that sees it the same, so within the contract's five seconds. */
    private static final Duration LOOK = Duration.ofMillis(1_500);

    private final App app;
    private final Path file;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread reload = new Thread(work, "reload");
        reload.setDaemon(true);
        return reload;
    });
    private Watch watch;

    Reloader(App app, Path file) {
        this.app = app;
        this.file = file;
        this.watch = new Watch(app.files());
        thread.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        try {
            Signal.handle(new Signal("HUP"), hangUp -> thread.execute(this::reload));
        } catch (IllegalArgumentException noSuchSignal) {
            thread.execute(() -> {});
        }
    }

    private void look() {
        if (!watch.look().isEmpty()) {
            reload();
        }
    }

    private void reload() {
        app.reload(file);
        watch = new Watch(app.files());
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
