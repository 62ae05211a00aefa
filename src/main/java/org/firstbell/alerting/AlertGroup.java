package org.firstbell.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.alerting.plan.CachedEvaluation;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Notification;
import org.firstbell.model.status.Severity;
import org.jspecify.annotations.Nullable;

/**
 * One conversation by mail, about an incident or about sessions that nobody can tell about: what happened, and what was
 * told to whom. It is the fold of its incident's events and of its own notices, so that after a restart it stands where it
 * stood. Confined to the core's event loop.
 */
final class AlertGroup {
    /** In keys of notices that the first cause is over and another holds the session. */
    static final String STILL_BAD = "still";

    private final String threadId;
    private final @Nullable IncidentId incidentId;
    private @Nullable Incident incident;
    private Severity worstSeverity = Severity.ADVISORY;
    private Instant badSince;
    private @Nullable Instant endedAt;
    private @Nullable String closedBy;
    private Instant ownerChangedAt = Instant.MIN;

    private int lastOrdinal;
    private @Nullable StateLabel notifiedState;
    private Instant lastNotifiedAt = Instant.MIN;
    private final List<Instant> reminders = new ArrayList<>();
    private final Set<String> awaitingAllClear = new LinkedHashSet<>();
    private final Set<String> awaitingDigestAllClear = new LinkedHashSet<>();
    private final Set<SessionId> sessions = new LinkedHashSet<>();
    private boolean stillBadNotified;

    /** Since when the news would be better than told; kept in memory only, a restart begins to count anew. */
    private @Nullable Instant improvedSince;

    private @Nullable IncidentId blockingIncident;
    private final CachedEvaluation cachedEvaluation = new CachedEvaluation();

    AlertGroup(IncidentEvent.Opened opened) {
        this.incidentId = opened.incident();
        this.threadId = threadId(opened.incident());
        this.badSince = opened.firstSignAt();
        this.worstSeverity = opened.severity();
        this.incident = Incident.opened(opened);
    }

    AlertGroup(String thread, Instant since) {
        this.incidentId = null;
        this.threadId = thread;
        this.badSince = since;
    }

    static String threadId(IncidentId incident) {
        return "incident-" + incident;
    }

    /** What happened. The incident is given as it stands after all events of the moment. */
    void incidentChanged(IncidentEvent event, Incident now) {
        cachedEvaluation.invalidate();
        incident = now;
        worstSeverity = worstSeverity.worse(now.severity());
        if (event instanceof IncidentEvent.Resolved resolved) {
            endedAt = resolved.at();
            closedBy = resolved.by().orElse(null);
        } else if (event instanceof IncidentEvent.Merged joined) {
            endedAt = joined.at();
        } else if (event instanceof IncidentEvent.Acknowledged || event instanceof IncidentEvent.Released) {
            ownerChangedAt = event.at();
        }
    }

    /** What was told in this thread. */
    void recordNotification(Notification notification) {
        cachedEvaluation.invalidate();
        NotificationKey key = NotificationKey.parse(notification.key());
        lastOrdinal = Math.max(lastOrdinal, key.ordinal());
        lastNotifiedAt = notification.composedAt();
        improvedSince = null;
        if (notification.kind() == Notification.NotificationKind.GOOD) {
            awaitingAllClear.remove(notification.to());
            awaitingDigestAllClear.remove(notification.to());
            if (awaitingAllClear.isEmpty()) {
                notifiedState = null;
                sessions.clear();
                reminders.clear();
                badSince = notification.composedAt();
            }
            return;
        }
        awaitingAllClear.add(notification.to());
        awaitingDigestAllClear.remove(notification.to());
        sessions.addAll(notification.sessions());
        badSince = notification.badSince();
        StateLabel.of(notification.stateLabel()).ifPresent(now -> notifiedState = now);
        if (key.purpose().equals(STILL_BAD)) {
            stillBadNotified = true;
            blockingIncident = notification.incidents().stream()
                    .filter(other -> !other.equals(incidentId))
                    .findFirst()
                    .orElse(null);
        }
        if (key.purpose().equals(AlertComposer.AlertChange.REMINDER.keyPart())
                && !reminders.contains(notification.composedAt())) {
            reminders.add(notification.composedAt());
        }
    }

    /** A digest listed it as bad. */
    void recordDigest(Notification digest) {
        cachedEvaluation.invalidate();
        if (!awaitingAllClear.contains(digest.to())) {
            awaitingDigestAllClear.add(digest.to());
            sessions.addAll(digest.sessions());
        }
    }

