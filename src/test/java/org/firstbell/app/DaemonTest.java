package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The wiring of the daemon: it starts on a file, takes a changed one, refuses a broken one whole, and stops. */
@Timeout(120)
class DaemonTest {
    private static final String RELOADED = "firstbell_config_last_reload_successful";
    private static final String NOT_TAKEN = "The changed configuration was not taken; the last good one goes on.";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    Path folder;

    private Path file;
    private ServerSocket listens;

    @BeforeEach
    void aServer() throws IOException {
        file = folder.resolve("firstbell.yaml");
        listens = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        write("School portal");
    }

    @AfterEach
    void noServer() throws IOException {
        listens.close();
    }

    /** A configuration whose only service has this name. */
    private void write(String name) throws IOException {
        Files.writeString(file, """
                school: { name: Lincoln, timezone: UTC }
                server: { host: 127.0.0.1, port: 0 }
                data: data
                services:
                  - { id: portal, name: "%s", kind: lms, tcp: "127.0.0.1:%d" }
                """.formatted(name, listens.getLocalPort()));
    }

    private String get(Daemon app, String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(app.address() + path)).build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private JsonNode portal(Daemon app) throws Exception {
        return json.readTree(get(app, "/api/v1/services")).path(0);
    }

    /** The only service, as soon as it is as wanted. */
    private JsonNode portalOnce(Daemon app, Predicate<JsonNode> wanted) throws Exception {
        JsonNode portal;
        do {
            portal = portal(app);
        } while (!wanted.test(portal));
        return portal;
    }

    private String metric(Daemon app, String name) throws Exception {
        return get(app, "/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .orElse("");
    }

    /** A wall that keeps every frame it is sent. */
    private static final class Wall implements WebSocket.Listener {
        private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        private final StringBuilder frame = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            frame.append(part);
            if (last) {
                frames.add(frame.toString());
                frame.setLength(0);
            }
            from.request(1);
            return null;
        }

        /** The first frame from now on that holds a text. */
        String frameWith(String text) throws InterruptedException {
            String next;
            do {
                next = frames.take();
            } while (!next.contains(text));
            return next;
        }
    }

    private Wall wall(Daemon app) throws Exception {
        Wall wall = new Wall();
        http.newWebSocketBuilder()
                .buildAsync(URI.create(app.address().replace("http", "ws") + "/api/v1/live"), wall)
                .get(20, TimeUnit.SECONDS);
        return wall;
    }

    private static boolean isUp(JsonNode service) {
        return service.path("up").asBoolean();
    }

    @Test
    void start_onAFile_servesIt_andAsksWhatItNames() throws Exception {
        try (Daemon app = Wiring.startDaemon(file)) {
            assertThat(app.address()).startsWith("http://127.0.0.1:");
            assertThat(app.files()).contains(file);
            assertThat(portalOnce(app, DaemonTest::isUp).path("name").asText()).isEqualTo("School portal");
            assertThat(metric(app, RELOADED)).isEqualTo(RELOADED + " 1.0");
        }
    }

    @Test
    void reload_ofAChangedFile_showsTheChange_andKeepsWhatIsKnown() throws Exception {
        try (Daemon app = Wiring.startDaemon(file)) {
            portalOnce(app, DaemonTest::isUp);
            write("Learning portal");

            assertThat(app.reload(file)).isEmpty();

            JsonNode portal =
                    portalOnce(app, service -> service.path("name").asText().equals("Learning portal"));
            assertThat(isUp(portal)).as("known since before the reload").isTrue();
            assertThat(metric(app, RELOADED)).isEqualTo(RELOADED + " 1.0");
        }
    }

    @Test
    void reload_ofABrokenFile_changesNothing_andIsSeenOnTheBoardAndInTheMetricsUntilAGoodOneIsTaken() throws Exception {
        try (Daemon app = Wiring.startDaemon(file)) {
            portalOnce(app, DaemonTest::isUp);
            Wall wall = wall(app);
            wall.frameWith("\"lastReloadOk\":true");
            Files.writeString(file, Files.readString(file) + "romms: []\n");

            assertThat(app.reload(file))
                    .hasValueSatisfying(problems -> assertThat(problems).contains("romms"));

            assertThat(wall.frameWith("\"lastReloadOk\":false")).contains(NOT_TAKEN);
            assertThat(metric(app, RELOADED)).isEqualTo(RELOADED + " 0.0");
            assertThat(portal(app).path("name").asText()).isEqualTo("School portal");
            assertThat(isUp(portal(app))).isTrue();

            write("School portal");
            assertThat(app.reload(file)).isEmpty();
            wall.frameWith("\"lastReloadOk\":true");
            assertThat(metric(app, RELOADED)).isEqualTo(RELOADED + " 1.0");
        }
    }

    @Test
    void watch_ofTheFile_takesAChangeWithoutBeingAsked() throws Exception {
        try (Daemon app = Wiring.startDaemon(file);
                Reloader reloader = new Reloader(app, file)) {
            assertThat(reloader).isNotNull();
            write("Learning portal");

            portalOnce(app, service -> service.path("name").asText().equals("Learning portal"));
        }
    }

    @Test
    void stop_whileAllIsAtWork_takesLessThanTenSeconds_andFreesPortAndStore() throws Exception {
        Daemon app = Wiring.startDaemon(file);
        portalOnce(app, DaemonTest::isUp);
        URI address = URI.create(app.address() + "/api/v1/services");
        long began = System.nanoTime();

        app.close();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() ->
                        http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.discarding()));
        try (Daemon next = Wiring.startDaemon(file)) {
            portalOnce(next, DaemonTest::isUp);
        }
    }
}
