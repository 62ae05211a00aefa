package org.firstbell.alerting.plan;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Incident;

/**
 * One mail that a plan calls for, to everybody who was told the same before.
 *
 * @param impact what the cause does now; of STILL what holds the sessions, of GOOD nothing
 * @param told what these people were told before; empty for BAD
 * @param badSince when what is told now began
 * @param other of STILL the incident that holds the sessions
 * @param urgent worse than these people were told of a session that is live or near
 * @param reminderAt when the next reminder is due if nothing changes
 */
public record PlannedMail(
        Conversation conversation,
        AlertMove move,
        SessionImpact impact,
        Optional<Told> told,
        Instant badSince,
        Optional<Incident> other,
        List<String> recipients,
        boolean urgent,
        Optional<Instant> reminderAt) {

    /** The rooms of sessions that these people were not told of. */
    public Set<RoomId> addedRooms() {
        Set<SessionId> known = told.map(Told::sessions).orElse(Set.of());
        return impact.affectedSessions().stream()
                .filter(hit -> !known.contains(hit.session().id()))
                .flatMap(hit -> hit.rooms().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Reminders of these people since the owner changed, this one included. */
    public int reminderNumber() {
        int sent = told.map(before -> before.remindersSince(conversation.ownerChangedAt()))
                .orElse(0);
        return sent + (move == AlertMove.REMINDER ? 1 : 0);
    }

    /** How many reminders there are at most. */
    public int maxReminders() {
        return ReminderSchedule.MAX_REMINDERS;
    }

    /** How many devices it hits, when that is at least twice what these people were told; else empty. */
    public Optional<Integer> doubledDevices() {
        return told.filter(before -> impact.hasDoubledSince(before.facts().devices()))
                .map(before -> impact.deviceCount());
    }
}
