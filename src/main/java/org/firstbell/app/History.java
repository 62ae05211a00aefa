package org.firstbell.app;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.Journal;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Target;

/** What the store held at the start and what was committed since: the past of the next duty. Confined to the core's loop. */
final class History {
    private final List<IncidentEvent> events;
    private final List<StaffAction> actions;
    private final Journal.Recovered first;
    private final Set<Target> reached;

    History(Journal.Recovered recovered) {
        this.events = new ArrayList<>(recovered.events());
        this.actions = new ArrayList<>(recovered.actions());
        this.first = recovered;
        this.reached = new HashSet<>(recovered.reached());
    }

    void add(Journal.Commit commit) {
        events.addAll(commit.events());
        actions.addAll(commit.actions());
    }

    /** Takes what was reached by now; what is new among it. */
    Set<Target> reached(Collection<Target> targets) {
        Set<Target> fresh = new HashSet<>(targets);
        fresh.removeAll(reached);
        reached.addAll(fresh);
        return fresh;
    }

    Journal.Recovered past() {
        long highest = events.stream()
                .mapToLong(event -> event.incident().number())
                .max()
                .orElse(0);
        return new Journal.Recovered(
                events, actions, first.notices(), reached, Math.max(first.lastIncidentNumber(), highest));
    }
}
