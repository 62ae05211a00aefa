package org.firstbell.readiness;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.firstbell.model.SeatState;
import org.firstbell.model.Severity;
import org.firstbell.model.SignalName;
import org.jspecify.annotations.Nullable;

/** Until when a verdict may stand if nothing new is measured: the first thing it rests on that grows too old. */
final class FreshUntil {
    private final long now;
    private long first = Long.MAX_VALUE;
    private boolean measured;

    private FreshUntil(Instant now) {
        this.now = now.toEpochMilli();
    }

    /** Of one room, in milliseconds since 1970; {@link Held#WITHDRAWN} when nothing was measured that it rests on. */
    static long of(RoomBook room, Books books, Instant now) {
        FreshUntil until = new FreshUntil(now);
        until.room(room, books);
        return until.measured ? until.first : Held.WITHDRAWN;
    }

    private void room(RoomBook room, Books books) {
        room.things.edges().forEach(this::shared);
        room.things.caches().forEach(this::shared);
        for (TargetBook book : room.things.around()) {
            if (book.isUp()) {
                shared(book);
            }
        }
        anchors(room.things.anchors());
        for (TargetBook above : room.above(books)) {
            if (above.isUp()) {
                checks(above);
            }
        }
        seats(room);
    }

    private void take(long until) {
        if (until != Held.WITHDRAWN) {
            measured = true;
            first = Math.min(first, until);
        }
    }

    private void shared(TargetBook book) {
        take(book.presence.believedUntil(now, book.state()));
        if (book.isUp()) {
            checks(book);
        }
    }

    private void checks(TargetBook book) {
        for (CheckState check : book.checks) {
            if (check.severity() != Severity.ADVISORY && !check.isAnswers() && check.outcome() != null) {
                for (SignalName input : check.check().needed()) {
                    Held held = book.heldOrNull(input);
                    if (held != null && held.fresh(now)) {
                        take(held.until());
                    }
                }
            }
        }
    }

    /** One anchor that answers is enough. */
    private void anchors(List<TargetBook> anchors) {
        @Nullable Long last = null;
        for (TargetBook anchor : anchors) {
            if (anchor.isUp()) {
                long until = anchor.presence.believedUntil(now, anchor.state());
                last = last == null ? until : Math.max(last, until);
            }
        }
        if (last != null) {
            take(last);
        } else {
            anchors.forEach(this::shared);
        }
    }

    /** With spares the verdict outlives the first seats that grow old. */
    private void seats(RoomBook room) {
        List<SeatState> states = room.states();
        long[] counted = new long[states.size()];
        int count = 0;
        long others = Held.WITHDRAWN;
        for (int i = 0; i < states.size(); i++) {
            TargetBook seat = room.seats.get(i);
            long until = seat.presence.believedUntil(now, seat.state());
            if (until == Held.WITHDRAWN) {
                continue;
            }
            if (states.get(i) == SeatState.AWAKE || states.get(i) == SeatState.RESTING) {
                counted[count++] = until;
            } else {
                others = others == Held.WITHDRAWN ? until : Math.min(others, until);
            }
        }
        Arrays.sort(counted, 0, count);
        if (count >= room.students && count > 0) {
            take(counted[Math.min(count - room.students, count - 1)]);
        } else {
            take(count == 0 ? Held.WITHDRAWN : counted[0]);
            take(others);
        }
    }
}
