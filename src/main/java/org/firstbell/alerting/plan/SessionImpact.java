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
 * @param deviceCount how many devices the cause affects; 0 when nothing is known of them
 */
public record SessionImpact(StateLabel stateLabel, List<AffectedSession> affectedSessions, int deviceCount) {
    /** A session and those of its rooms that are hit. */
    public record AffectedSession(TestSession session, SessionAssessment assessment, List<RoomId> rooms) {
        public boolean isLive() {
            return assessment.phase() == SessionPhase.LIVE;
        }

        public StateLabel state() {
            return StateLabel.of(assessment.label());
        }

        /** Its start while that is to come. */
        Optional<Instant> startIfNotLive() {
            return isLive() ? Optional.empty() : Optional.of(session.start());
        }
    }

    private static final Comparator<AffectedSession> LIVE_THEN_START = Comparator.comparing(
                    (AffectedSession hit) -> !hit.isLive())
            .thenComparing(hit -> hit.session().start())
            .thenComparing(hit -> hit.session().id());

    /** No effect. */
    public static final SessionImpact NONE = new SessionImpact(StateLabel.READY_AGAIN, List.of(), 0);

    public SessionImpact {
        affectedSessions = affectedSessions.stream().sorted(LIVE_THEN_START).toList();
    }

    /** What an incident does; without hits when it changes no verdict now. */
    public static SessionImpact of(Incident incident, ConfigurationLookup plan, Assessment assessment) {
        boolean blind = incident.cause().kind() == Cause.CauseKind.MONITOR;
        List<AffectedSession> hits = new ArrayList<>();
        for (SessionAssessment standing : blind ? assessment.sessions() : affected(incident, assessment)) {
            Optional<TestSession> session = plan.session(standing.id());
            if (session.isPresent() && explains(incident, standing)) {
                hits.add(new AffectedSession(
                        session.get(),
                        standing,
                        rooms(
                                session.get(),
                                standing,
                                blind ? List.of() : incident.affected().rooms())));
            }
        }
        return new SessionImpact(
                blind ? StateLabel.NO_DATA : worstState(hits),
                hits,
                incident.affected().devices().size());
    }

    private static List<SessionAssessment> affected(Incident incident, Assessment assessment) {
        return incident.affected().sessions().stream()
                .map(assessment::session)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Sessions that want somebody to act, whatever the cause. */
    public static SessionImpact of(Collection<SessionAssessment> standings, ConfigurationLookup plan) {
        List<AffectedSession> hits = new ArrayList<>();
        for (SessionAssessment assessment : standings) {
            plan.session(assessment.id())
                    .ifPresent(session ->
                            hits.add(new AffectedSession(session, assessment, rooms(session, assessment, List.of()))));
        }
        return new SessionImpact(worstState(hits), hits, 0);
    }

    /** The same cause, seen from some of its sessions. */
    public SessionImpact of(Collection<SessionAssessment> some) {
        List<AffectedSession> hits = affectedSessions.stream()
                .filter(hit -> some.contains(hit.assessment()))
                .toList();
        return new SessionImpact(stateLabel == StateLabel.NO_DATA ? stateLabel : worstState(hits), hits, deviceCount);
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
                .max(Comparator.comparingInt(
                                (AffectedSession hit) -> hit.state().severityRank())
                        .thenComparing(AffectedSession::isLive))
                .map(AffectedSession::state)
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

    /** Those whose own word is the worst one: the subject speaks of these. */
    public List<AffectedSession> leading() {
        List<AffectedSession> worst = affectedSessions.stream()
                .filter(hit -> hit.state() == stateLabel)
                .toList();
        return worst.isEmpty() ? affectedSessions : worst;
    }

    /** The session that matters first. */
    public Optional<AffectedSession> firstAffected() {
        return leading().stream().findFirst();
    }

    public Optional<TestSession> firstSession() {
        return firstAffected().map(AffectedSession::session);
    }

    public boolean hasLiveSession() {
        return affectedSessions.stream().anyMatch(AffectedSession::isLive);
    }

    /** The first start to come; empty when a session is live or none is hit. */
    public Optional<Instant> firstStart() {
        return hasLiveSession()
                ? Optional.empty()
                : affectedSessions.stream().map(hit -> hit.session().start()).min(Instant::compareTo);
    }

    /** Whether anything was measured of them since the daemon started. */
    public boolean isMeasured() {
        return stateLabel == StateLabel.NO_DATA
                || affectedSessions.stream()
                        .anyMatch(hit -> hit.assessment().freshUntil().isPresent());
    }

    public List<SessionId> sessions() {
        return affectedSessions.stream().map(hit -> hit.session().id()).toList();
    }

    List<SessionAssessment> assessments() {
        return affectedSessions.stream().map(AffectedSession::assessment).toList();
    }

    public Set<RoomId> rooms() {
        return rooms(affectedSessions);
    }

    /** The rooms of the sessions that the subject speaks of. */
    public Set<RoomId> leadingRooms() {
        return rooms(leading());
    }

    /** Whether it hits at least twice as many devices as were told, and two more. */
    boolean hasDoubledSince(int told) {
        return told > 0 && deviceCount >= 2 * told && deviceCount - told >= 2;
    }

    private static Set<RoomId> rooms(List<AffectedSession> hits) {
        return hits.stream().flatMap(hit -> hit.rooms().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
