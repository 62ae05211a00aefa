package org.firstbell.alerting.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Severity;

/**
 * The plan of one open conversation at one instant: for each person the next step of the state machine told, corrected,
 * worse, better, good. Pure; made for one instant.
 *
 * @param impact what the cause does now
 */
record OpenConversationPlan(PlanInput input, Conversation conversation, SessionImpact impact) {
    /** News of further sessions follow each other no closer than this, and while a session is near than that. */
    private static final Duration WIDER_INTERVAL = Duration.ofMinutes(2);

    private static final Duration NEAR_WIDER_INTERVAL = Duration.ofSeconds(5);

    /** News that are better, and not good, are told once they held so long. */
    private static final Duration IMPROVEMENT_HOLD = Duration.ofMinutes(5);

    /** Good news while the cause goes on waits so long for the cause to be over, too. */
    private static final Duration RECOVERED_HOLD = Duration.ofMinutes(1);

    /** The first mail of what may still grow or get worse waits so long at most (contract, Mail). */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    /** A group that has not grown for so long is told. */
    private static final Duration GROWTH_PAUSE = Duration.ofSeconds(1);

    /** The step of one person: what is told now, or when time alone may change that. */
    private record PersonStep(Optional<AlertMove> move, Optional<Instant> lookAgainAt) {
        private static final PersonStep NONE = new PersonStep(Optional.empty(), Optional.empty());

        static PersonStep tell(AlertMove move) {
            return new PersonStep(Optional.of(move), Optional.empty());
        }

        static PersonStep waitUntil(Optional<Instant> at) {
            return new PersonStep(Optional.empty(), at);
        }

        PersonStep orAt(Optional<Instant> at) {
            return new PersonStep(
                    move, Stream.concat(lookAgainAt.stream(), at.stream()).min(Instant::compareTo));
        }
    }

    /** People who get the same mail. */
    private record SameMail(AlertMove move, Optional<Told> told, boolean urgent) {}

    AlertPlan.Step plan() {
        Map<SameMail, List<String>> mails = new LinkedHashMap<>();
        Optional<Instant> again = Optional.empty();
        Set<String> people = new LinkedHashSet<>(input.recipients());
        people.addAll(conversation.told().keySet());
        for (String person : people) {
            Optional<Told> told = conversation.toldTo(person);
            PersonStep step = next(told);
            boolean writes = step.move().isPresent()
                    && (step.move().get() == AlertMove.GOOD
                            || input.recipients().contains(person));
            if (writes) {
                mails.computeIfAbsent(
                                new SameMail(
                                        step.move().get(),
                                        told,
                                        isUrgent(person, step.move().get())),
                                key -> new ArrayList<>())
                        .add(person);
            } else if (step.move().isEmpty()) {
                again = Stream.concat(again.stream(), step.lookAgainAt().stream())
                        .min(Instant::compareTo);
            }
        }
        List<PlannedMail> planned = mails.entrySet().stream()
                .map(entry -> mail(entry.getKey(), entry.getValue()))
                .toList();
        return new AlertPlan.Step(planned, again);
    }

    private PlannedMail mail(SameMail same, List<String> people) {
        boolean good = same.move() == AlertMove.GOOD;
        return new PlannedMail(
                conversation,
                same.move(),
                impact,
                same.told(),
                badSince(same.told()),
                Optional.empty(),
                people,
                same.urgent(),
                good ? Optional.empty() : reminderAfter(same));
    }

    private Optional<Instant> reminderAfter(SameMail same) {
        int sent = same.told()
                        .map(told -> told.remindersSince(conversation.ownerChangedAt()))
                        .orElse(0)
                + (same.move() == AlertMove.REMINDER ? 1 : 0);
        return conversation
                .incident()
                .flatMap(incident ->
                        ReminderSchedule.nextReminder(incident, impact, input.timing(impact), input.now(), sent));
    }

