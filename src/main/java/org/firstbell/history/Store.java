package org.firstbell.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Journal;
import org.firstbell.model.Notice;
import org.firstbell.model.Outbox;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Signers;
import org.firstbell.model.Target;
import org.firstbell.model.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal and the outbox on an embedded SQLite file: write-ahead log, every commit synchronised. One thread of its own
 * does all work in the order of the calls; all methods may be called from any thread.
 */
public final class Store implements Journal, Outbox, Signers, IncidentArchive, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final Duration INCIDENTS_KEPT_AT_HAND = Duration.ofDays(30);
    private static final Duration ACTIONS_KEPT_AT_HAND = Duration.ofDays(400);
    private static final Duration NOTICES_KEPT_AT_HAND = Duration.ofDays(3);

    private final Database database;
    private final Connection connection;
    private final InstantSource clock;
    private final Recovered recovered;
    private final Map<String, String> signers;
    private final Backlog backlog;
    private final Worker worker;
    private List<Outbox.Entry> lastOpen;

    private Store(
            Database database,
            InstantSource clock,
            Recovered recovered,
            Map<String, String> signers,
            Backlog backlog,
            List<Outbox.Entry> open) {
        this.database = database;
        this.clock = clock;
        this.signers = Collections.unmodifiableMap(signers);
        this.connection = database.connection();
        this.recovered = recovered;
        this.backlog = backlog;
        this.lastOpen = open;
        this.worker = new Worker(backlog, this::closeDatabase);
    }

    /**
     * Opens the store of a data folder, made if missing. Blocks for some hundred milliseconds.
     *
     * @throws StoreFailure with a sentence for the person who starts the daemon
     */
    public static Store open(Path data, InstantSource clock) throws StoreFailure {
        return over(Database.open(data), clock);
    }

    /** Makes the database's driver ready, for whoever has something else to do before the store is opened. */
    public static void prepare() {
        Database.prepare();
    }

    /** The store over a database that is open. */
    static Store over(Database database, InstantSource clock) throws StoreFailure {
        Instant now = clock.instant();
        try {
            Connection connection = database.connection();
            Recovered recovered = new Recovered(
                    JournalRows.eventsSince(connection, now.minus(INCIDENTS_KEPT_AT_HAND)),
                    JournalRows.sessionActionsSince(connection, now.minus(ACTIONS_KEPT_AT_HAND)),
                    OutboxRows.recent(connection, now.minus(NOTICES_KEPT_AT_HAND)),
                    ReachedRows.all(connection),
                    Sql.number(connection, "SELECT max(number) FROM incident"));
            Backlog backlog = new Backlog(connection, database.folder());
            return new Store(
                    database, clock, recovered, SignerRows.all(connection), backlog, OutboxRows.open(connection));
        } catch (SQLException e) {
            StoreFailure failure = Database.failure(e, database.folder());
            closeAfter(database, failure);
            throw failure;
        } catch (RuntimeException e) {
            StoreFailure failure = new StoreFailure(
                    StoreFailure.Reason.BROKEN,
                    "The store in " + database.folder() + " holds a line that cannot be read (" + e.getMessage() + ").",
                    e);
            closeAfter(database, failure);
            throw failure;
        }
    }

    private static void closeAfter(Database database, StoreFailure failure) {
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
    public Optional<String> trouble() {
        return worker.trouble();
    }

    /** Verdict changes that were dropped since the start because the disk was slow or failed. */
    public long droppedVerdicts() {
        return worker.dropped();
    }

    /** What waits to be written. */
    public int waiting() {
        return worker.waiting();
    }

    @Override
    public void commit(Commit commit, Consumer<Optional<String>> done) {
        worker.write(new Write.Commit(commit, done));
    }

    @Override
    public void verdict(SessionId session, Instant at, Verdict verdict, SessionWord word, String reason) {
        worker.write(new Write.Verdict(new VerdictChange(session, at, verdict, word, reason), result -> {}));
    }

    @Override
    public void reached(Set<Target> targets, Instant at) {
        worker.write(new Write.Reached(Set.copyOf(targets), at, result -> {}));
    }

    @Override
    public Map<String, String> signers() {
        return signers;
    }

    @Override
    public void signs(String place, String issuer) {
        worker.write(new Write.Signer(place, issuer, clock.instant(), result -> {}));
    }

    /**
     * What was reached at least once, read beside a daemon that may hold the store; nothing where there is no store or it
     * cannot be read.
     */
    public static Set<Target> reachedBefore(Path data) {
        try {
            return Database.reading(data, ReachedRows::all).orElse(Set.of());
        } catch (SQLException unreadable) {
            LOG.debug("The store in {} is not read", data, unreadable);
            return Set.of();
        }
    }

    @Override
    public Recovered recover() {
        return recovered;
    }

    @Override
    public CompletionStage<List<Outbox.Entry>> open() {
        return worker.read(() -> {
            try {
                lastOpen = OutboxRows.open(connection);
            } catch (SQLException e) {
                LOG.warn("The outbox is read from memory", e);
            }
            return backlog.upToDate(lastOpen, notice -> true, this::known).stream()
                    .filter(entry -> entry.state() == State.PENDING || entry.state() == State.UNDER_WAY)
                    .toList();
        });
    }

    @Override
    public CompletionStage<List<Outbox.Entry>> thread(String channel, String thread, String to) {
        Predicate<Notice> ofIt = notice -> notice.channel().equals(channel)
                && notice.thread().equals(thread)
                && notice.to().equals(to);
        return worker.read(() -> {
            List<Outbox.Entry> onDisk = List.of();
            try {
                onDisk = OutboxRows.thread(connection, channel, thread, to);
            } catch (SQLException e) {
                LOG.warn("A thread of the outbox is read from memory", e);
            }
            return backlog.upToDate(onDisk, ofIt, this::known);
        });
    }

    private boolean known(String key) {
        try {
            return OutboxRows.knows(connection, key);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public CompletionStage<Void> mark(String key, State state, int attempts, Instant nextTryAt, String answer) {
        CompletableFuture<Void> marked = new CompletableFuture<>();
        OutboxRows.Mark mark = new OutboxRows.Mark(state, attempts, nextTryAt, answer);
        worker.write(new Write.Marking(key, mark, result -> marked.complete(null)));
        return marked;
    }

    @Override
    public CompletionStage<List<Incident>> incidents(int most) {
        return worker.read(() -> folded(JournalRows.eventsBefore(connection, Long.MAX_VALUE, most)));
    }

    @Override
    public CompletionStage<List<Incident>> incidentsBefore(IncidentId number, int most) {
        return worker.read(() -> folded(JournalRows.eventsBefore(connection, number.number(), most)));
    }

    @Override
    public CompletionStage<Optional<Incident>> incident(IncidentId number) {
        return worker.read(() -> folded(JournalRows.eventsBefore(connection, number.number() + 1, 1)).stream()
                .filter(incident -> incident.id().equals(number))
                .findFirst());
    }

    private static List<Incident> folded(List<IncidentEvent> events) {
        Map<IncidentId, Incident> incidents = new LinkedHashMap<>();
        for (IncidentEvent event : events) {
            incidents.compute(
                    event.incident(),
                    (id, known) -> known != null
                            ? known.after(event)
                            : event instanceof IncidentEvent.Opened opened ? Incident.opened(opened) : null);
        }
        return new ArrayList<>(incidents.values());
    }

    @Override
    public CompletionStage<List<VerdictChange>> verdicts(SessionId session) {
        return worker.read(() -> JournalRows.verdicts(connection, session));
    }

    /** Writes what waits and closes the file; returns within 5 s, with what the disk did not take logged and lost. */
    @Override
    public void close() {
        worker.close();
    }
}
