package org.firstbell.alerting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.alerting.plan.AlertDecision;
import org.firstbell.alerting.plan.SessionImpact;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.Notification;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.TargetAssessment;
import org.firstbell.model.status.Verdict;

/**
 * Sessions that nobody can tell about without an incident that says why: those with one reason are told in one
 * conversation. Devices that were never reached are a set-up task and are not told. Made for one moment.
 */
record UnknownSessionAlerts(AlertEvaluation evaluation) {
    private static final String THREAD_PREFIX = "unknown-";

    /** Whether a thread is one of these conversations. */
    static boolean isThread(String thread) {
        return thread.startsWith(THREAD_PREFIX);
    }

    List<Notification> evaluate() {
        if (evaluation.assessment().visibilityLoss().isPresent()) {
            return List.of();
        }
        Map<SessionId, SessionAssessment> unknown = unknownSessions();
        for (AlertGroup thread : evaluation.groups().values()) {
            if (thread.incidentId().isPresent()) {
                if (!unknown.isEmpty() && thread.isNotified()) {
                    thread.sessions().forEach(unknown::remove);
                }
            } else if (thread.isOpen() || thread.isNotified()) {
                updateGroup(thread, unknown);
            }
        }
        Map<String, List<SessionAssessment>> byReason = new LinkedHashMap<>();
        unknown.values()
                .forEach(assessment -> byReason.computeIfAbsent(reasonKey(assessment), key -> new ArrayList<>())
                        .add(assessment));
        List<Notification> notices = new ArrayList<>();
        byReason.values().forEach(standings -> notices.addAll(openGroup(standings)));
        return notices;
    }

    private void updateGroup(AlertGroup thread, Map<SessionId, SessionAssessment> unknown) {
        boolean goesOn = thread.sessions().stream().anyMatch(unknown::containsKey);
        boolean measured = thread.sessions().stream()
                .map(evaluation.assessment()::session)
                .flatMap(Optional::stream)
                .allMatch(assessment -> assessment.freshUntil().isPresent());
        if (goesOn) {
            thread.markOngoing();
        } else if (measured && thread.isOpen()) {
            thread.markEnded(evaluation.now());
        }
        thread.sessions().forEach(unknown::remove);
    }

    private Map<SessionId, SessionAssessment> unknownSessions() {
        Map<SessionId, SessionAssessment> unknown = new LinkedHashMap<>();
        for (SessionAssessment assessment : evaluation.assessment().sessions()) {
            boolean counts = assessment.verdict() == Verdict.UNKNOWN
                    && assessment.label().needsAction();
            if (counts && wasKnown(assessment)) {
                unknown.put(assessment.id(), assessment);
            }
        }
        if (!unknown.isEmpty()) {
            unknown.keySet().removeIf(evaluation.coveredByIncident());
        }
        return unknown;
    }

    /** Whether something of it that is unknown now was ever known. */
    private boolean wasKnown(SessionAssessment assessment) {
        boolean seats = assessment.rooms().stream()
                .map(RoomAssessment::seatStates)
                .flatMap(states -> states.entrySet().stream())
                .anyMatch(seat -> seat.getValue() == SeatState.UNKNOWN && wasReached(seat.getKey()));
        return seats
                || assessment.reasons().stream()
                        .filter(finding -> finding.outcome() == CheckOutcome.UNKNOWN)
                        .anyMatch(finding -> finding.subject() instanceof Target target && wasReached(target));
    }

    private boolean wasReached(Target target) {
        return evaluation
                .assessment()
                .target(target)
                .map(TargetAssessment::reached)
                .orElse(false);
    }

    private static String reasonKey(SessionAssessment assessment) {
        return assessment.reasons().stream()
                .filter(finding -> finding.outcome() == CheckOutcome.UNKNOWN)
                .findFirst()
                .map(UnknownSessionAlerts::findingKey)
                .orElse(assessment.id().value());
    }

    private static String findingKey(Finding finding) {
        return finding.check() + " of " + finding.subject().kind() + " "
                + finding.subject().value();
    }

    private List<Notification> openGroup(List<SessionAssessment> standings) {
        SessionImpact impact = SessionImpact.of(standings, evaluation.lookup());
        if (impact.isEmpty()) {
            return List.of();
        }
        Instant since = standings.stream()
                .map(SessionAssessment::since)
                .min(Instant::compareTo)
                .orElseThrow();
        String thread = THREAD_PREFIX + impact.sessions().get(0) + "-" + since.getEpochSecond();
        AlertGroup conversation = new AlertGroup(thread, since);
        if (evaluation.groups().containsKey(thread)
                || !(evaluation.decide(conversation, impact) instanceof AlertDecision.NotifyNow)) {
            return List.of();
        }
        evaluation.groups().put(thread, conversation);
        return evaluation.composeAlert(conversation, Optional.empty(), impact, AlertComposer.AlertChange.FIRST);
    }
}
