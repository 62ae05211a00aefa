package org.firstbell.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Verdict;

/** Something that goes to disk whole or not at all. */
sealed interface StoreWrite {
    /** Whether it is kept and tried again when the disk fails. */
    default boolean mustSucceed() {
        return true;
    }

    /** Inside a transaction. */
    void apply(Connection connection) throws SQLException;

    /** Told once: empty when it is on disk, else why not. */
    Consumer<Optional<String>> done();

    /** Events, actions and notices of one moment. */
    record CommitWrite(Journal.JournalCommit commit, Consumer<Optional<String>> done) implements StoreWrite {
        @Override
        public void apply(Connection connection) throws SQLException {
            for (IncidentEvent event : commit.events()) {
                JournalRows.add(connection, event);
            }
            for (StaffAction action : commit.actions()) {
                JournalRows.add(connection, action);
            }
            for (Notification notification : commit.notifications()) {
                OutboxRows.add(connection, notification);
            }
        }
    }

    /** How a delivery stands. */
    record DeliveryUpdateWrite(String key, OutboxRows.DeliveryUpdate update, Consumer<Optional<String>> done)
            implements StoreWrite {
        @Override
        public void apply(Connection connection) throws SQLException {
            OutboxRows.update(connection, key, update);
        }
    }

    /** Targets that were reached for the first time. */
    record ReachedTargetsWrite(Set<Target> targets, Instant at, Consumer<Optional<String>> done) implements StoreWrite {
        @Override
        public void apply(Connection connection) throws SQLException {
            ReachedTargetRows.add(connection, targets, at);
        }
    }

    /** Who signs the certificate of a place. */
    record IssuerWrite(String place, String issuer, Instant at, Consumer<Optional<String>> done) implements StoreWrite {
        @Override
        public void apply(Connection connection) throws SQLException {
            IssuerRows.put(connection, place, issuer, at);
        }
    }

    /**
     * A change of a session's verdict.
     *
     * @param reason the sentence behind it; may be empty
     */
    record VerdictWrite(
            SessionId session,
            Instant at,
            Verdict verdict,
            SessionLabel label,
            String reason,
            Consumer<Optional<String>> done)
            implements StoreWrite {
        @Override
        public boolean mustSucceed() {
            return false;
        }

        @Override
        public void apply(Connection connection) throws SQLException {
            JournalRows.add(connection, this);
        }
    }
}
