package org.firstbell.alerting.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Notification;

/** All conversations by their threads, as events and notifications left them. Confined to the core's event loop. */
public final class Conversations {
    /** Ended conversations are remembered so long for digests. */
    private static final Duration RETENTION = Duration.ofDays(3);

    private final Map<String, Conversation> byThread = new LinkedHashMap<>();

    /** As they stand now, oldest first; the list does not change. */
    public List<Conversation> all() {
        return new ArrayList<>(byThread.values());
    }

    public Collection<String> threads() {
        return Set.copyOf(byThread.keySet());
    }

    public Optional<Conversation> find(String thread) {
        return Optional.ofNullable(byThread.get(thread));
    }

    public void open(IncidentEvent.Opened opened) {
        byThread.putIfAbsent(Conversation.threadId(opened.incident()), Conversation.of(opened));
    }

    /** An event of an incident, which is given as it stands after it. */
    public void record(IncidentEvent event, Incident incident) {
        byThread.computeIfPresent(
                Conversation.threadId(event.incident()), (thread, known) -> known.after(event, incident));
    }

    /** A notification of its own of one conversation. */
    public void record(Notification notification) {
        if (UnknownSessions.isThread(notification.thread())) {
            byThread.putIfAbsent(
                    notification.thread(), Conversation.of(notification.thread(), notification.badSince()));
        }
        byThread.computeIfPresent(notification.thread(), (thread, known) -> known.after(notification));
    }

    /** The same of a conversation that may begin with it. */
    public void record(Conversation conversation, Notification notification) {
        byThread.putIfAbsent(conversation.thread(), conversation);
        record(notification);
    }

    /** A digest: it lists what is open, and says what is over. */
    public void recordDigest(Notification digest) {
        digest.incidents()
                .forEach(incident -> byThread.computeIfPresent(
                        Conversation.threadId(incident), (thread, known) -> known.afterDigest(digest)));
        byThread.replaceAll((thread, known) -> known.endedAt()
                        .filter(ended -> !ended.isAfter(digest.composedAt()))
                        .isPresent()
                ? known.afterClosingDigest(digest)
                : known);
    }

    /** The number of a conversation's next mail. */
    public int nextOrdinal(Conversation conversation) {
        return byThread.getOrDefault(conversation.thread(), conversation).lastOrdinal() + 1;
    }

    /** Drops what ended long ago and those without an incident in which nobody waits. */
    public void forgetEnded(Instant now) {
        byThread.values()
                .removeIf(one -> one.told().isEmpty()
                        && (one.incident().isEmpty()
                                || one.endedAt()
                                        .filter(ended -> ended.plus(RETENTION).isBefore(now))
                                        .isPresent()));
    }
}
