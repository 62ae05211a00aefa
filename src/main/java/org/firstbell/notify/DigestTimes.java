package org.firstbell.notify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** When digests are due: at 4 PM the day before a testing day, and at 7 AM on it, by the first school's clock. */
final class DigestTimes {
    static final LocalTime EVE = LocalTime.of(16, 0);
    static final LocalTime MORNING = LocalTime.of(7, 0);

    /** Testing days are looked for so far ahead. */
    private static final int DAYS = 14;

    private DigestTimes() {}

    /**
     * A digest.
     *
     * @param day the testing day it is about
     * @param morning whether it is the one of that morning
     */
    record Due(LocalDate day, boolean morning, Instant at) {
        String thread() {
            return "digest-" + day;
        }

        String key() {
            return thread() + "/" + (morning ? 2 : 1) + "/" + (morning ? "morning" : "eve");
        }
    }

    /** The last one that fell due at or before an instant, whether it was told or not. */
    static Optional<Due> last(Plan plan, Instant now) {
        ZoneId zone = plan.school().timezone();
        LocalDate today = now.atZone(zone).toLocalDate();
        for (LocalDate day = today.plusDays(1); !day.isBefore(today); day = day.minusDays(1)) {
            if (!plan.on(day).isEmpty()) {
                Due morning = morning(day, zone);
                Due eve = eve(day, zone);
                if (!morning.at().isAfter(now)) {
                    return Optional.of(morning);
                }
                if (!eve.at().isAfter(now)) {
                    return Optional.of(eve);
                }
            }
        }
        return Optional.empty();
    }

    /** When the next one is due. */
    static Optional<Instant> next(Plan plan, Instant now) {
        ZoneId zone = plan.school().timezone();
        LocalDate today = now.atZone(zone).toLocalDate();
        for (int ahead = 0; ahead <= DAYS; ahead++) {
            LocalDate day = today.plusDays(ahead);
            if (!plan.on(day).isEmpty()) {
                Instant eve = eve(day, zone).at();
                Instant morning = morning(day, zone).at();
                if (eve.isAfter(now)) {
                    return Optional.of(eve);
                }
                if (morning.isAfter(now)) {
                    return Optional.of(morning);
                }
            }
        }
        return Optional.empty();
    }

    private static Due morning(LocalDate day, ZoneId zone) {
        return new Due(day, true, day.atTime(MORNING).atZone(zone).toInstant());
    }

    private static Due eve(LocalDate day, ZoneId zone) {
        return new Due(day, false, day.minusDays(1).atTime(EVE).atZone(zone).toInstant());
    }
}
