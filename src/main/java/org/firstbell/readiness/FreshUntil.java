package org.firstbell.readiness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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

    /** Of a session's rooms; empty when nothing was measured that it rests on. */
    static Optional<Instant> of(Collection<RoomBook> rooms, Books books, Instant now) {
        FreshUntil until = new FreshUntil(now);
        for (RoomBook room : rooms) {
            until.room(room, books);
        }
        return until.measured ? Optional.of(Instant.ofEpochMilli(until.first)) : Optional.empty();
    }

    private void room(RoomBook room, Books books) {
        room.things.edges().forEach(this::shared);
        room.things.caches().forEach(this::shared);
        room.things.around().forEach(book -> {
            if (book.isUp()) {
                shared(book);
            }
        });
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
                for (SignalName input : check.check.needed()) {
                    book.held(input).filter(held -> held.fresh(now)).ifPresent(held -> take(held.until()));
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
        List<Long> counted = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (Seat seat : room.rows()) {
            long until = seat.book().presence.believedUntil(now, seat.book().state());
            if (until != Held.WITHDRAWN) {
                boolean counts = seat.is(SeatState.AWAKE) || seat.is(SeatState.RESTING);
                (counts ? counted : others).add(until);
            }
        }
        Collections.sort(counted);
        if (counted.size() >= room.students && !counted.isEmpty()) {
            take(counted.get(Math.min(counted.size() - room.students, counted.size() - 1)));
        } else {
            counted.forEach(this::take);
            others.forEach(this::take);
        }
    }
}
