package org.firstbell.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Notice;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Severity;
import org.firstbell.model.Words;
import org.jspecify.annotations.Nullable;

/**
 * One conversation by mail, about an incident or about sessions that nobody can tell about: what happened, and what was
 * told to whom. It is the fold of its incident's events and of its own notices, so that after a restart it stands where it
 * stood. Confined to the core's event loop.
 */
final class Conversation {
    /** In keys of notices that the first cause is over and another holds the session. */
    static final String STILL = "still";

    private final String thread;
    private final @Nullable IncidentId number;
    private @Nullable Incident incident;
    private Severity worst = Severity.ADVISORY;
    private Instant since;
    private @Nullable Instant endedAt;
    private @Nullable String closedBy;
    private Instant ownerChangedAt = Instant.MIN;

    private int told;
    private @Nullable Tag tag;
    private Instant lastTold = Instant.MIN;
    private final List<Instant> reminders = new ArrayList<>();
    private final Set<String> owed = new LinkedHashSet<>();
    private final Set<String> owedByDigest = new LinkedHashSet<>();
    private final Set<SessionId> sessions = new LinkedHashSet<>();
    private boolean still;

    /** Since when the news would be better than told; kept in memory only, a restart begins to count anew. */
    private @Nullable Instant betterSince;

    private @Nullable IncidentId holder;
    private final Rest rest = new Rest();

    Conversation(IncidentEvent.Opened opened) {
        this.number = opened.incident();
        this.thread = thread(opened.incident());
        this.since = opened.firstSignAt();
        this.worst = opened.severity();
        this.incident = Incident.opened(opened);
    }

    Conversation(String thread, Instant since) {
        this.number = null;
        this.thread = thread;
        this.since = since;
    }

    static String thread(IncidentId incident) {
        return "incident-" + incident;
    }

    /** What happened. The incident is given as it stands after all events of the moment. */
    void happened(IncidentEvent event, Incident now) {
        rest.end();
        incident = now;
        worst = worst.worse(now.severity());
        if (event instanceof IncidentEvent.Resolved resolved) {
            endedAt = resolved.at();
            closedBy = resolved.by().orElse(null);
        } else if (event instanceof IncidentEvent.Joined joined) {
            endedAt = joined.at();
        } else if (event instanceof IncidentEvent.Acknowledged || event instanceof IncidentEvent.Released) {
            ownerChangedAt = event.at();
        }
    }

    /** What was told in this thread. */
    void told(Notice notice) {
        rest.end();
        Key key = Key.parse(notice.key());
        told = Math.max(told, key.ordinal());
        lastTold = notice.composedAt();
        betterSince = null;
        if (notice.kind() == Notice.Kind.GOOD) {
            owed.remove(notice.to());
            owedByDigest.remove(notice.to());
            if (owed.isEmpty()) {
                tag = null;
                sessions.clear();
                reminders.clear();
                since = notice.composedAt();
            }
            return;
        }
        owed.add(notice.to());
        owedByDigest.remove(notice.to());
        sessions.addAll(notice.sessions());
        since = notice.badSince();
        Tag.of(notice.state()).ifPresent(now -> tag = now);
        if (key.what().equals(STILL)) {
            still = true;
            holder = notice.incidents().stream()
                    .filter(other -> !other.equals(number))
                    .findFirst()
                    .orElse(null);
        }
        if (key.what().equals(AlertLetters.Change.REMINDER.word()) && !reminders.contains(notice.composedAt())) {
            reminders.add(notice.composedAt());
        }
    }

    /** A digest listed it as bad. */
    void toldByDigest(Notice digest) {
        rest.end();
        if (!owed.contains(digest.to())) {
            owedByDigest.add(digest.to());
            sessions.addAll(digest.sessions());
        }
    }

    /** The digest that followed said that it is over. */
    void overByDigest(String to) {
        owedByDigest.remove(to);
    }

    /** For conversations without an incident: their sessions can be told about again. */
    void end(Instant at) {
        endedAt = at;
    }

    /** For conversations without an incident: what had ended goes on before the all-clear was told. */
    void goOn() {
        endedAt = null;
    }

    /** It began anew, after an all-clear. */
    void beganAnew(Instant at) {
        rest.end();
        since = at;
    }

    /** How long it need not be looked at. */
    Rest rest() {
        return rest;
    }

    /** It is looked at anew when one of these sessions concerns it. */
    void wake(Set<SessionId> changed) {
        if (isAny(sessions, changed)
                || (incident != null && isAny(incident.affected().sessions(), changed))) {
            rest.end();
        }
    }

    private static boolean isAny(Collection<SessionId> mine, Set<SessionId> changed) {
        for (SessionId session : mine) {
            if (changed.contains(session)) {
                return true;
            }
        }
        return false;
    }

    String thread() {
        return thread;
    }

    Optional<IncidentId> number() {
        return Optional.ofNullable(number);
    }

    Optional<Incident> incident() {
        return Optional.ofNullable(incident);
    }

    Severity worst() {
        return worst;
    }

    Instant badSince() {
        return since;
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

    Optional<Words> summary() {
        return incident().map(Incident::summary);
    }

    /** Whether somebody got its bad news by a mail of its own and not yet the good. */
    boolean isTold() {
        return !owed.isEmpty();
    }

    /** What was told last; empty before, and after an all-clear. */
    Optional<Tag> tag() {
        return Optional.ofNullable(tag);
    }

    Instant lastTold() {
        return lastTold;
    }

    /** Reminders since an instant. */
    int remindersSince(Instant from) {
        return (int) reminders.stream().filter(at -> at.isAfter(from)).count();
    }

    Set<String> owed() {
        return Set.copyOf(owed);
    }

    Set<String> owedByDigest() {
        return Set.copyOf(owedByDigest);
    }

    /** Whether nobody waits for good news. */
    boolean isSquare() {
        return owed.isEmpty() && owedByDigest.isEmpty();
    }

    /** Those that were called anything but ready. */
    Set<SessionId> sessions() {
        return java.util.Collections.unmodifiableSet(sessions);
    }

    /** The rooms that the incident hits; empty when nothing is known of them. */
    Collection<RoomId> rooms() {
        return incident().map(known -> known.affected().rooms()).orElse(List.of());
    }

    boolean stillTold() {
        return still;
    }

    /** Whether the thread was pointed to another incident last. */
    boolean pointsTo(IncidentId other) {
        return other.equals(holder);
    }

    /** Whether news that are better than told have held so long; it is looked at again when they will have. */
    boolean betterFor(Duration length, Instant now) {
        if (betterSince == null) {
            betterSince = now;
        }
        Instant held = betterSince.plus(length);
        rest.until(held);
        return !held.isAfter(now);
    }

    void notBetter() {
        betterSince = null;
    }

    /** The key of its next notice; recipients share the ordinal. */
    String nextKey(String what) {
        return thread + "/" + (told + 1) + "/" + what;
    }

    /**
     * A notice's key: {@code incident-42/3/reminder/coordinator@lincoln.example}.
     *
     * @param ordinal of its telling within the thread, counted from 1
     */
    record Key(String thread, int ordinal, String what, String to) {
        static Key parse(String text) {
            String[] parts = text.split("/", 4);
            if (parts.length < 4 || !parts[1].matches("\\d{1,9}")) {
                throw new IllegalArgumentException("no key of a mail: " + text);
            }
            return new Key(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3]);
        }
    }
}
