package org.firstbell.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.history.JournalContract.of;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal.JournalCommit;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up under the store and gets room again; SQLite's page limit plays the disk. */
final class DiskFullTest {
    @TempDir
    private Path folder;

    private Database database;
    private HistoryStore store;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(folder);
        store = HistoryStore.openOver(database, () -> SampleEvents.NINE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void pages(int most) throws Exception {
        of(store.undelivered());
        Sql.run(database.connection(), "PRAGMA max_page_count = " + most);
    }

    private Optional<String> commit(long incident) throws Exception {
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        Notification notification = SampleEvents.notice("key " + incident, incident, SampleEvents.NINE);
        store.commit(
                new JournalCommit(
                        List.of(SampleEvents.opened(incident, SampleEvents.NINE), large(incident)),
                        List.of(),
                        List.of(notification)),
                done::complete);
        return of(done);
    }

    /** Larger than the room on any page that is begun. */
    private static IncidentEvent large(long incident) {
        return new IncidentEvent.Noted(new IncidentId(incident), SampleEvents.NINE, "by", "x".repeat(20_000));
    }

    @Test
    void commit_onAFullDisk_isToldAndKept() throws Exception {
        assertThat(commit(1)).isEmpty();
        pages(1);

        assertThat(commit(2)).contains("The disk with " + folder + " is full.");

        assertThat(store.writeProblem()).contains("The disk with " + folder + " is full.");
        assertThat(of(store.undelivered()).stream()
                        .map(entry -> entry.notification().key()))
                .containsExactly("key 1", "key 2");
    }

    @Test
    void commits_onceThereIsRoom_areThereInOrderAndOnce() throws Exception {
        pages(1);
        for (long incident = 1; incident <= 5; incident++) {
            assertThat(commit(incident)).isPresent();
        }
        pages(100_000);

        assertThat(commit(6)).isEmpty();

        of(store.undelivered());
        assertThat(store.writeProblem()).isEmpty();
        assertThat(store.pendingCount()).isZero();
        store.close();
        try (HistoryStore again = HistoryStore.open(folder, () -> SampleEvents.NINE)) {
            assertThat(again.recover().events().stream()
                            .map(event -> event.getClass().getSimpleName() + event.incident()))
                    .containsExactly(
                            "Opened1", "Noted1", "Opened2", "Noted2", "Opened3", "Noted3", "Opened4", "Noted4",
                            "Opened5", "Noted5", "Opened6", "Noted6");
            assertThat(again.recover().notifications()).hasSize(6);
        }
    }

    @Test
    void outbox_onAFullDisk_worksFromMemory() throws Exception {
        commit(1);
        pages(1);
        commit(2);

        of(store.updateState("key 2", Outbox.DeliveryState.UNDER_WAY, 1, SampleEvents.NINE, ""));
        assertThat(of(store.undelivered()).stream().map(Outbox.OutboxEntry::state))
                .containsExactly(Outbox.DeliveryState.PENDING, Outbox.DeliveryState.UNDER_WAY);

        of(store.updateState("key 1", Outbox.DeliveryState.SENT, 1, SampleEvents.NINE, "250"));
        of(store.updateState("key 2", Outbox.DeliveryState.SENT, 1, SampleEvents.NINE, "250"));
        assertThat(of(store.undelivered())).isEmpty();
        assertThat(of(store.thread("mail", "incident-2", "coordinator@lincoln.example")).stream()
                        .map(Outbox.OutboxEntry::state))
                .containsExactly(Outbox.DeliveryState.SENT);

        commit(1);
        commit(2);
        assertThat(of(store.undelivered())).as("keys known before").isEmpty();
    }

    @Test
    void verdicts_onAFullDisk_areDroppedAndCounted() throws Exception {
        pages(1);
        for (int i = 0; i < 2_000; i++) {
            store.recordVerdict(
                    new SessionId("ela-7"), SampleEvents.NINE, Verdict.READY, SessionLabel.READY, "x".repeat(100));
        }
        assertThat(commit(1)).isPresent();
        pages(100_000);
        assertThat(commit(2)).isEmpty();

        of(store.undelivered());
        int written = Sql.list(database.connection(), "SELECT seq FROM verdict", row -> row.getLong(1))
                .size();
        assertThat(store.droppedVerdicts()).isPositive().isEqualTo(2_000 - written);
    }

    @Test
    void listener_thatThrows_holdsNothingUp() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        List<Integer> numbers = new ArrayList<>(List.of(1, 2, 3));
        for (int number : numbers) {
            store.commit(
                    new JournalCommit(List.of(SampleEvents.opened(number, SampleEvents.NINE)), List.of(), List.of()),
                    result -> {
                        told.add(number + " " + result);
                        throw new IllegalStateException("listener " + number);
                    });
        }

        of(store.undelivered());
        assertThat(Sql.list(database.connection(), "SELECT number FROM incident", row -> row.getLong(1)))
                .containsExactly(1L, 2L, 3L);
        assertThat(told).containsExactly("1 Optional.empty", "2 Optional.empty", "3 Optional.empty");
    }
}
