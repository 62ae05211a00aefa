package org.firstbell.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import org.firstbell.demo.SimulatedDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real wall over the real daemon: hostile names are text, axe finds nothing, and a killed daemon is no green. */
class KilledDaemonIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Keeps, in the page's own time, when the last word was heard and when the page began to trust its picture less. */
    private static final String MODES = """
            window.heard = 0;
            window.modes = {};
            const Plain = WebSocket;
            window.WebSocket = class extends Plain {
              constructor(url) {
                super(url);
                this.addEventListener('message', () => { heard = performance.now(); });
              }
            };
            addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
              modes[document.documentElement.dataset.live] = performance.now();
            }).observe(document.documentElement, { attributeFilter: ['data-live'] }));
            """;

    /** How long nothing had been heard, in milliseconds, when the page last took on a mode. */
    private static double silence(Page page, String mode) {
        return ((Number) page.evaluate("mode => modes[mode] - heard", mode)).doubleValue();
    }

    @Test
    void killedDaemon_isLostWithinThreeSecondsAndUnknownWithinTen(@TempDir Path folder) {
        try (Campus campus = new Campus();
                Chromium chromium = new Chromium()) {
            SimulatedDevice core = campus.device("core");
            SimulatedDevice pc = campus.device("pc-1", core);
            campus.agent(core, campus.families.networkSwitch(core, 8, 1), "127.35.0.1", "kind: switch");
            campus.room("lab-204");
            campus.agent(
                    pc,
                    campus.families.computer(pc, 62_000_000L),
                    "127.35.1.1",
                    "name: \"<script>document.title='owned'</script>\\\"; Bcc: x@y.example\", kind: computer, room: lab-204, uplink: core");
            campus.session("ela-7", "{ id: lab-204, students: 1 }", 30, 90);
            DaemonProcess daemon = DaemonProcess.run(campus.configuration(folder));
            try {
                await().atMost(PATIENCE).until(() -> daemon.verdict("ela-7").equals("READY"));
                Page board = chromium.page(1920, 1080);
                board.addInitScript(MODES);
                board.navigate(daemon.url() + "/board");
                await().atMost(PATIENCE).until(() -> board.innerText("body").contains("READY"));
                Page device = chromium.page(1280, 900);
                device.navigate(daemon.url() + "/devices/pc-1");
                await().atMost(PATIENCE).until(() -> device.innerText("body").contains("<script>"));
                assertThat(device.title()).isNotEqualTo("owned");
                assertThat(new AxeBuilder(board).analyze().getViolations()).isEmpty();
                assertThat(new AxeBuilder(device).analyze().getViolations()).isEmpty();

                daemon.kill();

                await().atMost(PATIENCE).until(() -> board.innerText("body").contains("Connection lost"));
                Chromium.keep(board, "killed-1-lost");
                await().atMost(PATIENCE).until(() -> board.innerText("body").contains("UNKNOWN"));
                Chromium.keep(board, "killed-2-stale");
                assertThat(silence(board, "lost")).isBetween(2_900.0, 5_000.0);
                assertThat(silence(board, "stale")).isBetween(9_900.0, 12_000.0);
                assertThat(board.innerText("body")).doesNotContain("READY").contains("No live data since");
                assertThat(new AxeBuilder(board).analyze().getViolations()).isEmpty();
            } finally {
                daemon.kill();
            }
        }
    }
}
