package org.firstbell.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which text an {@code Accept} header asks for. */
final class ExpositionFormatTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text",
                "Application/OpenMetrics-Text; version=1.0.0",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,text/plain;version=0.0.4;q=0.3",
                "text/plain;q=0.5, application/openmetrics-text;q=0.5"
            })
    void header_thatPrefersOpenMetrics_getsIt(String accept) {
        assertThat(ExpositionFormat.negotiate(accept)).isEqualTo(ExpositionFormat.OPEN_METRICS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                ",;,q=",
                "text/plain",
                "application/openmetrics-text;q=0",
                "application/openmetrics-text;q=0.4,text/plain",
                "application/openmetrics-text;q=hostile",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"
            })
    void header_thatDoesNot_getsPrometheusText(String accept) {
        assertThat(ExpositionFormat.negotiate(accept)).isEqualTo(ExpositionFormat.PROMETHEUS);
    }

    @ParameterizedTest
    @CsvSource({
        "ports.total, firstbell_device_ports",
        "process.count, firstbell_device_processes",
        "neighbors.count, firstbell_device_neighbors",
        "traffic.in.bytes.per.second, firstbell_device_traffic_in_bytes_per_second",
        "app.my-test.running, firstbell_device_app_my_test_running",
        "queue.total, firstbell_device_queue_total_value",
        "app.x.info, firstbell_device_app_x_info_value"
    })
    void signal_asAMetric_hasANameThatIsAllowed(String signal, String metric) {
        assertThat(SignalMetric.metricName("firstbell_device_", signal)).isEqualTo(metric);
    }
}
