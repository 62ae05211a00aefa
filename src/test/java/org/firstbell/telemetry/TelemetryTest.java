package org.firstbell.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.DeviceId;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.VirtualTime;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.SeatCounts;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page of metrics, line by line. */
final class TelemetryTest {
    private static final Instant NOW = MetricsFixture.NOW;

    private static final QueryExecution ASKED = new QueryExecution(
            new DeviceId("pc"), "snmp", "system", true, NOW, Duration.ofMillis(20), Duration.ofSeconds(15));

    private final VirtualTime time = new VirtualTime(NOW);
    private final Telemetry telemetry = new Telemetry(new Telemetry.BuildInfo("0.1.0", "17.0.15+6"), time);

    @AfterEach
    void close() {
        telemetry.close();
    }

    @Test
    void sessions_inThePlan_tellVerdictSeatsAndStart() {
        show(new MetricsFixture()
                .session(
                        "ela-7",
                        "testnav",
                        Instant.parse("2027-04-14T13:30:00Z"),
                        Verdict.AT_RISK,
                        new SeatCounts(28, 26, 30, 27, 1, 1, 1, 2)));

        assertThat(family("firstbell_session_verdict"))
                .containsExactly(
                        "# HELP firstbell_session_verdict 1 for the verdict that the session has, 0 for the other four.",
                        "# TYPE firstbell_session_verdict gauge",
                        "firstbell_session_verdict{platform=\"testnav\",session=\"ela-7\",verdict=\"AT_RISK\"} 1.0",
                        "firstbell_session_verdict{platform=\"testnav\",session=\"ela-7\",verdict=\"NOT_READY\"} 0.0",
                        "firstbell_session_verdict{platform=\"testnav\",session=\"ela-7\",verdict=\"ON_TRACK\"} 0.0",
                        "firstbell_session_verdict{platform=\"testnav\",session=\"ela-7\",verdict=\"READY\"} 0.0",
                        "firstbell_session_verdict{platform=\"testnav\",session=\"ela-7\",verdict=\"UNKNOWN\"} 0.0");
        assertThat(series("firstbell_session_seats"))
                .containsExactly(
                        "firstbell_session_seats{session=\"ela-7\",state=\"awake\"} 27.0",
                        "firstbell_session_seats{session=\"ela-7\",state=\"missing\"} 1.0",
                        "firstbell_session_seats{session=\"ela-7\",state=\"needed\"} 28.0",
                        "firstbell_session_seats{session=\"ela-7\",state=\"resting\"} 1.0",
                        "firstbell_session_seats{session=\"ela-7\",state=\"total\"} 30.0",
                        "firstbell_session_seats{session=\"ela-7\",state=\"unfit\"} 1.0",
                        "firstbell_session_seats{session=\"ela-7\",state=\"unknown\"} 2.0",
                        "firstbell_session_seats{session=\"ela-7\",state=\"usable\"} 26.0");
        assertThat(series("firstbell_session_start_timestamp_seconds"))
                .containsExactly("firstbell_session_start_timestamp_seconds{session=\"ela-7\"} 1.8077094E9");
    }

    @Test
    void device_withNumbersAndFlags_hasAGaugeForEach() {
        show(new MetricsFixture()
                .device("cache", DeviceKind.CACHE_SERVER, "lab", true)
                .says("disk.free.ratio", 0.25)
                .says("tcp.4480.open", new SignalValue.Flag(true))
                .says("tcp.4481.open", new SignalValue.Flag(false))
                .says("system.name", new SignalValue.Text("cache\"} 1\n# TYPE x"))
                .says("os.version", new SignalValue.Version(new VersionNumber("12.1")))
                .says("power.state", new SignalValue.State("on")));

        assertThat(deviceLines())
                .containsExactly(
                        "# HELP firstbell_device_disk_free_ratio Free share of the fixed volume with the least left,"
                                + " 0 to 1 (signal disk.free.ratio).",
                        "# TYPE firstbell_device_disk_free_ratio gauge",
                        "firstbell_device_disk_free_ratio{device=\"cache\",kind=\"cache-server\",room=\"lab\"} 0.25",
                        "# HELP firstbell_device_tcp_4480_open The port accepts a connection, 1 yes, 0 no"
                                + " (signal tcp.4480.open).",
                        "# TYPE firstbell_device_tcp_4480_open gauge",
                        "firstbell_device_tcp_4480_open{device=\"cache\",kind=\"cache-server\",room=\"lab\"} 1.0",
                        "# HELP firstbell_device_tcp_4481_open The port accepts a connection, 1 yes, 0 no"
                                + " (signal tcp.4481.open).",
                        "# TYPE firstbell_device_tcp_4481_open gauge",
                        "firstbell_device_tcp_4481_open{device=\"cache\",kind=\"cache-server\",room=\"lab\"} 0.0",
                        "# HELP firstbell_device_up 1 when the device answers or was sighted lately, 0 when it is"
                                + " silent; absent while not measured.",
                        "# TYPE firstbell_device_up gauge",
                        "firstbell_device_up{device=\"cache\",kind=\"cache-server\",room=\"lab\"} 1.0");
    }

