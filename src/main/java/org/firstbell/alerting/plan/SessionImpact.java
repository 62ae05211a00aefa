package org.firstbell.alerting.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;

/**
 * The effect of a cause on the sessions at one moment.
 *
 * @param stateLabel the worst word among them
 * @param affectedSessions the sessions whose verdict it explains, live ones first, then by start
 */
public record SessionImpact(StateLabel stateLabel, List<AffectedSession> affectedSessions) {
    /** A session and those of its rooms that are hit. */
    public record AffectedSession(TestSession session, SessionAssessment assessment, List<RoomId> rooms) {
        public boolean isLive() {
            return assessment.phase() == SessionPhase.LIVE;
        }
    }

    private static final Comparator<AffectedSession> LIVE_THEN_START = Comparator.comparing(
                    (AffectedSession hit) -> !hit.isLive())
            .thenComparing(hit -> hit.session().start())
            .thenComparing(hit -> hit.session().id());

    public SessionImpact {
        affectedSessions = affectedSessions.stream().sorted(LIVE_THEN_START).toList();
    }

    /** What an incident does; without hits when it changes no verdict now. */
    public static SessionImpact of(Incident incident, ConfigurationLookup plan, Assessment assessment) {
        List<AffectedSession> hits = new ArrayList<>();
        for (SessionId id : incident.affected().sessions()) {
            Optional<SessionAssessment> standing = assessment.session(id).filter(now -> explains(incident, now));
            Optional<TestSession> session = plan.session(id);
            if (standing.isPresent() && session.isPresent()) {
                hits.add(new AffectedSession(
                        session.get(),
                        standing.get(),
                        rooms(session.get(), standing.get(), incident.affected().rooms())));
            }
        }
        boolean blind = incident.cause().kind() == Cause.CauseKind.MONITOR;
        return new SessionImpact(blind ? StateLabel.NO_DATA : worstState(hits), hits);
    }

    /** Sessions that want somebody to act, whatever the cause. */
    public static SessionImpact of(Collection<SessionAssessment> standings, ConfigurationLookup plan) {
        List<AffectedSession> hits = new ArrayList<>();
        for (SessionAssessment assessment : standings) {
            plan.session(assessment.id())
                    .ifPresent(session ->
                            hits.add(new AffectedSession(session, assessment, rooms(session, assessment, List.of()))));
        }
        return new SessionImpact(worstState(hits), hits);
    }

    private static boolean explains(Incident incident, SessionAssessment assessment) {
        if (!assessment.label().needsAction() || isRiskAccepted(assessment)) {
            return false;
        }
        if (incident.cause().kind() == Cause.CauseKind.MONITOR) {
            return assessment.verdict() == Verdict.UNKNOWN;
        }
        return (incident.severity() == Severity.BLOCKING && assessment.verdict() == Verdict.NOT_READY)
                || (incident.severity() == Severity.DEGRADING && assessment.verdict() == Verdict.AT_RISK);
    }

    /** Whether staff accepted what is the matter. */
    static boolean isRiskAccepted(SessionAssessment assessment) {
        return assessment.riskAccepted() && assessment.label() == SessionLabel.AT_RISK;
    }

    /** Whether a session wants nobody to act. */
    public static boolean needsNoAction(SessionAssessment assessment) {
        return !assessment.label().needsAction() || isRiskAccepted(assessment);
    }

    private static StateLabel worstState(List<AffectedSession> hits) {
        return hits.stream()
                .map(hit -> hit.assessment().label())
                .min(Comparator.naturalOrder())
                .map(StateLabel::of)
                .orElse(StateLabel.READY_AGAIN);
    }

    /** The rooms that are as bad as their session, of those that are affected. */
    private static List<RoomId> rooms(TestSession session, SessionAssessment assessment, List<RoomId> affected) {
        List<RoomId> all =
                session.rooms().stream().map(TestSession.PlannedRoom::room).toList();
        List<RoomId> hit = all.stream().filter(affected::contains).toList();
        List<RoomId> bad = assessment.rooms().stream()
                .filter(room -> room.verdict() == assessment.verdict())
                .map(RoomAssessment::room)
                .filter(room -> hit.isEmpty() || hit.contains(room))
                .toList();
        return !bad.isEmpty() ? bad : !hit.isEmpty() ? hit : all;
    }

    public boolean isEmpty() {
        return affectedSessions.isEmpty();
    }

    /** The session that matters first. */
    public Optional<AffectedSession> firstAffected() {
        return affectedSessions.stream().findFirst();
    }

    public Optional<TestSession> firstSession() {
        return firstAffected().map(AffectedSession::session);
    }

    public boolean hasLiveSession() {
        return affectedSessions.stream().anyMatch(AffectedSession::isLive);
    }

    /** The first start to come; empty when a session is live or none is hit. */
    public Optional<Instant> firstStart() {
        return hasLiveSession() ? Optional.empty() : firstSession().map(TestSession::start);
    }

    /** Whether anything was measured of them since the daemon started. */
    public boolean isMeasured() {
        return affectedSessions.stream()
                .anyMatch(hit -> hit.assessment().freshUntil().isPresent());
    }

    public List<SessionId> sessions() {
        return affectedSessions.stream().map(hit -> hit.session().id()).toList();
    }

    public Set<RoomId> rooms() {
        return affectedSessions.stream()
                .flatMap(hit -> hit.rooms().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
