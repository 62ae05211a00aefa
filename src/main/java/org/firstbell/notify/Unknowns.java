package org.firstbell.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.Finding;
import org.firstbell.model.Notice;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.SeatState;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.Verdict;

/**
 * Sessions that nobody can tell about without an incident that says why: those with one reason are told in one
 * conversation. Devices that were never reached are a set-up task and are not told. Made for one moment.
 */
record Unknowns(Round round) {
    private static final String THREAD = "unknown-";

    /** Whether a thread is one of these conversations. */
    static boolean isThread(String thread) {
        return thread.startsWith(THREAD);
    }

    List<Notice> tell() {
        if (round.assessment().blindness().isPresent()) {
            return List.of();
        }
        Map<SessionId, SessionStanding> unknown = unknown();
        for (Conversation conversation : round.conversations().values()) {
            if (conversation.number().isPresent()) {
                if (!unknown.isEmpty() && conversation.isTold()) {
                    conversation.sessions().forEach(unknown::remove);
                }
            } else if (conversation.isOpen() || conversation.isTold()) {
                follow(conversation, unknown);
            }
        }
        Map<String, List<SessionStanding>> byReason = new LinkedHashMap<>();
        unknown.values()
                .forEach(standing -> byReason.computeIfAbsent(reason(standing), key -> new ArrayList<>())
                        .add(standing));
        List<Notice> notices = new ArrayList<>();
        byReason.values().forEach(standings -> notices.addAll(begin(standings)));
        return notices;
    }

    private void follow(Conversation conversation, Map<SessionId, SessionStanding> unknown) {
        boolean goesOn = conversation.sessions().stream().anyMatch(unknown::containsKey);
        boolean measured = conversation.sessions().stream()
                .map(round.assessment()::session)
                .flatMap(Optional::stream)
                .allMatch(standing -> standing.freshUntil().isPresent());
        if (goesOn) {
            conversation.goOn();
        } else if (measured && conversation.isOpen()) {
            conversation.end(round.now());
        }
        conversation.sessions().forEach(unknown::remove);
    }

    private Map<SessionId, SessionStanding> unknown() {
        Map<SessionId, SessionStanding> unknown = new LinkedHashMap<>();
        for (SessionStanding standing : round.assessment().sessions()) {
            boolean counts =
                    standing.verdict() == Verdict.UNKNOWN && standing.word().wantsAction();
            if (counts && wasKnown(standing)) {
                unknown.put(standing.id(), standing);
            }
        }
        if (!unknown.isEmpty()) {
            unknown.keySet().removeIf(round.accountedFor());
        }
        return unknown;
    }

    /** Whether something of it that is unknown now was ever known. */
    private boolean wasKnown(SessionStanding standing) {
        boolean seats = standing.rooms().stream()
                .map(RoomStanding::seatStates)
                .flatMap(states -> states.entrySet().stream())
                .anyMatch(seat -> seat.getValue() == SeatState.UNKNOWN && reached(seat.getKey()));
        return seats
                || standing.reasons().stream()
                        .filter(finding -> finding.outcome() == CheckOutcome.UNKNOWN)
                        .anyMatch(finding -> finding.subject() instanceof Target target && reached(target));
    }

    private boolean reached(Target target) {
        return round.assessment().target(target).map(TargetStanding::reached).orElse(false);
    }

    private static String reason(SessionStanding standing) {
        return standing.reasons().stream()
                .filter(finding -> finding.outcome() == CheckOutcome.UNKNOWN)
                .findFirst()
                .map(Unknowns::name)
                .orElse(standing.id().value());
    }

    private static String name(Finding finding) {
        return finding.check() + " of " + finding.subject().kind() + " "
                + finding.subject().value();
    }

    private List<Notice> begin(List<SessionStanding> standings) {
        Situation situation = Situation.of(standings, round.plan());
        if (situation.isEmpty()) {
            return List.of();
        }
        Instant since = standings.stream()
                .map(SessionStanding::since)
                .min(Instant::compareTo)
                .orElseThrow();
        String thread = THREAD + situation.sessions().get(0) + "-" + since.getEpochSecond();
        Conversation conversation = new Conversation(thread, since);
        if (round.conversations().containsKey(thread)
                || !(round.decide(conversation, situation) instanceof Decision.Tell)) {
            return List.of();
        }
        round.conversations().put(thread, conversation);
        return round.bad(conversation, Optional.empty(), situation, AlertLetters.Change.FIRST);
    }
}
