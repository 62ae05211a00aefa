package org.firstbell.readiness;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;

/**
 * The changes that one event made to what is judged.
 *
 * @param sessions that stand otherwise than before, be it by a count
 * @param changedVerdicts those of them whose verdict or word is another
 * @param affectsCauses whether something fell into trouble, came out of it or changed in it, or a verdict is another: what
 *     incidents hang on at once. Everything else they may learn a second later
 * @param visibilityChanged whether Firstbell became blind, or sees again
 */
public record ReadinessChanges(
        Set<Target> targets,
        Set<SessionId> sessions,
        Set<SessionId> changedVerdicts,
        boolean affectsCauses,
        boolean visibilityChanged) {
    /** Nothing. */
    public static final ReadinessChanges NONE = new ReadinessChanges(Set.of(), Set.of(), Set.of(), false, false);

    public ReadinessChanges {
        targets = Collections.unmodifiableSet(new LinkedHashSet<>(targets));
        changedVerdicts = Collections.unmodifiableSet(new LinkedHashSet<>(changedVerdicts));
        sessions = Collections.unmodifiableSet(new LinkedHashSet<>(sessions));
    }

    public boolean isEmpty() {
        return targets.isEmpty() && sessions.isEmpty() && !visibilityChanged;
    }
}
