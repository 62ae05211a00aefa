package org.firstbell.alerting.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.setup.AlertSettings;
import org.firstbell.wording.TimePhrases;

/** The rules that say when bad news may be told (contract, Mail). Immutable; time is an argument. */
public record AlertTiming(AlertSettings alerts, ZoneId zone) {
    /** AT RISK is told by itself from then on. */
    static final Duration AT_RISK_LEAD_TIME = Duration.ofMinutes(60);

    /** Nobody is woken for what is further away than this. */
    static final Duration OFF_HOURS_LEAD_TIME = Duration.ofHours(2);

    /** UNKNOWN is told after this. */
    static final Duration UNKNOWN_HOLD = Duration.ofMinutes(5);

    /** Or at once from then on. */
    static final Duration UNKNOWN_LEAD_TIME = Duration.ofMinutes(30);

    /**
     * Of news that was not told yet.
     *
     * @param start of the first session it hits; empty when one it hits is live
     * @param measured whether it was seen, and not only never measured since the daemon started
     */
    AlertDecision decide(StateLabel tag, Instant since, Optional<Instant> start, boolean measured, Instant now) {
        Duration left = start.map(at -> Duration.between(now, at)).orElse(Duration.ZERO);
        if (tag == StateLabel.AT_RISK && left.compareTo(AT_RISK_LEAD_TIME) > 0) {
            return new AlertDecision.Postponed(
                    "at risk, more than an hour before the start", start.map(at -> at.minus(AT_RISK_LEAD_TIME)), true);
        }
        if (tag == StateLabel.UNKNOWN || tag == StateLabel.NO_DATA) {
            boolean urgent = measured && left.compareTo(UNKNOWN_LEAD_TIME) <= 0;
            Instant ripe = since.plus(UNKNOWN_HOLD);
            if (!urgent && now.isBefore(ripe)) {
                return new AlertDecision.Postponed("unknown for less than 5 min", Optional.of(ripe), false);
            }
        }
        if (left.compareTo(OFF_HOURS_LEAD_TIME) > 0 && !isStaffHours(now)) {
            Instant begin = nextStaffHours(now);
            Instant near = start.orElse(begin).minus(OFF_HOURS_LEAD_TIME);
            return new AlertDecision.Postponed(
                    "more than two hours before the start, outside staff hours",
                    Optional.of(near.isBefore(begin) ? near : begin),
                    true);
        }
        return new AlertDecision.NotifyNow(
                start.isEmpty() ? "a session is live" : "starts in " + TimePhrases.abbreviatedDuration(left));
    }

    /** Whether a session is live or starts so soon that nothing worse about it is held back (contract, Mail). */
    static boolean isNear(SessionImpact.AffectedSession hit, Instant now) {
        return hit.isLive() || !now.isBefore(hit.session().start().minus(UNKNOWN_LEAD_TIME));
    }

    /** When nearness to a start changes next what is decided; empty when that is over. */
    public static Optional<Instant> nextLeadTimeChange(Instant start, Instant now) {
        return Stream.of(OFF_HOURS_LEAD_TIME, AT_RISK_LEAD_TIME, UNKNOWN_LEAD_TIME)
                .map(start::minus)
                .filter(turn -> turn.isAfter(now))
                .findFirst();
    }

    /** Whether staff are at school: weekdays, from the first of the two times until the second. */
    boolean isStaffHours(Instant now) {
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
    public Instant nextQuarterHour(Instant after, Duration away) {
        ZonedDateTime earliest = after.plus(away).atZone(zone);
        ZonedDateTime quarter = earliest.withMinute(earliest.getMinute() / 15 * 15)
                .withSecond(0)
                .withNano(0);
        return (quarter.isBefore(earliest) ? quarter.plusMinutes(15) : quarter).toInstant();
    }
}
