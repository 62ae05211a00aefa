package org.firstbell.poll;

import java.time.Duration;
import org.firstbell.model.event.ProbeOutcome;

/** The receiver of poll outcomes, called on the polling loop. */
public interface PollListener {
    /** An attempt ended. Misses of a cycle that was answered meanwhile are not reported. */
    void outcome(ProbeOutcome outcome);

    /** How late after its tick a query began. */
    void lag(Duration lag);
}
