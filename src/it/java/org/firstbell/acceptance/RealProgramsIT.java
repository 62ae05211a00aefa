package org.firstbell.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.firstbell.demo.SimulatedDevice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real net-snmp agent and a real nginx: probed, and missed when they stop. */
class RealProgramsIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private RealAgent snmpd;

    @BeforeEach
    void start() throws IOException {
        snmpd = RealAgent.snmpd(Files.createDirectory(folder.resolve("snmpd")));
    }

    @AfterEach
    void stop() {
        snmpd.close();
    }

    @Test
    void probe_ofSnmpdByCommunity_tellsWhatTheAgentWasToldToSay() {
        await().atMost(LIMIT).untilAsserted(() -> {
            DaemonProcess.Ended ended =
                    DaemonProcess.command(LIMIT, "probe", "127.0.0.1:" + snmpd.port, "--community", "public", "--json");
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            checkAgent(ended.json());
        });
    }

    @Test
    void probe_ofSnmpdByUser_authenticatesAndDecrypts() throws IOException {
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, """
                school: { name: Lincoln, timezone: UTC }
                credentials:
                  campus-v3: { version: 3, user: firstbell, auth: SHA-256, auth-secret: authpass1, priv: AES-128, priv-secret: privpass1 }
                """);
        await().atMost(LIMIT).untilAsserted(() -> {
            DaemonProcess.Ended ended = DaemonProcess.command(
                    LIMIT,
                    "probe",
                    "127.0.0.1:" + snmpd.port,
                    "--credentials",
                    "campus-v3",
                    "-c",
                    file.toString(),
                    "--json");
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            checkAgent(ended.json());
        });
    }

    private static void checkAgent(JsonNode answer) {
        assertThat(answer.path("reachable").asBoolean()).isTrue();
        assertThat(answer.at("/signals/system.name/value").asText()).isEqualTo("lab-pc-1");
        assertThat(answer.at("/signals/system.description/value").asText()).startsWith("Linux");
        assertThat(answer.at("/signals/uptime.seconds/unit").asText()).isEqualTo("seconds");
        assertThat(answer.at("/signals/uptime.seconds/value").asDouble()).isPositive();
        assertThat(answer.path("took").asDouble()).isBetween(0.0, 30.0);
    }

    @Test
    void probe_withAWrongSecret_saysWhich() throws IOException {
        Path file = folder.resolve("firstbell.yaml");
        Files.writeString(file, """
                school: { name: Lincoln, timezone: UTC }
                credentials:
                  campus-v3: { version: 3, user: firstbell, auth: SHA-256, auth-secret: wrongpass1, priv: AES-128, priv-secret: privpass1 }
                """);
        DaemonProcess.Ended ended = DaemonProcess.command(
                LIMIT, "probe", "127.0.0.1:" + snmpd.port, "--credentials", "campus-v3", "-c", file.toString());
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out() + ended.err()).containsIgnoringCase("digest");
    }

    @Test
    void probe_ofNginx_tellsStatusAndTime() throws IOException {
        try (RealAgent nginx = RealAgent.nginx(Files.createDirectory(folder.resolve("nginx")))) {
            await().atMost(LIMIT).untilAsserted(() -> {
                DaemonProcess.Ended ended =
                        DaemonProcess.command(LIMIT, "probe", "http://127.0.0.1:" + nginx.port + "/", "--json");
                assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
                assertThat(ended.json().at("/signals/http.status/value").asInt())
                        .isEqualTo(200);
                assertThat(ended.json().at("/signals/http.time.seconds/value").asDouble())
                        .isBetween(0.0, 5.0);
            });
        }
    }

    @Test
    void probe_ofNothing_endsWith1_andOfANameThatIsNone_with3() {
        assertThat(DaemonProcess.command(LIMIT, "probe", "127.0.0.1:9", "--community", "public", "--json")
                        .code())
                .isEqualTo(1);
        assertThat(DaemonProcess.command(LIMIT, "probe", "no-such-name.invalid", "--json")
                        .code())
                .isEqualTo(3);
    }

    @Test
    void snmpd_stoppedInALiveSession_isOneIncidentWithinTenSeconds_andOneReadyAgain() {
        try (Campus campus = new Campus()) {
            SimulatedDevice core = campus.device("core");
            campus.room("lab-204");
            campus.agent(core, campus.families.networkSwitch(core, 24, 2), "127.34.0.1", "kind: switch");
            campus.name(
                    "{ id: pc-1, kind: computer, room: lab-204, address: 127.0.0.1, uplink: core, snmp: { port: %d, credentials: campus } }"
                            .formatted(snmpd.port));
            campus.session("ela-7", "{ id: lab-204, students: 1 }", -5, 60);
            try (DaemonProcess daemon = DaemonProcess.run(campus.configuration(folder))) {
                await().atMost(LIMIT).until(() -> daemon.verdict("ela-7").equals("READY"));

                snmpd.stop();
                Instant stopped = Instant.now();
                await().atMost(LIMIT).until(() -> !daemon.incidents("open").isEmpty());
                JsonNode incident = daemon.incidents("open").get(0);
                // By the daemon's clock: a beat every 5 s, and 4.3 s from the first question without an answer.
                assertThat(Duration.between(
                                stopped, Instant.parse(incident.path("openedAt").asText())))
                        .isLessThan(Duration.ofSeconds(10));
                assertThat(incident.at("/cause/id").asText()).isEqualTo("pc-1");
                await().atMost(LIMIT).until(() -> campus.subjects().size() == 1);

                snmpd.start();
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(daemon.incidents("open"))
                                .as(() -> daemon.get("/devices/pc-1") + "\n" + daemon.output())
                                .isEmpty());
                await().atMost(LIMIT).until(() -> campus.subjects().size() >= 2);
                assertThat(daemon.incidents("all")).hasSize(1);
                assertThat(campus.subjects().stream().filter(subject -> subject.startsWith("[READY AGAIN]")))
                        .hasSize(1);
            }
        }
    }
}
