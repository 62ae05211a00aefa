package org.firstbell.model;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The durable record of what happened. Writes are ordered and asynchronous; what one commit holds is on disk together
 * or not at all.
 */
public interface Journal {
    /** Everything that must not be lost, in one transaction. */
    record Commit(List<IncidentEvent> events, List<StaffAction> actions, List<Notice> notices) {
        public Commit {
            events = List.copyOf(events);
            actions = List.copyOf(actions);
            notices = List.copyOf(notices);
        }
    }

    /** What the store held when it was opened, oldest first; of resolved incidents those of the last 30 days. */
    record Recovered(List<IncidentEvent> events, List<StaffAction> actions, long lastIncidentNumber) {
        public Recovered {
            events = List.copyOf(events);
            actions = List.copyOf(actions);
        }
    }

    /**
     * Commits in the order of the calls. The result is told on the journal's own thread: empty when it is on disk,
     * else the sentence why not (the events stay in memory and are tried again before the next commit).
     */
    void commit(Commit commit, Consumer<java.util.Optional<String>> done);

    /** A change of a session's verdict, for reports; may be dropped when the disk is slow, and then it is counted. */
    void verdict(SessionId session, Instant at, Verdict verdict, SessionWord word, String reason);

    /** What was on disk at the start. Blocks; called once, before anything is polled. */
    Recovered recover();
}
