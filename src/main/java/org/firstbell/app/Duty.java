package org.firstbell.app;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.board.BoardSnapshot;
import org.firstbell.board.BoardStatus;
import org.firstbell.board.Boards;
import org.firstbell.board.Showing;
import org.firstbell.incident.Incidents;
import org.firstbell.model.Assessment;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Journal;
import org.firstbell.model.Phase;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.notify.Telling;
import org.firstbell.readiness.Readiness;

/**
 * What one configuration puts on duty: its judging, incidents, telling and board. A reload makes the next one whole and
 * hands over what happened so far. Confined to the core's event loop.
 */
final class Duty {
    private final Loaded loaded;
    private final Readiness readiness;
    private final Incidents incidents;
    private final Telling telling;
    private final Pipeline pipeline;
    private final Boards boards;
    private final Showing showing;

    /** What a duty needs of the process. */
    interface House {
        Showing showing(Boards boards, Duty duty);

        Pipeline.Outlets outlets(Duty duty);
    }

    Duty(Loaded loaded, Journal.Recovered past, Optional<Duty> before, House house, Instant now) {
        this.loaded = loaded;
        this.readiness = new Readiness(loaded.configuration(), loaded.checks(), now);
        this.incidents = new Incidents(loaded.configuration());
        this.boards = new Boards(loaded.configuration(), now);
        this.showing = house.showing(boards, this);
        readiness.restore(past.actions());
        incidents.restore(past.events(), past.lastIncidentNumber());
        readiness.restoreReached(past.reached());
        before.ifPresent(last -> readiness.continueFrom(last.readiness, now));
        this.telling = before.map(last -> last.telling.succeededBy(loaded.configuration()))
                .orElseGet(() -> restored(loaded.configuration(), past));
        this.pipeline = new Pipeline(readiness, incidents, telling, house.outlets(this));
    }

    private static Telling restored(Configuration configuration, Journal.Recovered past) {
        Telling telling = new Telling(configuration);
        telling.restore(past);
        return telling;
    }

    /** When the next mail about each open incident goes out if nothing changes. */
    Map<IncidentId, Instant> nextMails(Instant now) {
        List<IncidentId> open = incidents.open().stream().map(Incident::id).toList();
        return telling.nextMails(open, readiness.assessment(), now);
    }

    /** Targets that changed since the last call and were reached at least once. */
    Set<Target> takeReached() {
        return readiness.takeReached();
    }

    Configuration configuration() {
        return loaded.configuration();
    }

    Loaded loaded() {
        return loaded;
    }

    Assessment assessment() {
        return readiness.assessment();
    }

    Collection<Incident> open() {
        return incidents.open();
    }

    Optional<Incident> incident(IncidentId id) {
        return incidents.find(id);
    }

    void outcome(ProbeOutcome outcome, Instant now) {
        pipeline.outcome(outcome, now);
    }

    void tick(Instant now, boolean networkUp) {
        pipeline.tick(now, networkUp);
        showing.tick();
    }

    Optional<String> act(StaffAction action) {
        return pipeline.act(action);
    }

    void told(IncidentEvent.Told told) {
        pipeline.told(told);
    }

    void mark(Set<Target> changed, boolean urgent) {
        boards.changed(changed);
        showing.mark(urgent);
    }

    BoardSnapshot compose(BoardStatus status) {
        return boards.compose(readiness.assessment(), incidents.open(), incidents.recent(), status, false);
    }

    Map<SessionId, Phase> phases() {
        Map<SessionId, Phase> phases = new java.util.HashMap<>();
        for (SessionStanding standing : readiness.assessment().sessions()) {
            phases.put(standing.id(), standing.cancelled() ? Phase.DONE : standing.phase());
        }
        return phases;
    }
}
