package org.firstbell.bench.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a Java program on the serial collector allocates, out of the collector's log: what grew between two collections. */
public final class Garbage {
    private static final Pattern COLLECTION =
            Pattern.compile("\\[([0-9.]+)s\\].* DefNew: ([0-9]+)K\\([0-9]+K\\)->([0-9]+)K");

    private Garbage() {}

    /** The options that write the log. */
    public static String options(Path log) {
        return "-Xlog:gc+heap=info:file=" + log + ":uptime";
    }

    /** Octets a second, from the first collection to the last in a span of uptime; 0 when there were less than two. */
    public static double perSecond(Path log, double from, double to) throws IOException {
        double begun = -1;
        double end = -1;
        double left = 0;
        double allocated = 0;
        for (String line : Files.readAllLines(log)) {
            Matcher collection = COLLECTION.matcher(line);
            if (!collection.find()) {
                continue;
            }
            double at = Double.parseDouble(collection.group(1));
            if (at >= from && at <= to) {
                if (begun < 0) {
                    begun = at;
                } else {
                    allocated += (Double.parseDouble(collection.group(2)) - left) * 1024;
                    end = at;
                }
            }
            left = Double.parseDouble(collection.group(3));
        }
        return end > begun ? allocated / (end - begun) : 0;
    }
}
