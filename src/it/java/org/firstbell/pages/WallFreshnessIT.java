package org.firstbell.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the pages withdraw what nobody confirmed: by their own clock, in the promised seconds. */
class WallFreshnessIT {
    private static final int READY_DARK = 0x58BFA0;
    private static final int READY_LIGHT = 0x0B6B53;

    @RegisterExtension
    static final Screens SCREENS = new Screens();

    @ParameterizedTest
    @ValueSource(strings = {"/board", "/", "/sessions/s-105", "/rooms"})
    void heartbeat_missing_isLostAfterThreeSecondsAndStaleAfterTen(String path) {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.still(1280, 720, server);
            Screens.open(page, server, path);
            server.fallSilent();
            assertThat(Screens.mode(page)).isEqualTo("live");
            page.clock().runFor(2_900);
            assertThat(Screens.mode(page)).isEqualTo("live");
            page.clock().runFor(100);
            assertThat(Screens.mode(page)).isEqualTo("lost");
            assertThat(page.locator(".strip").textContent()).contains("Connection lost", "What you see may be old");

            page.clock().runFor(6_900);
            assertThat(Screens.mode(page)).isEqualTo("lost");
            page.clock().runFor(100);
            assertThat(Screens.mode(page)).isEqualTo("stale");
        }
    }

    @Test
    void heartbeat_eachSecond_staysLive() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.still(1280, 720, server);
            Screens.open(page, server, "/board");
            for (int beat = 1; beat <= 5; beat++) {
                page.clock().runFor(2_500);
                server.pulse(beat * 2_500L);
                awaitHeard(page);
            }
            assertThat(Screens.mode(page)).isEqualTo("live");
        }
    }

    /** Moves the page's time by little steps until the last heartbeat has come through the wire. */
    private static void awaitHeard(Page page) {
        for (int step = 0; step < 200; step++) {
            page.clock().runFor(2);
            if (page.locator(".live").textContent().contains("updated 1 s ago")) {
                return;
            }
        }
        throw new AssertionError("the heartbeat was not heard");
    }

    @ParameterizedTest
    @CsvSource({"dark, /board", "light, /board", "dark, /", "light, /"})
    void readyColour_lostOrStale_isNowhere(String theme, String path) {
        int ready = theme.equals("dark") ? READY_DARK : READY_LIGHT;
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.still(1280, 720, server);
            Screens.open(page, server, path + "?theme=" + theme);
            assertThat(Screens.pixels(Screens.picture(page), ready)).as("live").isGreaterThan(200);
            server.fallSilent();

            page.clock().runFor(3_100);
            assertThat(Screens.pixels(Screens.picture(page), ready)).as("lost").isZero();

            page.clock().runFor(7_000);
            assertThat(Screens.mode(page)).isEqualTo("stale");
            assertThat(Screens.pixels(Screens.picture(page), ready)).as("stale").isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sessions-01-ready",
                "sessions-04-ready",
                "sessions-06",
                "sessions-16",
                "sessions-40",
                "sessions-60"
            })
    void stale_everyBoard_saysUnknownAndWhatItWas(String board) {
        try (FixtureServer server = FixtureServer.showing(board)) {
            Page page = SCREENS.still(1920, 1080, server);
            Screens.open(page, server, "/board");
            assertThat(Screens.words(page)).contains("READY");
            server.fallSilent();

            page.clock().runFor(10_100);
            assertThat(Screens.mode(page)).isEqualTo("stale");
            assertThat(Screens.words(page))
                    .doesNotContain("READY", "IN SESSION", "AT RISK", "ON TRACK")
                    .contains("UNKNOWN", "was ready", "No live data since 8:36", "Do not use this board");
            assertThat(page.locator("[class*='s-ready'], use[href='#s-ready']").count())
                    .isZero();
            assertThat(page.locator("[role=timer]").getAttribute("aria-label")).contains("starts in");
        }
    }

    @Test
    void stale_officePages_haveNoReadyWord() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.still(1280, 900, server);
            Screens.open(page, server, "/");
            server.fallSilent();
            page.clock().runFor(10_100);
            for (String path :
                    new String[] {"/rooms", "/incidents", "/sessions/s-105", "/rooms/room-214", "/incidents/42"}) {
                page.evaluate(
                        "path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }",
                        path);
                assertThat(Screens.words(page))
                        .as(path)
                        .doesNotContainPattern("\\bREADY\\b")
                        .contains("No live data");
            }
        }
    }

    @Test
    void clockAndCountdown_whileStale_goOn() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.still(1280, 720, server);
            Screens.open(page, server, "/board");
            assertThat(page.locator(".counter b").textContent()).isEqualTo("23");
            server.fallSilent();
            page.clock().runFor(60_000);
            assertThat(Screens.mode(page)).isEqualTo("stale");
            assertThat(page.locator(".clock").textContent()).startsWith("8:37:1");
            assertThat(page.locator(".counter b").textContent()).isEqualTo("22");
            assertThat(page.locator(".live").textContent()).contains("Not connected for 1 min 0 s");
        }
    }

    @Test
    void connection_back_repaintsFromASnapshotAndSaysSince() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.still(1280, 720, server);
            Screens.open(page, server, "/board");
            server.vanish();
            page.clock().runFor(12_000);
            assertThat(Screens.mode(page)).isEqualTo("stale");

            server.show("sessions-06-ready");
            server.comeBack();
            // On a busy machine a try from before may still be refused by now; the next one is seconds later.
            for (int second = 0; second < 30 && !Screens.mode(page).equals("live"); second++) {
                page.clock().runFor(1_000);
            }
            Screens.awaitMode(page, "live");
            assertThat(page.locator("h1").textContent()).contains("All 6 rooms are ready");
            assertThat(page.locator(".note").textContent())
                    .contains("Back since")
                    .contains("without data");
        }
    }

    /** In the page's own time, with its dice loaded: 20% early or 20% late; each refusal is awaited before time goes on. */
    @ParameterizedTest
    @CsvSource({"0, 0.8", "0.999999, 1.2"})
    void retries_whileTheDaemonIsAway_comeAtGrowingDistances(double dice, double share) {
        double[] steps = {500, 1_000, 2_000, 5_000, 5_000};
        int step = 250;
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.still(1280, 720, server);
            page.addInitScript("Math.random = () => " + dice + "; window.tries = []; window.refusals = [];"
                    + " const W = WebSocket; window.WebSocket = class extends W { constructor(url) { super(url);"
                    + " tries.push(performance.now());"
                    + " refusals.push(new Promise(done => this.addEventListener('close', done))); } };");
            server.vanish();
            page.navigate(server.url("/board"));
            page.waitForCondition(() -> (boolean) page.evaluate("() => tries.length > 0"));
            for (int run = 0; run * step < 1.2 * 13_500 + steps.length * step; run++) {
                page.evaluate("() => Promise.all(refusals).then(() => true)");
                page.clock().runFor(step);
            }
            @SuppressWarnings("unchecked")
            List<Number> tries = (List<Number>) page.evaluate("() => tries");
            assertThat(tries).hasSizeGreaterThan(steps.length);
            for (int i = 0; i < steps.length; i++) {
                assertThat(tries.get(i + 1).doubleValue() - tries.get(i).doubleValue())
                        .as("from try %d to the next", i + 1)
                        .isBetween(share * steps[i] - 1, share * steps[i] + step + 1);
            }
        }
    }

    @Test
    void freshUntil_passedWhileTheDaemonStillSaysReady_isWithdrawnByThePage() {
        try (FixtureServer server = FixtureServer.showing("expiring")) {
            Page page = SCREENS.still(1280, 720, server);
            Screens.open(page, server, "/board");
            assertThat(page.locator("h1").textContent()).contains("All 6 rooms are ready");
            page.clock().runFor(2_500);
            server.pulse(2_500);
            page.clock().runFor(800);

            assertThat(Screens.mode(page)).isEqualTo("live");
            assertThat(page.locator("h1").textContent()).contains("We can’t tell about Room 214");
            assertThat(page.locator(".second").textContent()).contains("5 ready");
            assertThat(page.locator(".card").textContent()).contains("UNKNOWN", "214");
            assertThat(page.title()).startsWith("UNKNOWN");
        }
    }

    @Test
    void daemon_restarted_startsAgainWithoutReady() {
        try (FixtureServer server = FixtureServer.showing("sessions-06-ready")) {
            Page page = SCREENS.still(1280, 720, server);
            Screens.open(page, server, "/board");
            server.restart("starting");
            server.snapshot(0);
            Screens.awaitMode(page, "starting");
            assertThat(page.locator("h1").textContent()).contains("Starting again, 14 of 31 rooms checked");
            assertThat(Screens.words(page)).doesNotContain("READY");
        }
    }

    @Test
    void change_withAGap_asksForASnapshot() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.still(1280, 720, server);
            Screens.open(page, server, "/board");
            server.show("sessions-06-ready");
            server.changeAfterGap(100, "{\"attention\":[]}");
            page.locator("h1:has-text('All 6 rooms are ready')").waitFor();
            assertThat(server.heard()).containsExactly("{\"type\":\"resync\"}");
        }
    }

    @Test
    void message_thatIsNoMessage_isIgnored() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.still(1280, 720, server);
            Screens.open(page, server, "/board");
            server.change(0, "{\"sessions\":{\"s-105\":null}}");
            page.locator("text=Room 105")
                    .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
            assertThat(page.locator("text=Room 107").count()).isPositive();
        }
    }

    @Test
    void page_wokenAfterTenMinutes_checksBeforeItShowsAnything() {
        try (FixtureServer server = FixtureServer.showing("sessions-06-ready")) {
            Page page = SCREENS.still(1280, 720, server);
            Screens.open(page, server, "/board");
            server.vanish();
            page.clock().fastForward(600_000);
            assertThat(Screens.mode(page)).isIn("checking", "stale");
            assertThat(Screens.words(page)).doesNotContain("READY");
            page.clock().runFor(4_000);
            assertThat(Screens.mode(page)).isEqualTo("stale");
        }
    }

    @Test
    void firstLoad_withoutData_hasNoShapeAndSaysSoAfterFiveSeconds() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            server.vanish();
            Page page = SCREENS.still(1280, 720, server);
            page.navigate(server.url("/board"));
            page.locator("svg.sprite")
                    .waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                            .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
            assertThat(page.locator("h1").textContent()).isEqualTo("Loading");
            assertThat(page.locator("#stage svg, #stage .s-ready").count()).isZero();
            page.clock().runFor(5_100);
            assertThat(page.locator("h1").textContent()).isEqualTo("Still waiting for the first data.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"board.html", "app.html"})
    void html_asDelivered_hasNoReadyClassAndNothingInline(String name) throws Exception {
        String html = Files.readString(Path.of("src/main/resources/webroot", name));
        assertThat(html).doesNotContain("s-ready", "READY", " style=", "<style", "onload");
        assertThat(html).contains("role=\"status\" id=\"polite\"></div>", "role=\"alert\" id=\"alert\"></div>");
    }
}
