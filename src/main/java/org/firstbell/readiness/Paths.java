package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.firstbell.model.DeviceId;
import org.firstbell.model.setup.DeviceKind;
import org.jspecify.annotations.Nullable;

/**
 * Whether the way from a seat to the rest of the school is cut, and by what. Evidence of life beats the drawing:
 * whatever is up and spoke after the thing above it fell silent keeps the way open.
 */
final class Paths {
    /** How long a seat known by sighting may turn up elsewhere after its access point died (contract §4). */
    static final Duration ROAMING = Duration.ofSeconds(60);

    private static final int DEEPEST = 32;

    /**
     * A way that is cut.
     *
     * @param by the highest silent thing on it
     * @param at from when the seat counts as missing; later than now while it may still turn up elsewhere
     */
    record Cut(TargetBook by, Instant since, Instant at) {
        boolean holds(Instant now) {
            return !now.isBefore(at);
        }
    }

    private final Books books;

    Paths(Books books) {
        this.books = books;
    }

    /** The cut of a seat's way; null when some way is open. */
    @Nullable
    Cut cut(TargetBook seat) {
        Instant life = seat.isUp() ? seat.presence.lastLife() : null;
        TargetBook by = blocked(books.path(seat), life, 0);
        Instant since = by == null ? null : by.silentSince();
        if (by == null || since == null) {
            return null;
        }
        boolean mayRoam = by.kind() == DeviceKind.ACCESS_POINT && roams(seat);
        return new Cut(
                by,
                since,
                mayRoam ? Moments.later(since, seat.presence.lastLife()).plus(ROAMING) : since);
    }

    /** Whether anything above a target is silent, so that its next sign of life may open a way. */
    boolean silentAbove(TargetBook book) {
        return silentAbove(books.path(book), 0);
    }

    private boolean silentAbove(List<DeviceId> ways, int depth) {
        for (DeviceId way : ways) {
            TargetBook next = books.find(way);
            if (next != null
                    && (next.state() == Presence.State.DOWN
                            || (depth < DEEPEST && silentAbove(books.path(next), depth + 1)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean roams(TargetBook seat) {
        return seat.presence.lastSighting() != null || !seat.presence.sources().isEmpty();
    }

    /** The highest silent thing when every one of the ways is cut. */
    private @Nullable TargetBook blocked(List<DeviceId> ways, @Nullable Instant lifeBelow, int depth) {
        TargetBook highest = null;
        for (DeviceId way : ways) {
            TargetBook next = books.find(way);
            TargetBook by = next == null || depth > DEEPEST ? null : blockedAt(next, lifeBelow, depth);
            if (by == null) {
                return null;
            }
            highest = highest == null ? by : highest;
        }
        return highest;
    }

    private @Nullable TargetBook blockedAt(TargetBook node, @Nullable Instant lifeBelow, int depth) {
        Instant own = node.isUp() ? node.presence.lastLife() : null;
        Instant life = lifeBelow == null ? own : own == null ? lifeBelow : Moments.later(lifeBelow, own);
        TargetBook above = blocked(books.path(node), life, depth + 1);
        if (above != null) {
            return above;
        }
        Instant silent = node.isDown() ? node.silentSince() : null;
        return silent != null && (lifeBelow == null || !lifeBelow.isAfter(silent)) ? node : null;
    }
}
