package org.firstbell.app;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.firstbell.model.Target;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.StaffAction;

/** What the store held at the start and what was committed since: the past of the next configured core. Confined to the core's loop. */
final class AccumulatedHistory {
    private final List<IncidentEvent> events;
    private final List<StaffAction> actions;
    private final Journal.RecoveredHistory recoveredAtStart;
    private final Set<Target> reached;

    AccumulatedHistory(Journal.RecoveredHistory recovered) {
        this.events = new ArrayList<>(recovered.events());
        this.actions = new ArrayList<>(recovered.actions());
        this.recoveredAtStart = recovered;
        this.reached = new HashSet<>(recovered.reached());
    }

    void add(Journal.JournalCommit commit) {
        events.addAll(commit.events());
        actions.addAll(commit.actions());
    }

    /** Takes what was reached by now; what is new among it. */
    Set<Target> addReached(Collection<Target> targets) {
        Set<Target> fresh = new HashSet<>(targets);
        fresh.removeAll(reached);
        reached.addAll(fresh);
        return fresh;
    }

    Journal.RecoveredHistory toRecovered() {
        long highest = events.stream()
                .mapToLong(event -> event.incident().number())
                .max()
                .orElse(0);
        return new Journal.RecoveredHistory(
                events,
                actions,
                recoveredAtStart.notifications(),
                reached,
                Math.max(recoveredAtStart.lastIncidentNumber(), highest));
    }
}
