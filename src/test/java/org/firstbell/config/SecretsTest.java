package org.firstbell.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.firstbell.config.yaml.Environment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @Test
    void secret_thatIsWrongWhereItStands_isQuotedAsWrittenAndNeverAsFilledIn(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, """
                school: { name: Lincoln, timezone: "${env:SECRET}" }
                polling: { timeout: "${env:SECRET}", retries: "${env:NUMBER}" }
                rooms: [ { id: lab, home: x } ]
                devices: [ { id: pc-1, kind: computer, room: "${env:SECRET}" } ]
                """);
        LoadResult result = ConfigLoader.load(
                file, new Environment(name -> Optional.of(name.equals("NUMBER") ? "424242" : "hunter2hunter2")));
        String lines = ConfigLoader.problemLines(result.problems());
        assertThat(lines).doesNotContain("hunter2").doesNotContain("424242").contains("'${env:SECRET}'");
        assertThat(result.problems()).hasSizeGreaterThanOrEqualTo(4);
    }
}
