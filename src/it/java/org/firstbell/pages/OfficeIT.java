package org.firstbell.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages for a desk and a phone, and what staff do on them. */
class OfficeIT {
    static final List<String> PATHS = List.of(
            "/",
            "/sessions",
            "/sessions/s-214",
            "/rooms",
            "/rooms/room-214",
            "/devices",
            "/devices/pc-214-09",
            "/incidents",
            "/incidents/42");

    private static final String DEVICE = """
            {"id":"pc-214-09","name":"","kind":"chromebook","room":"room-214","rooms":["room-214"],"cart":null,"slot":"9",
             "up":false,"seat":"MISSING","seenBy":"ap-1","lastSeenAt":"2026-11-23T08:30:05-06:00","path":[],
             "checks":[{"check":"answers","outcome":"FAIL"},{"check":"battery","outcome":"PASS"}],
             "reasons":[{"check":"answers","severity":"blocking","subject":{"kind":"device","id":"pc-214-09"},
               "message":"It has not answered since 8:30 AM.","remedy":"Open the lid.","since":"2026-11-23T08:30:05-06:00",
               "evidence":[{"signal":"up","value":false,"limit":null,"observedAt":"2026-11-23T08:36:05-06:00"}]}],
             "signals":{"battery.charge.ratio":{"value":0.41,"unit":"1","observedAt":"2026-11-23T08:30:05-06:00","fresh":true},
               "system.name":{"value":"<img src=x onerror=alert(1)>","unit":"","observedAt":"2026-11-23T08:30:05-06:00","fresh":false}},
             "usableFor":["testnav"]}""";
    private static final String OPENAPI = """
            {"paths":{"/incidents/{id}/acknowledgement":{"post":{},"delete":{}},"/incidents/{id}/notes":{"post":{}}}}""";

    @RegisterExtension
    static final Screens SCREENS = new Screens();

