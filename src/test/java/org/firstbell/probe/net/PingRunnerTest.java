package org.firstbell.probe.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.Timers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fping and ping say, as programs of their own put it; the real ones are asked by an integration test. */
class PingRunnerTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final Timers timers = (delay, task) -> {
        long id = vertx.setTimer(Math.max(1, delay.toMillis()), due -> task.run());
        return () -> vertx.cancelTimer(id);
    };

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private void program(String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\necho \"$@\" >> " + folder.resolve("asked") + "\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private List<PingRunner.EchoResult> ask(String... addresses) throws Exception {
        List<CompletableFuture<PingRunner.EchoResult>> told = new ArrayList<>();
        vertx.getOrCreateContext().runOnContext(now -> {});
        CompletableFuture<Void> asked = new CompletableFuture<>();
        for (int i = 0; i < addresses.length; i++) {
            told.add(new CompletableFuture<>());
        }
        vertx.getOrCreateContext().runOnContext(now -> {
            PingRunner pings = new PingRunner(vertx, timers, folder.toString());
            for (int i = 0; i < addresses.length; i++) {
                pings.requestEchoes(addresses[i], told.get(i)::complete);
            }
            asked.complete(null);
        });
        asked.get(10, TimeUnit.SECONDS);
        List<PingRunner.EchoResult> all = new ArrayList<>();
        for (CompletableFuture<PingRunner.EchoResult> one : told) {
            all.add(one.get(10, TimeUnit.SECONDS));
        }
        return all;
    }

    @Test
    void fping_isAskedForAllAtOnce_andEachIsToldItsOwn() throws Exception {
        program(
                "fping",
                "printf '10.0.0.1 : 0.50 1.50 1.00\\n10.0.0.2  : - 2.00 -\\n10.0.0.3  : - - -\\n' >&2; exit 1");
        List<PingRunner.EchoResult> told = ask("10.0.0.1", "10.0.0.2", "10.0.0.3");
        assertThat(told.get(0).loss()).isZero();
        assertThat(told.get(0).median()).contains(0.001);
        assertThat(told.get(1).loss()).isEqualTo(1 - 1.0 / 3);
        assertThat(told.get(2).median()).isEmpty();
        assertThat(told.get(2).unable()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("asked")))
                .singleElement()
                .asString()
                .endsWith("10.0.0.1 10.0.0.2 10.0.0.3");
    }

    @Test
    void name_thatIsNotFound_isToldFromAMachineThatIsSilent() throws Exception {
        program("fping", "printf '10.0.0.1 : - - -\\nquiet.lincoln.example : - - -\\n' >&2; exit 1");
        assertThat(ask("10.0.0.1", "quiet.lincoln.example", "gone.lincoln.example"))
                .extracting(PingRunner.EchoResult::resolved)
                .containsExactly(true, true, false);
    }

    @Test
    void fping_withoutItsRight_saysWhatToDo() throws Exception {
        program("fping", "echo \"fping: can't create socket (must run as root?)\" >&2; exit 4");
        assertThat(ask("10.0.0.1").get(0).unable())
                .contains("this machine may not send pings: give fping the right (setcap cap_net_raw+ep)");
    }

    @Test
    void address_thatLooksLikeAnOption_isNotPassedOn() throws Exception {
        program("fping", "exit 0");
        assertThat(ask("-f/etc/passwd").get(0).unable()).isPresent();
        assertThat(folder.resolve("asked")).doesNotExist();
    }
}
