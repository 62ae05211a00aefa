package org.firstbell.model.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Verdict;

/**
 * A journal and outbox in memory that answers on the caller's thread: it passes the same contract as the store on disk.
 * {@link #recover} tells what was there at the last {@link #reopen}.
 */
public final class MemoryJournal implements Journal, Outbox {
    private final List<IncidentEvent> events = new ArrayList<>();
    private final List<StaffAction> actions = new ArrayList<>();
    private final Map<String, OutboxEntry> notices = new LinkedHashMap<>();
    private final List<String> verdicts = new ArrayList<>();
    private final Set<Target> reached = new HashSet<>();
    private RecoveredHistory recovered = new RecoveredHistory(List.of(), List.of(), List.of(), Set.of(), 0);
    private Optional<String> trouble = Optional.empty();

    /** From now on each commit is told this sentence; it is remembered all the same. Empty: the disk is well again. */
    public void trouble(Optional<String> sentence) {
        trouble = sentence;
    }

    /** What a daemon that dies now and starts again would find. */
    public MemoryJournal reopen() {
        List<StaffAction> onSessions = actions.stream()
                .filter(action -> action instanceof StaffAction.SessionAction)
                .toList();
        long last = events.stream()
                .mapToLong(event -> event.incident().number())
                .max()
                .orElse(0);
        recovered = new RecoveredHistory(events, onSessions, List.copyOf(notices.values()), reached, last);
        return this;
    }

    /** Every notice ever, oldest first. */
    public List<OutboxEntry> notices() {
        return List.copyOf(notices.values());
    }

    /** Every event ever, oldest first. */
    public List<IncidentEvent> events() {
        return List.copyOf(events);
    }

    /** Every change of a verdict: "session VERDICT". */
    public List<String> verdicts() {
        return List.copyOf(verdicts);
    }

    @Override
    public void commit(JournalCommit commit, Consumer<Optional<String>> done) {
        events.addAll(commit.events());
        actions.addAll(commit.actions());
        commit.notifications()
                .forEach(notification -> notices.putIfAbsent(
                        notification.key(),
                        new OutboxEntry(notification, DeliveryState.PENDING, 0, notification.dueAt(), "")));
        done.accept(trouble);
    }

    @Override
    public void recordVerdict(SessionId session, Instant at, Verdict verdict, SessionLabel label, String reason) {
        verdicts.add(session + " " + verdict);
    }

    @Override
    public void recordReached(Set<Target> targets, Instant at) {
        reached.addAll(targets);
    }

    @Override
    public RecoveredHistory recover() {
        return recovered;
    }

    @Override
    public CompletionStage<List<OutboxEntry>> undelivered() {
        return found(entry -> entry.state() == DeliveryState.PENDING || entry.state() == DeliveryState.UNDER_WAY);
    }

    @Override
    public CompletionStage<List<OutboxEntry>> thread(String channel, String thread, String to) {
        return found(entry -> entry.notification().channel().equals(channel)
                && entry.notification().thread().equals(thread)
                && entry.notification().to().equals(to));
    }

    private CompletionStage<List<OutboxEntry>> found(Predicate<OutboxEntry> wanted) {
        return CompletableFuture.completedFuture(
                notices.values().stream().filter(wanted).toList());
    }

    @Override
    public CompletionStage<Void> updateState(
            String key, DeliveryState state, int attempts, Instant nextTryAt, String answer) {
        notices.computeIfPresent(
                key, (same, entry) -> new OutboxEntry(entry.notification(), state, attempts, nextTryAt, answer));
        return CompletableFuture.completedFuture(null);
    }
}
