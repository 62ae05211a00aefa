package org.firstbell.alerting.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/** The schedule of digests: 4 PM on the day before a testing day and 7 AM on it, by the first school's clock. */
public final class DigestSchedule {
    static final LocalTime EVENING = LocalTime.of(16, 0);
    static final LocalTime MORNING = LocalTime.of(7, 0);

    /** Testing days are looked for so far ahead. */
    private static final int LOOKAHEAD_DAYS = 14;

    private DigestSchedule() {}

    /**
     * A digest that is due, with the testing day it is about.
     *
     * @param day the testing day it is about
     * @param morning whether it is the one of that morning
     */
    public record DueDigest(LocalDate day, boolean morning, Instant dueAt) {
        public String threadId() {
            return "digest-" + day;
        }

        public String key() {
            return threadId() + "/" + (morning ? 2 : 1) + "/" + (morning ? "morning" : "eve");
        }
    }

    /** The last one that fell due at or before an instant, whether it was told or not. */
    public static Optional<DueDigest> lastDue(ConfigurationLookup plan, Instant now) {
        ZoneId zone = plan.school().timezone();
        LocalDate today = now.atZone(zone).toLocalDate();
        for (LocalDate day = today.plusDays(1); !day.isBefore(today); day = day.minusDays(1)) {
            if (!plan.sessionsOn(day).isEmpty()) {
                DueDigest morning = morningDigest(day, zone);
                DueDigest eve = eveningDigest(day, zone);
                if (!morning.dueAt().isAfter(now)) {
                    return Optional.of(morning);
                }
                if (!eve.dueAt().isAfter(now)) {
                    return Optional.of(eve);
                }
            }
        }
        return Optional.empty();
    }

    /** When the next one is due. */
    public static Optional<Instant> nextDue(ConfigurationLookup plan, Instant now) {
        ZoneId zone = plan.school().timezone();
        LocalDate today = now.atZone(zone).toLocalDate();
        for (int ahead = 0; ahead <= LOOKAHEAD_DAYS; ahead++) {
            LocalDate day = today.plusDays(ahead);
            if (!plan.sessionsOn(day).isEmpty()) {
                Instant eve = eveningDigest(day, zone).dueAt();
                Instant morning = morningDigest(day, zone).dueAt();
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

    private static DueDigest morningDigest(LocalDate day, ZoneId zone) {
        return new DueDigest(day, true, day.atTime(MORNING).atZone(zone).toInstant());
    }

    private static DueDigest eveningDigest(LocalDate day, ZoneId zone) {
        return new DueDigest(
                day, false, day.minusDays(1).atTime(EVENING).atZone(zone).toInstant());
    }
}
