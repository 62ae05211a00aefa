package org.firstbell.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.firstbell.bench.program.Asker;

/** Asks an exporter for one device after another over several kept connections, as fast as it answers: where it is at its best. */
final class Scraper {
    private static final int CONNECTIONS = 16;

    private final int port;
    private final IntFunction<String> path;
    private final String proof;
    private final AtomicInteger next = new AtomicInteger();

    /**
     * Of one exporter.
     *
     * @param path of the n-th page
     * @param proof what a page must hold to count
     */
    Scraper(int port, IntFunction<String> path, String proof) {
        this.port = port;
        this.path = path;
        this.proof = proof;
    }

    /** What came of some seconds of scraping. */
    record Scraped(int answered, int failed, String example) {}

    Scraped scrape(Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Scraped>> work = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                work.add(() -> until(end));
            }
            int answered = 0;
            int failed = 0;
            String example = "";
            for (Future<Scraped> one : threads.invokeAll(work)) {
                answered += one.get().answered();
                failed += one.get().failed();
                example = one.get().example().isEmpty() ? example : one.get().example();
            }
            return new Scraped(answered, failed, example);
        } finally {
            threads.shutdownNow();
        }
    }

    private Scraped until(long end) throws IOException {
        int answered = 0;
        int failed = 0;
        String example = "";
        try (Asker asker = new Asker("127.0.0.1", port)) {
            while (System.nanoTime() < end) {
                Asker.Page page = asker.get(path.apply(next.getAndIncrement()));
                if (page.status() == 200 && page.text().contains(proof)) {
                    answered++;
                } else {
                    failed++;
                    example = page.text();
                }
            }
        }
        return new Scraped(answered, failed, example);
    }
}
