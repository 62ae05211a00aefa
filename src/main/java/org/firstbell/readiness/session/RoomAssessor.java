package org.firstbell.readiness.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.PlatformId;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.firstbell.readiness.check.CheckState;
import org.firstbell.readiness.target.CheckFindings;
import org.firstbell.readiness.target.Instants;
import org.firstbell.readiness.target.TargetState;
import org.firstbell.readiness.target.UplinkPaths;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of one room at one instant (contract §4, first match wins). Made for one judgement; stateless otherwise.
 */
final class RoomAssessor {
    private final RoomState room;
    private final BuiltInFindings builtInFindings;
    private final CheckFindings checkFindings;
    private final PlatformId platform;
    private final SessionPhase phase;
    private final Instant now;
    private final SharedFindings shared;
    private final List<SeatAssessment> seats;
    private final List<Finding> pathFindings = new ArrayList<>();

    RoomAssessor(
            RoomState room,
            List<SeatAssessment> seats,
            SharedFindings shared,
            BuiltInFindings words,
            CheckFindings wording,
            PlatformId platform,
            SessionPhase phase,
            Instant now) {
        this.room = room;
        this.seats = seats;
        this.shared = shared;
        this.builtInFindings = words;
        this.checkFindings = wording;
        this.platform = platform;
        this.phase = phase;
        this.now = now;
    }

    /** Before the start, and after it as long as nobody was there: seats against students. */
    RoomState.RoomEvaluation assess() {
        int awake = count(SeatState.AWAKE);
        int possible = awake + count(SeatState.RESTING);
        int perhaps = possible + count(SeatState.UNKNOWN);
        boolean tooFew = perhaps < room.students;
        boolean cannotSay = possible < room.students;
        List<TargetState> weak =
                targetsOf(seat -> seat.is(SeatState.AWAKE) && seat.target().fails(Severity.DEGRADING, platform));
        boolean leansOnWeak = phase != SessionPhase.LIVE && !weak.isEmpty() && possible - weak.size() < room.students;
        Verdict verdict;
        if (!shared.blocking.isEmpty() || tooFew) {
            verdict = Verdict.NOT_READY;
        } else if (!shared.unknown.isEmpty() || cannotSay) {
            verdict = Verdict.UNKNOWN;
        } else if (!shared.degrading.isEmpty() || leansOnWeak) {
            verdict = Verdict.AT_RISK;
        } else {
            verdict = awake < room.students ? Verdict.ON_TRACK : Verdict.READY;
        }
        List<Finding> reasons = new ArrayList<>();
        addPathFindings(tooFew ? Severity.BLOCKING : Severity.ADVISORY);
        List<TargetState> missing = targetsOf(seat -> seat.is(SeatState.MISSING) && seat.cut() == null);
        List<TargetState> unfit = targetsOf(seat -> seat.is(SeatState.UNFIT));
        boolean explained = pathFindings.isEmpty() || perhaps + cutSeats().size() < room.students;
        Severity weight = tooFew && explained ? Severity.BLOCKING : Severity.ADVISORY;
        reasons.addAll(pathFindings);
        if (!missing.isEmpty() || !unfit.isEmpty() || weight == Severity.BLOCKING) {
            reasons.add(builtInFindings.seatsUnusable(
                    room.room,
                    missing,
                    unfit,
                    targetsOf(seat -> true),
                    room.students,
                    weight,
                    phase,
                    since(missing, unfit)));
        }
        if (cannotSay && !tooFew) {
            reasons.add(unknownSeatsFinding());
        }
        if (leansOnWeak) {
            reasons.add(degradedSeatsFinding(weak));
        }
        return evaluation(verdict, reasons, cutSince(!shared.blocking.isEmpty() || tooFew));
    }

