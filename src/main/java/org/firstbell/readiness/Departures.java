package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.firstbell.model.Finding;
import org.firstbell.model.SeatState;
import org.firstbell.model.Severity;

/**
 * How the seats of a live room leave: one by one, or together. Made for one judgement.
 *
 * <p>Only seats that were awake since the start can leave, and only until the planned end: after it everybody closes.
 */
final class Departures {
    /** Together means within this time (contract §4, Live). */
    static final Duration TOGETHER = Duration.ofSeconds(60);

    private static final int FEWEST = 3;
    private static final double SHARE = 0.2;

    /** What the leaving says. */
    enum Kind {
        /** Nothing: nobody left, or one by one. */
        ORDINARY,
        /** Many at once while everything shared is well: probably done. */
        FINISHED,
        /** Many at once with a reason, or nobody is left. */
        OUTAGE
    }

    private final RoomBook room;
    private final Books books;
    private final Instant begun;
    /** All that are silent now, their way open; the earliest first. */
    private final List<Seat> gone;
    /** Those of them that fell silent before the planned end. */
    private final List<Seat> left;

    Departures(RoomBook room, List<Seat> seats, Books books, SessionTimes times) {
        this.room = room;
        this.books = books;
        this.begun = times.begun();
        Instant end = times.session().end();
        this.gone = seats.stream()
                .filter(seat -> seat.is(SeatState.MISSING) && seat.cut() == null)
                .filter(room::attended)
                .sorted(Comparator.comparing(Seat::silentSince))
                .toList();
        this.left =
                gone.stream().filter(seat -> seat.silentSince().isBefore(end)).toList();
    }

    /** Attended seats that are silent, their way open. */
    List<Seat> gone() {
        return gone;
    }

    /** Whether a seat that is cut off was in use when that happened: it fell silent with its path, not long before. */
    boolean fellWith(Seat seat) {
        Paths.Cut cut = seat.cut();
        return cut != null && !seat.silentSince().isBefore(cut.since().minus(TOGETHER));
    }

    /**
     * @param there seats that are awake, or perhaps
     * @param sharedWell nothing shared fails or is unknown
     */
    Kind kind(int there, boolean sharedWell) {
        List<Seat> together = List.of();
        for (int first = 0; first < left.size(); first++) {
            List<Seat> window = window(first);
            if (isMany(window.size())) {
                long stayingAwake =
                        window.stream().filter(seat -> !seat.book().sleeps()).count();
                if (isMany((int) stayingAwake) || !sharedWell || suffers(window)) {
                    return Kind.OUTAGE;
                }
                together = window;
            }
        }
        boolean empty = there == 0 && !left.isEmpty();
        if (empty && (!sharedWell || left.stream().anyMatch(seat -> !seat.book().sleeps()) || suffers(left))) {
            return Kind.OUTAGE;
        }
        return together.isEmpty() ? Kind.ORDINARY : Kind.FINISHED;
    }

    private boolean isMany(int count) {
        return count >= FEWEST && count >= SHARE * room.attendance();
    }

    /** Those that fell silent within the time from one of them on. */
    private List<Seat> window(int first) {
        Instant until = left.get(first).silentSince().plus(TOGETHER);
        List<Seat> window = new ArrayList<>();
        for (int i = first; i < left.size() && !left.get(i).silentSince().isAfter(until); i++) {
            window.add(left.get(i));
        }
        return window;
    }

    /** Their access point or switch is in trouble, or its other clients fell silent with them. */
    private boolean suffers(List<Seat> window) {
        Set<TargetBook> mine = new HashSet<>(room.seats);
        Set<TargetBook> above = new HashSet<>();
        for (Seat seat : window) {
            above.addAll(books.above(seat.book()));
        }
        for (TargetBook book : above) {
            boolean troubled = (!book.isUp() && book.watched() && book.presence.reached())
                    || book.checks.stream().anyMatch(check -> check.fails() && check.severity() != Severity.ADVISORY);
            if (troubled || othersFell(book, mine, window)) {
                return true;
            }
        }
        return false;
    }

    /** At least a fifth of what else hangs directly on it fell silent in the same minute. */
    private boolean othersFell(TargetBook on, Set<TargetBook> mine, List<Seat> window) {
        Instant from = window.get(0).silentSince().minus(TOGETHER);
        Instant until = window.get(window.size() - 1).silentSince().plus(TOGETHER);
        int others = 0;
        int fell = 0;
        for (TargetBook book : books.below(on.id)) {
            if (book.device != null && !mine.contains(book) && book.presence.reached()) {
                Instant silent = book.silentSince();
                boolean inTime = silent != null && !silent.isBefore(from) && !silent.isAfter(until);
                boolean longSilent = silent != null && silent.isBefore(from);
                others += longSilent ? 0 : 1;
                fell += inTime ? 1 : 0;
            }
        }
        return fell > 0 && fell >= SHARE * others;
    }

    /** Computers that do not sleep and fell silent after everybody had settled in. */
    List<TargetBook> alone(SessionTimes times) {
        return left.stream()
                .filter(seat -> !seat.book().sleeps())
                .filter(seat -> !seat.silentSince().isBefore(times.settledIn()))
                .map(Seat::book)
                .toList();
    }

    Collection<Finding> findings(Kind kind, List<TargetBook> alone, RoomWords words) {
        List<Finding> findings = new ArrayList<>();
        List<TargetBook> all = gone.stream().map(Seat::book).toList();
        Instant since = left.isEmpty() ? begun : left.get(0).silentSince();
        if (kind == Kind.OUTAGE) {
            findings.add(words.fell(room.room, all, room.students, since));
        } else if (kind == Kind.FINISHED) {
            findings.add(words.closedAtOnce(room.room, all, since));
        }
        if (kind != Kind.OUTAGE) {
            alone.forEach(computer -> findings.add(
                    words.alone(computer, computer.silentSince() == null ? begun : computer.silentSince())));
        }
        if (kind == Kind.ORDINARY) {
            List<TargetBook> others =
                    all.stream().filter(book -> !alone.contains(book)).toList();
            if (!others.isEmpty()) {
                findings.add(words.left(room.room, others, others.size() == room.everAwake(), since));
            }
        }
        return findings;
    }
}
