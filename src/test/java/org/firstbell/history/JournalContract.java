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
import org.firstbell.model.ServiceId;
import org.firstbell.model.Target;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.Journal.JournalCommit;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;
import org.firstbell.model.event.Outbox.DeliveryState;
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

    default Optional<String> commit(JournalCommit commit) throws Exception {
        CompletableFuture<Optional<String>> done = new CompletableFuture<>();
        journal().commit(commit, done::complete);
        return of(done);
    }

    default Optional<String> commit(List<IncidentEvent> events, Notification... notices) throws Exception {
        return commit(new JournalCommit(events, List.of(), List.of(notices)));
    }

    @Test
    default void recover_ofANewJournal_isEmpty() {
        assertThat(journal().recover())
                .isEqualTo(new Journal.RecoveredHistory(List.of(), List.of(), List.of(), Set.of(), 0));
    }

    @Test
    default void commit_ofEveryKindOfEvent_comesBackEqualInOrder() throws Exception {
        List<IncidentEvent> events = new ArrayList<>();
        for (IncidentEvent event : SampleEvents.allEvents(7)) {
            events.add(event);
            assertThat(commit(List.of(event))).isEmpty();
        }

        reopen();

        assertThat(journal().recover().events()).isEqualTo(events);
        assertThat(journal().recover().lastIncidentNumber()).isEqualTo(7);
    }

    @Test
    default void commit_ofActions_bringsBackThoseOnSessions() throws Exception {
        Instant at = SampleEvents.NINE;
        commit(new JournalCommit(List.of(), SampleEvents.sessionActions(at), List.of()));
        commit(new JournalCommit(List.of(), SampleEvents.incidentActions(at), List.of()));

        reopen();

        assertThat(journal().recover().actions()).isEqualTo(SampleEvents.sessionActions(at));
    }

    @Test
    default void reached_twiceAndOfBothKinds_comesBackOnce() throws Exception {
        Set<Target> first = Set.of(new DeviceId("ap-1"), new ServiceId("ap-1"));
        journal().recordReached(first, SampleEvents.NINE);
        journal().recordReached(Set.of(new DeviceId("ap-1"), new DeviceId("pc-2")), SampleEvents.NINE.plusSeconds(9));
        commit(List.of(SampleEvents.opened(1, SampleEvents.NINE)));

        reopen();

        assertThat(journal().recover().reached())
                .containsExactlyInAnyOrder(new DeviceId("ap-1"), new ServiceId("ap-1"), new DeviceId("pc-2"));
    }

    @Test
    default void notice_committed_isOpenAndComesBackEqual() throws Exception {
        Notification notification = SampleEvents.notice("k1", 1, SampleEvents.NINE);
        commit(List.of(SampleEvents.opened(1, SampleEvents.NINE)), notification);

        Outbox.OutboxEntry waiting =
                new Outbox.OutboxEntry(notification, DeliveryState.PENDING, 0, notification.dueAt(), "");
        assertThat(of(outbox().undelivered())).containsExactly(waiting);

        reopen();

        assertThat(of(outbox().undelivered())).containsExactly(waiting);
        assertThat(journal().recover().notifications()).containsExactly(waiting);
    }

    @Test
    default void notice_withAKnownKey_isTheSameNotice() throws Exception {
        Notification first = SampleEvents.notice("k1", 1, SampleEvents.NINE);
        commit(List.of(), first);
        of(outbox().updateState("k1", DeliveryState.SENT, 1, SampleEvents.NINE, "250 ok"));

        commit(List.of(), SampleEvents.notice("k1", 1, SampleEvents.NINE.plusSeconds(9)));

        assertThat(of(outbox().undelivered())).isEmpty();
        assertThat(of(outbox().thread("mail", "incident-1", first.to())))
                .containsExactly(new Outbox.OutboxEntry(first, DeliveryState.SENT, 1, SampleEvents.NINE, "250 ok"));
    }

    @Test
    default void mark_ofEveryState_isKept() throws Exception {
        Instant later = SampleEvents.NINE.plus(Duration.ofMinutes(1));
        List<Notification> notices = new ArrayList<>();
        for (DeliveryState state : DeliveryState.values()) {
            Notification notification = SampleEvents.notice(state.name(), 1, SampleEvents.NINE);
            notices.add(notification);
            commit(List.of(), notification);
            of(outbox().updateState(state.name(), state, 3, later, "answer to " + state));
        }

        reopen();

        assertThat(of(outbox().undelivered()).stream().map(Outbox.OutboxEntry::state))
                .containsExactly(DeliveryState.PENDING, DeliveryState.UNDER_WAY);
        List<Outbox.OutboxEntry> thread =
                of(outbox().thread("mail", "incident-1", notices.get(0).to()));
        assertThat(thread.stream().map(Outbox.OutboxEntry::notification)).isEqualTo(notices);
        assertThat(thread.stream().map(Outbox.OutboxEntry::state)).containsExactly(DeliveryState.values());
        assertThat(thread).allSatisfy(entry -> {
            assertThat(entry.attempts()).isEqualTo(3);
            assertThat(entry.nextTryAt()).isEqualTo(later);
            assertThat(entry.lastAnswer()).isEqualTo("answer to " + entry.state());
        });
    }

    @Test
    default void mark_ofAnUnknownKey_doesNothing() throws Exception {
        of(outbox().updateState("nobody", DeliveryState.SENT, 1, SampleEvents.NINE, ""));

        assertThat(of(outbox().undelivered())).isEmpty();
    }

    @Test
    default void thread_ofOthers_staysApart() throws Exception {
        Notification mine = SampleEvents.notice("a", 1, SampleEvents.NINE);
        commit(List.of(), mine, SampleEvents.notice("b", 2, SampleEvents.NINE));

        assertThat(of(outbox().thread("mail", "incident-1", mine.to())).stream().map(Outbox.OutboxEntry::notification))
                .containsExactly(mine);
        assertThat(of(outbox().thread("webhook", "incident-1", mine.to()))).isEmpty();
        assertThat(of(outbox().thread("mail", "incident-1", "other@lincoln.example")))
                .isEmpty();
    }
}
