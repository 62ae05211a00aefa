package org.firstbell.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.bench.program.Asker;
import org.firstbell.bench.program.Program;
import org.firstbell.bench.program.Unmeasurable;

/** The whole daemon, started as an operator starts it: by {@code ./firstbell run}. */
final class RunningDaemon implements AutoCloseable {
    private static final Duration BETWEEN_ASKING = Duration.ofMillis(4);
    private static final Pattern BUCKET =
            Pattern.compile("firstbell_poll_lag_seconds_bucket\\{.*le=\"([^\"]+)\".*\\} ([0-9.eE+]+)");

    private final Program program;
    private final long begun;
    private final int port;
    private final double firstAnswerMillis;
    private final double boardMillis;

    /**
     * What it has told of its polls so far.
     *
     * @param lags how many polls began at most so many seconds late
     */
    record Told(double answered, double skipped, TreeMap<Double, Double> lags) {
        /** How many polls have begun. */
        double begun() {
            return lags.getOrDefault(Double.POSITIVE_INFINITY, 0.0);
        }

        /** How late, at most, a share of the polls since an earlier moment began: even within a bucket, and the last bound beyond it, as Prometheus reckons. */
        double lag(Told before, double share) {
            double wanted = share * since(before, Double.POSITIVE_INFINITY);
            double below = 0;
            double lower = 0;
            for (double bound : lags.keySet()) {
                double until = since(before, bound);
                if (until >= wanted) {
                    return until == below || Double.isInfinite(bound)
                            ? lower
                            : lower + (bound - lower) * (wanted - below) / (until - below);
                }
                below = until;
                lower = bound;
            }
            return lower;
        }

        private double since(Told before, double bound) {
            return lags.getOrDefault(bound, 0.0) - before.lags.getOrDefault(bound, 0.0);
        }
    }

    private RunningDaemon(Program program, long begun, int port, double firstAnswerMillis, double boardMillis) {
        this.program = program;
        this.begun = begun;
        this.port = port;
        this.firstAnswerMillis = firstAnswerMillis;
        this.boardMillis = boardMillis;
    }

    /**
     * Starts it and waits for its first answer.
     *
     * @param java the Java to run on; empty for the launcher's choice
     * @param options more options for Java than the launcher's own
     */
    static RunningDaemon start(Path configuration, Optional<Path> java, String options) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("./firstbell", "run", "-c", configuration.toString()).redirectErrorStream(true);
        builder.environment().put("FIRSTBELL_JAVA_OPTS", options);
        builder.environment().put("JAVA_HOME", java.map(Path::toString).orElse(System.getProperty("java.home")));
        int port = BenchConfiguration.port(configuration);
        long begun = System.nanoTime();
        Program program = Program.start(builder);
        try {
            awaitAnswer(program, port);
            double firstAnswer = (System.nanoTime() - begun) / 1e6;
            awaitAddress(program, port);
            double board = (System.nanoTime() - begun) / 1e6;
            program.drain();
            return new RunningDaemon(program, begun, port, firstAnswer, board);
        } catch (IOException | RuntimeException | Unmeasurable failed) {
            program.close();
            throw failed;
        }
    }

    /** Asks every few milliseconds, as long as it runs. */
    private static void awaitAnswer(Program program, int port) throws Exception {
        while (program.alive()) {
            try {
                if (Asker.once("http://127.0.0.1:" + port + "/health/live").status() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                Ground.pause(BETWEEN_ASKING);
            }
        }
        throw new Unmeasurable("the daemon ended before it answered: "
                + program.output().lines().reduce("", (before, line) -> line));
    }

    /** Reads its lines up to the one with its address. */
    private static void awaitAddress(Program program, int port) throws Exception {
        String last = "";
        for (String line = program.output().readLine();
                line != null;
                line = program.output().readLine()) {
            if (line.contains("127.0.0.1:" + port + "/board")) {
                return;
            }
            last = line;
        }
        throw new Unmeasurable("the daemon ended before it told its address: " + last);
    }

    /** Seconds since it was started. */
    double uptime() {
        return (System.nanoTime() - begun) / 1e9;
    }

    /** From its start to its first answer over HTTP with status 200. */
    double firstAnswerMillis() {
        return firstAnswerMillis;
    }

    /** From its start until it said that its board is there. */
    double boardMillis() {
        return boardMillis;
    }

    int port() {
        return port;
    }

    double cpuSeconds() throws IOException, Unmeasurable {
        return program.cpuSeconds();
    }

    double residentMiB() throws IOException {
        return program.residentMiB();
    }

    /** Reads its metrics. */
    Told told() throws IOException, Unmeasurable {
        List<String> lines;
        try {
            lines = Asker.once("http://127.0.0.1:" + port + "/metrics")
                    .text()
                    .lines()
                    .toList();
        } catch (java.net.SocketTimeoutException late) {
            throw new Unmeasurable("the daemon gives no metrics within a minute: it is busier than it can be");
        }
        TreeMap<Double, Double> lags = new TreeMap<>();
        for (String line : lines) {
            Matcher bucket = BUCKET.matcher(line);
            if (bucket.matches()) {
                double bound =
                        bucket.group(1).equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bucket.group(1));
                lags.put(bound, Double.parseDouble(bucket.group(2)));
            }
        }
        return new Told(polls(lines, "answered"), polls(lines, "skipped"), lags);
    }

    private static double polls(List<String> lines, String outcome) {
        return lines.stream()
                .filter(line -> line.startsWith("firstbell_polls_total") && line.contains("\"" + outcome + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
