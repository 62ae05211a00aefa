package org.firstbell.history;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Journal.Commit;
import org.firstbell.model.Notice;
import org.firstbell.model.Outbox;
import org.firstbell.model.SessionId;
import org.firstbell.model.StaffAction;

/**
 * A program that opens a store and commits a known sequence for ever, telling on standard output what was acknowledged:
 * {@code commit 17}, {@code mark 17}. Its end is to be killed.
 */
final class WritesUntilKilled {
    static final int PARTS = 5;

    private WritesUntilKilled() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Store store = Store.open(Path.of(args[0]), () -> Samples.NINE);
        long first = store.recover().lastIncidentNumber() + 1;
        for (long n = first; ; n++) {
            long number = n;
            CountDownLatch acknowledged = new CountDownLatch(1);
            store.commit(commit(number), result -> {
                out.println((result.isEmpty() ? "commit " : "failed ") + number);
                acknowledged.countDown();
            });
            store.mark(key(number), Outbox.State.SENT, 1, Samples.NINE, "250 ok " + number)
                    .thenRun(() -> out.println("mark " + number));
            if (n % 3 == 0) {
                acknowledged.await();
            }
        }
    }

    static String key(long number) {
        return "incident-" + number + "/1";
    }

    static Commit commit(long number) {
        List<IncidentEvent> events = new ArrayList<>();
        events.add(Samples.opened(number, Samples.NINE));
        for (int i = 1; i < PARTS; i++) {
            events.add(new IncidentEvent.Noted(new IncidentId(number), Samples.NINE, "by", "part " + i));
        }
        StaffAction action = new StaffAction.Started(new SessionId("ela-7"), Samples.NINE, "by", "" + number);
        Notice notice = Samples.notice(key(number), number, Samples.NINE);
        return new Commit(events, List.of(action), List.of(notice));
    }
}
