package org.firstbell.readiness;

import java.time.Instant;
import org.firstbell.model.Sighting;
import org.jspecify.annotations.Nullable;

/** What one client table says of one device. Confined to the core loop. */
final class SeenFrom {
    final ClientTable table;
    private Sighting last;
    private long until;
    private int absences;
    private @Nullable Instant absentSince;

    SeenFrom(ClientTable table, Sighting sighting, long until) {
        this.table = table;
        this.last = sighting;
        this.until = until;
    }

    /** The same in another table. */
    SeenFrom in(ClientTable other) {
        SeenFrom same = new SeenFrom(other, last, until);
        same.absences = absences;
        same.absentSince = absentSince;
        return same;
    }

    void seen(Sighting sighting, long freshUntil) {
        last = sighting;
        until = freshUntil;
        absences = 0;
        absentSince = null;
    }

    /** A whole table without it; true when its absence is certain now. */
    boolean absent(Instant at) {
        if (absentSince == null) {
            absentSince = at;
        }
        return ++absences >= ClientTable.CERTAIN;
    }

    Sighting last() {
        return last;
    }

    boolean alive(long now) {
        return absences < ClientTable.CERTAIN && now <= until;
    }

    boolean gone() {
        return absences >= ClientTable.CERTAIN;
    }

    long until() {
        return until;
    }

    @Nullable
    Instant absentSince() {
        return absentSince;
    }

    void withdraw() {
        until = Held.WITHDRAWN;
        absences = 0;
        absentSince = null;
    }
}
