package org.firstbell.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall as it stands on its screen: whole, legible from five metres, and with every problem on it. */
class WallLayoutIT {
    private static final List<String> BOARDS = List.of(
            "sessions-01",
            "sessions-01-ready",
            "sessions-04",
            "sessions-04-ready",
            "sessions-06",
            "sessions-06-ready",
            "sessions-12",
            "sessions-16",
            "sessions-40",
            "sessions-60",
            "outage",
            "live-check",
            "eleven-states",
            "starting",
            "idle",
            "no-testing",
            "empty",
            "hostile");

    /** Elements that must be whole and are not, and elements outside the screen. */
    private static final String MISFITS = """
            () => {
              const all = [...document.querySelectorAll('#stage *')];
              const cut = all.filter(e => e.hasAttribute('data-fit') || e.matches('.word, .w, .live, .help, .count, .count-label, .chip'))
                .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline'
                  || e.scrollHeight > e.clientHeight + 1 && !('line' in e.dataset) && e.hasAttribute('data-fit'));
              const hidden = e => e.closest('.spoken') || [...function*(n) { for (; n; n = n.parentElement) yield n; }(e.parentElement)]
                .some(n => n.id !== 'stage' && getComputedStyle(n).overflow !== 'visible' && n.scrollWidth > n.clientWidth + 1);
              const out = all.filter(e => !hidden(e)).filter(e => {
                const r = e.getBoundingClientRect();
                return r.width > 1 && (r.left < -1 || r.top < -1 || r.right > innerWidth + 1 || r.bottom > innerHeight + 1);
              });
              return [...cut, ...out].map(e => `${e.tagName}.${e.getAttribute('class')}: ${e.textContent.slice(0, 40)}`);
            }""";

    /** Pairs of texts that lie on each other; the line above and below of tight text may touch. */
    private static final String OVERLAPS = """
            () => {
              const boxes = [];
              const walker = document.createTreeWalker(document.getElementById('stage'), NodeFilter.SHOW_TEXT);
              for (let n = walker.nextNode(); n; n = walker.nextNode()) {
                if (!n.data.trim() || n.parentElement.closest('.spoken, svg') || getComputedStyle(n.parentElement).visibility === 'hidden') continue;
                const range = document.createRange();
                range.selectNodeContents(n);
                const clips = [];
                for (let e = n.parentElement; e.id !== 'stage'; e = e.parentElement) {
                  if (getComputedStyle(e).overflowX !== 'visible') clips.push(e.getBoundingClientRect());
                }
                for (const r of range.getClientRects()) {
                  if (r.width < 2) continue;
                  const box = { n, l: r.left + 1, r: r.right - 1, t: r.top + r.height * 0.22, b: r.bottom - r.height * 0.22 };
                  for (const c of clips) {
                    box.l = Math.max(box.l, c.left);
                    box.r = Math.min(box.r, c.right);
                  }
                  if (box.r > box.l) boxes.push(box);
                }
              }
              const found = [];
              for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
                const a = boxes[i], b = boxes[j];
                if (a.n !== b.n && a.l < b.r && b.l < a.r && a.t < b.b && b.t < a.b) found.push(`${a.n.data} | ${b.n.data}`);
              }
              return found;
            }""";

    private static final String SMALLEST = """
            () => {
              const found = [];
              const walker = document.createTreeWalker(document.getElementById('stage'), NodeFilter.SHOW_TEXT);
              for (let n = walker.nextNode(); n; n = walker.nextNode()) {
                const e = n.parentElement;
                if (!n.data.trim() || e.closest('.spoken') || e.getClientRects().length === 0) continue;
                const size = parseFloat(getComputedStyle(e).fontSize);
                const least = e.closest('.seat') ? 22 : 28;
                if (size < least - 0.05) found.push(`${size}: ${n.data}`);
              }
              return found;
            }""";

    @RegisterExtension
    static final Screens SCREENS = new Screens();

