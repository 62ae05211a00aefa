package org.firstbell.readiness.target;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.readiness.signal.LatestSignal;
import org.jspecify.annotations.Nullable;

/**
 * One device's table of clients as a source of sightings. Confined to the core loop.
 *
 * <p>A client is absent when two whole tables in a row do not name it: one table may be read in the moment between two
 * access points, and controllers keep a client that merely dozes for minutes (idle timeout, 300 s by default on ArubaOS
 * and AireOS), so that the second one says something. At the default of 30 s a closed lid shows within a minute.
 */
public final class ClientTable {
    /** Whole tables in a row that must not name a client. */
    static final int READS_UNTIL_ABSENT = 2;

    /** So many clients do not leave in one moment by themselves. */
    private static final int MIN_CLIENTS_TO_DOUBT = 3;

    final DeviceId source;
    /** Targets whose last tables here named them. */
    final Set<Presence> presentClients = new LinkedHashSet<>();

    /** Its source was silent or restarted since the last whole table. */
    private boolean sourceReturned;
    /** An empty table was doubted, and none has named a client since. */
    private boolean doubtedSinceNamed;

    private int completeReads;
    private @Nullable Instant firstCompleteAt;
    private long validUntil = LatestSignal.INVALID;

    ClientTable(DeviceId source) {
        this.source = source;
    }

    /** Goes on as the table of the same device before a reload. */
    void continueFrom(ClientTable before) {
        completeReads = before.completeReads;
        firstCompleteAt = before.firstCompleteAt;
        validUntil = before.validUntil;
        sourceReturned = before.sourceReturned;
        doubtedSinceNamed = before.doubtedSinceNamed;
    }

    /** A whole table came; false when it is only the next of many. */
    boolean recordCompleteRead(Instant at, long freshUntil) {
        if (firstCompleteAt == null) {
            firstCompleteAt = at;
        }
        boolean first = validUntil == LatestSignal.INVALID;
        validUntil = freshUntil;
        completeReads = first ? 1 : Math.min(completeReads + 1, READS_UNTIL_ABSENT + 1);
        return completeReads <= READS_UNTIL_ABSENT;
    }

    /** Its source did not answer, or counts its uptime anew: the next table may not be filled yet. */
    void recordInterruption() {
        sourceReturned = true;
    }

    /**
     * Whether the absence of clients from a whole table says nothing yet: it is the first after its source came back, or
     * all of several clients are gone from it at once. Two more readings that agree are believed (contract §5, a Wi-Fi
     * controller that has just come back).
     *
     * @param named how many known targets it names
     */
    boolean isDoubtful(int named) {
        boolean emptied = named == 0 && presentClients.size() >= MIN_CLIENTS_TO_DOUBT && !doubtedSinceNamed;
        boolean doubtful = sourceReturned || emptied;
        doubtedSinceNamed = named == 0 && (doubtedSinceNamed || doubtful);
        sourceReturned = false;
        return doubtful;
    }

    boolean isFresh(long now) {
        return now <= validUntil;
    }

    long validUntil() {
        return validUntil;
    }

    /** Whether it would have named a client by now, were it there. */
    boolean isConclusive(long now) {
        return completeReads >= READS_UNTIL_ABSENT && isFresh(now);
    }

    @Nullable
    Instant firstCompleteAt() {
        return firstCompleteAt;
    }

    public void invalidate() {
        validUntil = LatestSignal.INVALID;
        completeReads = 0;
        firstCompleteAt = null;
    }
}
