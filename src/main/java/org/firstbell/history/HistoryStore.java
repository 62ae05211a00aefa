package org.firstbell.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.event.IssuerStore;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal and the outbox on an embedded SQLite file: write-ahead log, every commit synchronised. One thread of its own
 * does all work in the order of the calls; all methods may be called from any thread.
 */
public final class HistoryStore implements Journal, Outbox, IssuerStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryStore.class);
    private static final Duration RECOVERED_INCIDENTS = Duration.ofDays(30);
    private static final Duration RECOVERED_ACTIONS = Duration.ofDays(400);
    private static final Duration RECOVERED_NOTIFICATIONS = Duration.ofDays(3);

    private final Database database;
    private final Connection connection;
    private final InstantSource clock;
    private final RecoveredHistory recovered;
    private final Map<String, String> issuers;
    private final PendingWrites pendingWrites;
    private final StoreWorker worker;
    private List<Outbox.OutboxEntry> lastUndelivered;

    private HistoryStore(
            Database database,
            InstantSource clock,
            RecoveredHistory recovered,
            Map<String, String> signers,
            PendingWrites backlog,
            List<Outbox.OutboxEntry> open) {
        this.database = database;
        this.clock = clock;
        this.issuers = Collections.unmodifiableMap(signers);
        this.connection = database.connection();
        this.recovered = recovered;
        this.pendingWrites = backlog;
        this.lastUndelivered = open;
        this.worker = new StoreWorker(backlog, this::closeDatabase);
    }

    /**
     * Opens the store of a data folder, made if missing. Blocks for some hundred milliseconds.
     *
     * @throws StoreFailure with a sentence for the person who starts the daemon
     */
    public static HistoryStore open(Path data, InstantSource clock) throws StoreFailure {
        return openOver(Database.open(data), clock);
    }

    /** Makes the database's driver ready, for whoever has something else to do before the store is opened. */
    public static void loadDriver() {
        Database.loadDriver();
    }

    /** The store over a database that is open. */
    static HistoryStore openOver(Database database, InstantSource clock) throws StoreFailure {
        Instant now = clock.instant();
        try {
            Connection connection = database.connection();
            RecoveredHistory recovered = new RecoveredHistory(
                    JournalRows.eventsSince(connection, now.minus(RECOVERED_INCIDENTS)),
                    JournalRows.sessionActionsSince(connection, now.minus(RECOVERED_ACTIONS)),
                    OutboxRows.recent(connection, now.minus(RECOVERED_NOTIFICATIONS)),
                    ReachedTargetRows.all(connection),
                    Sql.number(connection, "SELECT max(number) FROM incident"));
            PendingWrites backlog = new PendingWrites(connection, database.folder());
            return new HistoryStore(
                    database,
                    clock,
                    recovered,
                    IssuerRows.all(connection),
                    backlog,
                    OutboxRows.undelivered(connection));
        } catch (SQLException e) {
            StoreFailure failure = Database.failure(e, database.folder());
            closeAfterFailure(database, failure);
            throw failure;
        } catch (RuntimeException e) {
            StoreFailure failure = new StoreFailure(
                    StoreFailure.StoreFailureReason.BROKEN,
                    "The store in " + database.folder() + " holds a line that cannot be read (" + e.getMessage() + ").",
                    e);
            closeAfterFailure(database, failure);
            throw failure;
        }
    }

    private static void closeAfterFailure(Database database, StoreFailure failure) {
        try {
            database.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private void closeDatabase() {
        try {
            database.close();
        } catch (SQLException e) {
            LOG.error("The store in {} did not close cleanly", database.folder(), e);
        }
    }

    /** Why what happens is not written to disk at present; empty while it is. */
    public Optional<String> writeProblem() {
        return worker.writeProblem();
    }

    /** Verdict changes that were dropped since the start because the disk was slow or failed. */
    public long droppedVerdicts() {
        return worker.dropped();
    }

    /** What waits to be written. */
    public int pendingCount() {
        return worker.pendingCount();
    }

    @Override
    public void commit(JournalCommit commit, Consumer<Optional<String>> done) {
        worker.write(new StoreWrite.CommitWrite(commit, done));
    }

    @Override
    public void recordVerdict(SessionId session, Instant at, Verdict verdict, SessionLabel label, String reason) {
        worker.write(new StoreWrite.VerdictWrite(session, at, verdict, label, reason, result -> {}));
    }

    @Override
    public void recordReached(Set<Target> targets, Instant at) {
        worker.write(new StoreWrite.ReachedTargetsWrite(Set.copyOf(targets), at, result -> {}));
    }

    @Override
    public Map<String, String> issuers() {
        return issuers;
    }

    @Override
    public void recordIssuer(String place, String issuer) {
        worker.write(new StoreWrite.IssuerWrite(place, issuer, clock.instant(), result -> {}));
    }

    /**
     * What was reached at least once, read beside a daemon that may hold the store; nothing where there is no store or it
     * cannot be read.
     */
    public static Set<Target> readReachedTargets(Path data) {
        try {
            return Database.readOnly(data, ReachedTargetRows::all).orElse(Set.of());
        } catch (SQLException unreadable) {
            LOG.debug("The store in {} is not read", data, unreadable);
            return Set.of();
        }
    }

    @Override
    public RecoveredHistory recover() {
        return recovered;
    }

    @Override
    public CompletionStage<List<Outbox.OutboxEntry>> undelivered() {
        return worker.read(() -> {
            try {
                lastUndelivered = OutboxRows.undelivered(connection);
            } catch (SQLException e) {
                LOG.warn("The outbox is read from memory", e);
            }
            return pendingWrites.mergePending(lastUndelivered, notification -> true, this::isStored).stream()
                    .filter(entry -> entry.state() == DeliveryState.PENDING || entry.state() == DeliveryState.UNDER_WAY)
                    .toList();
        });
    }

    @Override
    public CompletionStage<List<Outbox.OutboxEntry>> thread(String channel, String thread, String to) {
        Predicate<Notification> ofIt = notification -> notification.channel().equals(channel)
                && notification.thread().equals(thread)
                && notification.to().equals(to);
        return worker.read(() -> {
            List<Outbox.OutboxEntry> onDisk = List.of();
            try {
                onDisk = OutboxRows.thread(connection, channel, thread, to);
            } catch (SQLException e) {
                LOG.warn("A thread of the outbox is read from memory", e);
            }
            return pendingWrites.mergePending(onDisk, ofIt, this::isStored);
        });
    }

    private boolean isStored(String key) {
        try {
            return OutboxRows.knows(connection, key);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public CompletionStage<Void> updateState(
            String key, DeliveryState state, int attempts, Instant nextTryAt, String answer) {
        CompletableFuture<Void> marked = new CompletableFuture<>();
        OutboxRows.DeliveryUpdate mark = new OutboxRows.DeliveryUpdate(state, attempts, nextTryAt, answer);
        worker.write(new StoreWrite.DeliveryUpdateWrite(key, mark, result -> marked.complete(null)));
        return marked;
    }

    /** Writes what waits and closes the file; returns within 5 s, with what the disk did not take logged and lost. */
    @Override
    public void close() {
        worker.close();
    }
}
