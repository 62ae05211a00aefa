package org.firstbell.app;

import java.util.ArrayList;
import java.util.List;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.Journal;
import org.firstbell.model.StaffAction;

/** What the store held at the start and what was committed since: the past of the next duty. Confined to the core's loop. */
final class History {
    private final List<IncidentEvent> events;
    private final List<StaffAction> actions;
    private final Journal.Recovered first;

    History(Journal.Recovered recovered) {
        this.events = new ArrayList<>(recovered.events());
        this.actions = new ArrayList<>(recovered.actions());
        this.first = recovered;
    }

    void add(Journal.Commit commit) {
        events.addAll(commit.events());
        actions.addAll(commit.actions());
    }

    Journal.Recovered past() {
        long highest = events.stream()
                .mapToLong(event -> event.incident().number())
                .max()
                .orElse(0);
        return new Journal.Recovered(events, actions, first.notices(), Math.max(first.lastIncidentNumber(), highest));
    }
}
