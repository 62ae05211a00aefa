package org.firstbell.probe.dialogue;

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
public final class Pings {
    /** Echoes that are asked for, fewer where the system's program takes its time between them. */
    private static final int ECHOES = 3;

    private static final int SLOW_ECHOES = 2;
    private static final Duration GATHER = Duration.ofMillis(25);
    private static final int MOST_TOGETHER = 200;
    private static final int MOST_PROGRAMS = 8;
    private static final int MOST_WAITING = 20_000;
    private static final String BETWEEN_MILLIS = "100";
    private static final String WAIT_MILLIS = "900";
    private static final long LONGEST_SECONDS = 20;
    private static final Pattern FPING = Pattern.compile("(\\S+)\\s*: ((?:[0-9.]+|-)(?: (?:[0-9.]+|-))*)");
    private static final Pattern PING = Pattern.compile("time[=<]([0-9.]+) ms");

    private final Vertx vertx;
    private final Timers timers;
    private final Optional<Path> fping;
    private final Optional<Path> ping;
    private final Deque<Asked> waiting = new ArrayDeque<>();
    private int running;
    private boolean gathering;

    private record Asked(String address, Consumer<Echoes> told) {}

    /**
     * What came back.
     *
     * @param asked how many were asked for
     * @param seconds the way there and back of each echo that came
     * @param unable why this machine could not ask
     * @param found whether the address was one, or a name that was found
     */
    record Echoes(int asked, List<Double> seconds, Optional<String> unable, boolean found) {
        Echoes {
            seconds = seconds.stream().sorted().toList();
        }

        static Echoes unable(String why) {
            return new Echoes(1, List.of(), Optional.of(why), true);
        }

        double loss() {
            return 1 - Math.min(1.0, (double) seconds.size() / asked);
        }

        Optional<Double> median() {
            return seconds.isEmpty() ? Optional.empty() : Optional.of(seconds.get(seconds.size() / 2));
        }
    }

    /** With the programs that a search path leads to. */
    public Pings(Vertx vertx, Timers timers, String searchPath) {
        this.vertx = vertx;
        this.timers = timers;
        this.fping = program("fping", searchPath);
        this.ping = program("ping", searchPath);
    }

    private static Optional<Path> program(String name, String searchPath) {
        return Stream.concat(Stream.of(searchPath.split(":", -1)), Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Asks for three echoes of a machine; an address never begins with a dash. */
    void ask(String address, Consumer<Echoes> told) {
        if (fping.isEmpty() && ping.isEmpty()) {
            told.accept(Echoes.unable("this machine has neither fping nor ping: install fping"));
        } else if (waiting.size() >= MOST_WAITING || address.startsWith("-")) {
            told.accept(Echoes.unable("too many pings wait already"));
        } else {
            waiting.add(new Asked(address, told));
            if (!gathering) {
                gathering = true;
                timers.after(GATHER, this::gathered);
            }
        }
    }

    private void gathered() {
        gathering = false;
        next();
    }

    private void next() {
        while (running < MOST_PROGRAMS && !waiting.isEmpty()) {
            List<Asked> together = new ArrayList<>();
            int most = fping.isPresent() ? MOST_TOGETHER : 1;
            while (together.size() < most && !waiting.isEmpty()) {
                together.add(waiting.remove());
            }
            running++;
            List<String> command = command(together);
            vertx.executeBlocking(() -> run(command), false).onComplete(ended -> {
                running--;
                tell(together, ended.succeeded() ? ended.result() : "");
                next();
            });
        }
    }

    private List<String> command(List<Asked> together) {
        List<String> command = new ArrayList<>();
        if (fping.isPresent()) {
            command.addAll(List.of(fping.get().toString(), "-q", "-C", Integer.toString(ECHOES)));
            command.addAll(List.of("-p", BETWEEN_MILLIS, "-t", WAIT_MILLIS, "-i", "1"));
            together.stream().map(Asked::address).distinct().forEach(command::add);
        } else {
            command.addAll(List.of(ping.orElseThrow().toString(), "-n", "-c", Integer.toString(SLOW_ECHOES)));
            command.addAll(List.of("-i", "0.2", "-W", "1", together.get(0).address()));
        }
        return command;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("firstbell-ping", ".txt");
        try {
            Process program = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!program.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                program.destroyForcibly();
            }
            return Files.readString(said, StandardCharsets.ISO_8859_1);
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private void tell(List<Asked> together, String said) {
        Optional<String> unable =
                said.contains("ermission denied") || said.contains("not permitted") || said.contains("as root")
                        ? Optional.of("this machine may not send pings: give fping the right (setcap cap_net_raw+ep)")
                        : Optional.empty();
        Map<String, List<Double>> heard = fping.isPresent() ? heardByFping(said) : Map.of();
        for (Asked asked : together) {
            List<Double> seconds =
                    fping.isPresent() ? heard.getOrDefault(asked.address(), List.of()) : heardByPing(said);
            asked.told()
                    .accept(new Echoes(
                            fping.isPresent() ? ECHOES : SLOW_ECHOES,
                            seconds,
                            seconds.isEmpty() ? unable : Optional.empty(),
                            found(asked.address(), heard, said)));
        }
    }

    /** Of a name that is not found, fping says nothing in its last lines, and ping says so. */
    private boolean found(String address, Map<String, List<Double>> heard, String said) {
        boolean digits = address.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
        return digits
                || (fping.isPresent()
                        ? heard.isEmpty() || heard.containsKey(address)
                        : !said.contains("not known") && !said.contains("nknown host"));
    }

    private static Map<String, List<Double>> heardByFping(String said) {
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

    private static List<Double> heardByPing(String said) {
        List<Double> heard = new ArrayList<>();
        Matcher times = PING.matcher(said);
        while (times.find()) {
            heard.add(Double.parseDouble(times.group(1)) / 1000);
        }
        return heard;
    }
}
