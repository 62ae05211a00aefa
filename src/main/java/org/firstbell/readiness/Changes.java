package org.firstbell.readiness;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;

/**
 * What one event changed in what is judged.
 *
 * @param sessions that stand otherwise than before, be it by a count
 * @param verdicts those of them whose verdict or word is another
 * @param blindness whether Firstbell became blind, or sees again
 */
public record Changes(Set<Target> targets, Set<SessionId> sessions, Set<SessionId> verdicts, boolean blindness) {
    /** Nothing. */
    public static final Changes NONE = new Changes(Set.of(), Set.of(), Set.of(), false);

    public Changes {
        targets = Collections.unmodifiableSet(new LinkedHashSet<>(targets));
        verdicts = Collections.unmodifiableSet(new LinkedHashSet<>(verdicts));
        sessions = Collections.unmodifiableSet(new LinkedHashSet<>(sessions));
    }

    public boolean isEmpty() {
        return targets.isEmpty() && sessions.isEmpty() && !blindness;
    }
}
