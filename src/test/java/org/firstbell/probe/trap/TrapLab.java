package org.firstbell.probe.trap;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.LoadResult;
import org.firstbell.config.yaml.Environment;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.model.setup.Configuration;

/** A trap receiver on loopback whose looks and counts are kept. */
final class TrapLab implements AutoCloseable {
    static final String SCHOOL = """
            school: { name: Lincoln, timezone: UTC }
            credentials:
              campus: { version: 2c, community: "s3cret-community" }
              secure: { version: 3, user: firstbell, auth: SHA-256, auth-secret: authpass1, priv: AES-128, priv-secret: privpass1 }
              open: { version: 3, user: plain }
            traps: { host: 127.0.0.1, port: 0 }
            devices:
              - { id: sw-2, kind: switch, address: 127.0.0.1 }
              - { id: ap-204, kind: access-point, address: 127.0.0.9, uplink: sw-2 }
              - { id: ap-far, kind: access-point, address: 127.0.0.8, uplink: ap-204 }
            """;

    final BlockingQueue<Set<Target>> looks = new LinkedBlockingQueue<>();
    final BlockingQueue<TrapOutcome> outcomes = new LinkedBlockingQueue<>();
    final SnmpEngineIdentity engine = SnmpEngineIdentity.create();
    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final Timers timers = (delay, task) -> {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), due -> task.run());
        return () -> vertx.cancelTimer(id);
    };
    private final TrapReceiver receiver = new TrapReceiver(
            work -> loop.runOnContext(go -> work.run()),
            timers,
            InstantSource.system(),
            name -> Future.failedFuture(name),
            new TrapReceiver.TrapListener() {
                @Override
                public void pollNow(Set<Target> targets) {
                    looks.add(targets);
                }

                @Override
                public void trapCounted(TrapOutcome outcome) {
                    outcomes.add(outcome);
                }
            });
    private final Path folder;

    TrapLab(Path folder) {
        this.folder = folder;
    }

    Configuration configuration(String yaml) {
        try {
            Path file = folder.resolve("firstbell.yaml");
            Files.writeString(file, yaml);
            LoadResult loaded = ConfigLoader.load(file, new Environment(name -> Optional.empty()));
            assertThat(loaded.problems()).isEmpty();
            return loaded.configuration().orElseThrow();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    Optional<String> serve(String yaml) {
        Configuration configuration = configuration(yaml);
        return onLoop(() -> receiver.configure(configuration, engine));
    }

    int port() {
        return onLoop(() -> receiver.port().orElseThrow());
    }

    InetAddress address() {
        return InetAddress.getLoopbackAddress();
    }

    private <T> T onLoop(Supplier<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(go -> {
            try {
                done.complete(work.get());
            } catch (RuntimeException failed) {
                done.completeExceptionally(failed);
            }
        });
        return done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    TrapOutcome outcome() {
        return next(outcomes);
    }

    List<String> look() {
        return next(looks).stream().map(Object::toString).toList();
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T one = queue.poll(20, TimeUnit.SECONDS);
            assertThat(one).as("something within 20 s").isNotNull();
            return one;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        onLoop(() -> {
            receiver.close();
            return true;
        });
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