    @Test
    void device_withStaleSignal_leavesItOut() {
        show(new MetricsFixture()
                .device("ap", DeviceKind.ACCESS_POINT, "lab", true)
                .says("wifi.clients", new SignalValue.Quantity(12), NOW.minusSeconds(56))
                .says("wifi.radios.up", new SignalValue.Quantity(2), NOW.minusSeconds(55)));

        assertThat(series("firstbell_device_wifi_clients")).isEmpty();
        assertThat(series("firstbell_device_wifi_radios_up")).hasSize(1);
    }

    @Test
    void device_neverMeasured_hasNoUp() {
        show(new MetricsFixture()
                .device("pc", DeviceKind.COMPUTER, List.of("lab"), List.of(), Optional.empty())
                .device("pd", DeviceKind.COMPUTER, "lab", false));

        assertThat(series("firstbell_device_up"))
                .containsExactly("firstbell_device_up{device=\"pd\",kind=\"computer\",room=\"lab\"} 0.0");
    }

    @Test
    void room_ofADevice_isItsOwnRoomsOrTheHomeOfItsCart() {
        show(new MetricsFixture()
                .cart("cart-b", "room-118")
                .device("ap", DeviceKind.ACCESS_POINT, List.of("lab", "gym"), List.of(), Optional.of(true))
                .device("cb", DeviceKind.CHROMEBOOK, List.of(), List.of("cart-b"), Optional.of(true))
                .device("core", DeviceKind.SWITCH, List.of(), List.of(), Optional.of(true)));

        assertThat(series("firstbell_device_up"))
                .containsExactly(
                        "firstbell_device_up{device=\"ap\",kind=\"access-point\",room=\"lab;gym\"} 1.0",
                        "firstbell_device_up{device=\"cb\",kind=\"chromebook\",room=\"room-118\"} 1.0",
                        "firstbell_device_up{device=\"core\",kind=\"switch\",room=\"\"} 1.0");
    }

    @Test
    void signals_withTheSameMetricName_giveOneSeries() {
        show(new MetricsFixture()
                .device("pc", DeviceKind.COMPUTER, "lab", true)
                .says("app.my-test.running", new SignalValue.Flag(true))
                .says("app.my_test.running", new SignalValue.Flag(false)));

        assertThat(series("firstbell_device_app_my_test_running"))
                .containsExactly(
                        "firstbell_device_app_my_test_running" + "{device=\"pc\",kind=\"computer\",room=\"lab\"} 1.0");
    }

    @Test
    void limit_ofDeviceSeries_cutsSignalsBeforeDevices() {
        show(new MetricsFixture()
                .limit(3)
                .device("a", DeviceKind.SWITCH, "lab", true)
                .says("ports.up", 7)
                .says("ports.total", 24)
                .device("b", DeviceKind.SWITCH, "lab", true)
                .says("ports.up", 8));

        assertThat(series("firstbell_device_up")).hasSize(2);
        assertThat(series("firstbell_device_ports_up"))
                .containsExactly("firstbell_device_ports_up{device=\"a\",kind=\"switch\",room=\"lab\"} 7.0");
        assertThat(series("firstbell_device_ports")).isEmpty();
        assertThat(series("firstbell_hidden_device_series")).containsExactly("firstbell_hidden_device_series 2.0");
    }

    @Test
    void limit_ofZero_switchesDevicesOffAndLeavesServices() {
        show(new MetricsFixture()
                .limit(0)
                .device("a", DeviceKind.SWITCH, "lab", true)
                .says("ports.up", 7)
                .service("edge", ServiceKind.VENDOR, true)
                .says("http.status", 200));

        assertThat(deviceLines()).isEmpty();
        assertThat(series("firstbell_service_up"))
                .containsExactly("firstbell_service_up{kind=\"vendor\",service=\"edge\"} 1.0");
        assertThat(series("firstbell_service_http_status"))
                .containsExactly("firstbell_service_http_status{kind=\"vendor\",service=\"edge\"} 200.0");
    }

