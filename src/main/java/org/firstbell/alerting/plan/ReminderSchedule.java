package org.firstbell.alerting.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.firstbell.model.event.Incident;

/**
 * The schedule of reminders of an open incident (board design, E-mail and Incidents): while nobody has it, on the next
 * quarter hour that is at least 10 min away, and then at growing distances.
 */
final class ReminderSchedule {
    static final int MAX_REMINDERS = 3;

    private static final Duration MIN_DELAY = Duration.ofMinutes(10);
    private static final Duration OWNER_SILENCE = Duration.ofMinutes(15);

    private ReminderSchedule() {}

    /**
     * The next one if nothing changes.
     *
     * @param lastTold when the last mail of the conversation was composed, this one included
     * @param sent reminders since the owner changed last, this one included
     */
    static Optional<Instant> nextReminder(
            Incident incident, SessionImpact impact, AlertTiming timing, Instant lastTold, int sent) {
        if (sent >= MAX_REMINDERS || incident.recoveringSince().isPresent()) {
            return Optional.empty();
        }
        Instant slot = timing.nextQuarterHour(lastTold, MIN_DELAY);
        Optional<Instant> silent =
                incident.owner().map(owner -> lastOwnerActivity(incident, owner).plus(OWNER_SILENCE));
        if (silent.isPresent() && silent.get().isAfter(slot)) {
            slot = timing.nextQuarterHour(silent.get(), Duration.ZERO);
        }
        AlertDecision decision = timing.decide(impact.stateLabel(), lastTold, impact.firstStart(), true, slot);
        return decision instanceof AlertDecision.Postponed wait
                ? wait.until().map(until -> timing.nextQuarterHour(until, Duration.ZERO))
                : Optional.of(slot);
    }

    private static Instant lastOwnerActivity(Incident incident, Incident.IncidentOwner owner) {
        return incident.timeline().stream()
                .filter(entry -> entry.by().isPresent() && entry.at().isAfter(owner.at()))
                .map(Incident.TimelineEntry::at)
                .max(Instant::compareTo)
                .orElse(owner.at());
    }
}
