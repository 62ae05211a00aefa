package org.firstbell.alerting.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.status.SessionAssessment;

/**
 * The plan of one conversation whose cause is over: everybody who was told bad news is told good news once that is true,
 * and until then which other incident holds the sessions, if they know of that one. Pure; made for one instant.
 */
record EndedConversationPlan(PlanInput input, Conversation conversation, HoldingIncidents holding) {
    /** What a verdict is held for after the cause is over, beyond the settle time, before a closing by hand is contradicted. */
    private static final Duration HAND_CLOSED_WAIT = Duration.ofMinutes(2);

    /** People who get the same mail. */
    private record SameNews(AlertMove move, Told told, Optional<Incident> other) {}

    List<PlannedMail> plan() {
        Map<SameNews, List<String>> mails = new LinkedHashMap<>();
        conversation
                .told()
                .forEach((person, told) -> next(person, told)
                        .ifPresent(mail -> mails.computeIfAbsent(mail, key -> new ArrayList<>())
                                .add(person)));
        return mails.entrySet().stream()
                .map(entry -> mail(entry.getKey(), entry.getValue()))
                .toList();
    }

    private PlannedMail mail(SameNews same, List<String> people) {
        SessionImpact held = same.move() == AlertMove.STILL
                ? SessionImpact.of(heldOf(same.told()), input.lookup())
                : SessionImpact.NONE;
        return new PlannedMail(
                conversation,
                same.move(),
                held,
                Optional.of(same.told()),
                same.told().badSince(),
                same.other(),
                people,
                false,
                Optional.empty());
    }

    private List<SessionAssessment> heldOf(Told told) {
        return input.assessmentsOf(told.sessions()).stream()
                .filter(assessment -> !SessionImpact.needsNoAction(assessment))
                .toList();
    }

    private Optional<SameNews> next(String person, Told told) {
        List<SessionAssessment> held = heldOf(told);
        if (held.isEmpty()) {
            return told.byDigestOnly() && isToldByNextDigest(told)
                    ? Optional.empty()
                    : Optional.of(new SameNews(AlertMove.GOOD, told, Optional.empty()));
        }
        boolean unmeasured =
                held.stream().anyMatch(assessment -> assessment.freshUntil().isEmpty());
        if (unmeasured || told.byDigestOnly()) {
            return Optional.empty();
        }
        List<SessionId> sessions = held.stream().map(SessionAssessment::id).toList();
        Optional<Incident> other = holding.first(sessions, person);
        if (other.isPresent()) {
            return other.map(Incident::id).equals(told.refersTo())
                    ? Optional.empty()
                    : Optional.of(new SameNews(AlertMove.STILL, told, other));
        }
        return isClosedByHandAgainstMeasurement(told)
                ? Optional.of(new SameNews(AlertMove.STILL, told, Optional.empty()))
                : Optional.empty();
    }

    private boolean isToldByNextDigest(Told told) {
        Optional<Instant> start = input.firstStart(told.sessions());
        Optional<Instant> digest = DigestSchedule.nextDue(input.lookup(), input.now());
        return digest.isPresent() && start.isPresent() && !digest.get().isAfter(start.get());
    }

    /** A person closed the incident, and what is measured does not agree. */
    private boolean isClosedByHandAgainstMeasurement(Told told) {
        Instant patient = conversation
                .endedAt()
                .orElse(input.now())
                .plus(input.lookup().configuration().polling().settleTime())
                .plus(HAND_CLOSED_WAIT);
        return conversation.closedBy().isPresent()
                && !told.heldTold()
                && !input.now().isBefore(patient);
    }
}
