package org.firstbell.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What axe, a reader by ear, a keyboard and a high-contrast screen find on the pages. */
class PagesAccessibilityIT {
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @RegisterExtension
    static final Screens SCREENS = new Screens();

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light"})
    void wall_inEveryState_leavesAxeNothingToSay(String theme) {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.of(1920, 1080);
            List<String> found = new ArrayList<>();
            for (String board :
                    List.of("sessions-01", "sessions-06", "eleven-states", "sessions-40", "outage", "empty")) {
                server.show(board);
                Screens.open(page, server, "/board?theme=" + theme);
                found.addAll(violations(page, board));
            }
            assertThat(found).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dark", "light"})
    void officePages_live_leaveAxeNothingToSay(String theme) {
        try (FixtureServer server = OfficeIT.server("sessions-06")) {
            Page page = SCREENS.of(1280, 900);
            List<String> found = new ArrayList<>();
            for (String path : OfficeIT.PATHS) {
                Screens.open(page, server, path + "?theme=" + theme);
                page.locator("h1:not(:text-is('Loading'))").waitFor();
                found.addAll(violations(page, path));
            }
            server.show("empty");
            Screens.open(page, server, "/?theme=" + theme);
            found.addAll(violations(page, "empty"));
            assertThat(found).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/board?theme=dark", "/board?theme=light", "/?theme=dark", "/?theme=light"})
    void page_loadingLostAndStale_leavesAxeNothingToSay(String path) {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            server.vanish();
            Page page = SCREENS.still(1280, 900, server);
            page.navigate(server.url(path));
            page.locator("svg.sprite").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
            page.clock().resume();
            List<String> found = new ArrayList<>(violations(page, "loading"));

            server.comeBack();
            page.reload();
            Screens.awaitMode(page, "live");
            server.fallSilent();
            page.clock().runFor(3_100);
            found.addAll(violations(page, Screens.mode(page)));
            page.clock().runFor(7_000);
            assertThat(Screens.mode(page)).isEqualTo("stale");
            found.addAll(violations(page, "stale"));
            assertThat(found).isEmpty();
        }
    }

    private static List<String> violations(Page page, String where) {
        return new AxeBuilder(page)
                .withTags(RULES).analyze().getViolations().stream()
                        .map(rule -> where + ": " + rule.getId() + " " + targets(rule))
                        .toList();
    }

    private static String targets(Rule rule) {
        return rule.getNodes().stream()
                .limit(3)
                .map(node -> node.getHtml() + " "
                        + node.getAny().stream()
                                .map(check -> check.getMessage())
                                .toList())
                .toList()
                .toString();
    }

    @Test
    void newProblem_toAReaderByEar_isToldOnceWithRoomCauseAndRemedy() {
        try (FixtureServer server = FixtureServer.showing("sessions-06-ready")) {
            Page page = SCREENS.still(1280, 720, server);
            Screens.open(page, server, "/board");
            String item =
                    FixtureServer.read("sessions-06").at("/board/attention/0").toString();
            server.change(0, "{\"attention\":[" + item + "]}");
            page.locator("article.card").waitFor();
            assertThat(page.locator("#alert").textContent()).isEmpty();
            page.clock().runFor(2_100);
            assertThat(page.locator("#alert").textContent())
                    .isEqualTo(
                            "Room 214 is not ready. 3 of 28 laptops are not answering. Swap seats 9, 17, 18 from Cart B.");
            assertThat(page.locator("#polite").textContent()).isEmpty();
        }
    }

    @Test
    void wall_byKeyboard_leadsToThePageThatZooms() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.of(1280, 720);
            Screens.open(page, server, "/board");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("() => document.activeElement.getAttribute('href')"))
                    .isEqualTo("/");
        }
    }

    @Test
    void states_onEveryBoard_carryTheirWord() {
        try (FixtureServer server = FixtureServer.showing("eleven-states")) {
            Page page = SCREENS.of(1920, 1080);
            for (String board : List.of("eleven-states", "sessions-40", "sessions-01")) {
                server.show(board);
                Screens.open(page, server, "/board");
                Object silent = page.evaluate(
                        "() => [...document.querySelectorAll('.tile, .cell, .plate, .stop, .calm, .groups li')]"
                                + ".filter(e => !/READY|RISK|UNKNOWN|SESSION|TRACK|CHECK|DONE|CANCELLED|INTERRUPTED|OK|not used/.test(e.textContent))"
                                + ".map(e => e.outerHTML)");
                assertThat((List<?>) silent).as(board).isEmpty();
            }
        }
    }

    @Test
    void motion_reducedOrNot_isShort() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.of(1280, 720);
            String longest =
                    "() => Math.max(...[...document.querySelectorAll('*')].flatMap(e => { const s = getComputedStyle(e);"
                            + " return [s.transitionDuration, s.animationDuration].flatMap(d => d.split(',').map(parseFloat)); }))";
            Screens.open(page, server, "/board");
            assertThat(((Number) page.evaluate(longest)).doubleValue()).isLessThanOrEqualTo(0.2);
            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            assertThat(((Number) page.evaluate(longest)).doubleValue()).isZero();
        }
    }

    @Test
    void forcedColours_keepBordersAndWords() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.of(1280, 720);
            page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
            Screens.open(page, server, "/board");
            assertThat(page.evaluate("() => getComputedStyle(document.querySelector('.plate')).borderTopWidth"))
                    .isEqualTo("3px");
            assertThat(page.locator(".plate").first().innerText()).contains("NOT READY");
        }
    }
}
