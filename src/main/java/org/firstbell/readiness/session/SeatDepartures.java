package org.firstbell.readiness.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.Severity;
import org.firstbell.readiness.target.TargetState;
import org.firstbell.readiness.target.TargetStates;
import org.firstbell.readiness.target.UplinkPaths;

/**
 * How the seats of a live room leave: one by one, or together. Made for one judgement.
 *
 * <p>Only seats that were awake since the start can leave, and only until the planned end: after it everybody closes.
 */
final class SeatDepartures {
    /** Together means within this time (contract §4, Live). */
    static final Duration SIMULTANEITY_WINDOW = Duration.ofSeconds(60);

    private static final int MIN_SEATS = 3;
    private static final double MIN_SHARE = 0.2;

    /** What the leaving says. */
    enum DeparturePattern {
        /** Nothing: nobody left, or one by one. */
        ORDINARY,
        /** Many at once while everything shared is well: probably done. */
        FINISHED,
        /** Many at once with a reason, or nobody is left. */
        OUTAGE
    }

    private final RoomState room;
    private final TargetStates targetStates;
    private final Instant effectiveStart;
    /** All that are silent now, their way open; the earliest first. */
    private final List<SeatAssessment> silentSeats;
    /** Those of them that fell silent before the planned end. */
    private final List<SeatAssessment> leftBeforeEnd;

    SeatDepartures(RoomState room, List<SeatAssessment> seats, TargetStates targets, SessionSchedule times) {
        this.room = room;
        this.targetStates = targets;
        this.effectiveStart = times.effectiveStart();
        Instant end = times.session().end();
        this.silentSeats = seats.stream()
                .filter(seat -> seat.is(SeatState.MISSING) && seat.cut() == null)
                .filter(room::wasAttended)
                .sorted(Comparator.comparing(SeatAssessment::silentSince))
                .toList();
        this.leftBeforeEnd = silentSeats.stream()
                .filter(seat -> seat.silentSince().isBefore(end))
                .toList();
    }

    /** Attended seats that are silent, their way open. */
    List<SeatAssessment> silentSeats() {
        return silentSeats;
    }

    /** Whether a seat that is cut off was in use when that happened: it fell silent with its path, not long before. */
    boolean fellSilentWithPath(SeatAssessment seat) {
        UplinkPaths.PathCut cut = seat.cut();
        return cut != null && !seat.silentSince().isBefore(cut.since().minus(SIMULTANEITY_WINDOW));
    }

    /**
     * @param there seats that are awake, or perhaps
     * @param shared what fails on shared things; evidence only where it began within a minute of the leaving, or before
     */
    DeparturePattern pattern(int there, SharedFindings shared) {
        List<SeatAssessment> together = List.of();
        for (int first = 0; first < leftBeforeEnd.size(); first++) {
            List<SeatAssessment> window = window(first);
            if (isMany(window.size())) {
                long stayingAwake =
                        window.stream().filter(seat -> !seat.target().sleeps()).count();
                if (isMany((int) stayingAwake)
                        || !shared.wasHealthy(latestEvidence(window))
                        || isExplainedUpstream(window)) {
                    return DeparturePattern.OUTAGE;
                }
                together = window;
            }
        }
        boolean empty = there == 0 && !leftBeforeEnd.isEmpty();
        if (empty
                && (!shared.wasHealthy(latestEvidence(leftBeforeEnd))
                        || leftBeforeEnd.stream()
                                .anyMatch(seat -> !seat.target().sleeps())
                        || isExplainedUpstream(leftBeforeEnd))) {
            return DeparturePattern.OUTAGE;
        }
        return together.isEmpty() ? DeparturePattern.ORDINARY : DeparturePattern.FINISHED;
    }

    /** What begins later than this is no reason for the leaving. */
    private static Instant latestEvidence(List<SeatAssessment> window) {
        return window.get(window.size() - 1).silentSince().plus(SIMULTANEITY_WINDOW);
    }

    private boolean isMany(int count) {
        return count >= MIN_SEATS && count >= MIN_SHARE * room.attendance();
    }

