package org.firstbell.poll;

import java.time.Duration;
import org.firstbell.model.ProbeOutcome;

/** Who is told what came of asking; called on the polling loop. */
public interface PollListener {
    /** A look ended. Misses of a sequence that was answered meanwhile are not told. */
    void outcome(ProbeOutcome outcome);

    /** How late behind its grid a beat began. */
    void lag(Duration lag);
}