    private boolean isUrgent(String person, AlertMove move) {
        boolean news = move == AlertMove.BAD || move == AlertMove.WORSE || move == AlertMove.WIDER;
        return news
                && impact.affectedSessions().stream()
                        .filter(hit -> AlertTiming.isNear(hit, input.now()))
                        .anyMatch(hit -> hit.state().severityRank()
                                > input.toldRank(person, hit.session().id()));
    }

    private PersonStep next(Optional<Told> told) {
        Optional<Told> byMail = told.filter(one -> !one.byDigestOnly());
        if (impact.isEmpty()) {
            return byMail.map(this::afterRecovery).orElse(PersonStep.NONE);
        }
        return byMail.map(this::followUp).orElseGet(this::first);
    }

    private PersonStep first() {
        boolean advisory = conversation
                .incident()
                .filter(incident -> incident.severity() == Severity.ADVISORY)
                .isPresent();
        if (advisory) {
            return PersonStep.NONE;
        }
        AlertDecision decision = decide(impact.firstStart());
        if (decision instanceof AlertDecision.Postponed wait) {
            return PersonStep.waitUntil(wait.until()).orAt(nextLeadTimeChange());
        }
        Optional<Instant> settled = settledAt().filter(at -> at.isAfter(input.now()));
        return settled.isPresent() ? PersonStep.waitUntil(settled) : PersonStep.tell(AlertMove.BAD);
    }

    /** When the first mail need not wait for more to come, or for worse. */
    private Optional<Instant> settledAt() {
        if (conversation.lastToldAt().isPresent()) {
            return Optional.empty();
        }
        Optional<Incident> incident = conversation.incident();
        Instant opened = incident.map(Incident::openedAt).orElse(conversation.firstSignAt());
        Instant turned = impact.affectedSessions().stream()
                .map(hit -> hit.assessment().since())
                .min(Instant::compareTo)
                .filter(since -> since.isAfter(opened))
                .orElse(opened);
        if (incident.isEmpty() || impact.stateLabel() == StateLabel.AT_RISK) {
            return Optional.of(turned.plus(SETTLING));
        }
        boolean group = incident.get().cause().kind() == Cause.CauseKind.GROUP;
        Instant most = opened.plus(SETTLING);
        Instant paused = conversation.grewAt().plus(GROWTH_PAUSE);
        return group ? Optional.of(paused.isBefore(most) ? paused : most) : Optional.empty();
    }

    private PersonStep followUp(Told told) {
        int before = told.state().severityRank();
        int rank = impact.stateLabel().severityRank();
        PersonStep step = PersonStep.NONE;
        if (rank > before) {
            AlertDecision decision = decide(impact.firstStart());
            if (!(decision instanceof AlertDecision.Postponed wait)) {
                return PersonStep.tell(AlertMove.WORSE);
            }
            step = PersonStep.waitUntil(wait.until()).orAt(nextLeadTimeChange());
        }
        Optional<AlertMove> other = isOtherCause(told)
                ? Optional.of(AlertMove.CORRECTED)
                : isWider(told) ? Optional.of(AlertMove.WIDER) : Optional.empty();
        if (other.isPresent()) {
            boolean near = impact.affectedSessions().stream().anyMatch(hit -> AlertTiming.isNear(hit, input.now()));
            Instant apart = told.at().plus(near ? NEAR_WIDER_INTERVAL : WIDER_INTERVAL);
            if (!apart.isAfter(input.now())) {
                return PersonStep.tell(other.get());
            }
            step = step.orAt(Optional.of(apart));
        }
        if (rank < before) {
            Instant held = heldSince(told, impact.assessments()).plus(IMPROVEMENT_HOLD);
            return held.isAfter(input.now()) ? step.orAt(Optional.of(held)) : PersonStep.tell(AlertMove.BETTER);
        }
        Optional<Instant> reminder = nextReminder(told);
        boolean due = reminder.filter(at -> !at.isAfter(input.now())).isPresent();
        Optional<Instant> lead = isTold(impact, told) ? Optional.empty() : nextLeadTimeChange();
        return due ? PersonStep.tell(AlertMove.REMINDER) : step.orAt(reminder).orAt(lead);
    }

