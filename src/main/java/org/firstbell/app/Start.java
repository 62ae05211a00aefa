package org.firstbell.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.firstbell.history.Store;
import org.firstbell.history.StoreFailure;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Server;

/**
 * The order in which the daemon starts, on the thread of whoever starts it. What needs no configuration is made beside it
 * while the file is read, and the board's server listens as soon as the file says where; then the store opens, the parts are
 * put together, and asking begins last. Has no logger: the first one takes its time, and is made beside.
 */
final class Start {
    private static final Duration TICK = Duration.ofSeconds(1);

    private Start() {}

    /**
     * Starts the daemon on a configuration.
     *
     * @throws StartFailure when it cannot run, with the sentence to show and the exit code
     */
    static App daemon(Path file) throws StartFailure {
        return daemon(file, TICK);
    }

    /** Starts the daemon with ticks of another length. */
    static App daemon(Path file, Duration tick) throws StartFailure {
        CompletableFuture<Foundation> laying = Foundation.lay();
        CompletableFuture<Server> settings = new CompletableFuture<>();
        CompletableFuture<Desk> opening = laying.thenCombine(settings, Desk::new);
        try {
            Loaded loaded = Loaded.from(file, settings::complete);
            Desk desk = opening.get(Foundation.PATIENCE_SECONDS, TimeUnit.SECONDS);
            return on(laying.join(), desk, loaded, tick);
        } catch (StartFailure failure) {
            laying.thenAccept(Foundation::close);
            throw failure;
        } catch (Exception failure) {
            laying.thenAccept(Foundation::close);
            Throwable cause = failure instanceof ExecutionException ? failure.getCause() : failure;
            throw new StartFailure(
                    Main.CANNOT_TELL, "The daemon could not start: " + (cause == null ? failure : cause).getMessage());
        }
    }

    private static App on(Foundation ground, Desk desk, Loaded loaded, Duration tick) throws Exception {
        Store store = store(loaded.configuration(), ground);
        App app;
        try {
            app = new App(loaded, ground, desk, store);
        } catch (Exception failure) {
            store.close();
            throw failure;
        }
        try {
            desk.awaitListening();
        } catch (StartFailure failure) {
            app.close();
            throw failure;
        }
        app.begin(tick);
        return app;
    }

    private static Store store(Configuration configuration, Foundation ground) throws StartFailure {
        try {
            return Store.open(configuration.data(), ground.clock());
        } catch (StoreFailure broken) {
            throw new StartFailure(Main.CANNOT_TELL, String.valueOf(broken.getMessage()));
        }
    }
}
