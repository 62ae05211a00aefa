package org.firstbell.alerting.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.DeviceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.Cause;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Sighting;
import org.firstbell.model.status.TargetAssessment;
import org.firstbell.model.status.Verdict;

/**
 * The sessions that nobody can tell about and that no incident accounts for: those with one reason are told in one
 * conversation. Devices that were never reached are a set-up task and are not told. Pure; made for one instant.
 */
record UnknownSessions(PlanInput input) {
    private static final String THREAD_PREFIX = "unknown-";

    /** Whether a thread is one of these conversations. */
    static boolean isThread(String thread) {
        return thread.startsWith(THREAD_PREFIX);
    }

    /** The threads that have something to say, each with the sessions that it is about now. */
    Map<Conversation, SessionImpact> open() {
        Map<Conversation, SessionImpact> open = new LinkedHashMap<>();
        Map<SessionId, SessionAssessment> unknown = unknownSessions();
        if (unknown.isEmpty()) {
            return open;
        }
        Map<String, Conversation> byReason = new LinkedHashMap<>();
        Map<String, List<SessionAssessment>> added = new LinkedHashMap<>();
        for (Conversation conversation : input.conversations()) {
            if (isThread(conversation.thread())) {
                Set<SessionId> told = conversation.toldSessions();
                List<SessionAssessment> still = told.stream()
                        .map(unknown::remove)
                        .filter(one -> one != null)
                        .toList();
                if (!still.isEmpty()) {
                    String reason = reasonOf(conversation.thread());
                    byReason.put(reason, conversation);
                    added.computeIfAbsent(reason, key -> new ArrayList<>()).addAll(still);
                }
            }
        }
        unknown.values()
                .forEach(session -> added.computeIfAbsent(reasonKey(session), key -> new ArrayList<>())
                        .add(session));
        added.forEach((reason, sessions) -> {
            SessionImpact impact = SessionImpact.of(sessions, input.lookup());
            if (!impact.isEmpty()) {
                open.put(Optional.ofNullable(byReason.get(reason)).orElseGet(() -> begun(reason, sessions)), impact);
            }
        });
        return open;
    }

    /** Whether everything that such a conversation told of can be told about again. */
    boolean isOver(Conversation conversation) {
        List<SessionAssessment> sessions = input.assessmentsOf(conversation.toldSessions());
        return input.assessment().visibilityLoss().isEmpty()
                && sessions.stream().allMatch(session -> session.freshUntil().isPresent() && !isUnknown(session));
    }

    private static Conversation begun(String reason, List<SessionAssessment> sessions) {
        Instant since = sessions.stream()
                .map(SessionAssessment::since)
                .min(Instant::compareTo)
                .orElseThrow();
        return Conversation.of(THREAD_PREFIX + reason + "-" + since.getEpochSecond(), since);
    }

    private static String reasonOf(String thread) {
        return thread.substring(THREAD_PREFIX.length(), thread.lastIndexOf('-'));
    }

    private static boolean isUnknown(SessionAssessment session) {
        return session.verdict() == Verdict.UNKNOWN && session.label().needsAction();
    }

    private Map<SessionId, SessionAssessment> unknownSessions() {
        Map<SessionId, SessionAssessment> unknown = new LinkedHashMap<>();
        if (input.assessment().visibilityLoss().isEmpty()) {
            for (SessionAssessment session : input.assessment().sessions()) {
                if (isUnknown(session) && wasKnown(session)) {
                    unknown.put(session.id(), session);
                }
            }
        }
        if (!unknown.isEmpty()) {
            unknown.keySet().removeAll(coveredByIncidents());
        }
        return unknown;
    }

    /** Sessions whose state an incident accounts for: by what was told of them, or because it is as bad and open. */
    private Set<SessionId> coveredByIncidents() {
        Set<SessionId> covered = new LinkedHashSet<>();
        for (Conversation conversation : input.conversations()) {
            conversation.incident().ifPresent(incident -> {
                boolean monitor = incident.cause().kind() == Cause.CauseKind.MONITOR;
                if (conversation.isOpen() && monitor) {
                    input.assessment().sessions().forEach(session -> covered.add(session.id()));
                } else if (conversation.isOpen() && incident.severity() == Severity.BLOCKING) {
                    covered.addAll(incident.affected().sessions());
                }
                conversation.told().values().stream()
                        .filter(told -> !told.byDigestOnly()
                                && told.state().severityRank() >= StateLabel.UNKNOWN.severityRank())
                        .forEach(told -> covered.addAll(told.sessions()));
            });
        }
        return covered;
    }

    /** Whether something of it that is unknown now was ever known. */
    private boolean wasKnown(SessionAssessment session) {
        return unknownSeats(session).stream().anyMatch(this::wasReached)
                || session.reasons().stream()
                        .filter(finding -> finding.outcome() == CheckOutcome.UNKNOWN)
                        .anyMatch(finding -> finding.subject() instanceof Target target && wasReached(target));
    }

    private static List<DeviceId> unknownSeats(SessionAssessment session) {
        return session.rooms().stream()
                .map(RoomAssessment::seatStates)
                .flatMap(states -> states.entrySet().stream())
                .filter(seat -> seat.getValue() == SeatState.UNKNOWN)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private boolean wasReached(Target target) {
        return input.assessment().target(target).map(TargetAssessment::reached).orElse(false);
    }

    /** One word for one reason: the check and its subject, or for seats the device whose table they stood in. */
    private String reasonKey(SessionAssessment session) {
        Optional<Finding> first = session.reasons().stream()
                .filter(finding -> finding.outcome() == CheckOutcome.UNKNOWN)
                .findFirst();
        if (first.isPresent() && first.get().subject() instanceof Target target) {
            return first.get().check() + "." + target.kind() + "." + target.value();
        }
        return source(session).map(by -> "seats." + by).orElse("seats." + session.id());
    }

    /** The one device by which all unknown seats of a session were sighted. */
    Optional<DeviceId> source(SessionAssessment session) {
        Set<Optional<DeviceId>> sources = unknownSeats(session).stream()
                .map(seat -> input.assessment().target(seat).flatMap(TargetAssessment::lastSighting))
                .map(sighting -> sighting.map(Sighting::seenBy))
                .collect(Collectors.toSet());
        return sources.size() == 1 ? sources.iterator().next() : Optional.empty();
    }
}
