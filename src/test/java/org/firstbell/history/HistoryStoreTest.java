package org.firstbell.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.firstbell.history.JournalContract.of;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.Outbox;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store on disk: the contract of every journal, and what only a store does. */
final class HistoryStoreTest implements JournalContract {
    @TempDir
    private Path folder;

    private HistoryStore store;
    private Instant now = SampleEvents.NINE;

    @BeforeEach
    void open() throws StoreFailure {
        store = HistoryStore.open(folder, () -> now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    public Journal journal() {
        return store;
    }

    @Override
    public Outbox outbox() {
        return store;
    }

    @Override
    public void reopen() throws StoreFailure {
        store.close();
        open();
    }

    @Test
    void recover_afterAMonth_knowsOpenIncidentsAndTheLastNumber() throws Exception {
        commit(List.of(
                SampleEvents.opened(1, now),
                SampleEvents.opened(2, now),
                SampleEvents.resolved(2, now.plusSeconds(60))));
        commit(
                List.of(),
                SampleEvents.notice("open", 1, now),
                SampleEvents.notice("ended", 2, now),
                SampleEvents.notice("of nothing", 9, now));
        for (String key : List.of("open", "ended", "of nothing")) {
            of(store.updateState(key, Outbox.DeliveryState.SENT, 1, now, ""));
        }

        now = now.plus(Duration.ofDays(31));
        reopen();

        assertThat(store.recover().events()).containsExactly(SampleEvents.opened(1, SampleEvents.NINE));
        assertThat(store.recover().lastIncidentNumber()).isEqualTo(2);
        assertThat(store.recover().notifications().stream()
                        .map(entry -> entry.notification().key()))
                .containsExactly("open");
    }

    @Test
    void incident_afterARestart_isFoldedFromItsEvents() throws Exception {
        List<IncidentEvent> events = SampleEvents.allEvents(1);
        commit(events);

        reopen();

        assertThat(fold(store.recover().events())).isEqualTo(fold(events));
    }

    private static Incident fold(List<IncidentEvent> events) {
        Incident folded = Incident.opened((IncidentEvent.Opened) events.get(0));
        for (IncidentEvent event : events.subList(1, events.size())) {
            folded = folded.apply(event);
        }
        return folded;
    }

    @Test
    void verdicts_ofASession_areWrittenInOrder() throws Exception {
        SessionId session = new SessionId("ela-7");
        store.recordVerdict(
                session, now, Verdict.NOT_READY, SessionLabel.NOT_READY, "3 of 28 laptops are not answering");
        store.recordVerdict(session, now.plusSeconds(60), Verdict.READY, SessionLabel.READY, "");
        store.recordVerdict(new SessionId("other"), now, Verdict.READY, SessionLabel.READY, "");
        of(store.undelivered());

        assertThat(StoreSchemaTest.rows(
                        folder.resolve("firstbell.db"),
                        "SELECT verdict, word, reason FROM verdict WHERE session = 'ela-7' ORDER BY seq"))
                .containsExactly("NOT_READY|NOT_READY|3 of 28 laptops are not answering|", "READY|READY||");
    }

    @Test
    void signers_afterARestart_areThoseThatWereNotedLast() throws Exception {
        store.recordIssuer("proctor.example.org:443", "CN=Old Authority");
        store.recordIssuer("cache.example.org:443", "CN=School Authority");
        now = now.plusSeconds(60);
        store.recordIssuer("proctor.example.org:443", "CN=New Authority");
        assertThat(store.issuers()).isEmpty();

        reopen();

        assertThat(store.issuers())
                .as("the one noted last comes last")
                .containsExactly(
                        Map.entry("cache.example.org:443", "CN=School Authority"),
                        Map.entry("proctor.example.org:443", "CN=New Authority"));
    }

    @Test
    void commit_afterClose_isToldWhy() throws Exception {
        store.close();

        assertThat(commit(List.of(SampleEvents.opened(1, now)))).contains("The store is closed.");
    }
}
