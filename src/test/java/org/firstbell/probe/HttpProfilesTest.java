package org.firstbell.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.status.Sighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every shipped HTTP profile against the answer that its source documents, and how it is let in. */
class HttpProfilesTest {
    private final List<String> asked = new ArrayList<>();

    @RegisterExtension
    private final ProbeLab lab = new ProbeLab();

    private int serving(Function<HttpServerRequest, String> page) {
        return ProbeLab.got(lab.vertx
                        .createHttpServer()
                        .requestHandler(request -> {
                            asked.add(request.method() + " " + request.uri() + " "
                                    + request.headers().get("authorization") + " "
                                    + request.headers().get("x-api-key"));
                            request.body().onSuccess(body -> {
                                if (body.length() > 0) {
                                    asked.add(body.toString());
                                }
                                request.response().end(page.apply(request));
                            });
                        })
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
    }

    private Probe probe(String kind, int port, String more) {
        return lab.probe("""
                rooms: [ { id: r, name: Room } ]
                devices:
                  - { id: it, kind: %s, address: 127.0.0.1, http: { url: "http://127.0.0.1:%d"%s } }
                  - { id: ap-1, name: East hall, kind: access-point, address: 127.1.2.3, mac: "78:45:58:00:00:01" }
                  - { id: ap-2, name: West hall, kind: access-point, mac: "78:45:58:00:00:02" }
                  - { id: cb-1, kind: chromebook, room: r, mac: "00:00:5e:00:53:01" }
                """.formatted(kind, port, more));
    }

    private ProbeOutcome ask(String kind, String page, String more) {
        return lab.ask(probe(kind, serving(request -> page), more));
    }

    @Test
    void fullyKiosk_thatRunsItsPage_isWell() {
        ProbeOutcome outcome = ask("tablet", """
                {"deviceName":"Library 3","deviceModel":"SM-T510","androidVersion":"11","batteryLevel":74,"isPlugged":true,
                 "plugged":true,"SSID":"\\"Lincoln Testing\\"","kioskMode":true,"screenOn":true,
                 "foregroundApp":"de.ozerov.fully","currentPage":"https://kiosk.example/start?x=1",
                 "startUrl":"https://kiosk.example/start","internalStorageFreeSpace":4000000000,
                 "internalStorageTotalSpace":16000000000,"ramFreeMemory":900000000}
                """, ", profile: fully-kiosk, password: \"p&w d\"");
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("http.body.ok", true)
                .containsEntry("battery.charge.ratio", 0.74)
                .containsEntry("battery.charging", true)
                .containsEntry("network.ssid", "Lincoln Testing")
                .containsEntry("os.version", "11")
                .containsEntry("disk.free.ratio", 0.25)
                .containsEntry("system.model", "SM-T510");
        assertThat(ProbeLab.problems(outcome)).isEmpty();
        assertThat(asked).containsExactly("GET /?cmd=deviceInfo&type=json&password=p%26w+d null null");
        assertThat(((ProbeOutcome.Answered) outcome).readings())
                .noneMatch(reading -> reading.source().contains("password"));
    }

    @Test
    void fullyKiosk_withAWrongPasswordOrAnotherPage_saysSo() {
        assertThat(ProbeLab.problems(ask(
                        "tablet",
                        "{\"status\":\"Error\",\"statustext\":\"Please login\"}",
                        ", profile: fully-kiosk, password: wrong")))
                .containsExactly("it says of itself: Please login");
        ProbeOutcome elsewhere = ask(
                "tablet",
                "{\"kioskMode\":false,\"currentPage\":\"https://games.example/\",\"startUrl\":\"https://kiosk.example/\"}",
                ", profile: fully-kiosk, password: right");
        assertThat(ProbeLab.signals(elsewhere)).containsEntry("http.body.ok", false);
        assertThat(ProbeLab.problems(elsewhere))
                .containsExactly(
                        "it says of itself: kioskMode is false",
                        "currentPage is https://games.example/, not https://kiosk.example/");
    }

    @Test
    void windowsExporter_tellsComputerAppAndScopes() {
        String page = """
                # HELP windows_os_info Contains full product name & version
                # TYPE windows_os_info gauge
                windows_os_info{build_number="19045",product="Windows 10 Education",version="10.0.19045"} 1
                windows_cpu_time_total{core="0,0",mode="idle"} %s
                windows_cpu_time_total{core="0,0",mode="user"} %s
                windows_memory_available_bytes 2e+09
                windows_memory_physical_total_bytes 8e+09
                windows_logical_disk_free_bytes{volume="C:"} 3e+10
                windows_logical_disk_size_bytes{volume="C:"} 1.2e+11
                windows_logical_disk_free_bytes{volume="D:"} 5e+09
                windows_logical_disk_size_bytes{volume="D:"} 1e+11
                windows_logical_disk_free_bytes{volume="HarddiskVolume1"} 1
                windows_logical_disk_size_bytes{volume="HarddiskVolume1"} 1e+08
                windows_system_processes 143
                windows_time_computed_time_offset_seconds -0.25
                windows_process_start_time_seconds_timestamp{process="TestNav",process_id="4711"} 1.7e+09
                windows_dhcp_scope_addresses_in_use{scope="10.0.0.0"} 90
                windows_dhcp_scope_addresses_free{scope="10.0.0.0"} 10
                windows_dhcp_scope_addresses_in_use{scope="10.1.0.0"} 5
                windows_dhcp_scope_addresses_free{scope="10.1.0.0"} 200
                """;
        int[] scrape = {0};
        int port = serving(request -> {
            scrape[0]++;
            return page.formatted(scrape[0] * 100, scrape[0] * 300);
        });
        Probe probe = probe("computer", port, ", profile: windows-exporter");
        assertThat(ProbeLab.signals(lab.ask(probe)))
                .containsEntry("os.version", "10.0.19045")
                .containsEntry("memory.utilization.ratio", 0.75)
                .containsEntry("disk.free.ratio", 0.05)
                .containsEntry("disk.free.bytes", 5e9)
                .containsEntry("process.count", 143.0)
                .containsEntry("clock.offset.seconds", -0.25)
                .containsEntry("app.testnav.running", true)
                .containsEntry("dhcp.utilization.ratio", 0.9)
                .containsEntry("dhcp.addresses.free", 10.0)
                .doesNotContainKey("cpu.utilization.ratio");
        assertThat(ProbeLab.signals(lab.ask(probe))).containsEntry("cpu.utilization.ratio", 0.75);
        assertThat(asked).allMatch(line -> line.startsWith("GET /metrics "));
    }

    @Test
    void exporters_ofOldVersions_areReadByTheirOldNames() {
        ProbeOutcome windows = ask("computer", """
                wmi_os_info{product="Microsoft Windows 10 Pro",version="10.0.17763"} 1
                wmi_os_physical_memory_free_bytes 2e+09
                wmi_os_visible_memory_bytes 8e+09
                wmi_logical_disk_free_bytes{volume="C:"} 3e+10
                wmi_logical_disk_size_bytes{volume="C:"} 1.2e+11
                wmi_os_processes 99
                wmi_process_start_time{process="TestNav#1",process_id="7"} 1.7e+09
                """, ", profile: windows-exporter");
        assertThat(ProbeLab.signals(windows))
                .containsEntry("os.version", "10.0.17763")
                .containsEntry("memory.free.bytes", 2e9)
                .containsEntry("memory.utilization.ratio", 0.75)
                .containsEntry("disk.free.ratio", 0.25)
                .containsEntry("process.count", 99.0)
                .containsEntry("app.testnav.running", true);
        ProbeOutcome linux =
                ask("server", """
                node_boot_time %d
                node_memory_MemAvailable 1e+09
                node_memory_MemTotal 4e+09
                node_filesystem_avail{device="/dev/sda1",fstype="ext4",mountpoint="/"} 5e+09
                node_filesystem_size{device="/dev/sda1",fstype="ext4",mountpoint="/"} 1e+10
                """.formatted(System.currentTimeMillis() / 1000 - 3600), ", profile: node-exporter");
        assertThat(ProbeLab.signals(linux))
                .containsEntry("memory.utilization.ratio", 0.75)
                .containsEntry("disk.free.ratio", 0.5);
        assertThat((double) ProbeLab.signals(linux).get("uptime.seconds")).isBetween(3590.0, 3700.0);
    }

    @Test
    void newAndOldNamesTogether_areToldOnce_byTheNew() {
        ProbeOutcome.Answered both = (ProbeOutcome.Answered) ask("computer", """
                windows_memory_available_bytes 2e+09
                windows_cs_physical_memory_bytes 8e+09
                windows_os_physical_memory_free_bytes 1e+09
                windows_os_visible_memory_bytes 8e+09
                """, ", profile: windows-exporter");
        assertThat(both.readings())
                .filteredOn(reading -> reading.name().value().equals("memory.utilization.ratio"))
                .singleElement()
                .satisfies(reading -> assertThat(reading.value().plain()).isEqualTo(0.75));
    }

    @Test
    void processExporter_tellsWhetherTheAppRuns_notThatItOnceDid() {
        String page = "namedprocess_namegroup_num_procs{groupname=\"testnav\"} %d\n";
        assertThat(ProbeLab.signals(ask("computer", page.formatted(2), ", profile: process-exporter")))
                .containsEntry("app.testnav.running", true);
        assertThat(ProbeLab.signals(ask("computer", page.formatted(0), ", profile: process-exporter")))
                .containsEntry("app.testnav.running", false);
    }

    @Test
    void metrics_thatAreNoMetrics_areGarbled() {
        for (String page : List.of("<html>Sign in</html>", "", "{\"a\":1}", "name{label=\"x 1\n", "# HELP only\n")) {
            ProbeOutcome outcome = ask("server", page, ", profile: node-exporter");
            assertThat(outcome).as(page).isInstanceOf(ProbeOutcome.Garbled.class);
            assertThat(ProbeLab.reason(outcome)).isEqualTo("its page is not in Prometheus' text format");
        }
    }

    @Test
    void uniFi_sightsNamedClientsAndCountsTheRest() {
        ProbeOutcome outcome = ask("wlan-controller", """
                {"meta":{"rc":"ok"},"data":[
                 {"mac":"00:00:5e:00:53:01","ap_mac":"78:45:58:00:00:01","essid":"Testing","signal":-61,"is_wired":false,
                  "hostname":"somebody's name"},
                 {"mac":"aa:bb:cc:dd:ee:ff","ap_mac":"78:45:58:00:00:01","essid":"Guests","signal":-80,"is_wired":false},
                 {"mac":"00:00:5e:00:53:99","is_wired":true}]}
                """, ", profile: unifi-clients, key: secret-key");
        ProbeOutcome.Answered answered = (ProbeOutcome.Answered) outcome;
        assertThat(ProbeLab.signals(outcome)).containsEntry("wifi.clients", 2.0);
        Sighting seen = answered.sightings().orElseThrow().sightings().get(0);
        assertThat(seen.device().value()).isEqualTo("cb-1");
        assertThat(seen.connectedTo().orElseThrow().value()).isEqualTo("ap-1");
        assertThat(seen.ssid()).contains("Testing");
        assertThat(seen.signalDbm()).contains(-61.0);
        assertThat(answered.sightings().orElseThrow().unknownCount()).isEqualTo(1);
        assertThat(outcome.toString()).doesNotContain("somebody", "aa:bb:cc");
        assertThat(asked).containsExactly("GET /proxy/network/api/s/default/stat/sta null secret-key");
    }

    @Test
    void uniFi_tellsItsAccessPoints() {
        ProbeOutcome outcome = ask("wlan-controller", """
                {"data":[
                 {"mac":"78:45:58:00:00:01","type":"uap","name":"x","state":1,"num_sta":17,"model":"U7PG2","version":"6.6.55",
                  "uptime":86400},
                 {"mac":"78:45:58:00:00:02","type":"uap","name":"y","state":0,"num_sta":0,"model":"U7PG2"},
                 {"mac":"78:45:58:00:00:03","type":"usw","state":1}]}
                """, ", profile: unifi-devices, key: secret-key");
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("wifi.aps.known", 2.0)
                .containsEntry("wifi.aps.connected", 1.0)
                .containsEntry("ap-1:up", true)
                .containsEntry("ap-1:wifi.clients", 17.0)
                .containsEntry("ap-1:system.firmware", "6.6.55")
                .containsEntry("ap-2:up", false)
                .doesNotContainKey("ap-2:wifi.clients");
    }

    @Test
    void kea_tellsItsTightestScope() {
        ProbeOutcome outcome = ask("dhcp-server", """
                [{"result":0,"arguments":{"subnet[1].total-addresses":[[254,"2026-11-24 07:00:00"]],
                 "subnet[1].assigned-addresses":[[127,"2026-11-24 07:40:00"],[126,"2026-11-24 07:39:00"]],
                 "subnet[2].total-addresses":[[0,""]],"subnet[2].assigned-addresses":[[0,""]],
                 "subnet[30].total-addresses":[[100,""]],"subnet[30].assigned-addresses":[[95,""]],"pkt4-received":[[7,""]]}}]
                """, ", profile: kea");
        assertThat(ProbeLab.signals(outcome))
                .containsEntry("dhcp.utilization.ratio", 0.95)
                .containsEntry("dhcp.addresses.free", 5.0)
                .containsEntry("http.body.ok", true);
        assertThat(asked)
                .containsExactly("POST / null null", "{\"command\": \"statistic-get-all\", \"service\": [\"dhcp4\"]}");
        assertThat(ProbeLab.problems(ask(
                        "dhcp-server", "[{\"result\":1,\"text\":\"forwarding socket is closed\"}]", ", profile: kea")))
                .containsExactly("it says of itself: forwarding socket is closed");
    }

    @Test
    void statusFeeds_tellOpenTroubles() {
        assertThat(ProbeLab.signals(ask("server", """
                {"status":{"indicator":"major","description":"Partial System Outage"},
                 "incidents":[{"id":"a","resolved_at":null},{"id":"b","resolved_at":"2026-11-24T07:00:00Z"}]}
                """, ", profile: statuspage")))
                .containsEntry("status.indicator", "major")
                .containsEntry("status.description", "Partial System Outage")
                .containsEntry("status.incidents", 1.0);
        assertThat(ProbeLab.signals(ask(
                        "server",
                        "[{\"id\":\"a\",\"begin\":\"2026-11-24T07:00:00Z\"},{\"id\":\"b\",\"end\":\"2026-11-23T07:00:00Z\"}]",
                        ", profile: google-workspace")))
                .containsEntry("status.incidents", 1.0);
    }

    @Test
    void plugs_tellTheirPower() {
        Map<String, String> pages = Map.of(
                "shelly", "{\"id\":0,\"output\":true,\"apower\":118.4,\"voltage\":120.1}",
                "shelly-1", "{\"relays\":[{\"ison\":true}],\"meters\":[{\"power\":118.4}],\"uptime\":7}",
                "tasmota", "{\"StatusSTS\":{\"POWER\":\"ON\"},\"StatusSNS\":{\"ENERGY\":{\"Power\":118.4}}}");
        pages.forEach((profile, page) -> assertThat(ProbeLab.signals(ask("ups", page, ", profile: " + profile)))
                .as(profile)
                .containsEntry("power.output", true)
                .containsEntry("power.watts", 118.4));
    }

    @Test
    void login_withoutAPlaceInTheProfile_isBasicOrBearer() {
        ask("server", "ok", ", user: ann, password: secret");
        ask("server", "ok", ", key: token");
        assertThat(asked).containsExactly("GET / Basic YW5uOnNlY3JldA== null", "GET / Bearer token null");
    }

    @Test
    void redirect_isAnAnswer_andCarriesNothingElsewhere() {
        int elsewhere = serving(request -> "never");
        int port = ProbeLab.got(lab.vertx
                        .createHttpServer()
                        .requestHandler(request -> request.response()
                                .setStatusCode(302)
                                .putHeader("location", "http://127.0.0.1:" + elsewhere + "/")
                                .end(Buffer.buffer()))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture())
                .actualPort();
        ProbeOutcome outcome = lab.ask(probe("server", port, ", user: ann, password: secret"));
        assertThat(ProbeLab.signals(outcome)).containsEntry("http.status", 302.0);
        assertThat(asked).isEmpty();
    }

    @Test
    void severalPages_areQuestionsOfTheirOwn() {
        int port = serving(request -> request.path());
        List<Probe> probes = lab.probes("""
                devices: [ { id: it, kind: server, http: [ { url: "http://127.0.0.1:%d/a", expect: /a },
                  { url: "http://127.0.0.1:%d/b", expect: /a } ] } ]
                """.formatted(port, port));
        assertThat(probes).hasSize(2);
        assertThat(probes.get(0).queries()).isNotEqualTo(probes.get(1).queries());
        assertThat(ProbeLab.signals(lab.ask(probes.get(1)))).containsEntry("http.body.ok", false);
    }
}
