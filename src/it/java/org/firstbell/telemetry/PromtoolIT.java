package org.firstbell.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The page of metrics before the real {@code promtool}. */
final class PromtoolIT {

    @Test
    void page_ofAWholeSchool_leavesPromtoolNothingToSay() throws Exception {
        try (Telemetry telemetry = PopulatedMetricsFixture.telemetry()) {
            byte[] page = telemetry.render("text/plain").body().getBytes();

            assertThat(promtool(page)).isEqualTo("0: ");
        }
    }

    @Test
    void page_beforeAnythingHappened_leavesPromtoolNothingToSay() throws Exception {
        try (Telemetry telemetry = new Telemetry(
                new Telemetry.BuildInfo("0.1.0", "25"), java.time.InstantSource.fixed(MetricsFixture.NOW))) {
            byte[] page = telemetry.render("").body().getBytes();

            assertThat(promtool(page)).isEqualTo("0: ");
        }
    }

    @Test
    void page_withABadName_isToldByPromtool() throws Exception {
        byte[] page = "# TYPE ports_total gauge\nports_total 1\n".getBytes(StandardCharsets.UTF_8);

        assertThat(promtool(page)).contains("ports_total");
    }

    /** Its exit code, and whatever it says. */
    private static String promtool(byte[] page) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var input = promtool.getOutputStream()) {
            input.write(page);
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return promtool.waitFor() + ": " + said;
    }
}