    @Test
    void state_olderThanTenSeconds_isUnknownAndTellsNothingOfDevices() {
        show(new MetricsFixture()
                .device("a", DeviceKind.SWITCH, "lab", true)
                .incident(Severity.BLOCKING)
                .session("s", "insight", NOW, Verdict.READY, new SeatCounts(1, 1, 1, 1, 0, 0, 0, 0)));

        time.pass(Duration.ofSeconds(10));

        assertThat(series("firstbell_session_verdict"))
                .contains("firstbell_session_verdict{platform=\"insight\",session=\"s\",verdict=\"UNKNOWN\"} 1.0")
                .contains("firstbell_session_verdict{platform=\"insight\",session=\"s\",verdict=\"READY\"} 0.0");
        assertThat(series("firstbell_session_seats")).isEmpty();
        assertThat(deviceLines()).isEmpty();
        assertThat(series("firstbell_incidents_open")).contains("firstbell_incidents_open{severity=\"blocking\"} 1.0");
    }

    @Test
    void incidents_open_areCountedBySeverityAndResolvedOnesAreNot() {
        show(new MetricsFixture()
                .incident(Severity.BLOCKING)
                .incident(Severity.BLOCKING)
                .resolvedIncident(Severity.DEGRADING));

        assertThat(series("firstbell_incidents_open"))
                .containsExactly(
                        "firstbell_incidents_open{severity=\"advisory\"} 0.0",
                        "firstbell_incidents_open{severity=\"blocking\"} 2.0",
                        "firstbell_incidents_open{severity=\"degrading\"} 0.0");
    }

    @Test
    void incident_opened_isCountedWithItsDetection() {
        telemetry.recordIncidentOpened(NOW, NOW.plusMillis(4300));

        assertThat(series("firstbell_incidents_total")).containsExactly("firstbell_incidents_total 1.0");
        assertThat(series("firstbell_detection_seconds_bucket"))
                .contains(
                        "firstbell_detection_seconds_bucket{le=\"4.0\"} 0",
                        "firstbell_detection_seconds_bucket{le=\"5.0\"} 1",
                        "firstbell_detection_seconds_bucket{le=\"+Inf\"} 1");
        assertThat(series("firstbell_detection_seconds_sum")).containsExactly("firstbell_detection_seconds_sum 4.3");
    }

    @Test
    void polls_ofEveryOutcome_areCountedAndTimedButSkippedOnesNotTimed() {
        telemetry.recordPoll(new ProbeOutcome.Answered(ASKED, List.of(), Optional.empty(), List.of()));
        telemetry.recordPoll(new ProbeOutcome.Answered(ASKED, List.of(), Optional.empty(), List.of()));
        telemetry.recordPoll(new ProbeOutcome.Silent(ASKED, "nothing"));
        telemetry.recordPoll(new ProbeOutcome.Refused(ASKED, "no"));
        telemetry.recordPoll(new ProbeOutcome.Garbled(ASKED, "what"));
        telemetry.recordPoll(new ProbeOutcome.Skipped(ASKED, "busy"));

        assertThat(series("firstbell_polls_total"))
                .containsExactly(
                        "firstbell_polls_total{outcome=\"answered\",probe=\"snmp\"} 2.0",
                        "firstbell_polls_total{outcome=\"garbled\",probe=\"snmp\"} 1.0",
                        "firstbell_polls_total{outcome=\"refused\",probe=\"snmp\"} 1.0",
                        "firstbell_polls_total{outcome=\"silent\",probe=\"snmp\"} 1.0",
                        "firstbell_polls_total{outcome=\"skipped\",probe=\"snmp\"} 1.0");
        assertThat(series("firstbell_poll_duration_seconds_count"))
                .containsExactly("firstbell_poll_duration_seconds_count{probe=\"snmp\"} 5");
    }

    @Test
    void beat_thatIsLate_isInTheLagHistogram() {
        telemetry.recordPollLag(Duration.ofMillis(30));

        assertThat(series("firstbell_poll_lag_seconds_bucket"))
                .contains(
                        "firstbell_poll_lag_seconds_bucket{le=\"0.025\"} 0",
                        "firstbell_poll_lag_seconds_bucket{le=\"0.05\"} 1");
    }

