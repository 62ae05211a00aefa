package org.firstbell.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.firstbell.demo.SimulatedDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad network: every tenth packet is lost, there and back. */
class PacketLossIT {
    @Test
    void tenPercentLost_forAMinuteOn200Devices_isNoIncidentAndNoMail(@TempDir Path folder) {
        try (Campus campus = new Campus()) {
            SimulatedDevice core = campus.device("core");
            campus.room("gym");
            campus.agent(core, campus.families.networkSwitch(core, 24, 2), "127.32.0.1", "kind: switch");
            for (int seat = 1; seat <= 199; seat++) {
                SimulatedDevice pc = campus.device("pc-%03d".formatted(seat), core);
                campus.agent(
                        pc,
                        campus.families.computer(pc, 62_000_000L),
                        "127.32.1." + seat,
                        "kind: computer, room: gym, uplink: core");
            }
            campus.session("math-8", "{ id: gym, students: 199 }", -5, 60);
            try (DaemonProcess daemon = DaemonProcess.run(campus.configuration(folder))) {
                await().atMost(Duration.ofSeconds(120))
                        .until(() -> daemon.verdict("math-8").equals("READY"));

                campus.loss(0.1);

                await().during(Duration.ofSeconds(60))
                        .atMost(Duration.ofSeconds(120))
                        .untilAsserted(() -> {
                            assertThat(daemon.incidents("all")).isEmpty();
                            assertThat(campus.subjects()).isEmpty();
                        });
                assertThat(campus.subjects()).isEmpty();
            }
        }
    }
}
