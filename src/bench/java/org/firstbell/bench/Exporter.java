package org.firstbell.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.firstbell.bench.program.Asker;
import org.firstbell.bench.program.Program;
import org.firstbell.bench.program.Unmeasurable;

/** One of Prometheus' exporters, running for a measurement. */
final class Exporter implements AutoCloseable {
    private static final Duration WARM = Duration.ofSeconds(3);
    private static final Duration MEASURE = Duration.ofSeconds(8);
    private static final int ATTEMPTS = 400;

    private final Program program;
    private final int port;

    private Exporter(Program program, int port) {
        this.program = program;
        this.port = port;
    }

    static Exporter start(Path binary, Path configuration) throws Exception {
        int port = freePort();
        Program program = Program.start(new ProcessBuilder(List.of(
                        binary.toString(),
                        "--config.file=" + configuration,
                        "--web.listen-address=127.0.0.1:" + port,
                        "--log.level=error"))
                .redirectErrorStream(true));
        program.drain();
        for (int attempt = 0; attempt < ATTEMPTS && program.alive(); attempt++) {
            try {
                Asker.once("http://127.0.0.1:" + port + "/");
                return new Exporter(program, port);
            } catch (IOException notYet) {
                Ground.pause(Duration.ofMillis(25));
            }
        }
        program.close();
        throw new Unmeasurable(binary + " did not start");
    }

    /** A port that nobody listens on now. */
    static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /**
     * CPU seconds per 1,000 pages, at saturation.
     *
     * @param path of the n-th page
     * @param proof what a page must hold to count
     */
    double perThousand(IntFunction<String> path, String proof) throws Exception {
        Scraper scraper = new Scraper(port, path, proof);
        scraper.scrape(WARM);
        double cpu = program.cpuSeconds();
        Scraper.Scraped scraped = scraper.scrape(MEASURE);
        double spent = program.cpuSeconds() - cpu;
        if (scraped.failed() * 100 > scraped.answered()) {
            throw new Unmeasurable("of its pages " + scraped.failed() + " failed and " + scraped.answered()
                    + " did not: " + scraped.example().lines().findFirst().orElse(""));
        }
        return spent / scraped.answered() * 1000;
    }

    /** Asks for one page. */
    void once(String path) throws IOException {
        Asker.once("http://127.0.0.1:" + port + path);
    }

    @Override
    public void close() throws InterruptedException {
        program.close();
    }
}
