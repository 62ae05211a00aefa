package org.firstbell.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.Journal;
import org.firstbell.model.Journal.Commit;
import org.firstbell.model.Notice;
import org.firstbell.model.Outbox;
import org.firstbell.model.Outbox.State;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Target;
import org.junit.jupiter.api.Test;

/** What every journal with its outbox does, on disk or in memory. */
interface JournalContract {
    /** The one journal of a test, open and empty. */
    Journal journal();

    /** The outbox that belongs to it. */
    Outbox outbox();

    /** Ends it as a crash would and opens it again; {@link #journal} and {@link #outbox} are the new ones then. */
    void reopen() throws Exception;

    static <T> T of(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    default Optional<String> commit(Commit commit) throws Exception {
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        journal().commit(commit, done::complete);
        return of(done);
    }

    default Optional<String> commit(List<IncidentEvent> events, Notice... notices) throws Exception {
        return commit(new Commit(events, List.of(), List.of(notices)));
    }

    @Test
    default void recover_ofANewJournal_isEmpty() {
        assertThat(journal().recover()).isEqualTo(new Journal.Recovered(List.of(), List.of(), List.of(), Set.of(), 0));
    }

    @Test
    default void commit_ofEveryKindOfEvent_comesBackEqualInOrder() throws Exception {
        List<IncidentEvent> events = new ArrayList<>();
        for (IncidentEvent event : Samples.allEvents(7)) {
            events.add(event);
            assertThat(commit(List.of(event))).isEmpty();
        }

        reopen();

        assertThat(journal().recover().events()).isEqualTo(events);
        assertThat(journal().recover().lastIncidentNumber()).isEqualTo(7);
    }

    @Test
    default void commit_ofActions_bringsBackThoseOnSessions() throws Exception {
        Instant at = Samples.NINE;
        commit(new Commit(List.of(), Samples.sessionActions(at), List.of()));
        commit(new Commit(List.of(), Samples.incidentActions(at), List.of()));

        reopen();

        assertThat(journal().recover().actions()).isEqualTo(Samples.sessionActions(at));
    }

    @Test
    default void reached_twiceAndOfBothKinds_comesBackOnce() throws Exception {
        Set<Target> first = Set.of(new DeviceId("ap-1"), new ServiceId("ap-1"));
        journal().reached(first, Samples.NINE);
        journal().reached(Set.of(new DeviceId("ap-1"), new DeviceId("pc-2")), Samples.NINE.plusSeconds(9));
        commit(List.of(Samples.opened(1, Samples.NINE)));

        reopen();

        assertThat(journal().recover().reached())
                .containsExactlyInAnyOrder(new DeviceId("ap-1"), new ServiceId("ap-1"), new DeviceId("pc-2"));
    }

    @Test
    default void notice_committed_isOpenAndComesBackEqual() throws Exception {
        Notice notice = Samples.notice("k1", 1, Samples.NINE);
        commit(List.of(Samples.opened(1, Samples.NINE)), notice);

        Outbox.Entry waiting = new Outbox.Entry(notice, State.PENDING, 0, notice.dueAt(), "");
        assertThat(of(outbox().open())).containsExactly(waiting);

        reopen();

        assertThat(of(outbox().open())).containsExactly(waiting);
        assertThat(journal().recover().notices()).containsExactly(waiting);
    }

    @Test
    default void notice_withAKnownKey_isTheSameNotice() throws Exception {
        Notice first = Samples.notice("k1", 1, Samples.NINE);
        commit(List.of(), first);
        of(outbox().mark("k1", State.SENT, 1, Samples.NINE, "250 ok"));

        commit(List.of(), Samples.notice("k1", 1, Samples.NINE.plusSeconds(9)));

        assertThat(of(outbox().open())).isEmpty();
        assertThat(of(outbox().thread("mail", "incident-1", first.to())))
                .containsExactly(new Outbox.Entry(first, State.SENT, 1, Samples.NINE, "250 ok"));
    }

    @Test
    default void mark_ofEveryState_isKept() throws Exception {
        Instant later = Samples.NINE.plus(Duration.ofMinutes(1));
        List<Notice> notices = new ArrayList<>();
        for (State state : State.values()) {
            Notice notice = Samples.notice(state.name(), 1, Samples.NINE);
            notices.add(notice);
            commit(List.of(), notice);
            of(outbox().mark(state.name(), state, 3, later, "answer to " + state));
        }

        reopen();

        assertThat(of(outbox().open()).stream().map(Outbox.Entry::state))
                .containsExactly(State.PENDING, State.UNDER_WAY);
        List<Outbox.Entry> thread =
                of(outbox().thread("mail", "incident-1", notices.get(0).to()));
        assertThat(thread.stream().map(Outbox.Entry::notice)).isEqualTo(notices);
        assertThat(thread.stream().map(Outbox.Entry::state)).containsExactly(State.values());
        assertThat(thread).allSatisfy(entry -> {
            assertThat(entry.attempts()).isEqualTo(3);
            assertThat(entry.nextTryAt()).isEqualTo(later);
            assertThat(entry.lastAnswer()).isEqualTo("answer to " + entry.state());
        });
    }

    @Test
    default void mark_ofAnUnknownKey_doesNothing() throws Exception {
        of(outbox().mark("nobody", State.SENT, 1, Samples.NINE, ""));

        assertThat(of(outbox().open())).isEmpty();
    }

    @Test
    default void thread_ofOthers_staysApart() throws Exception {
        Notice mine = Samples.notice("a", 1, Samples.NINE);
        commit(List.of(), mine, Samples.notice("b", 2, Samples.NINE));

        assertThat(of(outbox().thread("mail", "incident-1", mine.to())).stream().map(Outbox.Entry::notice))
                .containsExactly(mine);
        assertThat(of(outbox().thread("webhook", "incident-1", mine.to()))).isEmpty();
        assertThat(of(outbox().thread("mail", "incident-1", "other@lincoln.example")))
                .isEmpty();
    }
}
