package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.firstbell.probe.trap.SnmpEngineIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnmpEngineFileTest {
    @TempDir
    Path folder;

    @Test
    void engine_overRestarts_keepsItsIdAndCountsThem() {
        SnmpEngineIdentity first = SnmpEngineFile.nextStart(folder.resolve("data"));
        SnmpEngineIdentity second = SnmpEngineFile.nextStart(folder.resolve("data"));
        assertThat(first.boots()).isEqualTo(1);
        assertThat(second).isEqualTo(new SnmpEngineIdentity(first.id(), 2));
    }

    @Test
    void file_thatIsDamaged_isANewEngine() throws IOException {
        SnmpEngineIdentity first = SnmpEngineFile.nextStart(folder);
        Files.writeString(folder.resolve("snmp-engine"), "80001f88 -1\u0000");
        assertThat(SnmpEngineFile.nextStart(folder).id()).isNotEqualTo(first.id());
        Files.writeString(folder.resolve("snmp-engine"), first.id() + " 9999999999");
        assertThat(SnmpEngineFile.nextStart(folder)).isEqualTo(new SnmpEngineIdentity(first.id(), Integer.MAX_VALUE));
    }

    @Test
    void folder_thatCannotBeWritten_isAnEngineForOnce() throws IOException {
        Path file = Files.createFile(folder.resolve("data"));
        assertThat(SnmpEngineFile.nextStart(file).boots()).isEqualTo(1);
    }
}
