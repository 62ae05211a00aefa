package org.firstbell.alerting.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.NotificationFacts;

/**
 * The state of one person in one conversation between bad and good news: what that person was told. It is the fold of
 * the notifications to that person. Immutable.
 *
 * @param state the word that was told last
 * @param worst the worst word that was told
 * @param facts what the last bad news said
 * @param rooms every room that was called affected
 * @param sessions every session that was called affected
 * @param badSince when what was told began
 * @param at when the last mail was written
 * @param reminders when reminders were written
 * @param refersTo the incident that the last mail pointed to; empty when it pointed to none
 * @param heldTold whether this person knows that the sessions are held after the cause is over
 * @param byDigestOnly told by digests alone, and so told good news by a digest where one comes in time
 */
public record Told(
        StateLabel state,
        StateLabel worst,
        NotificationFacts facts,
        Set<RoomId> rooms,
        Set<SessionId> sessions,
        Instant badSince,
        Instant at,
        List<Instant> reminders,
        Optional<IncidentId> refersTo,
        boolean heldTold,
        boolean byDigestOnly) {

    public Told {
        rooms = Set.copyOf(rooms);
        sessions = Set.copyOf(sessions);
        reminders = List.copyOf(reminders);
    }

    /** The state after bad news. */
    static Told after(Optional<Told> before, Notification mail, Optional<IncidentId> own) {
        StateLabel state = StateLabel.of(mail.stateLabel()).orElse(StateLabel.NOT_READY);
        String purpose = NotificationKey.parse(mail.key()).purpose();
        boolean still = purpose.equals(AlertMove.STILL.keyPart());
        List<Instant> reminders = new ArrayList<>(before.map(Told::reminders).orElse(List.of()));
        if (purpose.equals(AlertMove.REMINDER.keyPart())) {
            reminders.add(mail.composedAt());
        }
        Optional<Told> earlier = before.filter(told -> !told.byDigestOnly());
        return new Told(
                still ? earlier.map(Told::state).orElse(state.withoutStill()) : state,
                worse(before.map(Told::worst).orElse(state.withoutStill()), state.withoutStill()),
                still ? before.map(Told::facts).orElse(mail.facts()) : mail.facts(),
                union(
                        before.map(Told::rooms).orElse(Set.of()),
                        still ? List.of() : mail.facts().rooms()),
                union(before.map(Told::sessions).orElse(Set.of()), mail.sessions()),
                earlier.map(Told::badSince).orElse(mail.badSince()),
                mail.composedAt(),
                reminders,
                still
                        ? mail.incidents().stream()
                                .filter(incident -> !Optional.of(incident).equals(own))
                                .findFirst()
                        : Optional.empty(),
                still,
                false);
    }

    /** The state after a digest that listed it. */
    static Told afterDigest(Optional<Told> before, Notification digest, Told listed) {
        if (before.filter(told -> !told.byDigestOnly()).isPresent()) {
            return before.get();
        }
        return new Told(
                listed.state(),
                worse(before.map(Told::worst).orElse(listed.worst()), listed.worst()),
                listed.facts(),
                union(before.map(Told::rooms).orElse(Set.of()), listed.rooms()),
                union(before.map(Told::sessions).orElse(Set.of()), listed.sessions()),
                before.map(Told::badSince).orElse(listed.badSince()),
                digest.composedAt(),
                List.of(),
                Optional.empty(),
                false,
                true);
    }

    private static StateLabel worse(StateLabel one, StateLabel other) {
        return other.severityRank() >= one.severityRank() ? other : one;
    }

    private static <T> Set<T> union(Set<T> one, Iterable<T> other) {
        Set<T> all = new LinkedHashSet<>(one);
        other.forEach(all::add);
        return all;
    }

    /** Reminders since an instant. */
    int remindersSince(Instant from) {
        return (int) reminders.stream().filter(at -> at.isAfter(from)).count();
    }
}
