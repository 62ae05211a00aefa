package org.firstbell.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.firstbell.demo.SimulatedDevice;
import org.firstbell.demo.SimulatedMib;
import org.firstbell.demo.SimulatedWlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cart of 30 Chromebooks that answer nothing, seen only in a Wi-Fi controller's table of clients. */
class CartByMacIT {
    /** Three times what the slowest of the steps takes on a quiet machine, and more. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Test
    void cart_fromAsleepToTheEnd_isJudgedBySightingsAlone(@TempDir Path folder) {
        try (Campus campus = new Campus()) {
            SimulatedDevice core = campus.device("core");
            SimulatedDevice controller = campus.device("wlc-1", core);
            SimulatedDevice near = campus.device("ap-118", core);
            SimulatedDevice next = campus.device("ap-hall", core);
            campus.room("room-118");
            SimulatedMib table = campus.families.controller(controller);
            SimulatedWlan airspace = new SimulatedWlan(table);
            airspace.addAccessPoint(near, "20:4c:03:5e:53:01", "127.33.2.1", "ap-hall");
            airspace.addAccessPoint(next, "20:4c:03:5e:53:02", "127.33.2.2", "ap-118");
            campus.agent(core, campus.families.networkSwitch(core, 24, 2), "127.33.0.1", "kind: switch");
            campus.agent(
                    controller, table, "127.33.0.5", "kind: wlan-controller, uplink: core, sights: clients, every: 2s");
            String unit = "kind: access-point, uplink: core, controller: wlc-1";
            campus.agent(near, campus.families.accessPoint(near), "127.33.2.1", unit + ", room: room-118");
            campus.agent(next, campus.families.accessPoint(next), "127.33.2.2", unit);
            campus.name(
                    "{ id: \"cart-b-{01..30}\", kind: chromebook, cart: cart-b, slot: \"{1..30}\", mac: \"{m}\", uplink: ap-118 }"
                            .replace("{m}", "00:00:5e:00:53:{01..30}"));
            campus.rest("carts: [ { id: cart-b, name: Cart B, home: room-118 } ]");
            campus.session("wida-5", "{ id: room-118, students: 28, carts: [cart-b] }", 40, 100);
            Runnable openLids = () -> {
                for (int slot = 1; slot <= 30; slot++) {
                    airspace.join("00:00:5e:00:53:%02d".formatted(slot), "ap-118");
                }
                airspace.tick(Instant.now());
            };
            Runnable closeLids = () -> {
                for (int slot = 1; slot <= 30; slot++) {
                    airspace.leave("00:00:5e:00:53:%02d".formatted(slot));
                }
                airspace.tick(Instant.now());
            };
            campus.change(openLids);
            Path configuration = campus.configuration(folder);
            try (DaemonProcess yesterday = DaemonProcess.run(configuration)) {
                await().atMost(PATIENCE)
                        .until(() -> yesterday
                                        .get("/sessions/wida-5")
                                        .at("/seats/awake")
                                        .asInt()
                                == 30);
            }
            campus.change(closeLids);
            try (DaemonProcess daemon = DaemonProcess.run(configuration)) {
                await().atMost(PATIENCE).until(() -> daemon.word("wida-5").equals("ON TRACK"));

                campus.change(openLids);
                await().atMost(PATIENCE).until(() -> daemon.word("wida-5").equals("READY"));
                assertThat(daemon.get("/sessions/wida-5").at("/seats/awake").asInt())
                        .isEqualTo(30);

                campus.change(near::shutDown);
                await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
                    campus.change(() -> airspace.tick(Instant.now()));
                    assertThat(daemon.verdict("wida-5")).isIn("READY", "ON_TRACK");
                    return IntStream.rangeClosed(1, 30)
                            .allMatch(slot -> "ap-hall"
                                    .equals(daemon.get("/devices/cart-b-%02d".formatted(slot))
                                            .at("/path/0")
                                            .asText("")));
                });
                await().during(Duration.ofSeconds(10)).atMost(PATIENCE).until(() -> {
                    campus.change(() -> airspace.tick(Instant.now()));
                    return daemon.verdict("wida-5").equals("READY");
                });
                assertThat(daemon.incidents("all"))
                        .allSatisfy(
                                one -> assertThat(one.at("/cause/id").asText()).isEqualTo("ap-118"))
                        .allSatisfy(
                                one -> assertThat(one.path("severity").asText()).isEqualTo("advisory"));
                campus.change(() -> near.boot(Instant.now()));

                daemon.post("/sessions/wida-5/started", "{\"by\":\"Room 118\"}");
                daemon.post("/sessions/wida-5/finished", "{\"by\":\"Room 118\"}");
                campus.change(closeLids);
                await().during(Duration.ofSeconds(20)).atMost(PATIENCE).until(() -> {
                    campus.change(() -> airspace.tick(Instant.now()));
                    return daemon.word("wida-5").equals("DONE")
                            && daemon.incidents("all").stream()
                                    .allMatch(
                                            one -> one.at("/cause/id").asText().equals("ap-118"));
                });
                assertThat(campus.subjects()).isEmpty();
            }
        }
    }
}
