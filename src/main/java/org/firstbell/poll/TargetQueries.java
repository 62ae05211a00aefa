package org.firstbell.poll;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.firstbell.probe.Probe;
import org.jspecify.annotations.Nullable;

/** What is known of one target: its queries, and the tables that wait for their turn. Confined to the polling loop. */
final class TargetQueries {
    /** Its queries, in the order in which they were learned. */
    final List<ScheduledQuery> queries = new ArrayList<>(1);
    /** The uptime that it told last, in seconds; negative before the first. */
    double lastUptime = -1;

    private @Nullable Deque<ScheduledQuery> waitingTables;
    private @Nullable ScheduledQuery currentTable;

    /** Whether a liveness query of a probe went unanswered. */
    boolean isSilent(Probe probe) {
        for (ScheduledQuery query : queries) {
            if (query.probe == probe && query.query.liveness() && query.isDown()) {
                return true;
            }
        }
        return false;
    }

    boolean isWaiting(ScheduledQuery query) {
        return waitingTables != null && waitingTables.contains(query);
    }

    /** One table of a target at a time; liveness queries never wait for one. */
    void enqueue(ScheduledQuery query) {
        if (waitingTables == null) {
            waitingTables = new ArrayDeque<>(4);
        }
        waitingTables.add(query);
    }

    /** The table whose turn it is now; null while another is being read, or none waits. */
    @Nullable
    ScheduledQuery nextTable() {
        if (currentTable != null || waitingTables == null) {
            return null;
        }
        currentTable = waitingTables.poll();
        return currentTable;
    }

    /** A query ended; tells whether it was the table whose turn it was. */
    boolean finishTable(ScheduledQuery query) {
        if (currentTable != query) {
            return false;
        }
        currentTable = null;
        return true;
    }

    /** Takes a query out that is no longer asked. */
    void removeWaiting(ScheduledQuery query) {
        if (waitingTables != null) {
            waitingTables.remove(query);
        }
    }
}
