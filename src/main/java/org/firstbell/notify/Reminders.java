package org.firstbell.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.firstbell.model.Incident;

/**
 * When an open incident is told once more (board design, E-mail and Incidents): while nobody has it, on the next quarter
 * hour that is at least 10 min away, then every 15 min, at most 3 times; and again when whoever took it has not written
 * anything for 15 min.
 */
final class Reminders {
    static final int MOST = 3;

    private static final Duration AWAY = Duration.ofMinutes(10);
    private static final Duration SILENT_OWNER = Duration.ofMinutes(15);

    private Reminders() {}

    /**
     * The next one if nothing changes.
     *
     * @param lastTold when the last mail of the conversation was composed, this one included
     * @param sent reminders since the owner changed last, this one included
     */
    static Optional<Instant> next(Incident incident, Situation situation, Timing timing, Instant lastTold, int sent) {
        if (sent >= MOST || incident.recoveringSince().isPresent()) {
            return Optional.empty();
        }
        Instant slot = timing.quarterHour(lastTold, AWAY);
        Optional<Instant> silent =
                incident.owner().map(owner -> lastWord(incident, owner).plus(SILENT_OWNER));
        if (silent.isPresent() && silent.get().isAfter(slot)) {
            slot = timing.quarterHour(silent.get(), Duration.ZERO);
        }
        Decision decision = timing.decide(situation.tag(), lastTold, situation.start(), true, slot);
        return decision instanceof Decision.Wait wait
                ? wait.until().map(until -> timing.quarterHour(until, Duration.ZERO))
                : Optional.of(slot);
    }

    private static Instant lastWord(Incident incident, Incident.Owner owner) {
        return incident.timeline().stream()
                .filter(entry -> entry.by().isPresent() && entry.at().isAfter(owner.at()))
                .map(Incident.Entry::at)
                .max(Instant::compareTo)
                .orElse(owner.at());
    }
}
