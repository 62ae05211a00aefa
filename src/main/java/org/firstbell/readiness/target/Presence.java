package org.firstbell.readiness.target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.firstbell.model.DeviceId;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.status.Sighting;
import org.firstbell.readiness.signal.Freshness;
import org.firstbell.readiness.signal.LatestSignal;
import org.jspecify.annotations.Nullable;

/**
 * The presence of one target, from all that speaks of it: its own answers, tables of clients that name it, and a
 * controller's word. Confined to the core loop.
 */
public final class Presence {
    /** The state of a target's presence. */
    public enum PresenceState {
        /** Nothing was measured yet that decides it. */
        UNMEASURED,
        /** Something answers, or a sighting is fresh. */
        UP,
        /** Three missed attempts, absence in whole tables, or a controller's word. */
        DOWN,
        /** It was measured once, and what was measured is too old. */
        STALE
    }

    private List<QueryState> queries = List.of();
    /** By table; made with the first sighting. */
    private Map<DeviceId, ClientTableEntry> tableEntries = Map.of();

    private final List<ClientTable> expectedTables;
    /** Whose presence it is; kept by {@link TargetStates}. */
    @Nullable
    TargetState owner;

    private boolean reached;
    private boolean measured;
    private @Nullable Instant lastSeen;
    private @Nullable Sighting lastSighting;
    private @Nullable Boolean reportedUp;
    private @Nullable Instant reportedDownSince;
    private long reportFreshUntil = LatestSignal.INVALID;

    /**
     * @param expectedIn the tables that would name it, were it awake, as long as none has; empty when it cannot be
     *     sighted
     */
    Presence(List<ClientTable> expectedIn) {
        this.expectedTables = List.copyOf(expectedIn);
    }

    /** Goes on as the presence of the same device before a reload. */
    void continueFrom(Presence before, Function<DeviceId, ClientTable> tables) {
        queries = before.queries;
        before.tableEntries.forEach((source, entry) -> {
            ClientTable table = tables.apply(source);
            putEntry(source, entry.inTable(table));
            if (entry.table.presentClients.contains(before)) {
                table.presentClients.add(this);
            }
        });
        reached = before.reached;
        measured = before.measured;
        lastSeen = before.lastSeen;
        lastSighting = before.lastSighting;
        reportedUp = before.reportedUp;
        reportedDownSince = before.reportedDownSince;
        reportFreshUntil = before.reportFreshUntil;
    }

    private QueryState query(QueryExecution execution) {
        for (QueryState question : queries) {
            if (question.matches(execution)) {
                return question;
            }
        }
        QueryState first = new QueryState(execution);
        List<QueryState> more = new ArrayList<>(queries);
        more.add(first);
        queries = List.copyOf(more);
        return first;
    }

    /** An answer to one of its queries. */
    void answered(QueryExecution execution) {
        query(execution).answered(execution);
        if (execution.liveness()) {
            markSeen(execution.startedAt().plus(execution.duration()));
        }
    }

    /** A missed attempt at one of its queries; how many in a row. */
    int missed(QueryExecution execution) {
        measured = true;
        return query(execution).missed(execution);
    }

    /** A controller's answer says whether it is up. Its own three missed attempts weigh more than a good word. */
    void reported(boolean up, Instant at, Duration interval) {
        measured = true;
        reportFreshUntil = Freshness.presenceFreshUntil(at, interval);
        if (up) {
            reportedDownSince = null;
            markSeen(at);
        } else if (reportedDownSince == null) {
            reportedDownSince = at;
        }
        reportedUp = up;
    }

    /** A table named it. */
    void sighted(ClientTable table, Sighting sighting, long until) {
        ClientTableEntry entry = tableEntries.get(table.source);
        if (entry == null) {
            putEntry(table.source, new ClientTableEntry(table, sighting, until));
        } else {
            entry.sighted(sighting, until);
        }
        table.presentClients.add(this);
        if (lastSighting == null || !sighting.at().isBefore(lastSighting.at())) {
            lastSighting = sighting;
        }
        markSeen(sighting.at());
    }

    private void putEntry(DeviceId source, ClientTableEntry entry) {
        if (tableEntries.isEmpty()) {
            tableEntries = new HashMap<>(2);
        }
        tableEntries.put(source, entry);
    }

    /** A whole table did not name it any more; true when it is gone from there for certain. */
    boolean absent(ClientTable table, Instant at) {
        ClientTableEntry entry = tableEntries.get(table.source);
        return entry == null || entry.recordAbsence(at);
    }

    private void markSeen(Instant at) {
        reached = true;
        measured = true;
        if (lastSeen == null || at.isAfter(lastSeen)) {
            lastSeen = at;
        }
    }

    /** It was reached in an earlier life of the daemon. */
    public void restoreReached() {
        reached = true;
    }

    /** It was last seen at this instant in an earlier life of the daemon. */
    public void restoreLastSeen(Instant at) {
        reached = true;
        if (lastSeen == null || at.isAfter(lastSeen)) {
            lastSeen = at;
        }
    }

    public boolean reached() {
        return reached;
    }

