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
 * @param causes whether something fell into trouble, came out of it or changed in it, or a verdict is another: what
 *     incidents hang on at once. Everything else they may learn a second later
 * @param blindness whether Firstbell became blind, or sees again
 */
public record Changes(
        Set<Target> targets, Set<SessionId> sessions, Set<SessionId> verdicts, boolean causes, boolean blindness) {
    /** Nothing. */
    public static final Changes NONE = new Changes(Set.of(), Set.of(), Set.of(), false, false);

    public Changes {
        targets = Collections.unmodifiableSet(new LinkedHashSet<>(targets));
        verdicts = Collections.unmodifiableSet(new LinkedHashSet<>(verdicts));
        sessions = Collections.unmodifiableSet(new LinkedHashSet<>(sessions));
    }

    public boolean isEmpty() {
        return targets.isEmpty() && sessions.isEmpty() && !blindness;
    }
}
