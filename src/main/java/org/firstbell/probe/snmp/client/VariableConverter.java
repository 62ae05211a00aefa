package org.firstbell.probe.snmp.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.probe.SafeText;
import org.snmp4j.smi.AssignableFromInteger;
import org.snmp4j.smi.AssignableFromLong;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.Null;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Cells by the type they came in, converted leniently. */
public final class VariableConverter {
    private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,9}) (week|day|hour|minute|second)s?\\b");
    private static final Map<String, Integer> UNITS =
            Map.of("week", 604_800, "day", 86_400, "hour", 3_600, "minute", 60, "second", 1);

    private VariableConverter() {}

    /** Whether the agent has the object at all. */
    public static boolean isPresent(Variable cell) {
        return !cell.isException() && !(cell instanceof Null);
    }

    public static Optional<Double> number(Variable cell) {
        double figure = numberOrNaN(cell);
        return Double.isNaN(figure) ? Optional.empty() : Optional.of(figure);
    }

    /** The same without a box; not a number when it is none. */
    public static double numberOrNaN(Variable cell) {
        if (cell instanceof Counter64 counter) {
            long value = counter.getValue();
            return value >= 0 ? (double) value : value + 0x1p64;
        }
        if (cell instanceof AssignableFromInteger || cell instanceof AssignableFromLong) {
            return (double) cell.toLong();
        }
        if (cell instanceof OctetString octets) {
            String text = SafeText.of(octets).replaceAll("\\s*%$", "");
            return text.matches("-?\\d{1,15}(\\.\\d{1,9})?") ? Double.parseDouble(text) : Double.NaN;
        }
        return Double.NaN;
    }

    /** A length of time in English words, such as "2 days, 14 hours, 21 minutes", in seconds. */
    public static Optional<Double> duration(Variable cell) {
        if (!(cell instanceof OctetString octets)) {
            return Optional.empty();
        }
        Matcher part = DURATION_PART.matcher(SafeText.of(octets));
        double seconds = 0;
        boolean any = false;
        while (part.find()) {
            seconds += Double.parseDouble(part.group(1)) * UNITS.getOrDefault(part.group(2), 0);
            any = true;
        }
        return any ? Optional.of(seconds) : Optional.empty();
    }

    public static String text(Variable cell) {
        return cell instanceof OctetString octets ? SafeText.of(octets) : SafeText.clean(cell.toString());
    }

    /**
     * A DateAndTime (RFC 2579) of 8 or 11 octets, as seconds that it is ahead of an instant. Eight octets have no zone:
     * then only minutes and seconds are compared.
     */
    public static Optional<Double> clockOffset(Variable cell, Instant now) {
        if (!(cell instanceof OctetString date) || (date.length() != 8 && date.length() != 11)) {
            return Optional.empty();
        }
        byte[] b = date.getValue();
        try {
            LocalDateTime local = LocalDateTime.of(
                    ((b[0] & 255) << 8) | (b[1] & 255), b[2], b[3], b[4], b[5], Math.min(59, b[6]), b[7] * 100_000_000);
            if (date.length() == 11) {
                int minutes = (b[9] * 60 + b[10]) * (b[8] == '-' ? -1 : 1);
                Instant told = local.toInstant(ZoneOffset.ofTotalSeconds(minutes * 60));
                return Optional.of((told.toEpochMilli() - now.toEpochMilli()) / 1000.0);
            }
            double told = local.getMinute() * 60 + local.getSecond() + local.getNano() / 1e9;
            double ours = Math.floorMod(now.toEpochMilli(), 3_600_000L) / 1000.0;
            double difference = told - ours;
            return Optional.of(
                    difference > 1800 ? difference - 3600 : difference < -1800 ? difference + 3600 : difference);
        } catch (DateTimeException | ArithmeticException notADate) {
            return Optional.empty();
        }
    }
}