    @Nullable
    public Instant lastSeen() {
        return lastSeen;
    }

    @Nullable
    public Sighting lastSighting() {
        return lastSighting;
    }

    /** Known by sighting: it answers no query of its own. */
    public boolean isOnlySighted() {
        return lastSighting != null && queries.stream().noneMatch(question -> question.liveness);
    }

    /** Whether a table that does not name it says something: none has named it yet, and this one would. */
    boolean isExpectedIn(ClientTable table) {
        return tableEntries.isEmpty() && expectedTables.contains(table);
    }

    /** Whether anything can ever tell that it lives. */
    boolean isMeasurable() {
        return measured || !expectedTables.isEmpty();
    }

    /**
     * What can be said now.
     *
     * @param down whether a device that sights others is itself down, and its table with it
     */
    PresenceState state(long now, Predicate<DeviceId> down) {
        boolean dead = false;
        boolean open = false;
        for (QueryState question : queries) {
            if (question.liveness && question.isAlive(now)) {
                return PresenceState.UP;
            }
            dead |= question.liveness && question.isDown(now);
            open |= question.liveness && question.isCountingMisses(now);
        }
        for (ClientTableEntry entry : tableEntries.values()) {
            if (entry.isPresent(now)) {
                return PresenceState.UP;
            }
        }
        if (reportedUp != null && now <= reportFreshUntil && !(dead && reportedUp)) {
            return reportedUp ? PresenceState.UP : PresenceState.DOWN;
        }
        if (!open && (dead || absent(now, down))) {
            return PresenceState.DOWN;
        }
        return measured ? PresenceState.STALE : PresenceState.UNMEASURED;
    }

    private boolean absent(long now, Predicate<DeviceId> down) {
        if (tableEntries.isEmpty()) {
            return !expectedTables.isEmpty() && expectedTables.stream().allMatch(table -> table.isConclusive(now));
        }
        boolean gone = false;
        for (ClientTableEntry entry : tableEntries.values()) {
            if (entry.table.isFresh(now)) {
                if (!entry.isGone()) {
                    return false;
                }
                gone = true;
            } else if (!down.test(entry.table.source)) {
                return false;
            }
        }
        return gone;
    }

    /** The first sign of the present silence, confirmed or not; null while something speaks for it. */
    @Nullable
    Instant silentSince(long now) {
        Instant since = reportedDownSince;
        for (QueryState question : queries) {
            if (question.liveness) {
                Instant miss = question.firstMiss();
                if (miss == null && question.isAlive(now)) {
                    return null;
                }
                since = Instants.earlier(since, miss);
            }
        }
        for (ClientTableEntry entry : tableEntries.values()) {
            if (entry.absentSince() == null && entry.isPresent(now)) {
                return null;
            }
            since = Instants.earlier(since, entry.absentSince());
        }
        if (tableEntries.isEmpty() && since == null) {
            for (ClientTable table : expectedTables) {
                since = Instants.earlier(since, table.firstCompleteAt());
            }
        }
        return since;
    }

    /** When the state could change by time alone, in milliseconds since 1970. */
    long nextChange(long now) {
        long next = Long.MAX_VALUE;
        for (QueryState question : queries) {
            if (question.liveness) {
                next = earliestUpcoming(next, question.validUntil(), now);
            }
        }
        for (ClientTableEntry entry : tableEntries.values()) {
            next = earliestUpcoming(earliestUpcoming(next, entry.validUntil(), now), entry.table.validUntil(), now);
        }
        if (tableEntries.isEmpty()) {
            for (ClientTable table : expectedTables) {
                next = earliestUpcoming(next, table.validUntil(), now);
            }
        }
        return earliestUpcoming(next, reportFreshUntil, now);
    }

    private static long earliestUpcoming(long next, long candidate, long now) {
        return candidate >= now && candidate < next ? candidate : next;
    }

    /** Until when the present state lasts if nothing new is measured; the earliest when it hangs on nothing. */
    public long validUntil(long now, PresenceState state) {
        long until = LatestSignal.INVALID;
        if (state == PresenceState.UP) {
            for (QueryState question : queries) {
                until = question.liveness && question.isAlive(now) ? Math.max(until, question.validUntil()) : until;
            }
            for (ClientTableEntry entry : tableEntries.values()) {
                until = entry.isPresent(now) ? Math.max(until, entry.validUntil()) : until;
            }
            return reportedUp != null && reportedUp ? Math.max(until, reportFreshUntil) : until;
        }
        long next = nextChange(now);
        return next == Long.MAX_VALUE ? until : next;
    }

    /** Nothing measured so far is believed any more; what was reached stays reached. */
    void invalidate() {
        queries.forEach(QueryState::invalidate);
        tableEntries.values().forEach(ClientTableEntry::invalidate);
        reportFreshUntil = LatestSignal.INVALID;
        reportedDownSince = null;
    }

    /** The devices whose tables have named it, or would. */
    List<DeviceId> sources() {
        List<DeviceId> sources = new ArrayList<>(tableEntries.keySet());
        if (sources.isEmpty()) {
            expectedTables.forEach(table -> sources.add(table.source));
        }
        return sources;
    }
}
