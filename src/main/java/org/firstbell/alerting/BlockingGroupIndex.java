package org.firstbell.alerting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.SessionId;
import org.firstbell.model.status.Severity;
import org.jspecify.annotations.Nullable;

/** The open conversations that keep sessions from being well, by session. Looked up once, when first asked for. */
final class BlockingGroupIndex {
    private final List<AlertGroup> groups = new ArrayList<>();
    private @Nullable Map<SessionId, Integer> firstGroupBySession;

    /** The first of those that hold one of the sessions. */
    Optional<AlertGroup> firstBlocking(Collection<SessionId> sessions, AlertEvaluation pass) {
        Map<SessionId, Integer> known = firstGroupBySession;
        if (known == null) {
            known = buildIndex(pass);
            firstGroupBySession = known;
        }
        return sessions.stream()
                .map(known::get)
                .filter(place -> place != null)
                .min(Integer::compareTo)
                .map(groups::get);
    }

    private Map<SessionId, Integer> buildIndex(AlertEvaluation pass) {
        Map<SessionId, Integer> found = new HashMap<>();
        for (AlertGroup thread : pass.groups().values()) {
            thread.incident()
                    .filter(incident -> thread.isOpen() && incident.severity() != Severity.ADVISORY)
                    .ifPresent(incident -> {
                        pass.impactOf(thread, incident)
                                .sessions()
                                .forEach(session -> found.putIfAbsent(session, groups.size()));
                        groups.add(thread);
                    });
        }
        return found;
    }
}
