package org.firstbell.incident;

import java.time.Instant;
import java.util.Set;
import org.firstbell.model.CheckId;
import org.firstbell.model.Phrase;
import org.firstbell.model.SignalName;
import org.firstbell.model.Target;
import org.firstbell.model.event.Affected;
import org.firstbell.model.event.Cause;
import org.firstbell.model.status.Severity;

/**
 * One cause that fails now, with everything that it explains.
 *
 * @param check what fails
 * @param firstSign the first failed look behind it
 * @param members the failing things that it explains, itself included
 * @param signals what the check rests on; empty for silence
 * @param mayWait it may wait for others to join it: nobody is told of it
 */
record CauseCandidate(
        Cause cause,
        CheckId check,
        Severity severity,
        Instant firstSign,
        Phrase summary,
        Phrase remedy,
        Affected affected,
        Set<Target> members,
        Set<SignalName> signals,
        boolean mayWait) {
    CauseCandidate {
        members = Set.copyOf(members);
        signals = Set.copyOf(signals);
    }
}