    /** The digest that followed said that it is over. */
    void recordDigestAllClear(String to) {
        awaitingDigestAllClear.remove(to);
    }

    /** For conversations without an incident: their sessions can be told about again. */
    void markEnded(Instant at) {
        endedAt = at;
    }

    /** For conversations without an incident: what had ended goes on before the all-clear was told. */
    void markOngoing() {
        endedAt = null;
    }

    /** It began anew, after an all-clear. */
    void markBegunAgain(Instant at) {
        cachedEvaluation.invalidate();
        badSince = at;
    }

    /** How long it need not be looked at. */
    CachedEvaluation cachedEvaluation() {
        return cachedEvaluation;
    }

    /** It is looked at anew when one of these sessions concerns it. */
    void invalidateFor(Set<SessionId> changed) {
        if (containsAny(sessions, changed)
                || (incident != null && containsAny(incident.affected().sessions(), changed))) {
            cachedEvaluation.invalidate();
        }
    }

    private static boolean containsAny(Collection<SessionId> mine, Set<SessionId> changed) {
        for (SessionId session : mine) {
            if (changed.contains(session)) {
                return true;
            }
        }
        return false;
    }

    String threadId() {
        return threadId;
    }

    Optional<IncidentId> incidentId() {
        return Optional.ofNullable(incidentId);
    }

    Optional<Incident> incident() {
        return Optional.ofNullable(incident);
    }

    Severity worstSeverity() {
        return worstSeverity;
    }

    Instant badSince() {
        return badSince;
    }

    boolean isOpen() {
        return endedAt == null;
    }

    Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    Optional<String> closedBy() {
        return Optional.ofNullable(closedBy);
    }

    Instant ownerChangedAt() {
        return ownerChangedAt;
    }

    Optional<Phrase> summary() {
        return incident().map(Incident::summary);
    }

    /** Whether somebody got its bad news by a mail of its own and not yet the good. */
    boolean isNotified() {
        return !awaitingAllClear.isEmpty();
    }

    /** What was told last; empty before, and after an all-clear. */
    Optional<StateLabel> notifiedState() {
        return Optional.ofNullable(notifiedState);
    }

    Instant lastNotifiedAt() {
        return lastNotifiedAt;
    }

    /** Reminders since an instant. */
    int remindersSince(Instant from) {
        return (int) reminders.stream().filter(at -> at.isAfter(from)).count();
    }

    Set<String> awaitingAllClear() {
        return Set.copyOf(awaitingAllClear);
    }

    Set<String> awaitingDigestAllClear() {
        return Set.copyOf(awaitingDigestAllClear);
    }

    /** Whether nobody waits for good news. */
    boolean isAllClearComplete() {
        return awaitingAllClear.isEmpty() && awaitingDigestAllClear.isEmpty();
    }

    /** Those that were called anything but ready. */
    Set<SessionId> sessions() {
        return java.util.Collections.unmodifiableSet(sessions);
    }

    /** The rooms that the incident hits; empty when nothing is known of them. */
    Collection<RoomId> rooms() {
        return incident().map(known -> known.affected().rooms()).orElse(List.of());
    }

    boolean isStillBadNotified() {
        return stillBadNotified;
    }

    /** Whether the thread was pointed to another incident last. */
    boolean refersTo(IncidentId other) {
        return other.equals(blockingIncident);
    }

    /** Whether news that are better than told have held so long; it is looked at again when they will have. */
    boolean hasImprovedFor(Duration length, Instant now) {
        if (improvedSince == null) {
            improvedSince = now;
        }
        Instant held = improvedSince.plus(length);
        cachedEvaluation.limitTo(held);
        return !held.isAfter(now);
    }

    void resetImprovement() {
        improvedSince = null;
    }

    /** The key of its next notice; recipients share the ordinal. */
    String nextKey(String what) {
        return threadId + "/" + (lastOrdinal + 1) + "/" + what;
    }

    /**
     * A notice's key: {@code incident-42/3/reminder/coordinator@lincoln.example}.
     *
     * @param ordinal of its telling within the thread, counted from 1
     */
    record NotificationKey(String threadId, int ordinal, String purpose, String recipient) {
        static NotificationKey parse(String text) {
            String[] parts = text.split("/", 4);
            if (parts.length < 4 || !parts[1].matches("\\d{1,9}")) {
                throw new IllegalArgumentException("no key of a mail: " + text);
            }
            return new NotificationKey(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]);
        }
    }
}
