package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Finding;
import org.firstbell.model.RoomId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.SeatState;
import org.firstbell.model.Seats;
import org.firstbell.model.Verdict;
import org.firstbell.model.setup.TestSession;
import org.jspecify.annotations.Nullable;

/** One room of one session: its seats, what they share, and the verdict that is shown. Confined to the core loop. */
final class RoomBook {
    final RoomId room;
    final int students;
    final List<TargetBook> seats;
    final SharedThings things;
    /** The places of seats that were awake since the start. */
    private final BitSet attended = new BitSet();

    private final Hold hold;
    private @Nullable Set<TargetBook> above;
    private int attendance;
    private boolean anyAsleep;
    private long freshUntil = Held.WITHDRAWN;
    private @Nullable Instant lookedAt;
    private List<SeatState> states = List.of();
    private @Nullable Instant cutAt;
    private List<Finding> reasons = List.of();
    private Instant next = Instant.MIN;
    private Verdict judged = Verdict.UNKNOWN;
    private RoomStanding standing;

    RoomBook(TestSession.Seating seating, List<TargetBook> seats, SharedThings things, Hold hold) {
        this.room = seating.room();
        this.students = seating.students();
        this.seats = List.copyOf(seats);
        this.things = things;
        this.hold = hold;
        this.standing = new RoomStanding(
                room,
                Verdict.UNKNOWN,
                new Seats(students, 0, seats.size(), 0, 0, 0, 0, seats.size()),
                Map.of(),
                List.of(),
                List.of());
    }

    /**
     * What was judged of a room now, before it is held.
     *
     * @param cutAt since when its way to the test is cut; null when it is open
     */
    record Judged(
            Verdict verdict,
            List<Finding> reasons,
            @Nullable Instant cutAt) {
        Judged {
            reasons = List.copyOf(reasons);
        }
    }

    /** Everything that hangs above its seats now. */
    Collection<TargetBook> above(Books books) {
        Set<TargetBook> known = above;
        if (known == null) {
            known = Collections.unmodifiableSet(books.above(seats));
            above = known;
        }
        return known;
    }

    /** Something of it hangs on something else now. */
    void forgetAbove() {
        above = null;
    }

    /** Counts who is awake, since the start. */
    void attend(List<Seat> now) {
        int awake = 0;
        for (Seat seat : now) {
            if (seat.is(SeatState.AWAKE)) {
                awake++;
                attended.set(seat.place());
            }
        }
        attendance = Math.max(attendance, Math.min(awake, students));
    }

    int attendance() {
        return attendance;
    }

    /** Whether a seat was awake since the start. */
    boolean attended(Seat seat) {
        return attended.get(seat.place());
    }

    /** How many seats were awake since the start, be it one after the other. */
    int everAwake() {
        return attended.cardinality();
    }

    /** Shows what was judged, better news only when it held. */
    void show(List<Seat> now, Judged judgement, Instant at, Alarm alarm) {
        states = now.stream().map(Seat::state).toList();
        lookedAt = null;
        anyAsleep = false;
        judged = judgement.verdict();
        Verdict shown = hold.take(judged, at);
        alarm.at(hold.betterAt());
        if (shown == judged || reasons.isEmpty()) {
            reasons = judgement.reasons();
            cutAt = judgement.cutAt();
        }
        Map<DeviceId, SeatState> states = new LinkedHashMap<>();
        List<DeviceId> cut = new ArrayList<>();
        for (Seat seat : now) {
            anyAsleep |= !seat.is(SeatState.AWAKE) && seat.book().sleeps();
            if (seat.book().device != null) {
                states.put(seat.book().device.id(), seat.state());
                if (seat.cut() != null) {
                    cut.add(seat.book().device.id());
                }
            }
        }
        standing = new RoomStanding(room, shown, count(now), states, reasons, cut);
        next = alarm.next();
    }

    private Seats count(List<Seat> now) {
        int[] counts = new int[SeatState.values().length];
        now.forEach(seat -> counts[seat.state().ordinal()]++);
        int awake = counts[SeatState.AWAKE.ordinal()];
        return new Seats(
                students,
                awake,
                now.size(),
                awake,
                counts[SeatState.RESTING.ordinal()],
                counts[SeatState.MISSING.ordinal()],
                counts[SeatState.UNFIT.ordinal()],
                counts[SeatState.UNKNOWN.ordinal()]);
    }

    /** Goes on where the same room stood before a reload. */
    void continueFrom(RoomBook before, Books books) {
        hold.continueFrom(before.hold);
        attendance = Math.min(before.attendance, students);
        before.attended.stream().mapToObj(before.seats::get).forEach(old -> {
            TargetBook seat = books.find(old.id);
            int place = seat == null ? -1 : seats.indexOf(seat);
            if (place >= 0) {
                attended.set(place);
            }
        });
    }

    /** The verdict as judged, before better news is held back. */
    Verdict judged() {
        return judged;
    }

    RoomStanding standing() {
        return standing;
    }

    /**
     * Until when what is judged may be believed, in milliseconds since 1970; {@link Held#WITHDRAWN} when nothing was
     * measured. Looked up anew when it was judged since, or that was longer ago than said.
     */
    long freshUntil(Books books, Instant now, Duration longest) {
        if (lookedAt == null || now.isBefore(lookedAt) || !now.isBefore(lookedAt.plus(longest))) {
            freshUntil = FreshUntil.of(this, books, now);
            lookedAt = now;
        }
        return freshUntil;
    }

    /** A seat that sleeps when it is closed is not awake. */
    boolean anyAsleep() {
        return anyAsleep;
    }

    /** When time alone changes something. */
    Instant next() {
        return next;
    }

    /** How its seats were judged last, in their order; none before that. */
    List<SeatState> states() {
        return states;
    }

    /** Since when the way to the test is cut, as shown; null when it is open. */
    @Nullable
    Instant cutAt() {
        return cutAt;
    }
}
