package org.firstbell.notify;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.SessionId;
import org.firstbell.model.Severity;
import org.jspecify.annotations.Nullable;

/** The open conversations that keep sessions from being well, by session. Looked up once, when first asked for. */
final class Holders {
    private final List<Conversation> inOrder = new ArrayList<>();
    private @Nullable Map<SessionId, Integer> firsts;

    /** The first of those that hold one of the sessions. */
    Optional<Conversation> of(Collection<SessionId> sessions, Round round) {
        Map<SessionId, Integer> known = firsts;
        if (known == null) {
            known = find(round);
            firsts = known;
        }
        return sessions.stream()
                .map(known::get)
                .filter(place -> place != null)
                .min(Integer::compareTo)
                .map(inOrder::get);
    }

    private Map<SessionId, Integer> find(Round round) {
        Map<SessionId, Integer> found = new HashMap<>();
        for (Conversation conversation : round.conversations().values()) {
            conversation
                    .incident()
                    .filter(incident -> conversation.isOpen() && incident.severity() != Severity.ADVISORY)
                    .ifPresent(incident -> {
                        round.situation(conversation, incident)
                                .sessions()
                                .forEach(session -> found.putIfAbsent(session, inOrder.size()));
                        inOrder.add(conversation);
                    });
        }
        return found;
    }
}
