package org.firstbell.app;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The engine that every command runs on. It asks the name servers that this machine is told to ask and nobody else: one that
 * knows none would fall back to public ones. What was found is kept for five seconds, so that an outage is seen.
 */
final class Engine {
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
    private static final int KEPT_SECONDS = 5;

    private Engine() {}

    /** Starts it with a number of event loops; empty for as many as suit the machine. */
    static Vertx start(Optional<Integer> loops) {
        VertxOptions options = new VertxOptions().setAddressResolverOptions(names(RESOLV_CONF));
        loops.ifPresent(options::setEventLoopPoolSize);
        return Vertx.vertx(options);
    }

    static Vertx start() {
        return start(Optional.empty());
    }

    static AddressResolverOptions names(Path file) {
        AddressResolverOptions names =
                new AddressResolverOptions().setCacheMaxTimeToLive(KEPT_SECONDS).setCacheNegativeTimeToLive(0);
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return windows || namesServers(file) ? names : names.setServers(List.of("127.0.0.1"));
    }

    private static boolean namesServers(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.strip().startsWith("nameserver"));
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
    }
}
