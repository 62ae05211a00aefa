package org.firstbell.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is not on disk yet, in order, and the way it gets there: each write whole, none twice, none before an older one.
 * Confined to the store's thread, but for the three figures that any thread may read.
 */
final class PendingWrites {
    private static final Logger LOG = LoggerFactory.getLogger(PendingWrites.class);

    /** Writes of one transaction: one synchronisation of the disk serves them all. */
    private static final int BATCH_SIZE = 200;

    private final Connection connection;
    private final Path folder;
    private final Deque<PendingWrite> queue = new ArrayDeque<>();
    private long lastNumber;
    private volatile int size;
    private volatile long dropped;
    private volatile Optional<String> writeProblem = Optional.empty();

    /** A write with its place in the order, counted from 1 over the life of the store. */
    private static final class PendingWrite {
        private final long number;
        private final StoreWrite write;
        private boolean completed;

        private PendingWrite(long number, StoreWrite write) {
            this.number = number;
            this.write = write;
        }

        private void complete(Optional<String> result) {
            if (completed) {
                return;
            }
            completed = true;
            try {
                write.done().accept(result);
            } catch (RuntimeException e) {
                LOG.error("Whoever waited for a write failed when told", e);
            }
        }
    }

    PendingWrites(Connection connection, Path folder) throws SQLException {
        this.connection = connection;
        this.folder = folder;
        this.lastNumber = Sql.number(connection, "SELECT last FROM progress");
    }

    void add(StoreWrite write) {
        queue.addLast(new PendingWrite(++lastNumber, write));
        size = queue.size();
    }

    int size() {
        return size;
    }

    /** Why the disk does not take what waits; empty while it does. */
    Optional<String> writeProblem() {
        return writeProblem;
    }

    /** Verdict changes that were not written. */
    long dropped() {
        return dropped;
    }

    /** Brings to disk what waits, as far as the disk takes it. */
    void flush() {
        while (!queue.isEmpty()) {
            List<PendingWrite> batch = queue.stream().limit(BATCH_SIZE).toList();
            try {
                writeBatch(batch);
                removeWritten(batch);
            } catch (SQLException | RuntimeException together) {
                if (!flushFirst()) {
                    return;
                }
            }
        }
    }

    /** One alone, since one bad write must not hold up the others. Whether to go on. */
    private boolean flushFirst() {
        PendingWrite first = queue.getFirst();
        try {
            writeBatch(List.of(first));
            removeWritten(List.of(first));
            return true;
        } catch (SQLException e) {
            SqliteFailure met = SqliteFailure.of(e, folder);
            if (!met.retryable()) {
                discard(first, met.sentence(), e);
                return true;
            }
            keepForRetry(met.sentence(), e);
            return false;
        } catch (RuntimeException e) {
            discard(first, "This cannot be written down: " + e.getMessage(), e);
            return true;
        }
    }

    private void writeBatch(List<PendingWrite> batch) throws SQLException {
        Sql.run(connection, "BEGIN IMMEDIATE");
        try {
            long onDisk = Sql.number(connection, "SELECT last FROM progress");
            for (PendingWrite item : batch) {
                if (item.number > onDisk) {
                    item.write.apply(connection);
                }
            }
            long newest = Math.max(onDisk, batch.get(batch.size() - 1).number);
            Sql.update(connection, "UPDATE progress SET last = ?", newest);
            Sql.run(connection, "COMMIT");
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            throw e;
        }
    }

    private void rollBack(Exception why) {
        try {
            Sql.run(connection, "ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            why.addSuppressed(alreadyRolledBack);
        }
    }

    private void removeWritten(List<PendingWrite> batch) {
        if (writeProblem.isPresent()) {
            LOG.info("The store in {} takes writes again.", folder);
            writeProblem = Optional.empty();
        }
        for (PendingWrite item : batch) {
            queue.removeFirst();
            size = queue.size();
            item.complete(Optional.empty());
        }
    }

    private void discard(PendingWrite item, String sentence, Exception why) {
        LOG.error("A write of the history is given up: {}", sentence, why);
        queue.removeFirst();
        size = queue.size();
        item.complete(Optional.of(sentence));
    }

    private void keepForRetry(String sentence, SQLException why) {
        if (writeProblem.isEmpty()) {
            LOG.error("{} Incidents and mails are kept in memory meanwhile.", sentence);
            LOG.debug("The store does not take writes", why);
        }
        writeProblem = Optional.of(sentence);
        List<PendingWrite> all = List.copyOf(queue);
        queue.removeIf(item -> !item.write.mustSucceed());
        dropped += all.size() - queue.size();
        size = queue.size();
        all.forEach(item -> item.complete(writeProblem));
    }

    /** What the disk knows of some notices, brought up to date with what it has not taken. */
    List<Outbox.OutboxEntry> mergePending(
            Collection<Outbox.OutboxEntry> onDisk, Predicate<Notification> wanted, Predicate<String> known) {
        Map<String, Outbox.OutboxEntry> all = new LinkedHashMap<>();
        onDisk.forEach(entry -> all.put(entry.notification().key(), entry));
        for (PendingWrite item : queue) {
            if (item.write instanceof StoreWrite.CommitWrite commit) {
                commit.commit().notifications().stream()
                        .filter(wanted)
                        .filter(notification -> !all.containsKey(notification.key()) && !known.test(notification.key()))
                        .forEach(notification -> all.put(
                                notification.key(),
                                new Outbox.OutboxEntry(
                                        notification, Outbox.DeliveryState.PENDING, 0, notification.dueAt(), "")));
            } else if (item.write instanceof StoreWrite.DeliveryUpdateWrite marking) {
                all.computeIfPresent(
                        marking.key(), (key, entry) -> marking.update().applyTo(entry.notification()));
            }
        }
        return List.copyOf(all.values());
    }
}
