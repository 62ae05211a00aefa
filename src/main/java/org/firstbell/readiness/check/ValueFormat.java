package org.firstbell.readiness.check;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalValue;

/** Numbers, lengths and times as people at a school read them. */
public final class ValueFormat {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm a", Locale.US);
    private static final DateTimeFormatter SHORT_CLOCK = DateTimeFormatter.ofPattern("h:mm", Locale.US);

    private ValueFormat() {}

    /** "9:00 AM". */
    public static String clockTime(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    /** "9:00", where the half of the day is plain. */
    public static String shortClockTime(Instant at, ZoneId zone) {
        return SHORT_CLOCK.format(at.atZone(zone));
    }

    /** A value with its unit: "12 %", "6 min", "3.2 GB", "61". */
    public static String format(String signal, SignalValue value) {
        return value instanceof SignalValue.Quantity quantity
                ? format(signal, quantity.value())
                : value instanceof SignalValue.Flag flag
                        ? (flag.value() ? "yes" : "no")
                        : String.valueOf(value.plain());
    }

    /** A number in the unit that a signal has. */
    public static String format(String signal, double number) {
        String unit = SignalCatalogue.find(signal)
                .map(SignalCatalogue.SignalDefinition::unit)
                .orElse("count");
        return switch (unit) {
            case "ratio" -> Math.round(number * 100) + " %";
            case "seconds" -> duration(number);
            case "bytes" -> bytes(number);
            case "bytes per second" -> bytes(number) + " per second";
            case "dBm" -> plain(number, 0) + " dBm";
            default -> plain(number, 1);
        };
    }

    /** "0.4 s", "45 s", "6 min", "2 h", "9 days". */
    public static String duration(double seconds) {
        double length = Math.abs(seconds);
        if (length < 10) {
            return plain(length, 1) + " s";
        } else if (length < 90) {
            return plain(length, 0) + " s";
        } else if (length < 90 * 60) {
            return plain(length / 60, 0) + " min";
        } else if (length < 48 * 3600) {
            return plain(length / 3600, 0) + " h";
        }
        return plain(length / 86400, 0) + " days";
    }

    private static String bytes(double number) {
        String[] units = {"bytes", "kB", "MB", "GB", "TB"};
        int unit = 0;
        double rest = number;
        while (Math.abs(rest) >= 1000 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        return plain(rest, rest < 10 && unit > 0 ? 1 : 0) + " " + units[unit];
    }

    private static String plain(double number, int decimals) {
        return BigDecimal.valueOf(number)
                .setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
