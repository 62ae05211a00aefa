package org.firstbell.model.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Verdict;

/**
 * The durable record of what happened. Writes are ordered and asynchronous; what one commit holds is on disk together
 * or not at all.
 */
public interface Journal {
    /** Everything that must not be lost, in one transaction. */
    record JournalCommit(List<IncidentEvent> events, List<StaffAction> actions, List<Notification> notifications) {
        public JournalCommit {
            events = List.copyOf(events);
            actions = List.copyOf(actions);
            notifications = List.copyOf(notifications);
        }
    }

    /**
     * The content of the store when it was opened, oldest first.
     *
     * @param events of incidents that are open, and of those that ended in the last 30 days
     * @param actions on sessions in the last 400 days; what staff did with incidents stands in the events
     * @param reached every target that ever answered or was sighted
     * @param notifications those that tell of open incidents, those not ended, and all of the last 3 days, as the outbox has them
     */
    record RecoveredHistory(
            List<IncidentEvent> events,
            List<StaffAction> actions,
            List<Outbox.OutboxEntry> notifications,
            Set<Target> reached,
            long lastIncidentNumber) {
        public RecoveredHistory {
            events = List.copyOf(events);
            actions = List.copyOf(actions);
            notifications = List.copyOf(notifications);
            reached = Set.copyOf(reached);
        }
    }

    /**
     * Commits in the order of the calls. The result is told once, on the journal's own thread: empty when it is on disk,
     * else the sentence why not (what it holds stays in memory, in order, and is tried again before the next commit; the
     * outbox knows its notices all the same). A notice whose key was committed before is left out.
     */
    void commit(JournalCommit commit, Consumer<Optional<String>> done);

    /** A change of a session's verdict, for reports; may be dropped when the disk is slow, and then it is counted. */
    void recordVerdict(SessionId session, Instant at, Verdict verdict, SessionLabel label, String reason);

    /** Targets that answered or were sighted for the first time; kept until it is on disk. */
    void recordReached(Set<Target> targets, Instant at);

    /** What was on disk when the journal was opened; what was committed since is not in it. */
    RecoveredHistory recover();
}