    private static boolean isTold(SessionImpact impact, Told told) {
        return told.sessions().containsAll(impact.sessions());
    }

    /** Since when it has been better than told, and the last mail did not know that. */
    private static Instant heldSince(Told told, List<SessionAssessment> standings) {
        return standings.stream()
                .map(SessionAssessment::since)
                .max(Instant::compareTo)
                .filter(since -> since.isAfter(told.at()))
                .orElse(told.at());
    }

    private boolean isOtherCause(Told told) {
        return !told.facts().cause().isEmpty()
                && conversation
                        .incident()
                        .map(Conversation::causeKey)
                        .filter(cause -> !cause.equals(told.facts().cause()))
                        .isPresent();
    }

    private boolean isWider(Told told) {
        return impact.hasDoubledSince(told.facts().devices())
                || impact.affectedSessions().stream()
                        .filter(hit -> !told.sessions().contains(hit.session().id()))
                        .anyMatch(hit -> decide(hit.startIfNotLive()) instanceof AlertDecision.NotifyNow);
    }

    private Optional<Instant> nextReminder(Told told) {
        return conversation
                .incident()
                .flatMap(incident -> ReminderSchedule.nextReminder(
                        incident,
                        impact,
                        input.timing(impact),
                        told.at(),
                        told.remindersSince(conversation.ownerChangedAt())));
    }

    /** When the next mail is due if nothing changes; now when one is due now. */
    Optional<Instant> nextMail() {
        Optional<Incident> incident = conversation.incident();
        if (impact.isEmpty()
                || incident.isEmpty()
                || !conversation.isOpen()
                || incident.get().severity() == Severity.ADVISORY) {
            return Optional.empty();
        }
        if (conversation.isToldByMail()) {
            return conversation.told().values().stream()
                    .filter(told -> !told.byDigestOnly())
                    .map(this::nextReminder)
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo);
        }
        return decide(impact.firstStart()) instanceof AlertDecision.Postponed wait
                ? wait.until()
                : settledAt().filter(at -> at.isAfter(input.now())).or(() -> Optional.of(input.now()));
    }

    /** Every session that was told is well for a while, and its cause goes on: spares came, a way around was found. */
    private PersonStep afterRecovery(Told told) {
        List<SessionAssessment> standings = input.assessmentsOf(told.sessions());
        boolean over = standings.stream()
                .allMatch(session -> session.label() == SessionLabel.DONE || session.label() == SessionLabel.CANCELLED);
        boolean recovering =
                conversation.incident().flatMap(Incident::recoveringSince).isPresent();
        if (over || recovering || !standings.stream().allMatch(SessionImpact::needsNoAction)) {
            return PersonStep.NONE;
        }
        Instant held = standings.stream()
                .map(SessionAssessment::since)
                .max(Instant::compareTo)
                .filter(since -> since.isAfter(told.at()))
                .orElse(told.at())
                .plus(RECOVERED_HOLD);
        return held.isAfter(input.now()) ? PersonStep.waitUntil(Optional.of(held)) : PersonStep.tell(AlertMove.GOOD);
    }

    private AlertDecision decide(Optional<Instant> start) {
        return input.timing(impact)
                .decide(impact.stateLabel(), badSince(Optional.empty()), start, impact.isMeasured(), input.now());
    }

    private Optional<Instant> nextLeadTimeChange() {
        return impact.firstStart().flatMap(start -> AlertTiming.nextLeadTimeChange(start, input.now()));
    }

    /** When what is told now began: the first sign, or after good news when the sessions turned bad anew. */
    private Instant badSince(Optional<Told> told) {
        if (told.filter(one -> !one.byDigestOnly()).isPresent()) {
            return told.get().badSince();
        }
        Instant good = conversation.lastGoodAt().orElse(Instant.MIN);
        if (good.equals(Instant.MIN)) {
            return conversation.firstSignAt();
        }
        return impact.affectedSessions().stream()
                .map(hit -> hit.assessment().since())
                .filter(since -> since.isAfter(good))
                .min(Instant::compareTo)
                .orElse(good);
    }
}
