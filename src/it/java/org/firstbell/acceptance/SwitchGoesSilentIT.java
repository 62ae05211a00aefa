package org.firstbell.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.firstbell.demo.SimulatedDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A switch with an access point, 30 computers and 4 kiosks behind it goes silent, and the daemon is killed meanwhile. */
class SwitchGoesSilentIT {
    /** For states that come by themselves; how soon they must come is proved in virtual time. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Campus campus = new Campus();

    @AfterEach
    void close() {
        campus.close();
    }

    @Test
    void switchSilent_withAKillInTheMiddle_isOneIncidentAndOneMail(@TempDir Path folder) {
        SimulatedDevice core = campus.device("core");
        SimulatedDevice second = campus.device("sw-2", core);
        SimulatedDevice unit = campus.device("ap-204", second);
        campus.room("lab-204");
        campus.agent(core, campus.families.networkSwitch(core, 8, 2), "127.31.0.1", "kind: switch");
        campus.agent(second, campus.families.networkSwitch(second, 48, 2), "127.31.0.2", "kind: switch, uplink: core");
        campus.agent(
                unit,
                campus.families.accessPoint(unit),
                "127.31.0.4",
                "kind: access-point, room: lab-204, uplink: sw-2");
        for (int seat = 1; seat <= 30; seat++) {
            SimulatedDevice pc = campus.device("pc-%02d".formatted(seat), second);
            campus.agent(
                    pc,
                    campus.families.computer(pc, 62_000_000L),
                    "127.31.1." + seat,
                    "kind: computer, room: lab-204, uplink: sw-2");
        }
        for (int seat = 1; seat <= 4; seat++) {
            campus.kiosk(
                    campus.device("kiosk-" + seat, unit),
                    "127.31.2." + seat,
                    "kind: tablet, room: lab-204, uplink: ap-204");
        }
        campus.session("ela-7", "{ id: lab-204, students: 30 }", -5, 60);
        Path file = campus.configuration(folder);

        DaemonProcess daemon = DaemonProcess.run(file);
        try {
            DaemonProcess first = daemon;
            await().atMost(PATIENCE).until(() -> first.verdict("ela-7").equals("READY"));

            campus.change(second::shutDown);

            await().atMost(PATIENCE).until(() -> !first.incidents("open").isEmpty());
            await().atMost(PATIENCE).until(() -> campus.subjects().size() == 1);
            JsonNode incident = first.incidents("all").get(0);
            assertThat(first.incidents("all")).hasSize(1);
            assertThat(incident.at("/cause/kind").asText()).isEqualTo("device");
            assertThat(incident.at("/cause/id").asText()).isEqualTo("sw-2");
            List<String> hit = new java.util.ArrayList<>();
            incident.at("/affected/devices").forEach(device -> hit.add(device.asText()));
            assertThat(hit.stream().filter(id -> id.startsWith("pc-") || id.startsWith("kiosk-")))
                    .hasSize(34);
            assertThat(hit).contains("ap-204").doesNotContain("sw-2", "core");
            assertThat(incident.path("severity").asText()).isEqualTo("blocking");

            daemon.kill();
            daemon = DaemonProcess.run(file);
            DaemonProcess again = daemon;
            assertThat(again.incidents("open"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.path("id")).isEqualTo(incident.path("id")));
            await().during(Duration.ofSeconds(20))
                    .atMost(PATIENCE)
                    .until(() -> again.incidents("all").size() == 1
                            && campus.subjects().stream().noneMatch(subject -> subject.startsWith("[READY")));
            assertThat(campus.subjects().stream()
                            .filter(subject -> subject.startsWith("[CHECK ROOM]") || subject.startsWith("[NOT READY]")))
                    .hasSizeLessThanOrEqualTo(1);
            int told = campus.subjects().size();

            campus.change(() -> second.boot(java.time.Instant.now()));

            await().atMost(PATIENCE).until(() -> again.incidents("open").isEmpty());
            await().atMost(PATIENCE).until(() -> campus.subjects().size() > told);
            assertThat(campus.subjects().stream().filter(subject -> subject.startsWith("[READY AGAIN]")))
                    .hasSize(1);
        } finally {
            daemon.close();
        }
    }
}