    /** A recorded board with the REST interface beside it. */
    static FixtureServer server(String board) {
        return FixtureServer.showing(board)
                .answering("/openapi.json", 200, OPENAPI)
                .answering("/devices", 200, "[" + DEVICE + "]")
                .answering("/devices/pc-214-09", 200, DEVICE)
                .answering("/sessions", 200, "[]")
                .answering("/incidents", 200, "[]");
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 360})
    void page_onANarrowScreen_doesNotScrollSideways(int width) {
        try (FixtureServer server = server("sessions-06")) {
            Page page = SCREENS.of(width, 800);
            List<String> wide = new ArrayList<>();
            for (String board : List.of("sessions-06", "hostile")) {
                server.show(board);
                for (String path : PATHS) {
                    Screens.open(page, server, path);
                    int needed = (Integer) page.evaluate("() => document.documentElement.scrollWidth");
                    if (needed > width) {
                        wide.add(board + " " + path + " " + needed);
                    }
                }
            }
            assertThat(wide).isEmpty();
        }
    }

    @Test
    void controls_onAPhone_areLargeEnough() {
        try (FixtureServer server = server("sessions-06")) {
            Page page = SCREENS.of(390, 844);
            List<String> small = new ArrayList<>();
            for (String path : PATHS) {
                Screens.open(page, server, path);
                page.locator("h1:not(:text-is('Loading'))").waitFor();
                for (Object one : (List<?>) page.evaluate(
                        "() => [...document.querySelectorAll('#shell a, #shell button, #shell input, #shell summary')]"
                                + ".filter(e => e.getClientRects().length).map(e => [e, e.getBoundingClientRect()])"
                                + ".filter(([e, r]) => e.closest('p, td, .plain-list') ? r.height < 23.5 : r.height < 43.5 || (r.width < 43.5 && !e.matches('.seat')))"
                                + ".map(([e, r]) => `${e.outerHTML.slice(0, 80)} ${r.width}x${r.height}`)")) {
                    small.add(path + " " + one);
                }
            }
            assertThat(small).isEmpty();
        }
    }

    @Test
    void imOnIt_isOneTap_pendingUntilTheDaemonConfirms() {
        try (FixtureServer server = server("sessions-06")) {
            Page page = SCREENS.of(390, 844);
            Screens.open(page, server, "/");
            page.locator("button:has-text('I’m on it')").click();
            assertThat(page.locator(".card").first().innerText()).doesNotContain("has it since");

            page.waitForCondition(() -> !server.posted().isEmpty());
            assertThat(server.posted().get(0))
                    .isEqualTo("POST /incidents/42/acknowledgement {\"by\":\"Tech office\",\"note\":\"\"}");
        }
    }

    @Test
    void imOnIt_confirmed_saysWhoHasIt() {
        try (FixtureServer server = server("sessions-06").answering("/incidents/42/acknowledgement", 200, "{}")) {
            Page page = SCREENS.of(390, 844);
            Screens.open(page, server, "/");
            page.locator("button:has-text('I’m on it')").click();
            page.waitForCondition(() -> !server.posted().isEmpty());
            String incident = server.board()
                    .at("/incidents/42")
                    .toString()
                    .replace(
                            "\"owner\":null",
                            "\"owner\":{\"by\":\"Tech office\",\"at\":\"2026-11-23T08:36:14-06:00\"}");
            server.change(0, "{\"incidents\":{\"42\":" + incident + "}}");
            page.locator("text=Tech office has it since 8:36 AM").waitFor();
            assertThat(page.locator("button:has-text('I’m on it')").count()).isZero();
        }
    }

    @Test
    void imOnIt_withoutAToken_asksForOneAndTriesAgain() {
        try (FixtureServer server =
                server("sessions-06").answering("/incidents/42/acknowledgement", 401, "{\"title\":\"no\"}")) {
            Page page = SCREENS.of(1280, 900);
            Screens.open(page, server, "/");
            page.locator("button:has-text('I’m on it')").click();
            page.locator("input[name=token]").fill("secret");
            server.answering("/incidents/42/acknowledgement", 200, "{}");
            page.locator("text=Sign in").click();
            page.waitForCondition(() -> server.posted().size() == 2);
        }
    }

    @Test
    void actions_withoutConnection_waitForIt() {
        try (FixtureServer server = server("sessions-06")) {
            Page page = SCREENS.still(1280, 900, server);
            Screens.open(page, server, "/");
            server.fallSilent();
            page.clock().runFor(3_500);
            assertThat(page.locator(".take button").innerText()).isEqualTo("waits for connection");
            page.locator(".take button").click(new Locator.ClickOptions().setForce(true));
            page.clock().runFor(500);
            assertThat(server.posted()).isEmpty();
        }
    }

    @Test
    void note_byKeyboardAlone_reachesTheDaemon() {
        try (FixtureServer server = server("sessions-06").answering("/incidents/42/notes", 200, "{}")) {
            Page page = SCREENS.of(1280, 900);
            Screens.open(page, server, "/incidents/42");
            page.locator("textarea").focus();
            page.keyboard().type("Cable was loose");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.waitForCondition(() -> !server.posted().isEmpty());
            assertThat(server.posted().get(0))
                    .isEqualTo("POST /incidents/42/notes {\"by\":\"Tech office\",\"text\":\"Cable was loose\"}");
        }
    }

    @Test
    void focus_inTheAttentionList_isNotMovedByNewCards() {
        try (FixtureServer server = server("sessions-06")) {
            Page page = SCREENS.of(1280, 900);
            Screens.open(page, server, "/");
            page.locator("button:has-text('I’m on it')").focus();
            String first = server.board()
                    .at("/attention/1")
                    .toString()
                    .replace("\"i43\"", "\"i99\"")
                    .replace("Room 118", "Room 105");
            server.change(
                    0,
                    "{\"attention\":[" + first + "," + server.board().at("/attention/0") + ","
                            + server.board().at("/attention/1") + "]}");
            page.locator("text=1 new above").waitFor();
            assertThat((String) page.evaluate("() => document.activeElement.textContent"))
                    .contains("I’m on it");
            assertThat(page.locator(".card .r").first().innerText()).isEqualTo("Room 214");
            page.locator("text=1 new above").click();
            page.locator(".card .r >> nth=0 >> text=Room 105").waitFor();
        }
    }

    @Test
    void title_ofEachPage_beginsWithTheState() {
        try (FixtureServer server = server("sessions-06")) {
            Page page = SCREENS.of(1280, 900);
            Screens.open(page, server, "/");
            assertThat(page.title()).isEqualTo("NOT READY, Room 214");
            Screens.open(page, server, "/sessions/s-118");
            assertThat(page.title()).startsWith("AT RISK, Room 118");
            page.locator("nav.places >> text=Rooms").click();
            page.locator("h1:text-is('Rooms')").waitFor();
            assertThat(page.url()).endsWith("/rooms");
            page.goBack();
            page.locator("h1:has-text('Room 118')").waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/board", "/", "/rooms", "/rooms/room-0", "/sessions/s-0", "/incidents/42", "/devices/pc-214-09"
            })
    void hostileStrings_anywhere_areText(String path) {
        try (FixtureServer server = server("hostile")) {
            Page page = SCREENS.of(1280, 900);
            page.onDialog(dialog -> {
                throw new AssertionError("a string from the network ran: " + dialog.message());
            });
            Screens.open(page, server, path);
            page.locator("h1:not(:text-is('Loading'))").waitFor();
            assertThat(page.locator("#stage script, #shell script, img, [onerror], [onload], a[href^='javascript']")
                            .count())
                    .isZero();
            assertThat(Screens.words(page))
                    .contains(
                            path.startsWith("/devices") ? "<img src=x onerror=alert(1)>" : "<script>alert(1)</script>");
        }
    }
}
