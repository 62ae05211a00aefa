package org.firstbell.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.firstbell.model.Target;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.Journal;
import org.firstbell.model.event.Notification;
import org.firstbell.model.status.SessionAssessment;

/** The effects of a pipeline as one list of lines, in the order in which they were asked for. Confined to one test. */
final class RecordedEffects implements CoreEffects {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void commit(Journal.JournalCommit commit) {
        for (IncidentEvent event : commit.events()) {
            lines.add("event " + event.getClass().getSimpleName() + " #"
                    + event.incident().number());
        }
        commit.actions()
                .forEach(action -> lines.add("action " + action.getClass().getSimpleName()));
        for (Notification notification : commit.notifications()) {
            lines.add("notice " + notification.kind() + " [" + notification.stateLabel() + "] to " + notification.to());
        }
        lines.add("committed");
    }

    @Override
    public void verdictChanged(SessionAssessment assessment) {
        lines.add("verdict " + assessment.id().value() + " " + assessment.verdict());
    }

    @Override
    public void pollNow(Set<Target> targets) {
        lines.add("look " + names(targets));
    }

    @Override
    public void boardChanged(Set<Target> changed, boolean urgent) {
        lines.add("board " + names(changed) + (urgent ? " at once" : ""));
    }

    private static String names(Set<Target> targets) {
        Set<String> names = new TreeSet<>();
        targets.forEach(target -> names.add(target.value()));
        return names.toString();
    }

    /** The effects since the last call. */
    List<String> taken() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }
}