    @ParameterizedTest
    @CsvSource({"1280, 720", "1366, 768", "1920, 1080", "3840, 2160", "1080, 1920"})
    void wall_everyBoardOnEveryScreen_isWholeAndLegible(int width, int height) {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.of(width, height);
            List<String> wrong = new ArrayList<>();
            for (String board : BOARDS) {
                server.show(board);
                Screens.open(page, server, "/board");
                for (Object found : (List<?>) page.evaluate(MISFITS)) {
                    wrong.add(board + " cut " + found);
                }
                for (Object found : (List<?>) page.evaluate(OVERLAPS)) {
                    wrong.add(board + " overlap " + found);
                }
                if (width == 1920) {
                    for (Object found : (List<?>) page.evaluate(SMALLEST)) {
                        wrong.add(board + " too small " + found);
                    }
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    @Test
    void wall_scaledForAFarReader_isWhole() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.of(1920, 1080);
            List<String> wrong = new ArrayList<>();
            for (String board : List.of("sessions-04", "sessions-06", "sessions-12", "sessions-40", "outage")) {
                server.show(board);
                Screens.open(page, server, "/board?in=43&m=5");
                assertThat((Double)
                                page.evaluate("() => parseFloat(getComputedStyle(document.documentElement).fontSize)"))
                        .isBetween(12.7, 12.9);
                for (Object found : (List<?>) page.evaluate(MISFITS)) {
                    wrong.add(board + " cut " + found);
                }
            }
            assertThat(wrong).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sessions-01, 64",
        "sessions-04, 64",
        "sessions-06, 64",
        "sessions-12, 50",
        "sessions-40, 50",
        "sessions-60, 50"
    })
    void glanceTexts_atReference_haveTheirSizes(String board, double word) {
        try (FixtureServer server = FixtureServer.showing(board)) {
            Page page = SCREENS.of(1920, 1080);
            Screens.open(page, server, "/board");
            assertThat(size(page, ".plate .w")).isGreaterThanOrEqualTo(word);
            assertThat(size(page, ".plate .r")).isGreaterThanOrEqualTo(50);
            assertThat(size(page, "h1")).isGreaterThanOrEqualTo(64);
            assertThat(size(page, ".count b")).isGreaterThanOrEqualTo(96);
            assertThat(page.locator(".tile .word").count() == 0 || size(page, ".tile .word") >= 36)
                    .isTrue();
        }
    }

    private static double size(Page page, String selector) {
        return ((Number) page.evaluate(
                        "s => Math.min(...[...document.querySelectorAll(s)].map(e => parseFloat(getComputedStyle(e).fontSize)))",
                        selector))
                .doubleValue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions-04", "sessions-06", "sessions-12", "sessions-16", "sessions-40", "eleven-states"})
    void problemRooms_always_areOnTheScreen(String board) {
        try (FixtureServer server = FixtureServer.showing(board)) {
            Page page = SCREENS.of(1920, 1080);
            Screens.open(page, server, "/board");
            int pages = board.equals("sessions-40") ? 3 : 1;
            for (int turn = 0; turn < pages; turn++) {
                String shown = page.locator("main").innerText();
                assertThat(problemRooms(server.board()))
                        .as("page %d", turn + 1)
                        .allSatisfy(room -> assertThat(shown).contains(room));
                page.keyboard().press("ArrowRight");
            }
        }
    }

    private static Stream<String> problemRooms(JsonNode board) {
        return StreamSupport.stream(board.path("attention").spliterator(), false)
                .flatMap(item -> StreamSupport.stream(item.path("places").spliterator(), false))
                .map(place -> place.asText().replace("Room ", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sessions-12", "sessions-40"})
    void places_whenAStateChanges_stay(String board) {
        try (FixtureServer server = FixtureServer.showing(board)) {
            Page page = SCREENS.of(1920, 1080);
            Screens.open(page, server, "/board");
            String places = "() => [...document.querySelectorAll('.tile .room .t, .cell .room .t')]"
                    + ".map(e => e.textContent + ' ' + Math.round(e.closest('li').getBoundingClientRect().left)"
                    + " + ' ' + Math.round(e.closest('li').getBoundingClientRect().top)).join()";
            Object before = page.evaluate(places);
            JsonNode session = server.board().path("sessions").path("s-101");
            server.change(
                    0,
                    "{\"sessions\":{\"s-101\":"
                            + ((com.fasterxml.jackson.databind.node.ObjectNode) session.deepCopy())
                                    .put("state", "risk")
                                    .put("word", "AT RISK")
                            + "}}");
            page.locator("li.s-risk:has-text('101')").waitFor();
            assertThat(page.evaluate(places)).isEqualTo(before);
            assertThat(page.locator("li.changed").count()).isEqualTo(1);
        }
    }

    @Test
    void cause_ofSixRooms_isOneCard() {
        try (FixtureServer server = FixtureServer.showing("outage")) {
            Page page = SCREENS.of(1920, 1080);
            Screens.open(page, server, "/board");
            assertThat(page.locator("article").count()).isEqualTo(1);
            assertThat(page.locator(".tile").count()).isEqualTo(6);
            assertThat(page.locator(".counter").innerText()).contains("Down since 9:44", "3");
            assertThat(page.locator(".link.cut").count()).isEqualTo(1);
        }
    }

    @Test
    void stage_overTwentySevenMinutes_standsInNinePlaces() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.of(1280, 720);
            Screens.open(page, server, "/board");
            assertThat(
                            page.evaluate(
                                    "async () => { const { offset } = await import('/assets/js/wall/shift.js');"
                                            + " return new Set([...Array(9).keys()].map(i => JSON.stringify(offset(i * 180000)))).size }"))
                    .isEqualTo(9);
        }
    }

    @Test
    void smallGroup_onAWall_showsNoSeatsAndNoCounts() {
        try (FixtureServer server = FixtureServer.showing("sessions-04-ready")) {
            Page page = SCREENS.of(1920, 1080);
            Screens.open(page, server, "/board");
            assertThat(page.locator(".calm .seat").count()).isPositive();
            JsonNode session = server.board().path("sessions").path("s-105");
            server.change(
                    0,
                    "{\"sessions\":{\"s-105\":"
                            + ((com.fasterxml.jackson.databind.node.ObjectNode) session.deepCopy())
                                    .put("smallGroup", true)
                            + "}}");
            page.waitForFunction("() => !document.querySelector('.calm').querySelector('.seat')");
            assertThat(page.locator(".calm").first().innerText()).doesNotContain(" of ");
        }
    }
}
