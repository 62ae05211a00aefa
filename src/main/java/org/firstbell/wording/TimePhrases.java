package org.firstbell.wording;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and lengths in a school's words: {@code 9:00 AM}, {@code 24 min}. Always rounded down. */
public record TimePhrases(ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm a", Locale.US);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE", Locale.US);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, MMM d", Locale.US);

    /** Names of weekdays say which day is meant for so long. */
    private static final int MAX_DAYS_BY_WEEKDAY = 6;

    public LocalDate date(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /** "9:00 AM". */
    public String clockTime(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    /** "Tue, Nov 24". */
    public String date(LocalDate date) {
        return DATE.format(date);
    }

    /** "9:00 AM" today, "Tue 9:00 AM" within a week, else "Tue, Nov 24, 9:00 AM". */
    public String dateTime(Instant at, Instant now) {
        ZonedDateTime there = at.atZone(zone);
        long days = Math.abs(date(now).toEpochDay() - there.toLocalDate().toEpochDay());
        if (days == 0) {
            return clockTime(at);
        }
        return days <= MAX_DAYS_BY_WEEKDAY
                ? DAY.format(there) + " " + clockTime(at)
                : DATE.format(there) + ", " + clockTime(at);
    }

    /** "at 9:00 AM", "tomorrow at 9:00 AM", "on Tue at 9:00 AM". */
    public String atDateTime(Instant at, Instant now) {
        ZonedDateTime there = at.atZone(zone);
        long ahead = there.toLocalDate().toEpochDay() - date(now).toEpochDay();
        long days = Math.abs(ahead);
        if (ahead == 0 || ahead == 1) {
            return (ahead == 0 ? "at " : "tomorrow at ") + clockTime(at);
        }
        return "on " + (days <= MAX_DAYS_BY_WEEKDAY ? DAY : DATE).format(there) + " at " + clockTime(at);
    }

    /** "24 min", "1 h 24 min", "2 days". */
    public static String abbreviatedDuration(Duration length) {
        long minutes = length.toMinutes();
        if (minutes < 60) {
            return minutes + " min";
        }
        if (minutes < 48 * 60) {
            return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return minutes / (24 * 60) + " days";
    }

    /** "24 minutes", "1 hour and 24 minutes", "2 days"; "less than a minute". */
    public static String spelledOutDuration(Duration length) {
        long minutes = length.toMinutes();
        if (minutes < 1) {
            return "less than a minute";
        }
        if (minutes < 60) {
            return counted(minutes, "minute");
        }
        if (minutes < 48 * 60) {
            return counted(minutes / 60, "hour") + (minutes % 60 == 0 ? "" : " and " + counted(minutes % 60, "minute"));
        }
        return counted(minutes / (24 * 60), "day");
    }

    /** "from 8:35 AM to 8:44 AM, for 9 minutes"; "at 8:35 AM, for less than a minute" when it began and ended in one minute. */
    public String period(Instant from, Instant to, Instant now) {
        return Sentences.period(dateTime(from, now), dateTime(to, now), spelledOutDuration(Duration.between(from, to)));
    }

    /** "1 seat", "3 seats". */
    public static String counted(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
