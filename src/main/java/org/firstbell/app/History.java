package org.firstbell.app;

import java.util.ArrayList;
import java.util.List;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.Journal;
import org.firstbell.model.Notice;
import org.firstbell.model.Outbox;
import org.firstbell.model.StaffAction;

/** What the store held at the start and what was committed since: the past of the next duty. Confined to the core's loop. */
final class History {
    private final List<IncidentEvent> events;
    private final List<StaffAction> actions;
    private final List<Outbox.Entry> notices;
    private final long lastNumber;

    History(Journal.Recovered recovered) {
        this.events = new ArrayList<>(recovered.events());
        this.actions = new ArrayList<>(recovered.actions());
        this.notices = new ArrayList<>(recovered.notices());
        this.lastNumber = recovered.lastIncidentNumber();
    }

    void add(Journal.Commit commit) {
        events.addAll(commit.events());
        actions.addAll(commit.actions());
        for (Notice notice : commit.notices()) {
            notices.add(new Outbox.Entry(notice, Outbox.State.PENDING, 0, notice.dueAt(), ""));
        }
    }

    Duty.Past past() {
        long highest = events.stream()
                .mapToLong(event -> event.incident().number())
                .max()
                .orElse(0);
        return new Duty.Past(events, actions, notices, Math.max(lastNumber, highest));
    }
}
