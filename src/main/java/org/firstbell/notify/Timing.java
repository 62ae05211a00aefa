package org.firstbell.notify;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.setup.Alerts;

/** When bad news may be told (contract, Mail). Immutable; time is an argument. */
record Timing(Alerts alerts, ZoneId zone) {
    /** AT RISK is told by itself from then on. */
    static final Duration RISK_BEFORE_START = Duration.ofMinutes(60);

    /** Nobody is woken for what is further away than this. */
    static final Duration EARLY_BEFORE_START = Duration.ofHours(2);

    /** UNKNOWN is told after this. */
    static final Duration UNKNOWN_HOLDS = Duration.ofMinutes(5);

    /** Or at once from then on. */
    static final Duration UNKNOWN_BEFORE_START = Duration.ofMinutes(30);

    /**
     * Of news that was not told yet.
     *
     * @param start of the first session it hits; empty when one it hits is live
     * @param measured whether it was seen, and not only never measured since the daemon started
     */
    Decision decide(Tag tag, Instant since, Optional<Instant> start, boolean measured, Instant now) {
        Duration left = start.map(at -> Duration.between(now, at)).orElse(Duration.ZERO);
        if (tag == Tag.AT_RISK && left.compareTo(RISK_BEFORE_START) > 0) {
            return new Decision.Wait(
                    "at risk, more than an hour before the start", start.map(at -> at.minus(RISK_BEFORE_START)), true);
        }
        if (tag == Tag.UNKNOWN || tag == Tag.NO_DATA) {
            boolean urgent = measured && left.compareTo(UNKNOWN_BEFORE_START) <= 0;
            Instant ripe = since.plus(UNKNOWN_HOLDS);
            if (!urgent && now.isBefore(ripe)) {
                return new Decision.Wait("unknown for less than 5 min", Optional.of(ripe), false);
            }
        }
        if (left.compareTo(EARLY_BEFORE_START) > 0 && !staffHours(now)) {
            Instant begin = nextStaffHours(now);
            Instant near = start.orElse(begin).minus(EARLY_BEFORE_START);
            return new Decision.Wait(
                    "more than two hours before the start, outside staff hours",
                    Optional.of(near.isBefore(begin) ? near : begin),
                    true);
        }
        return new Decision.Tell(start.isEmpty() ? "a session is live" : "starts in " + TimeWords.brief(left));
    }

    /** When nearness to a start changes next what is decided; empty when that is over. */
    static Optional<Instant> turn(Instant start, Instant now) {
        return Stream.of(EARLY_BEFORE_START, RISK_BEFORE_START, UNKNOWN_BEFORE_START)
                .map(start::minus)
                .filter(turn -> turn.isAfter(now))
                .findFirst();
    }

    /** Whether staff are at school: weekdays, from the first of the two times until the second. */
    boolean staffHours(Instant now) {
        ZonedDateTime there = now.atZone(zone);
        return isWeekday(there.toLocalDate())
                && !there.toLocalTime().isBefore(alerts.staffHoursFrom())
                && there.toLocalTime().isBefore(alerts.staffHoursTo());
    }

    /** When staff hours begin next. */
    Instant nextStaffHours(Instant now) {
        LocalDate day = now.atZone(zone).toLocalDate();
        Instant begin = day.atTime(alerts.staffHoursFrom()).atZone(zone).toInstant();
        while (!begin.isAfter(now) || !isWeekday(day)) {
            day = day.plusDays(1);
            begin = day.atTime(alerts.staffHoursFrom()).atZone(zone).toInstant();
        }
        return begin;
    }

    private static boolean isWeekday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** The next quarter hour that is at least so far away. */
    Instant quarterHour(Instant after, Duration away) {
        ZonedDateTime earliest = after.plus(away).atZone(zone);
        ZonedDateTime quarter = earliest.withMinute(earliest.getMinute() / 15 * 15)
                .withSecond(0)
                .withNano(0);
        return (quarter.isBefore(earliest) ? quarter.plusMinutes(15) : quarter).toInstant();
    }
}
