package org.firstbell.poll;

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
public final class VertxFactory {
    private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
    private static final int DNS_CACHE_SECONDS = 5;

    private VertxFactory() {}

    /** Starts it with a number of event loops; empty for as many as suit the machine. */
    public static Vertx create(Optional<Integer> loops) {
        VertxOptions options = new VertxOptions().setAddressResolverOptions(resolverOptions(RESOLV_CONF));
        loops.ifPresent(options::setEventLoopPoolSize);
        return Vertx.vertx(options);
    }

    public static Vertx create() {
        return create(Optional.empty());
    }

    static AddressResolverOptions resolverOptions(Path file) {
        AddressResolverOptions names = new AddressResolverOptions()
                .setCacheMaxTimeToLive(DNS_CACHE_SECONDS)
                .setCacheNegativeTimeToLive(0);
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return windows || hasNameServer(file) ? names : names.setServers(List.of("127.0.0.1"));
    }

    private static boolean hasNameServer(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.strip().startsWith("nameserver"));
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
    }
}
