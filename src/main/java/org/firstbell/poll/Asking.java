package org.firstbell.poll;

import java.time.Duration;
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
     * When the second look begins after the first, and the third after the second. With the default timeout and retries
     * the decision falls 4.3 s after the first request (contract, Looking again).
     */
    private static final List<Duration> AGAIN = List.of(Duration.ofMillis(800), Duration.ofMillis(1200));

    /** What an asking tells its poller. */
    interface Poll {
        Timers timers();

        Look look(Asking asking, int number);

        void came(Asking asking, ProbeOutcome outcome);

        void ended(Asking asking);
    }

    final Probe probe;
    final Part part;
    final Lane lane;
    final double phase;
    /** The questions that its probe had when this one was learned. */
    List<Part> family;
    /** How often it is asked at present. */
    Duration interval = Duration.ZERO;
    /** Its next beat, in milliseconds since 1970; set by its queue. */
    long beat;
    /** Whether it is in its queue; set by it. */
    boolean queued;

    private final Poll poll;
    /** The looks after one beat are a round; what comes of an earlier one is not told. */
    private int round;

    private boolean open;
    private int planned;
    private int begun;
    private int missed;
    private Timers.@Nullable Handle nextLook;
    private boolean down;
    private boolean returned;

    Asking(Probe probe, Part part, List<Part> family, Lane lane, Poll poll) {
        this.probe = probe;
        this.part = part;
        this.family = family;
        this.lane = lane;
        this.poll = poll;
        this.phase = Grid.phase(probe.target() + "/" + probe.kind() + "/" + part.name());
    }

    Target target() {
        return probe.target();
    }

    boolean underWay() {
        return open;
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
        round++;
        open = true;
        planned = part.life() && !down ? 1 + AGAIN.size() : 1;
        begun = 0;
        missed = 0;
        look();
    }

    /** The next look of the round; the one after it begins in its own time, whether this one has ended or not. */
    private void look() {
        nextLook = null;
        if (begun + 1 < planned) {
            nextLook = poll.timers().after(AGAIN.get(begun), this::look);
        }
        int number = ++begun;
        int of = round;
        probe.ask(part, poll.look(this, number), outcome -> came(of, outcome));
    }

    private void came(int of, ProbeOutcome outcome) {
        if (of != round || !open) {
            return;
        }
        boolean answered = outcome instanceof ProbeOutcome.Answered;
        boolean last = answered || ++missed >= planned;
        if (last) {
            stop();
            returned = answered && down;
            down = !answered && part.life() && !(outcome instanceof ProbeOutcome.Skipped);
        }
        poll.came(this, outcome);
        if (last) {
            poll.ended(this);
        }
    }

    /** Forgets what is under way; what still comes is not told. */
    void stop() {
        open = false;
        if (nextLook != null) {
            nextLook.cancel();
            nextLook = null;
        }
    }
}
