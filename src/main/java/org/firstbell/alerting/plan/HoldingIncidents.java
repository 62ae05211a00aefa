package org.firstbell.alerting.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.status.Severity;
import org.jspecify.annotations.Nullable;

/** The open incidents that keep sessions from being well, by session. Looked up once, when first asked for. */
final class HoldingIncidents {
    private final Collection<Conversation> conversations;
    private final Function<Conversation, SessionImpact> impacts;
    private @Nullable Map<SessionId, List<Conversation>> bySession;

    HoldingIncidents(Collection<Conversation> conversations, Function<Conversation, SessionImpact> impacts) {
        this.conversations = conversations;
        this.impacts = impacts;
    }

    /** The oldest that holds one of the sessions and that this person was told of by a mail. */
    Optional<Incident> first(Collection<SessionId> sessions, String person) {
        Map<SessionId, List<Conversation>> known = bySession;
        if (known == null) {
            known = buildIndex();
            bySession = known;
        }
        Map<SessionId, List<Conversation>> index = known;
        return sessions.stream()
                .flatMap(session -> index.getOrDefault(session, List.of()).stream())
                .filter(other -> other.toldTo(person)
                        .filter(told -> !told.byDigestOnly())
                        .isPresent())
                .map(other -> other.incident().orElseThrow())
                .min((one, other) -> one.id().compareTo(other.id()));
    }

    private Map<SessionId, List<Conversation>> buildIndex() {
        Map<SessionId, List<Conversation>> index = new HashMap<>();
        for (Conversation conversation : conversations) {
            boolean holds = conversation.isOpen()
                    && conversation
                            .incident()
                            .filter(incident -> incident.severity() != Severity.ADVISORY)
                            .isPresent();
            if (holds) {
                impacts.apply(conversation)
                        .sessions()
                        .forEach(session -> index.computeIfAbsent(session, key -> new ArrayList<>())
                                .add(conversation));
            }
        }
        return index;
    }
}
