package org.firstbell.readiness.target;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/** The target states that one event touched, each once, in the order in which it did. Confined to the core loop. */
public final class UpdatedTargets implements Iterable<TargetState> {
    private final List<TargetState> targets = new ArrayList<>();

    public void add(TargetState target) {
        if (!target.updated) {
            target.updated = true;
            targets.add(target);
        }
    }

    public void addAll(Collection<TargetState> some) {
        some.forEach(this::add);
    }

    /** Begins anew; costs as much as was touched. */
    public void clear() {
        targets.forEach(target -> target.updated = false);
        targets.clear();
    }

    @Override
    public Iterator<TargetState> iterator() {
        return targets.iterator();
    }
}
