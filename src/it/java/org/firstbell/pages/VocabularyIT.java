package org.firstbell.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eleven states that differ without colour, in colours that can be read. */
class VocabularyIT {
    private static final List<String> STATES = List.of(
            "ready",
            "ontrack",
            "risk",
            "notready",
            "check",
            "unknown",
            "insess",
            "interrupted",
            "done",
            "notchecked",
            "cancelled");
    private static final int SIDE = 96;

    @RegisterExtension
    static final Screens SCREENS = new Screens();

    @Test
    void shapes_inBlackAlone_differByAFairPartOfTheirArea() {
        try (FixtureServer server = FixtureServer.showing("sessions-06")) {
            Page page = SCREENS.of(400, 300);
            Screens.open(page, server, "/board");
            Map<String, boolean[]> shapes = new LinkedHashMap<>();
            for (String state : STATES) {
                shapes.put(state, shape(page, state));
            }
            for (String one : STATES) {
                for (String other : STATES) {
                    if (one.compareTo(other) < 0) {
                        assertThat(difference(shapes.get(one), shapes.get(other)))
                                .as("%s and %s", one, other)
                                .isGreaterThan(0.03);
                    }
                }
            }
            assertThat(STATES.stream().filter(state -> !state.equals("interrupted")))
                    .allSatisfy(state ->
                            assertThat(ink(shapes.get(state))).isLessThanOrEqualTo(ink(shapes.get("notready"))));
        }
    }

    private static boolean[] shape(Page page, String state) {
        page.evaluate("""
                state => {
                  document.body.querySelectorAll('.sample').forEach(e => e.remove());
                  const svg = document.querySelector('svg.sprite').cloneNode(true);
                  svg.querySelectorAll('symbol').forEach(s => { if (s.id !== 's-' + state) s.remove(); });
                  const symbol = svg.querySelector('symbol');
                  if (!symbol) throw new Error('no shape for ' + state);
                  svg.setAttribute('viewBox', '0 0 48 48');
                  svg.replaceChildren(...symbol.childNodes);
                  svg.setAttribute('class', 'sample');
                  for (const [name, value] of Object.entries({ position: 'fixed', left: '0', top: '0', width: '96px', height: '96px',
                    background: '#FFFFFF', color: '#000000', 'z-index': '99' })) svg.style.setProperty(name, value);
                  document.body.append(svg);
                }""", state);
        Locator sample = page.locator("svg.sample");
        BufferedImage image = Screens.image(sample.screenshot());
        boolean[] black = new boolean[SIDE * SIDE];
        for (int i = 0; i < black.length; i++) {
            black[i] = (image.getRGB(i % SIDE, i / SIDE) & 0xff) < 128;
        }
        return black;
    }

    private static double difference(boolean[] one, boolean[] other) {
        int differing = 0;
        for (int i = 0; i < one.length; i++) {
            if (one[i] != other[i]) {
                differing++;
            }
        }
        return (double) differing / one.length;
    }

    private static int ink(boolean[] shape) {
        int black = 0;
        for (boolean pixel : shape) {
            black += pixel ? 1 : 0;
        }
        return black;
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void tokens_ofATheme_haveTheirContrast(String theme) throws IOException {
        Map<String, Integer> tokens = tokens(theme);
        for (String ground : List.of("bg", "panel")) {
            for (String ink : List.of(
                    "text", "mute", "ready", "risk", "notready", "check", "unknown", "insess", "done", "link")) {
                assertThat(contrast(tokens.get(ink), tokens.get(ground)))
                        .as("%s on %s", ink, ground)
                        .isGreaterThan(4.5);
            }
            for (String glance : List.of("text", "mute", "ready", "risk", "notready", "unknown", "insess")) {
                assertThat(contrast(tokens.get(glance), tokens.get(ground)))
                        .as("%s on %s, wall", glance, ground)
                        .isGreaterThan(5.5);
            }
            assertThat(contrast(tokens.get("line"), tokens.get(ground)))
                    .as("line on %s", ground)
                    .isGreaterThan(3.0);
        }
        for (String state : List.of("ready", "risk", "notready", "check", "unknown", "insess", "done")) {
            int fill = tokens.getOrDefault(state + "-fill", tokens.get("panel"));
            assertThat(contrast(tokens.get(state + "-ink"), fill))
                    .as("plate %s", state)
                    .isGreaterThan(4.5);
        }
        assertThat(contrast(tokens.get("mute"), tokens.get("sunken")))
                .as("owner line")
                .isGreaterThan(5.5);
        assertThat(contrast(tokens.get("on-link"), tokens.get("link")))
                .as("button")
                .isGreaterThan(4.5);
    }

    private static Map<String, Integer> tokens(String theme) throws IOException {
        String css = Files.readString(Path.of("src/main/resources/webroot/assets/css/tokens.css"));
        String block = css.substring(css.indexOf("[data-theme=\"" + theme + "\"]"));
        Matcher found =
                Pattern.compile("--([a-z-]+): *#([0-9A-F]{6})\\b").matcher(block.substring(0, block.indexOf('}')));
        Map<String, Integer> tokens = new LinkedHashMap<>();
        while (found.find()) {
            tokens.put(found.group(1), Integer.parseInt(found.group(2), 16));
        }
        return tokens;
    }

    /** Contrast as WCAG 2.2 defines it, 1 to 21. */
    private static double contrast(int one, int other) {
        double light = Math.max(luminance(one), luminance(other));
        double dark = Math.min(luminance(one), luminance(other));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
    }

    private static double channel(int value) {
        double part = (value & 0xff) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }
}
