package org.firstbell.alerting.plan;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.NotificationFacts;
import org.firstbell.model.status.Severity;

/**
 * One conversation by mail, about an incident or about sessions that nobody can tell about: what happened, and what each
 * person was told. It is the fold of its incident's events and of its own notifications, so that after a restart it
 * stands where it stood. Immutable.
 *
 * @param incident empty when the conversation is about sessions that are unknown for a reason without an incident
 * @param firstSignAt when it began to be bad
 * @param endedAt when its incident ended
 * @param closedBy who closed the incident by hand
 * @param grewAt when the incident opened or grew last
 * @param lastOrdinal of its mails
 * @param lastGoodAt when the last good news went out
 * @param lastToldAt when the last mail of its own was written
 * @param told by person, those who wait for good news
 * @param subjects by state and cause, the subject that was used for it
 */
public record Conversation(
        String thread,
        Optional<Incident> incident,
        Severity worstSeverity,
        Instant firstSignAt,
        Optional<Instant> endedAt,
        Optional<String> closedBy,
        Instant ownerChangedAt,
        Instant grewAt,
        int lastOrdinal,
        Optional<Instant> lastGoodAt,
        Optional<Instant> lastToldAt,
        Map<String, Told> told,
        Map<String, String> subjects) {

    /** The conversation of an incident. */
    public static Conversation of(IncidentEvent.Opened opened) {
        return begun(
                threadId(opened.incident()),
                Optional.of(Incident.opened(opened)),
                opened.severity(),
                opened.firstSignAt());
    }

    /** The conversation of sessions that are unknown. */
    public static Conversation of(String thread, Instant since) {
        return begun(thread, Optional.empty(), Severity.BLOCKING, since);
    }

    private static Conversation begun(
            String thread, Optional<Incident> incident, Severity severity, Instant firstSign) {
        return new Conversation(
                thread,
                incident,
                severity,
                firstSign,
                Optional.empty(),
                Optional.empty(),
                Instant.MIN,
                incident.map(Incident::openedAt).orElse(firstSign),
                0,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of());
    }

    public static String threadId(IncidentId incident) {
        return "incident-" + incident;
    }

    /** After an event of its incident, which is given as it stands after all events of the moment. */
    public Conversation after(IncidentEvent event, Incident now) {
        boolean ends = event instanceof IncidentEvent.Resolved || event instanceof IncidentEvent.Merged;
        boolean owner = event instanceof IncidentEvent.Acknowledged || event instanceof IncidentEvent.Released;
        boolean grows =
                deviceCount(now) > incident.map(Conversation::deviceCount).orElse(0);
        Optional<String> by =
                event instanceof IncidentEvent.Resolved resolved ? resolved.by() : Optional.<String>empty();
        return new Conversation(
                thread,
                Optional.of(now),
                worstSeverity.worse(now.severity()),
                firstSignAt,
                ends ? Optional.of(event.at()) : endedAt,
                ends ? by : closedBy,
                owner ? event.at() : ownerChangedAt,
                grows ? event.at() : grewAt,
                lastOrdinal,
                lastGoodAt,
                lastToldAt,
                told,
                subjects);
    }

    private static int deviceCount(Incident incident) {
        return incident.affected().devices().size();
    }

    /** After one of its own notifications. */
    public Conversation after(Notification mail) {
        NotificationKey key = NotificationKey.parse(mail.key());
        Map<String, Told> people = new LinkedHashMap<>(told);
        Map<String, String> lines = new LinkedHashMap<>(subjects);
        boolean good = mail.kind() == Notification.NotificationKind.GOOD;
        if (good) {
            people.remove(mail.to());
        } else {
            people.put(mail.to(), Told.after(Optional.ofNullable(told.get(mail.to())), mail, incidentId()));
            lines.put(subjectKey(mail.stateLabel(), mail.facts().cause()), mail.subject());
        }
        if (people.isEmpty()) {
            lines.clear();
        }
        return withTold(people, lines, Math.max(lastOrdinal, key.ordinal()), Optional.of(mail.composedAt()))
                .withLastGood(good ? Optional.of(mail.composedAt()) : lastGoodAt);
    }

    /** After a digest that lists its incident as open. */
    Conversation afterDigest(Notification digest) {
        if (incident.isEmpty()) {
            return this;
        }
        Incident listed = incident.get();
        Set<SessionId> sessions = new LinkedHashSet<>(listed.affected().sessions());
        sessions.retainAll(digest.sessions());
        StateLabel state = StateLabel.of(listed);
        Told said = new Told(
                state,
                state,
                new NotificationFacts(
                        listed.affected().rooms(),
                        causeKey(listed),
                        listed.summary().full(),
                        deviceCount(listed),
                        false),
                Set.copyOf(listed.affected().rooms()),
                sessions,
                firstSignAt,
                digest.composedAt(),
                List.of(),
                Optional.empty(),
                false,
                true);
        Map<String, Told> people = new LinkedHashMap<>(told);
        people.put(digest.to(), Told.afterDigest(Optional.ofNullable(told.get(digest.to())), digest, said));
        return withTold(people, subjects, lastOrdinal, lastToldAt);
    }

    /** After a digest that says that it is over. */
    Conversation afterClosingDigest(Notification digest) {
        Told before = told.get(digest.to());
        if (before == null || !before.byDigestOnly()) {
            return this;
        }
        Map<String, Told> people = new LinkedHashMap<>(told);
        people.remove(digest.to());
        return withTold(people, subjects, lastOrdinal, lastToldAt);
    }

    private Conversation withTold(
            Map<String, Told> people, Map<String, String> lines, int ordinal, Optional<Instant> toldAt) {
        return new Conversation(
                thread,
                incident,
                worstSeverity,
                firstSignAt,
                endedAt,
                closedBy,
                ownerChangedAt,
                grewAt,
                ordinal,
                lastGoodAt,
                toldAt,
                Collections.unmodifiableMap(people),
                Collections.unmodifiableMap(lines));
    }

    private Conversation withLastGood(Optional<Instant> at) {
        return new Conversation(
                thread,
                incident,
                worstSeverity,
                firstSignAt,
                endedAt,
                closedBy,
                ownerChangedAt,
                grewAt,
                lastOrdinal,
                at,
                lastToldAt,
                told,
                subjects);
    }

    public Optional<IncidentId> incidentId() {
        return incident.map(Incident::id);
    }

    /** Whether its incident goes on; a conversation without an incident is open as long as somebody was told. */
    public boolean isOpen() {
        return endedAt.isEmpty();
    }

    public Optional<Told> toldTo(String person) {
        return Optional.ofNullable(told.get(person));
    }

    /** Whether somebody got a mail of its own with bad news, and not yet the good. */
    public boolean isToldByMail() {
        return told.values().stream().anyMatch(one -> !one.byDigestOnly());
    }

    /** Every session that somebody was told of. */
    public Set<SessionId> toldSessions() {
        Set<SessionId> all = new LinkedHashSet<>();
        told.values().forEach(one -> all.addAll(one.sessions()));
        return all;
    }

    /** Whether one of the sessions concerns it. */
    public boolean concerns(Collection<SessionId> changed) {
        return toldSessions().stream().anyMatch(changed::contains)
                || incident.filter(now -> now.cause().kind() == Cause.CauseKind.MONITOR
                                || now.affected().sessions().stream().anyMatch(changed::contains))
                        .isPresent();
    }

    /** The subject that this state and cause already have. */
    public Optional<String> subject(StateLabel state, String cause) {
        return Optional.ofNullable(subjects.get(subjectKey(state.text(), cause)));
    }

    private static String subjectKey(String state, String cause) {
        return state + " " + cause;
    }

    /** The cause as notifications keep it. */
    public static String causeKey(Incident incident) {
        return incident.cause().kind().keyword() + ":" + incident.cause().id();
    }
}
