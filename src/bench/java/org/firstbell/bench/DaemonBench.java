package org.firstbell.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * CPU per 1,000 polls of ten values: the floor, the poll engine alone, the whole daemon, and snmp_exporter, on the same
 * devices at the same pace in the same run; then start-up time and resident memory of the daemon. Rounds alternate; medians are printed.
 */
public final class DaemonBench {
    private static final int DEVICES = 2_000;
    private static final Duration PACE = Duration.ofSeconds(2);
    private static final Duration WARM = Duration.ofSeconds(30);
    private static final Duration MEASURE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final int farmPort;

    private DaemonBench(Path folder, int farmPort) {
        this.folder = folder;
        this.farmPort = farmPort;
    }

    /** Arguments: rounds (default 3). */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 3;
        Path folder = Files.createTempDirectory("firstbell-bench");
        Process farm = java(
                        "-Xmx512m", "-cp", System.getProperty("java.class.path"), Farm.class.getName(), "" + DEVICES)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String[] ports = farm.inputReader().readLine().split(" ");
            DaemonBench bench = new DaemonBench(folder, Integer.parseInt(ports[1]));
            bench.measure(rounds);
        } finally {
            farm.getOutputStream().close();
            farm.waitFor(10, TimeUnit.SECONDS);
            farm.destroyForcibly();
        }
    }

    private static ProcessBuilder java(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    private void measure(int rounds) throws Exception {
        double[] floor = new double[rounds];
        double[] engine = new double[rounds];
        double[] garbage = new double[rounds];
        double[] daemon = new double[rounds];
        double[] exporter = new double[rounds];
        double[] start = new double[rounds];
        double[] resident = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            floor[round] = told("cpu", Floor.class, "" + DEVICES, "" + farmPort, "" + PACE.toSeconds());
            Path file = BenchConfiguration.write(
                    Files.createDirectories(folder.resolve("engine-" + round)), DEVICES, farmPort, PACE);
            List<String> lines = ran(Engine.class, file.toString());
            engine[round] = figure("cpu", lines);
            garbage[round] = figure("garbage", lines);
            DaemonRun run = daemon(round);
            daemon[round] = run.cpuPerThousand();
            start[round] = run.firstAnswerMillis();
            resident[round] = run.residentMiB();
            exporter[round] = exporter();
            System.out.printf(
                    "round %d: floor %.4f s, engine %.4f s, daemon %.4f s, snmp_exporter %.4f s per 1,000 polls%n",
                    round + 1, floor[round], engine[round], daemon[round], exporter[round]);
        }
        double least = Measured.median(floor);
        System.out.println(Measured.row("floor, CPU per 1,000 polls of 10 values", least, "s"));
        System.out.println(Measured.row("poll engine alone", Measured.median(engine), "s"));
        System.out.println(Measured.row("poll engine / floor", Measured.median(engine) / least, "times"));
        System.out.println(Measured.row("poll engine, garbage per poll", Measured.median(garbage) / 1024, "KiB"));
        System.out.println(Measured.row("whole daemon", Measured.median(daemon), "s"));
        System.out.println(Measured.row("whole daemon / floor", Measured.median(daemon) / least, "times"));
        System.out.println(Measured.row("snmp_exporter, the same polls", Measured.median(exporter), "s"));
        System.out.println(
                Measured.row("snmp_exporter / daemon", Measured.median(exporter) / Measured.median(daemon), "times"));
        System.out.println(
                Measured.row("start to first HTTP 200, " + DEVICES + " devices", Measured.median(start), "ms"));
        System.out.println(Measured.row(
                "resident after " + WARM.plus(MEASURE).toSeconds() + " s, " + DEVICES + " devices",
                Measured.median(resident),
                "MiB"));
    }

    private static double told(String what, Class<?> program, String... arguments) throws Exception {
        return figure(what, ran(program, arguments));
    }

    private static List<String> ran(Class<?> program, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        command.add(Long.toString(WARM.toSeconds()));
        command.add(Long.toString(MEASURE.toSeconds()));
        Process process = java(command.toArray(String[]::new))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        process.waitFor(10, TimeUnit.SECONDS);
        return lines;
    }

    private static double figure(String what, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(what + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(what.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    private record DaemonRun(double cpuPerThousand, double firstAnswerMillis, double residentMiB) {}

    private DaemonRun daemon(int round) throws Exception {
        Path file = BenchConfiguration.write(
                Files.createDirectories(folder.resolve("round-" + round)), DEVICES, farmPort, PACE);
        long begun = System.nanoTime();
        Process process = new ProcessBuilder("./firstbell", "run", "-c", file.toString())
                .redirectErrorStream(true)
                .start();
        try {
            String url = address(process.inputReader());
            awaitOk(url + "/health/live");
            double first = (System.nanoTime() - begun) / 1e6;
            drain(process);
            pause(WARM);
            double polls = polls(url);
            double cpu = Measured.cpuSeconds(process.pid());
            pause(MEASURE);
            double spent = Measured.cpuSeconds(process.pid()) - cpu;
            return new DaemonRun(spent / (polls(url) - polls) * 1000, first, Measured.residentMiB(process.pid()));
        } finally {
            process.destroy();
            process.waitFor(15, TimeUnit.SECONDS);
        }
    }

    private static String address(BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            int at = line.indexOf("http://");
            if (at >= 0) {
                return "http://" + line.substring(at).split("[\\s/]+")[1];
            }
        }
        throw new IOException("the daemon ended without telling its address");
    }

    private static void drain(Process process) {
        Thread reader = new Thread(() -> process.inputReader().lines().forEach(line -> {}), "output");
        reader.setDaemon(true);
        reader.start();
    }

    private void awaitOk(String url) throws Exception {
        for (int attempt = 0; attempt < 2_000; attempt++) {
            try {
                if (get(url).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                pause(Duration.ofMillis(5));
            }
        }
        throw new IOException("no 200 from " + url);
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private double polls(String url) throws Exception {
        try (Stream<String> lines = get(url + "/metrics").body().lines()) {
            return lines.filter(line -> line.startsWith("firstbell_polls_total") && line.contains("answered"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }

    private double exporter() throws Exception {
        Path modules = BenchConfiguration.exporter(folder);
        Process process = new ProcessBuilder(
                        "prometheus-snmp-exporter",
                        "--config.file=" + modules,
                        "--web.listen-address=127.0.0.1:19116",
                        "--log.level=error")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            awaitOk("http://127.0.0.1:19116/");
            scrape(WARM.dividedBy(4));
            double cpu = Measured.cpuSeconds(process.pid());
            int scrapes = scrape(MEASURE);
            return (Measured.cpuSeconds(process.pid()) - cpu) / scrapes * 1000;
        } finally {
            process.destroy();
            process.waitFor(10, TimeUnit.SECONDS);
        }
    }

    /** Asks the exporter for every device at the daemon's pace; answers how many it answered. */
    private int scrape(Duration length) throws Exception {
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        ScheduledExecutorService pace = Executors.newScheduledThreadPool(1);
        try {
            pace.scheduleAtFixedRate(
                    () -> {
                        String target = Farm.address(next.getAndIncrement() % DEVICES) + ":" + farmPort;
                        http.sendAsync(
                                        HttpRequest.newBuilder(URI.create(
                                                        "http://127.0.0.1:19116/snmp?module=get10&target=" + target))
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .thenAccept(response -> {
                                    if (response.statusCode() == 200) {
                                        answered.incrementAndGet();
                                    }
                                });
                    },
                    0,
                    PACE.toNanos() / DEVICES,
                    TimeUnit.NANOSECONDS);
            pause(length);
        } finally {
            pace.shutdownNow();
        }
        return answered.get();
    }

    private static void pause(Duration length) throws InterruptedException {
        new java.util.concurrent.CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS);
    }
}
