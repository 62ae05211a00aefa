package org.firstbell.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.firstbell.alerting.mail.Mail;
import org.firstbell.alerting.mail.NotificationFactory;
import org.firstbell.alerting.plan.AlertDecision;
import org.firstbell.alerting.plan.AlertTiming;
import org.firstbell.alerting.plan.CachedEvaluation;
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.alerting.plan.ReminderSchedule;
import org.firstbell.alerting.plan.SessionImpact;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.Notification;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Severity;

/**
 * One look at all conversations at one instant: what each of them has to say now. Made for one moment, on the core's event
 * loop.
 */
record AlertEvaluation(
        ConfigurationLookup lookup,
        Assessment assessment,
        Instant now,
        NotificationFactory notificationFactory,
        List<String> recipients,
        Map<String, AlertGroup> groups,
        BlockingGroupIndex blockingGroups) {

    /** News that hit further sessions follow each other no closer than this. */
    private static final Duration MIN_WIDENING_INTERVAL = Duration.ofMinutes(2);

    /** News that are better, and not good, are told once they held so long. */
    private static final Duration IMPROVEMENT_HOLD = Duration.ofMinutes(5);

    /** An all-clear while the cause goes on waits so long for the cause to be over, too. */
    private static final Duration ALL_CLEAR_HOLD = Duration.ofMinutes(1);

    /** Everything to tell now but digests. */
    List<Notification> evaluate() {
        List<Notification> notices = new ArrayList<>(new UnknownSessionAlerts(this).evaluate());
        for (AlertGroup thread : List.copyOf(groups.values())) {
            notices.addAll(evaluate(thread));
        }
        return notices;
    }

    private List<Notification> evaluate(AlertGroup thread) {
        if (!thread.isOpen()) {
            return new AllClearPlanner(this).evaluate(thread);
        }
        Optional<Incident> incident = thread.incident();
        if (incident.isEmpty() || (incident.get().severity() == Severity.ADVISORY && !thread.isNotified())) {
            return List.of();
        }
        CachedEvaluation rest = thread.cachedEvaluation();
        if (rest.isValid(now)) {
            return List.of();
        }
        SessionImpact impact = SessionImpact.of(incident.get(), lookup, assessment);
        rest.store(impact);
        return thread.isNotified()
                ? followUpAlert(thread, incident.get(), impact)
                : firstAlert(thread, incident.get(), impact);
    }

    /** What an open incident does now. */
    SessionImpact impactOf(AlertGroup thread, Incident incident) {
        return thread.cachedEvaluation().impact(now, () -> SessionImpact.of(incident, lookup, assessment));
    }

    private List<Notification> firstAlert(AlertGroup thread, Incident incident, SessionImpact impact) {
        return decide(thread, impact) instanceof AlertDecision.NotifyNow
                ? composeAlert(thread, Optional.of(incident), impact, AlertComposer.AlertChange.FIRST)
                : List.of();
    }

    /** When a conversation's bad news may be told. */
    AlertDecision decide(AlertGroup thread, SessionImpact impact) {
        if (impact.isEmpty()) {
            return new AlertDecision.Postponed("no session is hit now", Optional.empty(), false);
        }
        return decide(thread, impact, impact.firstStart(), impact.isMeasured());
    }

    /** The same for one start; what waits is decided again when time may say otherwise. */
    private AlertDecision decide(AlertGroup thread, SessionImpact impact, Optional<Instant> start, boolean measured) {
        AlertDecision decision = timing(impact).decide(impact.stateLabel(), thread.badSince(), start, measured, now);
        if (decision instanceof AlertDecision.Postponed wait) {
            wait.until().ifPresent(thread.cachedEvaluation()::limitTo);
            start.flatMap(at -> AlertTiming.nextLeadTimeChange(at, now)).ifPresent(thread.cachedEvaluation()::limitTo);
        }
        return decision;
    }

    AlertTiming timing(SessionImpact impact) {
        return lookup.timing(impact.firstSession());
    }

    private List<Notification> followUpAlert(AlertGroup thread, Incident incident, SessionImpact impact) {
        if (impact.isEmpty()) {
            return isRecoveredWhileOpen(thread, incident)
                    ? new AllClearPlanner(this).composeAllClear(thread, thread.awaitingAllClear())
                    : List.of();
        }
        int before = thread.notifiedState().map(StateLabel::severityRank).orElse(0);
        int rank = impact.stateLabel().severityRank();
        if (rank < before) {
            return thread.hasImprovedFor(IMPROVEMENT_HOLD, now)
                    ? composeAlert(thread, Optional.of(incident), impact, AlertComposer.AlertChange.BETTER)
                    : List.of();
        }
        thread.resetImprovement();
        if (rank > before && decide(thread, impact) instanceof AlertDecision.NotifyNow) {
            return composeAlert(thread, Optional.of(incident), impact, AlertComposer.AlertChange.WORSE);
        }
        Instant apart = thread.lastNotifiedAt().plus(MIN_WIDENING_INTERVAL);
        if (!newlyAffected(thread, impact).isEmpty()) {
            if (!now.isBefore(apart)) {
                return composeAlert(thread, Optional.of(incident), impact, AlertComposer.AlertChange.WIDER);
            }
            thread.cachedEvaluation().limitTo(apart);
        }
        Optional<Instant> reminder = nextReminder(thread, incident, impact);
        reminder.ifPresent(thread.cachedEvaluation()::limitTo);
        return reminder.filter(at -> !at.isAfter(now)).isPresent()
                ? composeAlert(thread, Optional.of(incident), impact, AlertComposer.AlertChange.REMINDER)
                : List.of();
    }

    /** Sessions that are hit, were not told, and are near enough to be told by themselves. */
    private List<SessionImpact.AffectedSession> newlyAffected(AlertGroup thread, SessionImpact impact) {
        return impact.affectedSessions().stream()
                .filter(hit -> !thread.sessions().contains(hit.session().id()))
                .filter(hit -> decide(
                                thread,
                                impact,
                                hit.isLive()
                                        ? Optional.empty()
                                        : Optional.of(hit.session().start()),
                                true)
                        instanceof AlertDecision.NotifyNow)
                .toList();
    }

    private Optional<Instant> nextReminder(AlertGroup thread, Incident incident, SessionImpact impact) {
        return ReminderSchedule.nextReminder(
                incident,
                impact,
                timing(impact),
                thread.lastNotifiedAt(),
                thread.remindersSince(thread.ownerChangedAt()));
    }

    /**
     * Every session that was told is well for a while, and its cause goes on: spares were brought, a way around was found.
     */
    private boolean isRecoveredWhileOpen(AlertGroup thread, Incident incident) {
        List<SessionAssessment> standings = assessmentsOf(thread.sessions());
        boolean over = standings.stream()
                .allMatch(assessment ->
                        assessment.label() == SessionLabel.DONE || assessment.label() == SessionLabel.CANCELLED);
        if (over
                || incident.recoveringSince().isPresent()
                || !standings.stream().allMatch(SessionImpact::needsNoAction)) {
            thread.resetImprovement();
            return false;
        }
        return thread.hasImprovedFor(ALL_CLEAR_HOLD, now);
    }

    List<SessionAssessment> assessmentsOf(Collection<SessionId> sessions) {
        return sessions.stream()
                .map(assessment::session)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Bad news, first or further, to everybody. */
    List<Notification> composeAlert(
            AlertGroup thread, Optional<Incident> incident, SessionImpact impact, AlertComposer.AlertChange change) {
        boolean reminding = change == AlertComposer.AlertChange.REMINDER;
        int sent = thread.remindersSince(thread.ownerChangedAt()) + (reminding ? 1 : 0);
        Optional<Instant> next =
                incident.flatMap(known -> ReminderSchedule.nextReminder(known, impact, timing(impact), now, sent));
        List<RoomId> added = newlyAffected(thread, impact).stream()
                .flatMap(hit -> hit.rooms().stream())
                .toList();
        if (change == AlertComposer.AlertChange.FIRST && thread.lastNotifiedAt().isAfter(Instant.MIN)) {
            thread.markBegunAgain(now);
        }
        Mail content = new AlertComposer(lookup, assessment, now)
                .composeAlert(new AlertComposer.AlertContent(
                        impact, incident, thread.badSince(), change, thread.notifiedState(), added, sent, next));
        return createNotifications(
                thread,
                content,
                new NotificationPurpose(
                        change.keyPart(),
                        change == AlertComposer.AlertChange.FIRST
                                ? Notification.NotificationKind.BAD
                                : Notification.NotificationKind.STILL_BAD,
                        thread.incidentId().stream().toList(),
                        impact.sessions()),
                recipients);
    }

    /** What a telling is, in its key and in its notices. */
    record NotificationPurpose(
            String keyPart,
            Notification.NotificationKind kind,
            List<IncidentId> incidents,
            Collection<SessionId> sessions) {}

    List<Notification> createNotifications(
            AlertGroup thread, Mail content, NotificationPurpose about, Collection<String> to) {
        thread.cachedEvaluation().invalidate();
        List<Notification> notices = notificationFactory.create(
                content,
                new NotificationFactory.NotificationHeader(
                        thread.threadId(),
                        thread.nextKey(about.keyPart()),
                        about.incidents(),
                        about.sessions(),
                        about.kind(),
                        thread.badSince()),
                to);
        notices.forEach(thread::recordNotification);
        return notices;
    }

    /** When the next mail of a conversation is due if nothing changes. */
    Optional<Instant> nextMail(AlertGroup thread) {
        Optional<Incident> incident = thread.incident().filter(known -> thread.isOpen());
        if (incident.isEmpty() || incident.get().severity() == Severity.ADVISORY) {
            return Optional.empty();
        }
        return thread.cachedEvaluation().nextMail(now, () -> nextMail(thread, incident.get()));
    }

    private Optional<Instant> nextMail(AlertGroup thread, Incident incident) {
        SessionImpact impact = impactOf(thread, incident);
        if (impact.isEmpty()) {
            return Optional.empty();
        }
        if (thread.isNotified()) {
            return nextReminder(thread, incident, impact);
        }
        return decide(thread, impact) instanceof AlertDecision.Postponed wait ? wait.until() : Optional.of(now);
    }

    /** Sessions that an open incident accounts for. */
    Predicate<SessionId> coveredByIncident() {
        Set<SessionId> accounted = new LinkedHashSet<>();
        groups.values().stream()
                .filter(AlertGroup::isOpen)
                .flatMap(thread -> thread.incident().stream())
                .filter(incident -> incident.severity() != Severity.ADVISORY)
                .forEach(incident -> accounted.addAll(incident.affected().sessions()));
        return accounted::contains;
    }
}
