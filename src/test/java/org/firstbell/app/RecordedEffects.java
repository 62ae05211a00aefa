package org.firstbell.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.Journal;
import org.firstbell.model.Notice;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Target;

/** The effects of a pipeline as one list of lines, in the order in which they were asked for. Confined to one test. */
final class RecordedEffects implements Pipeline.Outlets {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void commit(Journal.Commit commit) {
        for (IncidentEvent event : commit.events()) {
            lines.add("event " + event.getClass().getSimpleName() + " #"
                    + event.incident().number());
        }
        commit.actions()
                .forEach(action -> lines.add("action " + action.getClass().getSimpleName()));
        for (Notice notice : commit.notices()) {
            lines.add("notice " + notice.kind() + " [" + notice.state() + "] to " + notice.to());
        }
        lines.add("committed");
    }

    @Override
    public void verdict(SessionStanding standing) {
        lines.add("verdict " + standing.id().value() + " " + standing.verdict());
    }

    @Override
    public void lookNow(Set<Target> targets) {
        lines.add("look " + names(targets));
    }

    @Override
    public void show(Set<Target> changed, boolean urgent) {
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
