package org.firstbell.readiness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.LoadResult;
import org.firstbell.config.yaml.Environment;
import org.firstbell.model.setup.Configuration;

/** The shipped checks and platforms, loaded as the product loads them. */
public final class ShippedData {
    private ShippedData() {}

    /** A configuration of one school and nothing else. */
    public static Configuration shipped() {
        try {
            Path folder = Files.createTempDirectory("packs");
            Path file = folder.resolve("firstbell.yaml");
            Files.writeString(
                    file,
                    "school: { name: Lincoln Middle School, timezone: America/Chicago }\nserver: { port: 8080 }\n");
            LoadResult result = ConfigLoader.load(file, new Environment(name -> java.util.Optional.empty()));
            Files.delete(file);
            Files.delete(folder);
            return result.configuration().orElseThrow(() -> new AssertionError(result.problems()));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
