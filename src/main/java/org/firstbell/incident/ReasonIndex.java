package org.firstbell.incident;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.SessionId;
import org.firstbell.model.Subject;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.Severity;

/** The sessions whose verdicts name a thing, by the thing. Immutable; made for one search. */
final class ReasonIndex {
    private final Map<Subject, List<SessionId>> naming = new HashMap<>();
    private final Map<Subject, List<SessionId>> weighing = new HashMap<>();

    ReasonIndex(List<SessionAssessment> sessions) {
        for (SessionAssessment session : sessions) {
            for (Finding reason : session.reasons()) {
                add(naming, reason.subject(), session.id());
                if (reason.severity() != Severity.ADVISORY) {
                    add(weighing, reason.subject(), session.id());
                }
            }
        }
    }

    private static void add(Map<Subject, List<SessionId>> index, Subject subject, SessionId session) {
        List<SessionId> known = index.computeIfAbsent(subject, first -> new ArrayList<>(1));
        if (known.isEmpty() || !known.get(known.size() - 1).equals(session)) {
            known.add(session);
        }
    }

    /** Those that give a thing as a reason, or list it. */
    List<SessionId> sessionsNaming(Subject subject) {
        return naming.getOrDefault(subject, List.of());
    }

    /** Those that give it as a reason that weighs. */
    List<SessionId> sessionsWeighing(Subject subject) {
        return weighing.getOrDefault(subject, List.of());
    }
}
