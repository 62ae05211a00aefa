package org.firstbell.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.firstbell.model.Sighting;

/** Devices that a table knows an address of and nothing else, pinged: whoever answers is sighted. Confined to the polling loop. */
final class Doubts {
    /** More than a school has in one router's table without being sighted otherwise; the rest waits for the next reading. */
    private static final int MOST = 500;

    private Doubts() {}

    /** A machine asked for an echo. */
    @FunctionalInterface
    interface Echo {
        void ask(String address, Consumer<Boolean> answers);
    }

    /** Pings them all; the answer has its further sightings when {@code done} runs. */
    static void settle(Answer answer, Echo echo, Runnable done) {
        List<Answer.Doubt> doubts = answer.doubts();
        List<Answer.Doubt> asked = List.copyOf(doubts.size() > MOST ? doubts.subList(0, MOST) : doubts);
        if (asked.isEmpty()) {
            done.run();
            return;
        }
        List<Sighting> awake = new ArrayList<>();
        int[] left = {asked.size()};
        for (Answer.Doubt doubt : asked) {
            echo.ask(doubt.address(), answers -> {
                if (answers) {
                    awake.add(doubt.sighting());
                }
                left[0]--;
                if (left[0] == 0) {
                    answer.alsoSighted(awake);
                    done.run();
                }
            });
        }
    }
}
