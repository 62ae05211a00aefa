package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.firstbell.app.command.CommandFailure;
import org.firstbell.app.command.ExitCode;
import org.firstbell.config.ConfigLoader;
import org.firstbell.config.yaml.Environment;
import org.firstbell.model.setup.ServerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {
    private static final Duration TICK = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private Path file(int port, String more) throws Exception {
        return Files.writeString(folder.resolve("firstbell.yaml"), """
                school: { name: Lincoln, timezone: UTC }
                server: { host: 127.0.0.1, port: %d }
                data: data
                %s
                """.formatted(port, more));
    }

    private CommandFailure failure(Path file) {
        return catchThrowableOfType(
                CommandFailure.class, () -> Wiring.startDaemon(file, TICK).close());
    }

    @Test
    void start_whileAnotherHoldsTheStore_saysWhichFolder_andLeavesTheOtherAlone() throws Exception {
        Path file = file(0, "");
        try (Daemon first = Wiring.startDaemon(file, TICK)) {
            CommandFailure second = failure(file);

            assertThat(second.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
            assertThat(second.sentence()).contains(folder.resolve("data").toString());
            assertThat(first.reload(file)).isEmpty();
        }
    }

    @Test
    void start_onAPortInUse_saysWhich() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandFailure refused = failure(file(taken.getLocalPort(), ""));

            assertThat(refused.exitCode()).isEqualTo(ExitCode.UNDETERMINED);
            assertThat(refused.sentence()).contains("Port " + taken.getLocalPort() + " on 127.0.0.1");
        }
    }

    @Test
    void start_ofAWrongConfigurationOnAPortInUse_tellsWhatIsWrongInTheFile() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandFailure refused = failure(file(taken.getLocalPort(), "rooms: [ { id: lab, nam: Lab } ]"));

            assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE_ERROR);
            assertThat(refused.sentence()).contains("rooms[0].nam").doesNotContain("in use");
        }
    }

    @Test
    void listening_isToldOnce_unlessItsOwnSectionIsWrong() throws Exception {
        List<ServerSettings> told = new ArrayList<>();

        ConfigLoader.load(file(4321, "rooms: [ { id: lab, nam: Lab } ]"), Environment.ofProcess(), told::add);
        assertThat(told).extracting(ServerSettings::port).containsExactly(4321);

        ConfigLoader.load(file(99_999, ""), Environment.ofProcess(), told::add);
        assertThat(told).hasSize(1);
    }
}
