package org.firstbell.app;

import java.util.Set;
import org.firstbell.model.Target;
import org.firstbell.model.event.Journal;
import org.firstbell.model.status.SessionAssessment;

/** The effects that the pipeline has on everything outside the core. Each call returns at once. */
interface CoreEffects {
    /** Writes down in one transaction; delivery of the notifications starts when that is done. */
    void commit(Journal.JournalCommit commit);

    /** A session's verdict or label changed. */
    void verdictChanged(SessionAssessment assessment);

    /** Polls these for a sign of life at once. */
    void pollNow(Set<Target> targets);

    /** Something that the board shows changed, these targets among it; urgent when it is a verdict or an incident. */
    void boardChanged(Set<Target> changed, boolean urgent);
}
