package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.firstbell.probe.trap.TrapEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineFileTest {
    @TempDir
    Path folder;

    @Test
    void engine_overRestarts_keepsItsIdAndCountsThem() {
        TrapEngine first = EngineFile.start(folder.resolve("data"));
        TrapEngine second = EngineFile.start(folder.resolve("data"));
        assertThat(first.boots()).isEqualTo(1);
        assertThat(second).isEqualTo(new TrapEngine(first.id(), 2));
    }

    @Test
    void file_thatIsDamaged_isANewEngine() throws IOException {
        TrapEngine first = EngineFile.start(folder);
        Files.writeString(folder.resolve("snmp-engine"), "80001f88 -1\u0000");
        assertThat(EngineFile.start(folder).id()).isNotEqualTo(first.id());
        Files.writeString(folder.resolve("snmp-engine"), first.id() + " 9999999999");
        assertThat(EngineFile.start(folder)).isEqualTo(new TrapEngine(first.id(), Integer.MAX_VALUE));
    }

    @Test
    void folder_thatCannotBeWritten_isAnEngineForOnce() throws IOException {
        Path file = Files.createFile(folder.resolve("data"));
        assertThat(EngineFile.start(file).boots()).isEqualTo(1);
    }
}
