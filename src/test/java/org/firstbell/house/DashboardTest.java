package org.firstbell.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.firstbell.model.SignalCatalogue;
import org.junit.jupiter.api.Test;

/** The committed Grafana dashboard against what Grafana, its readers and our own metrics ask of it. */
final class DashboardTest {

    private static final Dashboard DASHBOARD = Dashboard.read(Path.of("dashboards/school-readiness.json"));

    /** Metrics of the daemon that are not a device's or a service's signal. */
    private static final Set<String> OWN = Set.of(
            "firstbell_session_verdict",
            "firstbell_session_seats",
            "firstbell_session_start_timestamp_seconds",
            "firstbell_incidents_open",
            "firstbell_incidents_total",
            "firstbell_detection_seconds_bucket",
            "firstbell_polls_total",
            "firstbell_poll_duration_seconds_bucket",
            "firstbell_poll_lag_seconds_bucket",
            "firstbell_notifications_total",
            "firstbell_outbox_pending",
            "firstbell_board_clients",
            "firstbell_config_last_reload_successful",
            "firstbell_build_info");

    @Test
    void panels_ofTheDashboard_haveIdsAndTitlesOfTheirOwn() {
        assertThat(DASHBOARD.panels()).extracting(Dashboard.Panel::id).doesNotHaveDuplicates();
        assertThat(DASHBOARD.panels())
                .extracting(Dashboard.Panel::title)
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @Test
    void panels_ofTheDashboard_sayWhatTheyShowAndInWhichUnit() {
        List<Dashboard.Panel> charts =
                DASHBOARD.panels().stream().filter(panel -> !panel.isRow()).toList();

        assertThat(charts).hasSizeGreaterThan(20).allSatisfy(panel -> {
            assertThat(panel.description()).as(panel.title()).endsWith(".");
            assertThat(panel.unit()).as(panel.title()).isPresent();
            assertThat(panel.queries()).as(panel.title()).isNotEmpty().doesNotContain("");
        });
    }

    @Test
    void panels_onTheGrid_stayInsideAndDoNotOverlap() {
        List<Dashboard.Panel> panels = DASHBOARD.panels();

        assertThat(panels).allSatisfy(panel -> {
            assertThat(panel.x()).isBetween(0, 23);
            assertThat(panel.x() + panel.width()).isBetween(1, 24);
            assertThat(panel.y()).isNotNegative();
            assertThat(panel.height()).isPositive();
        });
        for (Dashboard.Panel one : panels) {
            assertThat(panels)
                    .filteredOn(other -> other.id() != one.id() && other.overlaps(one))
                    .as(one.title())
                    .isEmpty();
        }
    }

    @Test
    void queries_everywhere_goThroughTheDataSourceVariable() {
        assertThat(DASHBOARD.dataSources()).containsExactly("${datasource}");
        assertThat(DASHBOARD.json().at("/templating/list/0/type").asText()).isEqualTo("datasource");
    }

    @Test
    void queries_withoutGrafana_holdNoVariable() {
        assertThat(DASHBOARD.plainQueries()).noneMatch(query -> query.contains("$"));
    }

    @Test
    void metrics_askedFor_areMetricsThatFirstbellHas() {
        Set<String> signals = SignalCatalogue.all().stream()
                .map(definition -> definition.name().replace('.', '_'))
                .collect(Collectors.toSet());
        TreeSet<String> unknown = new TreeSet<>(DASHBOARD.metrics());
        unknown.removeAll(OWN);
        unknown.removeIf(name -> signals.contains(name.replaceFirst("^firstbell_(device|service)_", "")));

        assertThat(unknown).isEmpty();
    }

    @Test
    void dashboard_forProvisioning_hasAStableUid() {
        assertThat(DASHBOARD.json().path("uid").asText()).isEqualTo("firstbell-school-readiness");
        assertThat(DASHBOARD.json().has("id"))
                .as("an id belongs to one Grafana only")
                .isFalse();
    }
}
