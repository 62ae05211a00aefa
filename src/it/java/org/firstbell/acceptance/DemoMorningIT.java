package org.firstbell.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.firstbell.house.Dashboard;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's whole morning, followed in a real browser and by a real Prometheus. */
class DemoMorningIT {
    private static final Duration STEP = Duration.ofSeconds(150);
    private static final List<String> CARTS = List.of("ela-7", "wida-6", "math-6");

    @Test
    void morning_asScripted_isFollowedByBoardIncidentsMailsAndMetrics(@TempDir Path folder) throws Exception {
        try (DaemonProcess demo = DaemonProcess.start("demo", "--port", "0", "--speed", "10");
                Chromium chromium = new Chromium();
                PrometheusServer prometheus = PrometheusServer.scraping(demo, folder)) {
            Page board = chromium.page(1920, 1080);
            board.navigate(demo.url() + "/board");

            await().atMost(STEP)
                    .until(() -> CARTS.stream().allMatch(cart -> demo.word(cart).equals("ON TRACK")));
            Chromium.keep(board, "demo-1-on-track");

            await().atMost(STEP)
                    .until(() -> CARTS.stream().allMatch(cart -> demo.word(cart).equals("READY")));
            awaitVerdict(board, "ready");
            Chromium.keep(board, "demo-2-ready");

            await().atMost(STEP).until(() -> cause(demo, "ap-118"));
            assertThat(demo.verdict("ela-7")).isIn("READY", "ON_TRACK");
            assertThat(demo.verdict("math-8")).isEqualTo("READY");

            await().atMost(STEP.plus(STEP)).until(() -> cause(demo, "proctor-cache"));
            await().atMost(STEP).until(() -> demo.verdict("math-8").equals("NOT_READY"));
            awaitVerdict(board, "cache");
            Chromium.keep(board, "demo-3-cache");
            assertThat(demo.verdict("science-6")).isIn("READY", "ON_TRACK");
            checkMetrics(demo);

            await().atMost(STEP.plus(STEP)).until(() -> cause(demo, "sw-2"));
            await().atMost(STEP).until(() -> demo.verdict("math-6").equals("NOT_READY"));
            Chromium.keep(board, "demo-4-switch");
            JsonNode dead = demo.incidents("open").stream()
                    .filter(one -> one.at("/cause/id").asText().equals("sw-2"))
                    .findFirst()
                    .orElseThrow();
            assertThat(dead.path("severity").asText()).isEqualTo("blocking");
            assertThat(demo.incidents("open").stream()
                            .filter(one -> one.path("severity").asText().equals("blocking")))
                    .hasSize(1);

            await().atMost(STEP.plus(STEP)).until(() -> cause(demo, "testnav-edge"));
            Chromium.keep(board, "demo-5-edge");

            await().atMost(STEP.plus(STEP)).until(() -> demo.incidents("open").isEmpty());
            await().atMost(STEP)
                    .until(() -> demo.get("/sessions").findValuesAsText("verdict").stream()
                            .noneMatch(verdict -> verdict.equals("NOT_READY") || verdict.equals("AT_RISK")));
            Chromium.keep(board, "demo-6-recovered");

            for (String query :
                    Dashboard.read(Path.of("dashboards/school-readiness.json")).plainQueries()) {
                assertThat(prometheus.query(query)).as(query).isNotEmpty();
            }
            assertThat(demo.output()).doesNotContain("Exception");
        }
    }

    private static boolean cause(DaemonProcess demo, String id) {
        return demo.incidents("open").stream()
                .anyMatch(one -> one.at("/cause/id").asText().equals(id));
    }

    private static void awaitVerdict(Page board, String words) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(board.textContent("h1")).containsIgnoringCase(words));
    }

    private static void checkMetrics(DaemonProcess demo) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectErrorStream(true)
                .start();
        try (var in = promtool.getOutputStream()) {
            in.write(demo.text("/metrics").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        String said = String.join("\n", promtool.inputReader().lines().toList());
        assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEmpty();
        assertThat(promtool.exitValue()).isZero();
    }
}
