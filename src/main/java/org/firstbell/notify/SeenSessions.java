package org.firstbell.notify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.firstbell.model.Assessment;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;

/** Sessions as they stood when they were last looked at, as far as mails tell of them. Confined to the core's event loop. */
final class SeenSessions {
    private final Map<SessionId, SessionStanding> seen = new HashMap<>();

    /** Those that stand otherwise than at the last call, or were not there. */
    Set<SessionId> changed(Assessment assessment) {
        Set<SessionId> changed = new HashSet<>();
        for (SessionStanding standing : assessment.sessions()) {
            SessionStanding before = seen.put(standing.id(), standing);
            if (before == null || !isAlike(before, standing)) {
                changed.add(standing.id());
            }
        }
        return changed;
    }

    /** Until when it may be believed moves on each second; whether it may at all is what counts. */
    private static boolean isAlike(SessionStanding one, SessionStanding other) {
        return one.verdict() == other.verdict()
                && one.word() == other.word()
                && one.phase() == other.phase()
                && one.accepted() == other.accepted()
                && one.freshUntil().isPresent() == other.freshUntil().isPresent()
                && one.rooms().equals(other.rooms());
    }
}
