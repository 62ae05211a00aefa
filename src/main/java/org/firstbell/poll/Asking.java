package org.firstbell.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Target;
import org.firstbell.model.Timers;
import org.firstbell.probe.Look;
import org.firstbell.probe.Part;
import org.firstbell.probe.Probe;
import org.jspecify.annotations.Nullable;

/** One question of one probe: its place on the grid and the looks under way. Confined to the polling loop. */
final class Asking {
    /**
     * When the second and third look begin after the first request. With the default timeout and retries the decision
     * falls 4.3 s after it (contract, Looking again).
     */
    private static final List<Duration> AGAIN = List.of(Duration.ofMillis(800), Duration.ofMillis(2000));

    /** What an asking tells its poller. */
    interface Poll {
        Timers timers();

        Look look(Asking asking, int number);

        void came(Asking asking, ProbeOutcome outcome);

        void ended(Asking asking);
    }

    final Probe probe;
    final Part part;
    final double phase;
    Instant beat;
    private final Poll poll;
    private @Nullable Round round;
    private boolean down;
    private boolean returned;

    Asking(Probe probe, Part part, Poll poll, Instant firstBeat) {
        this.probe = probe;
        this.part = part;
        this.poll = poll;
        this.phase = Grid.phase(probe.target() + "/" + probe.kind() + "/" + part.name());
        this.beat = firstBeat;
    }

    Target target() {
        return probe.target();
    }

    boolean underWay() {
        return round != null;
    }

    /** Whether its last looks were all missed. */
    boolean down() {
        return down;
    }

    /** Whether its last answer ended a silence. */
    boolean returned() {
        return returned;
    }

    /** Looks once, and for a question of life on a target not known to be down up to three times. */
    void begin() {
        Round next = new Round(part.life() && !down ? 1 + AGAIN.size() : 1);
        round = next;
        next.look(1);
        for (int i = 0; i < next.planned - 1 && round == next; i++) {
            int number = i + 2;
            next.waiting.add(poll.timers().after(AGAIN.get(i), () -> next.look(number)));
        }
    }

    /** Forgets what is under way; what still comes is not told. */
    void stop() {
        if (round != null) {
            round.close();
        }
    }

    /** The looks after one beat; over with the first answer or the last miss. */
    private final class Round {
        private final int planned;
        private final List<Timers.Handle> waiting = new ArrayList<>();
        private int missed;
        private boolean open = true;

        private Round(int planned) {
            this.planned = planned;
        }

        private void look(int number) {
            if (open) {
                probe.ask(part, poll.look(Asking.this, number), this::came);
            }
        }

        private void came(ProbeOutcome outcome) {
            if (!open) {
                return;
            }
            boolean answered = outcome instanceof ProbeOutcome.Answered;
            boolean last = answered || ++missed >= planned;
            if (last) {
                close();
                returned = answered && down;
                down = !answered && part.life() && !(outcome instanceof ProbeOutcome.Skipped);
            }
            poll.came(Asking.this, outcome);
            if (last) {
                poll.ended(Asking.this);
            }
        }

        private void close() {
            open = false;
            waiting.forEach(Timers.Handle::cancel);
            if (round == this) {
                round = null;
            }
        }
    }
}
