package org.firstbell.readiness;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * One device's table of clients as a source of sightings. Confined to the core loop.
 *
 * <p>A client is absent when two whole tables in a row do not name it: one table may be read in the moment between two
 * access points, and controllers keep a client that merely dozes for minutes (idle timeout, 300 s by default on ArubaOS
 * and AireOS), so that the second one says something. At the default of 30 s a closed lid shows within a minute.
 */
final class ClientTable {
    /** Whole tables in a row that must not name a client. */
    static final int CERTAIN = 2;

    final DeviceId source;
    /** Targets whose last tables here named them. */
    final Set<Presence> present = new LinkedHashSet<>();

    private int wholes;
    private @Nullable Instant firstWhole;
    private long until = Held.WITHDRAWN;

    ClientTable(DeviceId source) {
        this.source = source;
    }

    /** Goes on as the table of the same device before a reload. */
    void continueFrom(ClientTable before) {
        wholes = before.wholes;
        firstWhole = before.firstWhole;
        until = before.until;
    }

    /** A whole table came; false when it is only the next of many. */
    boolean whole(Instant at, long freshUntil) {
        if (firstWhole == null) {
            firstWhole = at;
        }
        boolean first = until == Held.WITHDRAWN;
        until = freshUntil;
        wholes = first ? 1 : Math.min(wholes + 1, CERTAIN + 1);
        return wholes <= CERTAIN;
    }

    boolean fresh(long now) {
        return now <= until;
    }

    long until() {
        return until;
    }

    /** Whether it would have named a client by now, were it there. */
    boolean telling(long now) {
        return wholes >= CERTAIN && fresh(now);
    }

    @Nullable
    Instant firstWhole() {
        return firstWhole;
    }

    void withdraw() {
        until = Held.WITHDRAWN;
        wholes = 0;
        firstWhole = null;
    }
}
