package org.firstbell.readiness.session;

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
import org.firstbell.model.RoomId;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SeatCounts;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.Verdict;
import org.firstbell.readiness.signal.LatestSignal;
import org.firstbell.readiness.target.SharedDependencies;
import org.firstbell.readiness.target.TargetState;
import org.firstbell.readiness.target.TargetStates;
import org.jspecify.annotations.Nullable;

/** One room of one session: its seats, what they share, and the verdict that is shown. Confined to the core loop. */
final class RoomState {
    final RoomId room;
    final int students;
    final List<TargetState> seats;
    final SharedDependencies dependencies;
    /** The places of seats that were awake since the start. */
    private final BitSet attendedSeats = new BitSet();

    private final VerdictHysteresis hysteresis;
    private @Nullable Set<TargetState> upstream;
    private int attendance;
    private boolean anyAsleep;
    private long freshUntil = LatestSignal.INVALID;
    private @Nullable Instant freshUntilComputedAt;
    private List<SeatState> seatStates = List.of();
    private @Nullable Instant cutSince;
    private List<Finding> reasons = List.of();
    private Instant nextChangeAt = Instant.MIN;
    private Verdict unheldVerdict = Verdict.UNKNOWN;
    private RoomAssessment assessment;

    RoomState(
            TestSession.PlannedRoom seating,
            List<TargetState> seats,
            SharedDependencies things,
            VerdictHysteresis hold) {
        this.room = seating.room();
        this.students = seating.students();
        this.seats = List.copyOf(seats);
        this.dependencies = things;
        this.hysteresis = hold;
        this.assessment = new RoomAssessment(
                room,
                Verdict.UNKNOWN,
                new SeatCounts(students, 0, seats.size(), 0, 0, 0, 0, seats.size()),
                Map.of(),
                List.of(),
                List.of());
    }

    /**
     * What was judged of a room now, before it is held.
     *
     * @param cutSince since when its way to the test is cut; null when it is open
     */
    record RoomEvaluation(
            Verdict verdict,
            List<Finding> reasons,
            @Nullable Instant cutSince) {
        RoomEvaluation {
            reasons = List.copyOf(reasons);
        }
    }

    /** Everything that hangs above its seats now. */
    Collection<TargetState> upstream(TargetStates targets) {
        Set<TargetState> known = upstream;
        if (known == null) {
            known = Collections.unmodifiableSet(targets.upstream(seats));
            upstream = known;
        }
        return known;
    }

    /** Something of it hangs on something else now. */
    void discardUpstream() {
        upstream = null;
    }

    /** Counts who is awake, since the start. */
    void recordAttendance(List<SeatAssessment> now) {
        int awake = 0;
        for (SeatAssessment seat : now) {
            if (seat.is(SeatState.AWAKE)) {
                awake++;
                attendedSeats.set(seat.index());
            }
        }
        attendance = Math.max(attendance, Math.min(awake, students));
    }

    /** A seat was awake since the start in an earlier life of the daemon. */
    void restoreAttendance(TargetState seat) {
        int place = seats.indexOf(seat);
        if (place >= 0) {
            attendedSeats.set(place);
        }
    }

    int attendance() {
        return attendance;
    }

    /** Whether a seat was awake since the start. */
    boolean wasAttended(SeatAssessment seat) {
        return attendedSeats.get(seat.index());
    }

    /** How many seats were awake since the start, be it one after the other. */
    int everAwakeCount() {
        return attendedSeats.cardinality();
    }

    /** Shows what was judged, better news only when it held. */
    void update(List<SeatAssessment> now, RoomEvaluation judgement, Instant at, NextReassessment alarm) {
        seatStates = now.stream().map(SeatAssessment::state).toList();
        freshUntilComputedAt = null;
        anyAsleep = false;
        unheldVerdict = judgement.verdict();
        Verdict shown = hysteresis.update(unheldVerdict, at);
        alarm.consider(hysteresis.betterAt());
        if (shown == unheldVerdict || reasons.isEmpty()) {
            reasons = judgement.reasons();
            cutSince = judgement.cutSince();
        }
        Map<DeviceId, SeatState> states = new LinkedHashMap<>();
        List<DeviceId> cut = new ArrayList<>();
        for (SeatAssessment seat : now) {
            anyAsleep |= !seat.is(SeatState.AWAKE) && seat.target().sleeps();
            if (seat.target().device != null) {
                states.put(seat.target().device.id(), seat.state());
                if (seat.cut() != null) {
                    cut.add(seat.target().device.id());
                }
            }
        }
        assessment = new RoomAssessment(room, shown, count(now), states, reasons, cut);
        nextChangeAt = alarm.instant();
    }

    private SeatCounts count(List<SeatAssessment> now) {
        int[] counts = new int[SeatState.values().length];
        now.forEach(seat -> counts[seat.state().ordinal()]++);
        int awake = counts[SeatState.AWAKE.ordinal()];
        return new SeatCounts(
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
    void continueFrom(RoomState before, TargetStates targets) {
        hysteresis.continueFrom(before.hysteresis);
        attendance = Math.min(before.attendance, students);
        before.attendedSeats.stream().mapToObj(before.seats::get).forEach(old -> {
            TargetState seat = targets.find(old.id);
            int place = seat == null ? -1 : seats.indexOf(seat);
            if (place >= 0) {
                attendedSeats.set(place);
            }
        });
    }

    /** The verdict as judged, before better news is held back. */
    Verdict unheldVerdict() {
        return unheldVerdict;
    }

    RoomAssessment assessment() {
        return assessment;
    }

    /**
     * Until when what is judged may be believed, in milliseconds since 1970; {@link LatestSignal#INVALID} when nothing was
     * measured. Looked up anew when it was judged since, or that was longer ago than said.
     */
    long freshUntil(TargetStates targets, Instant now, Duration longest) {
        if (freshUntilComputedAt == null
                || now.isBefore(freshUntilComputedAt)
                || !now.isBefore(freshUntilComputedAt.plus(longest))) {
            freshUntil = VerdictFreshness.freshUntil(this, targets, now);
            freshUntilComputedAt = now;
        }
        return freshUntil;
    }

    /** A seat that sleeps when it is closed is not awake. */
    boolean anyAsleep() {
        return anyAsleep;
    }

    /** When time alone changes something. */
    Instant nextChangeAt() {
        return nextChangeAt;
    }

    /** How its seats were judged last, in their order; none before that. */
    List<SeatState> seatStates() {
        return seatStates;
    }

    /** Since when the way to the test is cut, as shown; null when it is open. */
    @Nullable
    Instant cutSince() {
        return cutSince;
    }
}
