package org.firstbell.alerting.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.firstbell.model.SessionId;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SessionAssessment;

/** Sessions as they stood when they were last looked at, as far as mails tell of them. Confined to the core's event loop. */
public final class SessionChangeDetector {
    private final Map<SessionId, SessionAssessment> lastAssessments = new HashMap<>();

    /** Those that stand otherwise than at the last call, or were not there. */
    public Set<SessionId> detectChanges(Assessment assessment) {
        Set<SessionId> changed = new HashSet<>();
        for (SessionAssessment session : assessment.sessions()) {
            SessionAssessment before = lastAssessments.put(session.id(), session);
            if (before == null || !isEquivalent(before, session)) {
                changed.add(session.id());
            }
        }
        return changed;
    }

    /** Until when it may be believed moves on each second; whether it may at all is what counts. */
    private static boolean isEquivalent(SessionAssessment one, SessionAssessment other) {
        return one.verdict() == other.verdict()
                && one.label() == other.label()
                && one.phase() == other.phase()
                && one.riskAccepted() == other.riskAccepted()
                && one.freshUntil().isPresent() == other.freshUntil().isPresent()
                && one.rooms().equals(other.rooms());
    }
}
