package org.firstbell.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.Journal;
import org.firstbell.model.Notice;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Target;

/** Something that goes to disk whole or not at all. */
sealed interface Write {
    /** Whether it is kept and tried again when the disk fails. */
    default boolean precious() {
        return true;
    }

    /** Inside a transaction. */
    void apply(Connection connection) throws SQLException;

    /** Told once: empty when it is on disk, else why not. */
    Consumer<Optional<String>> done();

    /** Events, actions and notices of one moment. */
    record Commit(Journal.Commit commit, Consumer<Optional<String>> done) implements Write {
        @Override
        public void apply(Connection connection) throws SQLException {
            for (IncidentEvent event : commit.events()) {
                JournalRows.add(connection, event);
            }
            for (StaffAction action : commit.actions()) {
                JournalRows.add(connection, action);
            }
            for (Notice notice : commit.notices()) {
                OutboxRows.add(connection, notice);
            }
        }
    }

    /** How a delivery stands. */
    record Marking(String key, OutboxRows.Mark mark, Consumer<Optional<String>> done) implements Write {
        @Override
        public void apply(Connection connection) throws SQLException {
            OutboxRows.mark(connection, key, mark);
        }
    }

    /** Targets that were reached for the first time. */
    record Reached(Set<Target> targets, Instant at, Consumer<Optional<String>> done) implements Write {
        @Override
        public void apply(Connection connection) throws SQLException {
            ReachedRows.add(connection, targets, at);
        }
    }

    /** Who signs the certificate of a place. */
    record Signer(String place, String issuer, Instant at, Consumer<Optional<String>> done) implements Write {
        @Override
        public void apply(Connection connection) throws SQLException {
            SignerRows.put(connection, place, issuer, at);
        }
    }

    /** A change of a verdict. */
    record Verdict(IncidentArchive.VerdictChange change, Consumer<Optional<String>> done) implements Write {
        @Override
        public boolean precious() {
            return false;
        }

        @Override
        public void apply(Connection connection) throws SQLException {
            JournalRows.add(connection, change);
        }
    }
}
