package org.firstbell.readiness.target;

import java.time.Instant;
import org.firstbell.model.status.Sighting;
import org.firstbell.readiness.signal.LatestSignal;
import org.jspecify.annotations.Nullable;

/** What one client table says of one device. Confined to the core loop. */
final class ClientTableEntry {
    final ClientTable table;
    private Sighting lastSighting;
    private long validUntil;
    private int absences;
    private @Nullable Instant absentSince;

    ClientTableEntry(ClientTable table, Sighting sighting, long until) {
        this.table = table;
        this.lastSighting = sighting;
        this.validUntil = until;
    }

    /** The same in another table. */
    ClientTableEntry inTable(ClientTable other) {
        ClientTableEntry same = new ClientTableEntry(other, lastSighting, validUntil);
        same.absences = absences;
        same.absentSince = absentSince;
        return same;
    }

    void sighted(Sighting sighting, long freshUntil) {
        lastSighting = sighting;
        validUntil = freshUntil;
        absences = 0;
        absentSince = null;
    }

    /** A whole table without it; true when its absence is certain now. */
    boolean recordAbsence(Instant at) {
        if (absentSince == null) {
            absentSince = at;
        }
        return ++absences >= ClientTable.READS_UNTIL_ABSENT;
    }

    boolean isPresent(long now) {
        return absences < ClientTable.READS_UNTIL_ABSENT && now <= validUntil;
    }

    boolean isGone() {
        return absences >= ClientTable.READS_UNTIL_ABSENT;
    }

    long validUntil() {
        return validUntil;
    }

    @Nullable
    Instant absentSince() {
        return absentSince;
    }

    void invalidate() {
        validUntil = LatestSignal.INVALID;
        absences = 0;
        absentSince = null;
    }
}
