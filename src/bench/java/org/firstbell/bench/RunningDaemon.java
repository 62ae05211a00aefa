package org.firstbell.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The whole daemon, started as an operator starts it: by {@code ./firstbell run}. */
final class RunningDaemon implements AutoCloseable {
    /** As the operators' page advises for a district. */
    static final String LARGE_PAGES = "-XX:+UseTransparentHugePages";

    private static final Pattern ADDRESS = Pattern.compile("http://(127\\.0\\.0\\.1):([0-9]+)");
    private static final Pattern BUCKET =
            Pattern.compile("firstbell_poll_lag_seconds_bucket\\{.*le=\"([^\"]+)\".*\\} ([0-9.eE+]+)");
    private static final int ATTEMPTS = 4_000;

    private final Program program;
    private final long begun;
    private final int port;
    private final double firstAnswerMillis;

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

    private RunningDaemon(Program program, long begun, int port, double firstAnswerMillis) {
        this.program = program;
        this.begun = begun;
        this.port = port;
        this.firstAnswerMillis = firstAnswerMillis;
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
        long begun = System.nanoTime();
        Program program = Program.start(builder);
        try {
            int port = port(program);
            program.drain();
            awaitAnswer(port);
            return new RunningDaemon(program, begun, port, (System.nanoTime() - begun) / 1e6);
        } catch (IOException | RuntimeException | Unmeasurable failed) {
            program.close();
            throw failed;
        }
    }

    private static int port(Program program) throws Exception {
        String last = "";
        for (String line = program.output().readLine();
                line != null;
                line = program.output().readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                return Integer.parseInt(address.group(2));
            }
            last = line;
        }
        throw new Unmeasurable("the daemon ended before it told its address: " + last);
    }

    private static void awaitAnswer(int port) throws Exception {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (Asker.once("http://127.0.0.1:" + port + "/health/live").status() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                Ground.pause(Duration.ofMillis(2));
            }
        }
        throw new Unmeasurable("the daemon gives no answer at /health/live");
    }

    /** Seconds since it was started. */
    double uptime() {
        return (System.nanoTime() - begun) / 1e9;
    }

    double firstAnswerMillis() {
        return firstAnswerMillis;
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
