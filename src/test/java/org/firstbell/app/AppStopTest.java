package org.firstbell.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.firstbell.history.HistoryStore;
import org.firstbell.model.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the daemon still writes down when it is asked to stop. */
@Timeout(120)
class AppStopTest {
    private static final int SERVICES = 3;

    /** No tick falls into the test: what is kept at the stop is kept by the stop. */
    private static final Duration NEVER = Duration.ofHours(1);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    /** The services that the board shows as up. */
    private Set<String> up(Daemon app) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(app.address() + "/api/v1/services"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Set<String> up = new HashSet<>();
        for (JsonNode service : new ObjectMapper().readTree(answer.body())) {
            if (service.path("up").asBoolean()) {
                up.add(service.path("id").asText());
            }
        }
        return up;
    }

    @Test
    void stop_beforeTheNextTick_remembersWhatTheBoardShowedAsReached() throws Exception {
        try (ServerSocket listens = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            Path file = folder.resolve("firstbell.yaml");
            Files.writeString(
                    file,
                    "school: { name: Lincoln, timezone: UTC }\nserver: { host: 127.0.0.1, port: 0 }\ndata: data\nservices:\n"
                            + IntStream.range(0, SERVICES)
                                    .mapToObj(n -> "  - { id: s-%d, name: S %d, kind: lms, tcp: \"127.0.0.1:%d\" }\n"
                                            .formatted(n, n, listens.getLocalPort()))
                                    .collect(Collectors.joining()));
            Set<String> shown;
            try (Daemon app = Wiring.startDaemon(file, NEVER)) {
                do {
                    shown = up(app);
                } while (shown.isEmpty());
            }
            assertThat(HistoryStore.readReachedTargets(folder.resolve("data")))
                    .extracting(Target::value)
                    .containsAll(shown);
        }
    }
}
