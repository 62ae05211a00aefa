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
import org.firstbell.model.Notice;
import org.firstbell.model.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is not on disk yet, in order, and the way it gets there: each write whole, none twice, none before an older one.
 * Confined to the store's thread, but for the three figures that any thread may read.
 */
final class Backlog {
    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

    /** Writes of one transaction: one synchronisation of the disk serves them all. */
    private static final int TOGETHER = 200;

    private final Connection connection;
    private final Path folder;
    private final Deque<Item> waiting = new ArrayDeque<>();
    private long last;
    private volatile int size;
    private volatile long dropped;
    private volatile Optional<String> trouble = Optional.empty();

    /** A write with its place in the order, counted from 1 over the life of the store. */
    private static final class Item {
        private final long number;
        private final Write write;
        private boolean told;

        private Item(long number, Write write) {
            this.number = number;
            this.write = write;
        }

        private void tell(Optional<String> result) {
            if (told) {
                return;
            }
            told = true;
            try {
                write.done().accept(result);
            } catch (RuntimeException e) {
                LOG.error("Whoever waited for a write failed when told", e);
            }
        }
    }

    Backlog(Connection connection, Path folder) throws SQLException {
        this.connection = connection;
        this.folder = folder;
        this.last = Sql.number(connection, "SELECT last FROM progress");
    }

    void add(Write write) {
        waiting.addLast(new Item(++last, write));
        size = waiting.size();
    }

    int size() {
        return size;
    }

    /** Why the disk does not take what waits; empty while it does. */
    Optional<String> trouble() {
        return trouble;
    }

    /** Verdict changes that were not written. */
    long dropped() {
        return dropped;
    }

    /** Brings to disk what waits, as far as the disk takes it. */
    void flush() {
        while (!waiting.isEmpty()) {
            List<Item> batch = waiting.stream().limit(TOGETHER).toList();
            try {
                writeWhole(batch);
                written(batch);
            } catch (SQLException | RuntimeException together) {
                if (!flushFirst()) {
                    return;
                }
            }
        }
    }

    /** One alone, since one bad write must not hold up the others. Whether to go on. */
    private boolean flushFirst() {
        Item first = waiting.getFirst();
        try {
            writeWhole(List.of(first));
            written(List.of(first));
            return true;
        } catch (SQLException e) {
            Trouble met = Trouble.of(e, folder);
            if (!met.passing()) {
                giveUp(first, met.sentence(), e);
                return true;
            }
            keep(met.sentence(), e);
            return false;
        } catch (RuntimeException e) {
            giveUp(first, "This cannot be written down: " + e.getMessage(), e);
            return true;
        }
    }

    private void writeWhole(List<Item> batch) throws SQLException {
        Sql.run(connection, "BEGIN IMMEDIATE");
        try {
            long onDisk = Sql.number(connection, "SELECT last FROM progress");
            for (Item item : batch) {
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

    private void written(List<Item> batch) {
        if (trouble.isPresent()) {
            LOG.info("The store in {} takes writes again.", folder);
            trouble = Optional.empty();
        }
        for (Item item : batch) {
            waiting.removeFirst();
            size = waiting.size();
            item.tell(Optional.empty());
        }
    }

    private void giveUp(Item item, String sentence, Exception why) {
        LOG.error("A write of the history is given up: {}", sentence, why);
        waiting.removeFirst();
        size = waiting.size();
        item.tell(Optional.of(sentence));
    }

    private void keep(String sentence, SQLException why) {
        if (trouble.isEmpty()) {
            LOG.error("{} Incidents and mails are kept in memory meanwhile.", sentence);
            LOG.debug("The store does not take writes", why);
        }
        trouble = Optional.of(sentence);
        List<Item> all = List.copyOf(waiting);
        waiting.removeIf(item -> !item.write.precious());
        dropped += all.size() - waiting.size();
        size = waiting.size();
        all.forEach(item -> item.tell(trouble));
    }

    /** What the disk knows of some notices, brought up to date with what it has not taken. */
    List<Outbox.Entry> upToDate(Collection<Outbox.Entry> onDisk, Predicate<Notice> wanted, Predicate<String> known) {
        Map<String, Outbox.Entry> all = new LinkedHashMap<>();
        onDisk.forEach(entry -> all.put(entry.notice().key(), entry));
        for (Item item : waiting) {
            if (item.write instanceof Write.Commit commit) {
                commit.commit().notices().stream()
                        .filter(wanted)
                        .filter(notice -> !all.containsKey(notice.key()) && !known.test(notice.key()))
                        .forEach(notice -> all.put(
                                notice.key(), new Outbox.Entry(notice, Outbox.State.PENDING, 0, notice.dueAt(), "")));
            } else if (item.write instanceof Write.Marking marking) {
                all.computeIfPresent(
                        marking.key(), (key, entry) -> marking.mark().on(entry.notice()));
            }
        }
        return List.copyOf(all.values());
    }
}
