package org.firstbell.probe.snmp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.firstbell.model.status.Sighting;
import org.firstbell.probe.profile.ReadingCollector;

/** Devices that a table knows an address of and nothing else, pinged: whoever answers is sighted. Confined to the polling loop. */
public final class SightingVerification {
    /** More than a school has in one router's table without being sighted otherwise; the rest waits for the next reading. */
    private static final int MAX_PINGS = 500;

    private SightingVerification() {}

    /** A machine asked for an echo. */
    @FunctionalInterface
    public interface EchoSender {
        void ping(String address, Consumer<Boolean> answers);
    }

    /** Pings them all; the answer has its further sightings when {@code done} runs. */
    public static void verify(ReadingCollector answer, EchoSender echo, Runnable done) {
        List<ReadingCollector.UnverifiedSighting> doubts = answer.unverifiedSightings();
        List<ReadingCollector.UnverifiedSighting> asked =
                List.copyOf(doubts.size() > MAX_PINGS ? doubts.subList(0, MAX_PINGS) : doubts);
        if (asked.isEmpty()) {
            done.run();
            return;
        }
        List<Sighting> awake = new ArrayList<>();
        int[] left = {asked.size()};
        for (ReadingCollector.UnverifiedSighting doubt : asked) {
            echo.ping(doubt.address(), answers -> {
                if (answers) {
                    awake.add(doubt.sighting());
                }
                left[0]--;
                if (left[0] == 0) {
                    answer.addVerified(awake);
                    done.run();
                }
            });
        }
    }
}
