package org.firstbell.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The packaged daemon as a process of its own, asked as any client would. */
final class DaemonProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(15)).build();

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final CompletableFuture<String> address = new CompletableFuture<>();

    private DaemonProcess(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "daemon-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts {@code firstbell} with arguments and waits until it told its address. */
    static DaemonProcess start(String... arguments) {
        try {
            DaemonProcess daemon = new DaemonProcess(new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .start());
            daemon.address.get(120, TimeUnit.SECONDS);
            return daemon;
        } catch (Exception failed) {
            throw new AssertionError("the daemon did not start", failed);
        }
    }

    /** Starts the daemon with a configuration. */
    static DaemonProcess run(Path configuration) {
        return start("run", "-c", configuration.toString());
    }

    /** What a command printed and how it ended. */
    record Ended(int code, String out, String err) {
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (IOException notJson) {
                throw new AssertionError("not JSON: " + out + err, notJson);
            }
        }
    }

    /** Runs a command that ends by itself. */
    static Ended command(Duration limit, String... arguments) {
        try {
            Process process = new ProcessBuilder(command(arguments)).start();
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.inputReader()));
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.errorReader()));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no end after " + limit + ": " + Arrays.toString(arguments));
            }
            return new Ended(process.exitValue(), out.get(), err.get());
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static String text(BufferedReader reader) {
        return String.join("\n", reader.lines().toList());
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-jar",
                Path.of("target", "firstbell.jar").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                int at = line.indexOf("http://");
                if (at >= 0) {
                    address.complete(line.substring(at).split("[\\s/]+")[1]);
                }
            }
        } catch (IOException closed) {
            output.append(closed);
        }
        address.completeExceptionally(new AssertionError("ended without an address:\n" + output));
    }

    /** {@code http://127.0.0.1:PORT}. */
    String url() {
        return "http://" + address.join();
    }

    String output() {
        return output.toString();
    }

    long pid() {
        return process.pid();
    }

    /** A resource of the API. */
    JsonNode get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + "/api/v1" + path)).GET(), 200);
    }

    /** A page or text. */
    String text(String path) {
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(URI.create(url() + path)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    /** An action of staff. */
    JsonNode post(String path, String body) {
        return send(
                HttpRequest.newBuilder(URI.create(url() + "/api/v1" + path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                200);
    }

    private JsonNode send(HttpRequest.Builder request, int expected) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode() / 100).as(response.body()).isEqualTo(expected / 100);
            return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }

    String verdict(String session) {
        return get("/sessions/" + session).path("verdict").asText();
    }

    String word(String session) {
        return get("/sessions/" + session).path("word").asText();
    }

    List<JsonNode> incidents(String state) {
        List<JsonNode> incidents = new ArrayList<>();
        get("/incidents?state=" + state).forEach(incidents::add);
        return incidents;
    }

    /** Ends it as a power cut would. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    private void await() {
        try {
            assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("SIGTERM did not stop it within 15 s:\n" + output);
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
