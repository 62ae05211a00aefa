package org.firstbell.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where {@code ${env:NAME}} and {@code ${file:PATH}} get their values.
 *
 * @param variable the value of an environment variable
 */
public record Environment(java.util.function.Function<String, Optional<String>> variable) {
    private static final long MOST_SECRET_OCTETS = 64 * 1024;

    /** The environment of this process. */
    public static Environment ofProcess() {
        UnaryOperator<String> get = System::getenv;
        return new Environment(name -> Optional.ofNullable(get.apply(name)));
    }

    /** What stands in a file, without the line ends behind it. */
    static Optional<String> file(Path path) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > MOST_SECRET_OCTETS) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(path).stripTrailing());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
