package org.firstbell.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.firstbell.alerting.mail.Mail;
import org.firstbell.alerting.plan.DigestSchedule;
import org.firstbell.alerting.plan.SessionImpact;
import org.firstbell.model.IncidentId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.Notification;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.SessionAssessment;

/**
 * Closes conversations whose incident is over: everyone who was told bad news is told good news once that is true. Made for
 * one moment.
 */
record AllClearPlanner(AlertEvaluation evaluation) {
    /** Beyond the time that better verdicts are held, so long is waited for one before the thread is told why not. */
    private static final Duration RECOVERY_WAIT = Duration.ofMinutes(2);

    /** An ended conversation is closed by the all-clear once that is true. */
    List<Notification> evaluate(AlertGroup thread) {
        if (thread.isAllClearComplete()) {
            return List.of();
        }
        List<SessionAssessment> held = evaluation.assessmentsOf(thread.sessions()).stream()
                .filter(assessment -> !SessionImpact.needsNoAction(assessment))
                .toList();
        if (held.isEmpty()) {
            return allClear(thread);
        }
        boolean unmeasured =
                held.stream().anyMatch(assessment -> assessment.freshUntil().isEmpty());
        if (unmeasured || !thread.isNotified()) {
            return List.of();
        }
        Optional<AlertGroup> other = evaluation
                .blockingGroups()
                .firstBlocking(held.stream().map(SessionAssessment::id).toList(), evaluation);
        if (other.isPresent()) {
            Incident holding = other.get().incident().orElseThrow();
            if (thread.refersTo(holding.id())) {
                return List.of();
            }
            return composeStillBad(thread, held, Optional.of(holding));
        }
        Instant patient = thread.endedAt()
                .orElse(evaluation.now())
                .plus(evaluation.lookup().configuration().polling().settleTime())
                .plus(RECOVERY_WAIT);
        return thread.isStillBadNotified() || evaluation.now().isBefore(patient)
                ? List.of()
                : composeStillBad(thread, held, Optional.empty());
    }

    /** To those who were told; those who read it in a digest only are told by the next one if that comes in time. */
    private List<Notification> allClear(AlertGroup thread) {
        Set<String> to = new LinkedHashSet<>(thread.awaitingAllClear());
        Optional<Instant> start = thread.sessions().stream()
                .map(evaluation.lookup()::session)
                .flatMap(Optional::stream)
                .map(TestSession::start)
                .min(Instant::compareTo);
        Optional<Instant> digest = DigestSchedule.nextDue(evaluation.lookup(), evaluation.now());
        if (digest.isEmpty() || start.isEmpty() || digest.get().isAfter(start.get())) {
            to.addAll(thread.awaitingDigestAllClear());
        }
        return composeAllClear(thread, to);
    }

    private List<Notification> composeStillBad(
            AlertGroup thread, List<SessionAssessment> held, Optional<Incident> other) {
        SessionImpact impact = SessionImpact.of(held, evaluation.lookup());
        if (impact.isEmpty()) {
            return List.of();
        }
        Mail content = new AlertComposer(evaluation.lookup(), evaluation.assessment(), evaluation.now())
                .composeStillBad(thread, impact, other);
        List<IncidentId> incidents = Stream.concat(thread.incidentId().stream(), other.map(Incident::id).stream())
                .toList();
        return evaluation.createNotifications(
                thread,
                content,
                new AlertEvaluation.NotificationPurpose(
                        AlertGroup.STILL_BAD, Notification.NotificationKind.STILL_BAD, incidents, impact.sessions()),
                thread.awaitingAllClear());
    }

    List<Notification> composeAllClear(AlertGroup thread, Collection<String> to) {
        if (to.isEmpty()) {
            return List.of();
        }
        Mail content = new AllClearComposer(evaluation.lookup(), evaluation.assessment(), evaluation.now())
                .compose(thread, nextMailPhrase());
        List<IncidentId> incidents = thread.incidentId().stream().toList();
        return evaluation.createNotifications(
                thread,
                content,
                new AlertEvaluation.NotificationPurpose(
                        "good", Notification.NotificationKind.GOOD, incidents, List.of()),
                to);
    }

    private String nextMailPhrase() {
        return DigestSchedule.nextDue(evaluation.lookup(), evaluation.now())
                .map(at -> "only if something goes wrong, and the summary "
                        + evaluation.lookup().timePhrases(Optional.empty()).atDateTime(at, evaluation.now()) + ".")
                .orElse("only if something goes wrong.");
    }
}
