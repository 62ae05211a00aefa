package org.firstbell.history;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.firstbell.model.IncidentId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal.JournalCommit;
import org.firstbell.model.event.Notification;
import org.firstbell.model.event.Outbox;
import org.firstbell.model.event.StaffAction;

/**
 * A program that opens a store and commits a known sequence for ever, telling on standard output what was acknowledged:
 * {@code commit 17}, {@code mark 17}. Its end is to be killed.
 */
final class WritesUntilKilled {
    static final int PARTS = 5;

    private WritesUntilKilled() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        HistoryStore store = HistoryStore.open(Path.of(args[0]), () -> SampleEvents.NINE);
        long first = store.recover().lastIncidentNumber() + 1;
        for (long n = first; ; n++) {
            long number = n;
            CountDownLatch acknowledged = new CountDownLatch(1);
            store.commit(commit(number), result -> {
                out.println((result.isEmpty() ? "commit " : "failed ") + number);
                acknowledged.countDown();
            });
            store.updateState(key(number), Outbox.DeliveryState.SENT, 1, SampleEvents.NINE, "250 ok " + number)
                    .thenRun(() -> out.println("mark " + number));
            if (n % 3 == 0) {
                acknowledged.await();
            }
        }
    }

    static String key(long number) {
        return "incident-" + number + "/1";
    }

    static JournalCommit commit(long number) {
        List<IncidentEvent> events = new ArrayList<>();
        events.add(SampleEvents.opened(number, SampleEvents.NINE));
        for (int i = 1; i < PARTS; i++) {
            events.add(new IncidentEvent.Noted(new IncidentId(number), SampleEvents.NINE, "by", "part " + i));
        }
        StaffAction action =
                new StaffAction.SessionStarted(new SessionId("ela-7"), SampleEvents.NINE, "by", "" + number);
        Notification notification = SampleEvents.notice(key(number), number, SampleEvents.NINE);
        return new JournalCommit(events, List.of(action), List.of(notification));
    }
}
