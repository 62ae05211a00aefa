package org.firstbell.poll;

import java.time.Duration;
import org.firstbell.model.event.ProbeOutcome;

/** The receiver of poll outcomes, called on the polling loop. */
public interface PollListener {
    /** A look ended. Misses of a sequence that was answered meanwhile are not told. */
    void outcome(ProbeOutcome outcome);

    /** How late behind its grid a beat began. */
    void lag(Duration lag);
}
