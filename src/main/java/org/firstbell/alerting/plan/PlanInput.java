package org.firstbell.alerting.plan;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.SessionId;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SessionAssessment;

/**
 * The input of one planning step: the configuration, how everything is judged, the time, and every conversation.
 *
 * @param recipients everybody who is told of incidents
 */
public record PlanInput(
        ConfigurationLookup lookup,
        Assessment assessment,
        Instant now,
        List<String> recipients,
        Collection<Conversation> conversations) {

    public AlertTiming timing(SessionImpact impact) {
        return lookup.timing(impact.firstSession());
    }

    /** Sessions as they are judged now; those that left the configuration are left out. */
    List<SessionAssessment> assessmentsOf(Collection<SessionId> sessions) {
        return sessions.stream()
                .map(assessment::session)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The first start of some sessions. */
    Optional<Instant> firstStart(Collection<SessionId> sessions) {
        return sessions.stream()
                .map(lookup::session)
                .flatMap(Optional::stream)
                .map(TestSession::start)
                .min(Instant::compareTo);
    }

    /** The worst that a person was told of a session in any conversation that waits for good news, as a rank. */
    int toldRank(String person, SessionId session) {
        return conversations.stream()
                .map(conversation -> conversation.toldTo(person))
                .flatMap(Optional::stream)
                .filter(told -> told.sessions().contains(session))
                .mapToInt(told -> told.state().severityRank())
                .max()
                .orElse(0);
    }
}
