package org.firstbell.config.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The source of the values of ${env:NAME} and ${file:PATH}.
 *
 * @param variable the value of an environment variable
 */
public record Environment(java.util.function.Function<String, Optional<String>> variable) {
    private static final long MAX_SECRET_BYTES = 64 * 1024;

    /** The environment of this process. */
    public static Environment ofProcess() {
        UnaryOperator<String> get = System::getenv;
        return new Environment(name -> Optional.ofNullable(get.apply(name)));
    }

    /** What stands in a file, without the line ends behind it. */
    static Optional<String> readSecretFile(Path path) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) > MAX_SECRET_BYTES) {
                return Optional.empty();
            }
            return Optional.of(Files.readString(path).stripTrailing());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
