package org.firstbell.readiness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.Finding;
import org.firstbell.model.Phase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SeatState;
import org.firstbell.model.Severity;
import org.firstbell.model.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * The verdict of one room at one instant (contract §4, first match wins). Made for one judgement; stateless otherwise.
 */
final class RoomJudge {
    private final RoomBook room;
    private final RoomWords words;
    private final Wording wording;
    private final PlatformId platform;
    private final Phase phase;
    private final Instant now;
    private final Shared shared;
    private final List<Seat> seats;
    private final List<Finding> paths = new ArrayList<>();

    RoomJudge(
            RoomBook room,
            List<Seat> seats,
            Shared shared,
            RoomWords words,
            Wording wording,
            PlatformId platform,
            Phase phase,
            Instant now) {
        this.room = room;
        this.seats = seats;
        this.shared = shared;
        this.words = words;
        this.wording = wording;
        this.platform = platform;
        this.phase = phase;
        this.now = now;
    }

    /** Before the start, and after it as long as nobody was there: seats against students. */
    RoomBook.Judged judge() {
        int awake = count(SeatState.AWAKE);
        int possible = awake + count(SeatState.RESTING);
        int perhaps = possible + count(SeatState.UNKNOWN);
        boolean tooFew = perhaps < room.students;
        boolean cannotSay = possible < room.students;
        List<TargetBook> weak =
                books(seat -> seat.is(SeatState.AWAKE) && seat.book().fails(Severity.DEGRADING, platform));
        boolean leansOnWeak = phase != Phase.LIVE && !weak.isEmpty() && possible - weak.size() < room.students;
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
        addPaths(tooFew ? Severity.BLOCKING : Severity.ADVISORY);
        List<TargetBook> missing = books(seat -> seat.is(SeatState.MISSING) && seat.cut() == null);
        List<TargetBook> unfit = books(seat -> seat.is(SeatState.UNFIT));
        boolean explained = paths.isEmpty() || perhaps + cutSeats().size() < room.students;
        Severity weight = tooFew && explained ? Severity.BLOCKING : Severity.ADVISORY;
        reasons.addAll(paths);
        if (!missing.isEmpty() || !unfit.isEmpty() || weight == Severity.BLOCKING) {
            reasons.add(words.seats(
                    room.room, missing, unfit, seats.size(), room.students, weight, phase, since(missing, unfit)));
        }
        if (cannotSay && !tooFew) {
            reasons.add(unknownSeats());
        }
        if (leansOnWeak) {
            reasons.add(weakSeats(weak));
        }
        return judged(verdict, reasons, cutAt(!shared.blocking.isEmpty() || tooFew));
    }

    /** In a live session that was attended: who was there, and how they left. */
    RoomBook.Judged judgeLive(SessionTimes times, Departures departures) {
        List<Seat> cutOff = cutSeats().stream()
                .filter(seat -> room.attended(seat) && departures.fellWith(seat))
                .toList();
        List<Seat> unknown = seats.stream()
                .filter(seat -> seat.is(SeatState.UNKNOWN) && room.attended(seat))
                .toList();
        int accounted = count(SeatState.AWAKE) + departures.gone().size();
        boolean cannotSay = !unknown.isEmpty() && accounted < room.attendance();
        Departures.Kind leaving = departures.kind(count(SeatState.AWAKE) + unknown.size(), shared.well());
        List<TargetBook> alone = departures.alone(times);
        Verdict verdict;
        if (!shared.blocking.isEmpty() || !cutOff.isEmpty() || leaving == Departures.Kind.OUTAGE) {
            verdict = Verdict.NOT_READY;
        } else if (!shared.unknown.isEmpty() || cannotSay) {
            verdict = Verdict.UNKNOWN;
        } else if (!shared.degrading.isEmpty() || leaving == Departures.Kind.FINISHED || !alone.isEmpty()) {
            verdict = Verdict.AT_RISK;
        } else {
            verdict = count(SeatState.AWAKE) < room.students ? Verdict.ON_TRACK : Verdict.READY;
        }
        addPaths(cutOff.isEmpty() ? Severity.ADVISORY : Severity.BLOCKING);
        List<Finding> reasons = new ArrayList<>(paths);
        reasons.addAll(departures.findings(leaving, alone, words));
        if (cannotSay) {
            reasons.add(unknownSeats());
        }
        return judged(verdict, reasons, cutAt(!shared.blocking.isEmpty() || !cutOff.isEmpty()));
    }

    private RoomBook.Judged judged(Verdict verdict, List<Finding> reasons, @Nullable Instant cutAt) {
        List<Finding> all = new ArrayList<>(shared.all());
        for (Finding path : paths) {
            all.removeIf(found -> found.subject().equals(path.subject()));
        }
        all.addAll(reasons);
        return new RoomBook.Judged(verdict, Reasons.sorted(all), cutAt);
    }

    /** Since when the way is cut: by what is silent above, or by something shared that blocks. */
    private @Nullable Instant cutAt(boolean counts) {
        if (!counts) {
            return null;
        }
        Instant first = null;
        for (Seat seat : cutSeats()) {
            Paths.Cut cut = seat.cut();
            first = Moments.earlier(first, cut == null ? null : cut.at());
        }
        for (Finding finding : shared.blocking) {
            first = Moments.earlier(first, finding.since());
        }
        return first;
    }

    private void addPaths(Severity severity) {
        Map<TargetBook, List<TargetBook>> byCause = new LinkedHashMap<>();
        for (Seat seat : cutSeats()) {
            Paths.Cut cut = seat.cut();
            if (cut != null) {
                byCause.computeIfAbsent(cut.by(), by -> new ArrayList<>()).add(seat.book());
            }
        }
        byCause.forEach((by, cut) -> paths.add(words.path(
                by, by.silentSince() == null ? now : by.silentSince(), cut, severity, phase, room.students)));
    }

    private Finding unknownSeats() {
        List<TargetBook> unknown = books(seat -> seat.is(SeatState.UNKNOWN));
        return words.seatsUnknown(room.room, unknown, seats.size(), room.students, phase, since(unknown, List.of()));
    }

    private Finding weakSeats(List<TargetBook> weak) {
        TargetBook first = weak.get(0);
        CheckState worst = first.checks.stream()
                .filter(check -> check.fails() && check.severity() == Severity.DEGRADING)
                .findFirst()
                .orElseThrow();
        Finding finding = wording.finding(first, worst, Severity.DEGRADING, phase);
        return words.weak(room.room, weak, room.students, finding, finding.since());
    }

    private List<Seat> cutSeats() {
        return seats.stream().filter(seat -> seat.cut() != null).toList();
    }

    private List<TargetBook> books(java.util.function.Predicate<Seat> which) {
        return seats.stream().filter(which).map(Seat::book).toList();
    }

    private int count(SeatState state) {
        int count = 0;
        for (Seat seat : seats) {
            count += seat.is(state) ? 1 : 0;
        }
        return count;
    }

    private Instant since(Collection<TargetBook> silent, Collection<TargetBook> unfit) {
        Instant first = now;
        for (TargetBook book : silent) {
            Instant since = book.silentSince();
            first = since != null && since.isBefore(first) ? since : first;
        }
        for (TargetBook book : unfit) {
            for (CheckState check : book.checks) {
                first = check.knownBad() && check.since().isBefore(first) ? check.since() : first;
            }
        }
        return first;
    }
}
