package org.firstbell.poll;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.firstbell.probe.Probe;
import org.jspecify.annotations.Nullable;

/** What is known of one target: its questions, and the tables that wait for their turn. Confined to the polling loop. */
final class Lane {
    /** Its questions, in the order in which they were learned. */
    final List<Asking> askings = new ArrayList<>(1);
    /** The uptime that it told last, in seconds; negative before the first. */
    double uptime = -1;

    private @Nullable Deque<Asking> waiting;
    private @Nullable Asking table;

    /** Whether a question of life of a probe went unanswered. */
    boolean silent(Probe probe) {
        for (Asking asking : askings) {
            if (asking.probe == probe && asking.part.life() && asking.down()) {
                return true;
            }
        }
        return false;
    }

    boolean waits(Asking asking) {
        return waiting != null && waiting.contains(asking);
    }

    /** One table of a target at a time; questions of life never wait for one. */
    void enqueue(Asking asking) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        waiting.add(asking);
    }

    /** The table whose turn it is now; null while another is being read, or none waits. */
    @Nullable
    Asking nextTable() {
        if (table != null || waiting == null) {
            return null;
        }
        table = waiting.poll();
        return table;
    }

    /** A question ended; tells whether it was the table whose turn it was. */
    boolean ended(Asking asking) {
        if (table != asking) {
            return false;
        }
        table = null;
        return true;
    }

    /** Takes a question out that is no longer asked. */
    void drop(Asking asking) {
        if (waiting != null) {
            waiting.remove(asking);
        }
    }
}
