package org.firstbell.wording;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Times as a school reads them: its own zone, twelve hours, lengths rounded down. */
public record SchoolTimeFormat(ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm a", Locale.US);
    private static final DateTimeFormatter SHORT_CLOCK = DateTimeFormatter.ofPattern("h:mm", Locale.US);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE, MMM d", Locale.US);
    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

    /** {@code 9:00 AM}. */
    public String clock(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    /** {@code 9:00}, where the half of the day is plain. */
    public String shortClock(Instant at) {
        return SHORT_CLOCK.format(at.atZone(zone));
    }

    /** {@code Tue, Dec 1, 9:00 AM}. */
    public String dayAndClock(Instant at) {
        return DAY.format(at.atZone(zone)) + ", " + clock(at);
    }

    /** RFC 3339 with the offset of the school, to the millisecond. */
    public String rfc3339(Instant at) {
        return RFC_3339.format(at.truncatedTo(ChronoUnit.MILLIS).atZone(zone));
    }

    public LocalDate localDate(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /** {@code 41 s}, {@code 9 min}, {@code 2 h 10 min}, {@code 3 d}. */
    public static String formatDuration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        if (hours < 48) {
            return minutes % 60 == 0 ? hours + " h" : hours + " h " + minutes % 60 + " min";
        }
        return hours / 24 + " d";
    }
}
