package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose name servers the engine asks. */
class EngineTest {
    @TempDir
    Path folder;

    @Test
    void machine_thatIsToldNoNameServer_asksNobodyElse() throws IOException {
        Path file = folder.resolve("resolv.conf");
        assertThat(Engine.names(file).getServers()).containsExactly("127.0.0.1");
        Files.writeString(file, "# nameserver 8.8.8.8\nsearch lincoln.example\n");
        assertThat(Engine.names(file).getServers()).containsExactly("127.0.0.1");
        Files.writeString(file, "search lincoln.example\nnameserver 10.0.0.53\n");
        assertThat(Engine.names(file).getServers()).isNullOrEmpty();
        assertThat(Engine.names(file).getCacheMaxTimeToLive()).isEqualTo(5);
    }
}
