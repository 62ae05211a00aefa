package org.firstbell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The lengths, in lines, of a kind of files, held against the limits of the house. */
record Lengths(List<Entry> byLength) {

    static final int MEDIAN_AT_MOST = 120;
    static final int NINETIETH_AT_MOST = 300;
    static final int LONGEST_AT_MOST = 500;

    record Entry(Path file, long lines) {}

    static Lengths of(Stream<Path> files) {
        return new Lengths(files.filter(file -> !file.endsWith("package-info.java"))
                .map(file -> new Entry(file, lines(file)))
                .sorted(Comparator.comparingLong(Entry::lines))
                .toList());
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong, a sentence each; empty when all is well. Percentiles speak only of ten files or more. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        byLength.stream()
                .filter(entry -> entry.lines() > LONGEST_AT_MOST)
                .forEach(entry -> faults.add(entry.file() + " has " + entry.lines() + " lines"));
        if (byLength.size() >= 10) {
            if (percentile(50) > MEDIAN_AT_MOST) {
                faults.add("the median is " + percentile(50) + " lines");
            }
            if (percentile(90) > NINETIETH_AT_MOST) {
                faults.add("the 90th percentile is " + percentile(90) + " lines");
            }
        }
        return faults;
    }

    /** Nearest-rank percentile, in lines. */
    long percentile(int percent) {
        int rank = (byLength.size() * percent + 99) / 100;
        return byLength.isEmpty() ? 0 : byLength.get(rank - 1).lines();
    }

    @Override
    public String toString() {
        return "%d files, median %d, 90%% %d, longest %d lines"
                .formatted(byLength.size(), percentile(50), percentile(90), percentile(100));
    }
}
