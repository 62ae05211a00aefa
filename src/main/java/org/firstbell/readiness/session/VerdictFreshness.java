package org.firstbell.readiness.session;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.firstbell.model.SignalName;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.Severity;
import org.firstbell.readiness.check.CheckState;
import org.firstbell.readiness.signal.LatestSignal;
import org.firstbell.readiness.target.TargetState;
import org.firstbell.readiness.target.TargetStates;
import org.jspecify.annotations.Nullable;

/** Until when a verdict may stand if nothing new is measured: the first thing it rests on that grows too old. */
final class VerdictFreshness {
    private final long now;
    private long first = Long.MAX_VALUE;
    private boolean measured;

    private VerdictFreshness(Instant now) {
        this.now = now.toEpochMilli();
    }

    /** Of one room, in milliseconds since 1970; {@link LatestSignal#INVALID} when nothing was measured that it rests on. */
    static long freshUntil(RoomState room, TargetStates targets, Instant now) {
        VerdictFreshness until = new VerdictFreshness(now);
        until.includeRoom(room, targets);
        return until.measured ? until.first : LatestSignal.INVALID;
    }

    private void includeRoom(RoomState room, TargetStates targets) {
        room.dependencies.vendorServices().forEach(this::includeShared);
        room.dependencies.caches().forEach(this::includeShared);
        for (TargetState target : room.dependencies.infrastructure()) {
            if (target.isUp()) {
                includeShared(target);
            }
        }
        includeAnchors(room.dependencies.internetAnchors());
        for (TargetState above : room.upstream(targets)) {
            if (above.isUp()) {
                includeChecks(above);
            }
        }
        includeSeats(room);
    }

    private void include(long until) {
        if (until != LatestSignal.INVALID) {
            measured = true;
            first = Math.min(first, until);
        }
    }

    private void includeShared(TargetState target) {
        include(target.presence.validUntil(now, target.state()));
        if (target.isUp()) {
            includeChecks(target);
        }
    }

    private void includeChecks(TargetState target) {
        for (CheckState check : target.checks) {
            if (check.severity() != Severity.ADVISORY && !check.isLiveness() && check.outcome() != null) {
                for (SignalName input : check.check().requiredSignals()) {
                    LatestSignal held = target.latestSignalOrNull(input);
                    if (held != null && held.isFresh(now)) {
                        include(held.freshUntil());
                    }
                }
            }
        }
    }

    /** One anchor that answers is enough. */
    private void includeAnchors(List<TargetState> anchors) {
        @Nullable Long last = null;
        for (TargetState anchor : anchors) {
            if (anchor.isUp()) {
                long until = anchor.presence.validUntil(now, anchor.state());
                last = last == null ? until : Math.max(last, until);
            }
        }
        if (last != null) {
            include(last);
        } else {
            anchors.forEach(this::includeShared);
        }
    }

    /** With spares the verdict outlives the first seats that grow old. */
    private void includeSeats(RoomState room) {
        List<SeatState> states = room.seatStates();
        long[] counted = new long[states.size()];
        int count = 0;
        long others = LatestSignal.INVALID;
        for (int i = 0; i < states.size(); i++) {
            TargetState seat = room.seats.get(i);
            long until = seat.presence.validUntil(now, seat.state());
            if (until == LatestSignal.INVALID) {
                continue;
            }
            if (states.get(i) == SeatState.AWAKE || states.get(i) == SeatState.RESTING) {
                counted[count++] = until;
            } else {
                others = others == LatestSignal.INVALID ? until : Math.min(others, until);
            }
        }
        Arrays.sort(counted, 0, count);
        if (count >= room.students && count > 0) {
            include(counted[Math.min(count - room.students, count - 1)]);
        } else {
            include(count == 0 ? LatestSignal.INVALID : counted[0]);
            include(others);
        }
    }
}
