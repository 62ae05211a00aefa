package org.firstbell.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Clock;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Screens of a real Chromium, one browser a class, and what they complained about: no page of ours may write an error
 * to its console, a broken content policy above all. Confined to the test's thread.
 */
final class Screens implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private Playwright playwright;
    private Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        playwright = Playwright.create();
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(FLAGS));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        contexts.forEach(BrowserContext::close);
        contexts.clear();
        List<String> said = List.copyOf(complaints);
        complaints.clear();
        assertThat(said).as("complaints of the page").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        browser.close();
        playwright.close();
    }

    /** A screen of a size, with time as it runs. */
    Page of(int width, int height) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height));
        contexts.add(context);
        Page page = context.newPage();
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // A connection that the test refuses is no fault of the page.
            if (message.type().equals("error")
                    && !message.text().contains("WebSocket")
                    && !message.text().contains("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    /** A screen whose time stands still at the server's recorded moment until the test moves it. */
    Page still(int width, int height, FixtureServer server) {
        Page page = of(width, height);
        long begin = server.sentAt().toInstant().toEpochMilli();
        page.clock().install(new Clock.InstallOptions().setTime(new Date(begin - 1_000)));
        page.clock().pauseAt(new Date(begin));
        return page;
    }

    /** Waits until the page says how much it trusts its picture: live, lost, stale, loading, checking or starting. */
    static void awaitMode(Page page, String mode) {
        page.locator("html[data-live=" + mode + "]").waitFor();
    }

    /** Opens a path and waits for its first board. */
    static void open(Page page, FixtureServer server, String path) {
        page.navigate(server.url(path));
        page.locator("html:not([data-live=loading])").waitFor();
        page.evaluate("() => document.fonts.ready");
    }

    static String mode(Page page) {
        return (String) page.evaluate("() => document.documentElement.dataset.live");
    }

    /** Everything that the document says, by eye or by ear. */
    static String words(Page page) {
        return page.title() + "\n"
                + page.evaluate(
                        "() => document.body.textContent + [...document.querySelectorAll('[aria-label],[title]')]"
                                + ".map(e => e.getAttribute('aria-label') + ' ' + e.title).join(' ')");
    }

    static BufferedImage picture(Page page) {
        return image(page.screenshot());
    }

    static BufferedImage image(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Pixels of a colour, within a little of each channel. */
    static long pixels(BufferedImage image, int rgb) {
        long count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                if (near(image.getRGB(x, y), rgb)) {
                    count++;
                }
            }
        }
        return count;
    }

    private static boolean near(int pixel, int rgb) {
        int most = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            most = Math.max(most, Math.abs((pixel >> shift & 0xff) - (rgb >> shift & 0xff)));
        }
        return most <= 10;
    }
}
