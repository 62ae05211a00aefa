package org.firstbell.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose name servers the engine asks. */
class VertxFactoryTest {
    @TempDir
    Path folder;

    @Test
    void machine_thatIsToldNoNameServer_asksNobodyElse() throws IOException {
        Path file = folder.resolve("resolv.conf");
        assertThat(VertxFactory.resolverOptions(file).getServers()).containsExactly("127.0.0.1");
        Files.writeString(file, "# nameserver 8.8.8.8\nsearch lincoln.example\n");
        assertThat(VertxFactory.resolverOptions(file).getServers()).containsExactly("127.0.0.1");
        Files.writeString(file, "search lincoln.example\nnameserver 10.0.0.53\n");
        assertThat(VertxFactory.resolverOptions(file).getServers()).isNullOrEmpty();
        assertThat(VertxFactory.resolverOptions(file).getCacheMaxTimeToLive()).isEqualTo(5);
    }
}
