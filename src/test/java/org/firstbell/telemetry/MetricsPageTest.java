package org.firstbell.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalCatalogue.SignalDefinition;
import org.firstbell.model.SignalCatalogue.SignalType;
import org.junit.jupiter.api.Test;

/** The metrics page of the documents, which is made from the catalogues. */
final class MetricsPageTest {
    private static final Path PAGE = Path.of("src/site/markdown/metrics.md");
    private static final Path MADE = Path.of("target/metrics.md");

    @Test
    void page_asCommitted_isWhatTheCataloguesSay() throws IOException {
        String made = page();
        Files.createDirectories(MADE.getParent());
        Files.writeString(MADE, made);

        assertThat(PAGE).as("the new text is in " + MADE + ": copy it over").hasContent(made);
    }

    private static String page() {
        return """
                # Metrics

                This page is made from the program's own tables by `MetricsPageTest`.

                `/metrics` answers in the Prometheus text format 0.0.4, or in OpenMetrics 1.0.0 when the request's `Accept`
                header asks for it. Where `access` is configured it wants a reader's token like every other page.

                ## Sessions, incidents and the daemon

                | Metric | Type | Labels | Says |
                | --- | --- | --- | --- |
                %s

                A session whose state is more than 10 s old has the verdict `UNKNOWN` and no seats, and devices and services
                have no series: what nobody knows is not told.

                Series of devices come straight from the present state when the page is asked for. `metrics: { device-series: N }` in the
                configuration limits their number (default 20000); 0 switches them off. Above the limit signals go before devices,
                `firstbell_hidden_device_series` counts what is missing, and services are always there.

                ## Signals of devices and services

                Each numeric or yes-or-no signal is a gauge: `firstbell_device_…{device,kind,room}` of a device,
                `firstbell_service_…{service,kind}` of a service. Yes is 1 and no is 0. A signal that a device does not tell,
                or that is stale, has no series. `room` is the room the device stands in (several are joined by `;`), the home
                of its cart if it has none, and empty otherwise.

                | Metric of a device, or of a service with `service` for `device` | Signal | Says |
                | --- | --- | --- |
                %s

                ## The process

                Micrometer's `jvm_memory_…`, `jvm_buffer_…`, `jvm_gc_…`, `jvm_threads_…`, `process_cpu_…`, `process_files_…`,
                `process_uptime_seconds`, `process_start_time_seconds` and `system_…` tell how the daemon itself is.
                """.formatted(families(), signals());
    }

    private static String families() {
        return java.util.Arrays.stream(MetricFamily.values())
                .map(family -> row(
                        "`" + family.metricName + "`",
                        family.type.keyword,
                        family.labels.stream().map(label -> "`" + label + "`").collect(Collectors.joining(", ")),
                        family.help))
                .collect(Collectors.joining("\n"));
    }

    private static String signals() {
        return SignalCatalogue.all().stream()
                .filter(definition -> definition.type() == SignalType.QUANTITY || definition.type() == SignalType.FLAG)
                .filter(definition -> !definition.name().equals("up"))
                .map(MetricsPageTest::signal)
                .collect(Collectors.joining("\n"));
    }

    private static String signal(SignalDefinition definition) {
        String help = SignalMetric.help(definition, definition.name());
        return row(
                "`" + SignalMetric.metricName("firstbell_device_", definition.name()) + "`",
                "`" + definition.name() + "`",
                help.substring(0, help.indexOf(" (signal ")) + ".");
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