    /** In a live session that was attended: who was there, and how they left. */
    RoomState.RoomEvaluation assessLive(SessionSchedule times, SeatDepartures seatDepartures) {
        List<SeatAssessment> cutOff = cutSeats().stream()
                .filter(seat -> room.wasAttended(seat) && seatDepartures.fellSilentWithPath(seat))
                .toList();
        List<SeatAssessment> unknown = seats.stream()
                .filter(seat -> seat.is(SeatState.UNKNOWN) && room.wasAttended(seat))
                .toList();
        int accounted = count(SeatState.AWAKE) + seatDepartures.silentSeats().size();
        boolean cannotSay = !unknown.isEmpty() && accounted < room.attendance();
        SeatDepartures.DeparturePattern leaving =
                seatDepartures.pattern(count(SeatState.AWAKE) + unknown.size(), shared);
        List<TargetState> alone = seatDepartures.silentAlone(times);
        Verdict verdict;
        if (!shared.blocking.isEmpty() || !cutOff.isEmpty() || leaving == SeatDepartures.DeparturePattern.OUTAGE) {
            verdict = Verdict.NOT_READY;
        } else if (!shared.unknown.isEmpty() || cannotSay) {
            verdict = Verdict.UNKNOWN;
        } else if (!shared.degrading.isEmpty()
                || leaving == SeatDepartures.DeparturePattern.FINISHED
                || !alone.isEmpty()) {
            verdict = Verdict.AT_RISK;
        } else {
            verdict = count(SeatState.AWAKE) < room.students ? Verdict.ON_TRACK : Verdict.READY;
        }
        addPathFindings(cutOff.isEmpty() ? Severity.ADVISORY : Severity.BLOCKING);
        List<Finding> reasons = new ArrayList<>(pathFindings);
        reasons.addAll(seatDepartures.findings(leaving, alone, builtInFindings));
        if (cannotSay) {
            reasons.add(unknownSeatsFinding());
        }
        return evaluation(verdict, reasons, cutSince(!shared.blocking.isEmpty() || !cutOff.isEmpty()));
    }

    private RoomState.RoomEvaluation evaluation(Verdict verdict, List<Finding> reasons, @Nullable Instant cutAt) {
        List<Finding> all = new ArrayList<>(shared.all());
        for (Finding path : pathFindings) {
            all.removeIf(found -> found.subject().equals(path.subject()));
        }
        all.addAll(reasons);
        return new RoomState.RoomEvaluation(verdict, FindingOrder.sorted(all), cutAt);
    }

    /** Since when the way is cut: by what is silent above, or by something shared that blocks. */
    private @Nullable Instant cutSince(boolean counts) {
        if (!counts) {
            return null;
        }
        Instant first = null;
        for (SeatAssessment seat : cutSeats()) {
            UplinkPaths.PathCut cut = seat.cut();
            first = Instants.earlier(first, cut == null ? null : cut.countsFrom());
        }
        for (Finding finding : shared.blocking) {
            first = Instants.earlier(first, finding.since());
        }
        return first;
    }

    private void addPathFindings(Severity severity) {
        Map<TargetState, List<TargetState>> byCause = new LinkedHashMap<>();
        for (SeatAssessment seat : cutSeats()) {
            UplinkPaths.PathCut cut = seat.cut();
            if (cut != null) {
                byCause.computeIfAbsent(cut.by(), by -> new ArrayList<>()).add(seat.target());
            }
        }
        byCause.forEach((by, cut) -> pathFindings.add(builtInFindings.pathCut(
                by, by.silentSince() == null ? now : by.silentSince(), cut, severity, phase, room.students)));
    }

    private Finding unknownSeatsFinding() {
        List<TargetState> unknown = targetsOf(seat -> seat.is(SeatState.UNKNOWN));
        return builtInFindings.seatsUnknown(
                room.room, unknown, seats.size(), room.students, phase, since(unknown, List.of()));
    }

    private Finding degradedSeatsFinding(List<TargetState> weak) {
        TargetState first = weak.get(0);
        CheckState worst = first.checks.stream()
                .filter(check -> check.fails() && check.severity() == Severity.DEGRADING)
                .findFirst()
                .orElseThrow();
        Finding finding = checkFindings.finding(first, worst, Severity.DEGRADING, phase);
        return builtInFindings.seatsDegraded(room.room, weak, room.students, finding, finding.since());
    }

    private List<SeatAssessment> cutSeats() {
        return seats.stream().filter(seat -> seat.cut() != null).toList();
    }

    private List<TargetState> targetsOf(java.util.function.Predicate<SeatAssessment> which) {
        return seats.stream().filter(which).map(SeatAssessment::target).toList();
    }

    private int count(SeatState state) {
        int count = 0;
        for (SeatAssessment seat : seats) {
            count += seat.is(state) ? 1 : 0;
        }
        return count;
    }

    private Instant since(Collection<TargetState> silent, Collection<TargetState> unfit) {
        Instant first = now;
        for (TargetState target : silent) {
            Instant since = target.silentSince();
            first = since != null && since.isBefore(first) ? since : first;
        }
        for (TargetState target : unfit) {
            for (CheckState check : target.checks) {
                first = check.failedWhenLastKnown() && check.since().isBefore(first) ? check.since() : first;
            }
        }
        return first;
    }
}
