package org.firstbell.config.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.firstbell.config.yaml.Environment;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.YamlReader;
import org.firstbell.model.setup.SnmpProfile;

/** Files that somebody took for profiles, through both readers of them: problems are fine, an exception is a finding. */
public final class ProfilesFuzz {
    private static final Path FILE = file();

    private ProfilesFuzz() {}

    private static Path file() {
        try {
            Path file = Files.createTempFile("firstbell-fuzz", ".yaml");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    public static void fuzzerTestOneInput(byte[] octets) throws IOException {
        Files.write(FILE, octets);
        ProblemCollector problems = new ProblemCollector();
        Optional<SnmpProfile> none = Optional.empty();
        YamlReader.read(FILE, new Environment(name -> Optional.empty()), problems)
                .ifPresent(map -> {
                    SnmpProfileReader.read(map, id -> none);
                    HttpProfileReader.read(map);
                });
        problems.sorted();
    }
}