    @Test
    void channel_thatIsKnown_beginsAtZeroAndCountsDeliveries() {
        telemetry.registerOutbox("mail", () -> 3);
        telemetry.recordDelivery("mail", Telemetry.DeliveryResult.SENT);
        telemetry.recordDelivery("mail", Telemetry.DeliveryResult.RETRIED);

        assertThat(series("firstbell_outbox_pending"))
                .containsExactly("firstbell_outbox_pending{channel=\"mail\"} 3.0");
        assertThat(series("firstbell_notifications_total"))
                .containsExactly(
                        "firstbell_notifications_total{channel=\"mail\",outcome=\"merged\"} 0.0",
                        "firstbell_notifications_total{channel=\"mail\",outcome=\"refused\"} 0.0",
                        "firstbell_notifications_total{channel=\"mail\",outcome=\"retried\"} 1.0",
                        "firstbell_notifications_total{channel=\"mail\",outcome=\"sent\"} 1.0");
    }

    @Test
    void reload_thatWasRefused_showsUntilOneIsTaken() {
        assertThat(series("firstbell_config_last_reload_successful"))
                .containsExactly("firstbell_config_last_reload_successful 1.0");
        telemetry.recordReload(false);
        assertThat(series("firstbell_config_last_reload_successful"))
                .containsExactly("firstbell_config_last_reload_successful 0.0");
        telemetry.recordReload(true);
        assertThat(series("firstbell_config_last_reload_successful"))
                .containsExactly("firstbell_config_last_reload_successful 1.0");
    }

    @Test
    void boards_connectedNow_areAskedAtTheScrape() {
        assertThat(series("firstbell_board_clients")).containsExactly("firstbell_board_clients 0.0");
        telemetry.registerBoardClients(() -> 4);
        assertThat(series("firstbell_board_clients")).containsExactly("firstbell_board_clients 4.0");
    }

    @Test
    void build_withHostileVersion_staysOneLabelValue() {
        try (Telemetry other = new Telemetry(new Telemetry.BuildInfo("1\"} 2\n# \\", "25"), time)) {
            assertThat(other.render("").body().toString().lines())
                    .contains("firstbell_build_info{java=\"25\",version=\"1\\\"} 2\\n# \\\\\"} 1");
        }
    }

    @Test
    void page_forAPrometheus_isOpenMetrics() {
        show(new MetricsFixture()
                .device("ap", DeviceKind.ACCESS_POINT, "lab", true)
                .says("response.time.seconds", 0.004));
        telemetry.recordPoll(new ProbeOutcome.Silent(ASKED, "nothing"));

        Telemetry.ExpositionPage page = telemetry.render(
                "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                        + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1");

        assertThat(page.contentType()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(page.body().toString())
                .endsWith("# EOF\n")
                .contains("# TYPE firstbell_build info\n")
                .contains("# TYPE firstbell_polls counter\n")
                .contains("# UNIT firstbell_device_response_time_seconds seconds\n")
                .contains("firstbell_device_response_time_seconds{device=\"ap\",kind=\"access-point\",room=\"lab\"}"
                        + " 0.004\n");
    }

    @Test
    void page_forABrowser_isPrometheusText() {
        Telemetry.ExpositionPage page = telemetry.render("text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(page.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(page.body().toString()).contains("# TYPE firstbell_build_info gauge\n");
    }

    @Test
    void page_beforeTheFirstState_tellsTheDaemonOnly() {
        assertThat(lines())
                .noneMatch(line -> line.startsWith("firstbell_session") || line.startsWith("firstbell_device"));
        assertThat(lines()).noneMatch(line -> line.startsWith("jvm_"));
    }

    @Test
    void page_onceTheProcessIsWatched_tellsOfIt() {
        telemetry.registerProcessMetrics();

        assertThat(lines())
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("process_cpu_seconds_total "));
    }

    private void show(MetricsFixture school) {
        telemetry.capture(school, school.incidents(), school.configuration());
    }

    private List<String> lines() {
        return telemetry.render("").body().toString().lines().toList();
    }

    private List<String> series(String metric) {
        return lines().stream()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .toList();
    }

    private List<String> family(String metric) {
        return lines().stream()
                .filter(line -> line.matches("(# (HELP|TYPE) )?" + metric + "[{ ].*"))
                .toList();
    }

    private List<String> deviceLines() {
        return lines().stream()
                .filter(line -> line.matches("(# (HELP|TYPE) )?firstbell_device_.*"))
                .toList();
    }
}
