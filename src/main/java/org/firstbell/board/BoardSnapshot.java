package org.firstbell.board;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.firstbell.board.view.BoardView;
import org.firstbell.board.view.IncidentView;
import org.firstbell.board.view.SessionView;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Inventory;
import org.firstbell.wording.SchoolTimeFormat;

/**
 * Everything that can be seen, at one moment: what walls and pages show, and what REST answers. Immutable; shares with
 * the snapshot before it whatever did not change.
 */
public final class BoardSnapshot {
    private final BoardView view;
    private final Map<String, SessionView> sessions;
    private final Map<String, IncidentView> incidents;
    private final Configuration configuration;

    BoardSnapshot(
            BoardView live,
            Map<String, SessionView> sessions,
            Map<String, IncidentView> incidents,
            Configuration configuration) {
        this.view = live;
        this.sessions = sessions;
        this.incidents = incidents;
        this.configuration = configuration;
    }

    /** Times of the board as a whole. */
    public SchoolTimeFormat timeFormat() {
        return new SchoolTimeFormat(configuration.firstSchool().timezone());
    }

    /** Times of a device's or service's own school. */
    public SchoolTimeFormat timeFormat(Target target) {
        return new SchoolTimeFormat(configuration.school(target).timezone());
    }

    /** What walls and pages show: the sessions of today, the open incidents. */
    public BoardView view() {
        return view;
    }

    /** Every session of the plan, by start. */
    public Map<String, SessionView> sessions() {
        return sessions;
    }

    /** Every open incident, and those resolved in the last 30 days; newest first. */
    public Map<String, IncidentView> incidents() {
        return incidents;
    }

    /** The devices and services that may be asked for; how they stand is looked up then. */
    public Inventory inventory() {
        return configuration.inventory();
    }

    /** Some sessions as the JSON array of {@code GET /sessions}, in their order. */
    public String sessionsJson(List<String> ids) {
        List<SessionView> chosen = sessions.values().stream()
                .filter(view -> ids.contains(view.id()))
                .toList();
        return new String(BoardJson.toBytes(chosen), StandardCharsets.UTF_8);
    }
}