    /** Those that fell silent within the time from one of them on. */
    private List<SeatAssessment> window(int first) {
        Instant until = leftBeforeEnd.get(first).silentSince().plus(SIMULTANEITY_WINDOW);
        List<SeatAssessment> window = new ArrayList<>();
        for (int i = first;
                i < leftBeforeEnd.size() && !leftBeforeEnd.get(i).silentSince().isAfter(until);
                i++) {
            window.add(leftBeforeEnd.get(i));
        }
        return window;
    }

    /** Their access point or switch is in trouble, or its other clients fell silent with them. */
    private boolean isExplainedUpstream(List<SeatAssessment> window) {
        Set<TargetState> mine = new HashSet<>(room.seats);
        Set<TargetState> above = new HashSet<>();
        for (SeatAssessment seat : window) {
            above.addAll(targetStates.upstream(seat.target()));
        }
        for (TargetState target : above) {
            if (wasInTrouble(target, latestEvidence(window)) || othersFellSilent(target, mine, window)) {
                return true;
            }
        }
        return false;
    }

    private static boolean wasInTrouble(TargetState target, Instant at) {
        Instant silent = target.silentSince();
        boolean down = !target.isUp() && target.isMonitored() && target.presence.reached();
        return (down && (silent == null || !silent.isAfter(at)))
                || target.checks.stream()
                        .anyMatch(check -> check.fails()
                                && check.severity() != Severity.ADVISORY
                                && !check.since().isAfter(at));
    }

    /** At least a fifth of what else hangs directly on it fell silent in the same minute. */
    private boolean othersFellSilent(TargetState on, Set<TargetState> mine, List<SeatAssessment> window) {
        Instant from = window.get(0).silentSince().minus(SIMULTANEITY_WINDOW);
        Instant until = window.get(window.size() - 1).silentSince().plus(SIMULTANEITY_WINDOW);
        int others = 0;
        int fell = 0;
        for (TargetState target : targetStates.directDependents(on.id)) {
            if (target.device != null && !mine.contains(target) && target.presence.reached()) {
                Instant silent = target.silentSince();
                boolean inTime = silent != null && !silent.isBefore(from) && !silent.isAfter(until);
                boolean longSilent = silent != null && silent.isBefore(from);
                others += longSilent ? 0 : 1;
                fell += inTime ? 1 : 0;
            }
        }
        return fell > 0 && fell >= MIN_SHARE * others;
    }

    /** Computers that do not sleep and fell silent after everybody had settled in. */
    List<TargetState> silentAlone(SessionSchedule times) {
        return leftBeforeEnd.stream()
                .filter(seat -> !seat.target().sleeps())
                .filter(seat -> !seat.silentSince().isBefore(times.settlingInEnd()))
                .map(SeatAssessment::target)
                .toList();
    }

    Collection<Finding> findings(DeparturePattern kind, List<TargetState> alone, BuiltInFindings words) {
        List<Finding> findings = new ArrayList<>();
        List<TargetState> all = silentSeats.stream().map(SeatAssessment::target).toList();
        Instant since =
                leftBeforeEnd.isEmpty() ? effectiveStart : leftBeforeEnd.get(0).silentSince();
        if (kind == DeparturePattern.OUTAGE) {
            findings.add(words.seatsFellSilent(room.room, all, room.students, since));
        } else if (kind == DeparturePattern.FINISHED) {
            findings.add(words.seatsClosedAtOnce(room.room, all, since));
        }
        if (kind != DeparturePattern.OUTAGE) {
            alone.forEach(computer -> findings.add(words.computerFellSilent(
                    computer, computer.silentSince() == null ? effectiveStart : computer.silentSince())));
        }
        if (kind == DeparturePattern.ORDINARY) {
            List<TargetState> others =
                    all.stream().filter(target -> !alone.contains(target)).toList();
            if (!others.isEmpty()) {
                findings.add(words.seatsLeft(room.room, others, others.size() == room.everAwakeCount(), since));
            }
        }
        return findings;
    }
}
