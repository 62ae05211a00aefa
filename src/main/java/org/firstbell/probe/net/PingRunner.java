package org.firstbell.probe.net;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.firstbell.model.Timers;

/**
 * Echoes of many machines at once. Java cannot send them without being root, so the system's own programs do: one
 * {@code fping} for all that is asked within 25 ms, or where that is not installed one {@code ping} each, which both need
 * no rights of ours. At most 8 programs run together; more wait. Confined to the polling loop; programs run on workers.
 */
public final class PingRunner {
    /** Echoes that are asked for, fewer where the system's program takes its time between them. */
    private static final int ECHOES = 3;

    private static final int SLOW_ECHOES = 2;
    private static final Duration BATCHING_DELAY = Duration.ofMillis(25);
    private static final int MAX_BATCH = 200;
    private static final int MAX_PROGRAMS = 8;
    private static final int MAX_WAITING = 20_000;
    private static final String INTERVAL_MILLIS = "100";
    private static final String TIMEOUT_MILLIS = "900";
    private static final long MAX_SECONDS = 20;
    private static final Pattern FPING = Pattern.compile("(\\S+)\\s*: ((?:[0-9.]+|-)(?: (?:[0-9.]+|-))*)");
    private static final Pattern PING = Pattern.compile("time[=<]([0-9.]+) ms");

    private final Vertx vertx;
    private final Timers timers;
    private final Optional<Path> fping;
    private final Optional<Path> ping;
    private final Deque<PingRequest> waitingRequests = new ArrayDeque<>();
    private int runningPrograms;
    private boolean batching;

    private record PingRequest(String address, Consumer<EchoResult> callback) {}

    /**
     * What came back.
     *
     * @param requested how many were asked for
     * @param roundTripSeconds the way there and back of each echo that came
     * @param unable why this machine could not ask
     * @param resolved whether the address was one, or a name that was found
     */
    record EchoResult(int requested, List<Double> roundTripSeconds, Optional<String> unable, boolean resolved) {
        EchoResult {
            roundTripSeconds = roundTripSeconds.stream().sorted().toList();
        }

        static EchoResult unable(String why) {
            return new EchoResult(1, List.of(), Optional.of(why), true);
        }

        double loss() {
            return 1 - Math.min(1.0, (double) roundTripSeconds.size() / requested);
        }

        Optional<Double> median() {
            return roundTripSeconds.isEmpty()
                    ? Optional.empty()
                    : Optional.of(roundTripSeconds.get(roundTripSeconds.size() / 2));
        }
    }

    /** With the programs that a search path leads to. */
    public PingRunner(Vertx vertx, Timers timers, String searchPath) {
        this.vertx = vertx;
        this.timers = timers;
        this.fping = findProgram("fping", searchPath);
        this.ping = findProgram("ping", searchPath);
    }

    private static Optional<Path> findProgram(String name, String searchPath) {
        return Stream.concat(Stream.of(searchPath.split(":", -1)), Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Asks for three echoes of a machine; an address never begins with a dash. */
    void requestEchoes(String address, Consumer<EchoResult> told) {
        if (fping.isEmpty() && ping.isEmpty()) {
            told.accept(EchoResult.unable("this machine has neither fping nor ping: install fping"));
        } else if (waitingRequests.size() >= MAX_WAITING || address.startsWith("-")) {
            told.accept(EchoResult.unable("too many pings wait already"));
        } else {
            waitingRequests.add(new PingRequest(address, told));
            if (!batching) {
                batching = true;
                timers.schedule(BATCHING_DELAY, this::batchReady);
            }
        }
    }

    private void batchReady() {
        batching = false;
        runNext();
    }

    private void runNext() {
        while (runningPrograms < MAX_PROGRAMS && !waitingRequests.isEmpty()) {
            List<PingRequest> together = new ArrayList<>();
            int most = fping.isPresent() ? MAX_BATCH : 1;
            while (together.size() < most && !waitingRequests.isEmpty()) {
                together.add(waitingRequests.remove());
            }
            runningPrograms++;
            List<String> command = command(together);
            vertx.executeBlocking(() -> runProgram(command), false).onComplete(ended -> {
                runningPrograms--;
                deliver(together, ended.succeeded() ? ended.result() : "");
                runNext();
            });
        }
    }

    private List<String> command(List<PingRequest> together) {
        List<String> command = new ArrayList<>();
        if (fping.isPresent()) {
            command.addAll(List.of(fping.get().toString(), "-q", "-C", Integer.toString(ECHOES)));
            command.addAll(List.of("-p", INTERVAL_MILLIS, "-t", TIMEOUT_MILLIS, "-i", "1"));
            together.stream().map(PingRequest::address).distinct().forEach(command::add);
        } else {
            command.addAll(List.of(ping.orElseThrow().toString(), "-n", "-c", Integer.toString(SLOW_ECHOES)));
            command.addAll(List.of("-i", "0.2", "-W", "1", together.get(0).address()));
        }
        return command;
    }

    private static String runProgram(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("firstbell-ping", ".txt");
        try {
            Process program = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!program.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
                program.destroyForcibly();
            }
            return Files.readString(said, StandardCharsets.ISO_8859_1);
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private void deliver(List<PingRequest> together, String said) {
        Optional<String> unable =
                said.contains("ermission denied") || said.contains("not permitted") || said.contains("as root")
                        ? Optional.of("this machine may not send pings: give fping the right (setcap cap_net_raw+ep)")
                        : Optional.empty();
        Map<String, List<Double>> heard = fping.isPresent() ? parseFping(said) : Map.of();
        for (PingRequest asked : together) {
            List<Double> seconds = fping.isPresent() ? heard.getOrDefault(asked.address(), List.of()) : parsePing(said);
            asked.callback()
                    .accept(new EchoResult(
                            fping.isPresent() ? ECHOES : SLOW_ECHOES,
                            seconds,
                            seconds.isEmpty() ? unable : Optional.empty(),
                            isResolved(asked.address(), heard, said)));
        }
    }

    /** Of a name that is not found, fping says nothing in its last lines, and ping says so. */
    private boolean isResolved(String address, Map<String, List<Double>> heard, String said) {
        boolean digits = address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
        return digits
                || (fping.isPresent()
                        ? heard.isEmpty() || heard.containsKey(address)
                        : !said.contains("not known") && !said.contains("nknown host"));
    }

    private static Map<String, List<Double>> parseFping(String said) {
        Map<String, List<Double>> heard = new HashMap<>();
        said.lines().forEach(line -> {
            Matcher row = FPING.matcher(line.strip());
            if (row.matches()) {
                heard.put(
                        row.group(1),
                        Stream.of(row.group(2).split(" "))
                                .filter(word -> !word.equals("-"))
                                .map(millis -> Double.parseDouble(millis) / 1000)
                                .toList());
            }
        });
        return heard;
    }

    private static List<Double> parsePing(String said) {
        List<Double> heard = new ArrayList<>();
        Matcher times = PING.matcher(said);
        while (times.find()) {
            heard.add(Double.parseDouble(times.group(1)) / 1000);
        }
        return heard;
    }
}
