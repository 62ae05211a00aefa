package org.firstbell.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.firstbell.config.yaml.Environment;
import org.firstbell.model.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no mistake and yet worth saying. */
class NoticesTest {
    @TempDir
    Path folder;

    private String notices(String devices) throws IOException {
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, "school: { name: Lincoln, timezone: UTC }\ndevices:\n" + devices);
        LoadResult loaded = ConfigLoader.load(file, new Environment(name -> Optional.empty()));
        assertThat(loaded.problems()).isEmpty();
        return String.join("\n", loaded.notes().stream().map(Problem::line).toList());
    }

    @Test
    void privateWifiAddresses_areNotedOnce_withTheRemedy() throws IOException {
        String told = notices("""
                  - { id: cb-1, kind: chromebook, mac: "00:00:5e:00:53:01" }
                  - { id: cb-2, kind: chromebook, mac: "02:00:5e:00:53:02" }
                  - { id: cb-3, kind: chromebook, mac: "da:00:5e:00:53:03" }
                """);
        assertThat(told)
                .containsOnlyOnce("private Wi-Fi address")
                .contains("firstbell.yaml:4:", "cb-2.mac", "so are those of 1 more", "on its label");
    }

    @Test
    void addressesFromTheFactory_areNotNoted() throws IOException {
        assertThat(notices("  - { id: cb-1, kind: chromebook, mac: \"00:00:5e:00:53:01\" }\n"))
                .doesNotContain("private");
    }
}
