package org.firstbell.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.firstbell.house.Dashboard;
import org.junit.jupiter.api.Test;

/** What the committed dashboard asks for against the page as it is. */
final class DashboardMetricsTest {

    @Test
    void dashboard_ofAWholeSchool_findsEveryMetricOnThePage() {
        try (Telemetry telemetry = PopulatedMetricsFixture.telemetry()) {
            TreeSet<String> told = telemetry
                    .render("")
                    .body()
                    .toString()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(told)
                    .containsAll(Dashboard.read(Path.of("dashboards/school-readiness.json"))
                            .metrics());
        }
    }
}
