package org.firstbell.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.DeviceId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.status.Assessment;

/**
 * One cause, one incident: reads the assessment, finds causes, and leads each incident through its life. Confined to the
 * core loop; the same assessments give the same events.
 */
public final class IncidentTracker {
    private final TopologyIndex topology;
    private final IncidentWording wording;
    private final Configuration configuration;
    private final IncidentConfirmation confirmation;
    private final IncidentRegistry registry = new IncidentRegistry();
    private boolean settled;

    /** Knows of no incident yet. */
    public IncidentTracker(Configuration configuration) {
        this.configuration = configuration;
        this.topology = new TopologyIndex(configuration);
        this.wording = new IncidentWording(topology);
        this.confirmation = new IncidentConfirmation(configuration.polling());
    }

    /**
     * Goes on where an earlier life ended.
     *
     * @param events of every incident that is open or ended in the last 30 days, oldest first
     * @param lastNumber the highest number ever given; 0 for none
     */
    public void restore(List<IncidentEvent> events, long lastNumber) {
        registry.countFrom(lastNumber);
        events.forEach(registry::apply);
        settled = false;
    }

    /** The testing devices that open incidents say fell silent, and when: what a restart must not forget. */
    public Map<DeviceId, Instant> silentSeats() {
        Map<DeviceId, Instant> silent = new HashMap<>();
        for (Incident incident : registry.open()) {
            if (incident.recoveringSince().isEmpty() && CauseSearch.SILENCE_CHECKS.contains(incident.check())) {
                List<DeviceId> seats = incident.cause().kind() == Cause.CauseKind.GROUP
                        ? incident.affected().devices()
                        : List.of(new DeviceId(incident.cause().id()));
                seats.stream()
                        .filter(topology::isTestingDevice)
                        .forEach(seat -> silent.merge(seat, incident.firstSignAt(), IncidentTracker::earlier));
            }
        }
        return silent;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /** Every incident that is not resolved, oldest first. */
    public Collection<Incident> open() {
        return registry.open();
    }

    /** Those that were resolved in the last 30 days, in the order of their ends. */
    public Collection<Incident> recentlyResolved() {
        return registry.resolved();
    }

    /** An open or recent incident. */
    public Optional<Incident> find(IncidentId id) {
        return registry.find(id);
    }

    /** Takes an event that came from elsewhere: somebody was told. */
    public void apply(IncidentEvent event) {
        registry.apply(event);
        settled = false;
    }

    /**
     * What staff said or did, as events that are applied already; empty when it changes nothing. Closing by hand changes
     * nothing that is measured: the cause is watched on, and opens a new incident when it fails again after it was well,
     * or weighs more or hits other sessions than when it was closed.
     */
    public List<IncidentEvent> recordStaffAction(StaffAction.IncidentAction action, Instant now) {
        List<IncidentEvent> events = registry.find(action.incident())
                .flatMap(incident -> eventOf(incident, action, now))
                .map(List::of)
                .orElse(List.of());
        events.forEach(registry::apply);
        settled = false;
        return events;
    }

    private static Optional<IncidentEvent> eventOf(Incident incident, StaffAction.IncidentAction action, Instant now) {
        IncidentId id = incident.id();
        if (action instanceof StaffAction.IncidentNoteAdded) {
            return Optional.of(new IncidentEvent.Noted(id, now, action.by(), action.note()));
        } else if (!incident.isOpen()) {
            return Optional.empty();
        } else if (action instanceof StaffAction.IncidentTaken) {
            return Optional.of(new IncidentEvent.Acknowledged(id, now, action.by(), action.note()));
        } else if (action instanceof StaffAction.IncidentHandedBack) {
            return incident.owner().map(owner -> new IncidentEvent.Released(id, now, action.by()));
        }
        return Optional.of(
                new IncidentEvent.Resolved(id, now, Optional.of(action.by()), closedByHand(incident, action.note())));
    }

    private static String closedByHand(Incident incident, String note) {
        String how = incident.recoveringSince().isPresent() ? "closed by hand" : "closed by hand, not measured well";
        return note.isBlank() ? how : how + ": " + note;
    }

    /**
     * Whether the causes were searched and nothing waits any more: as long as nothing is judged otherwise and nobody does
     * anything, {@link #advance} would bring nothing however much time passes, and {@link #timePassed} is enough.
     */
    public boolean isSettled() {
        return settled;
    }

    /** Takes that time passed while all is settled. */
    public void timePassed(Instant now) {
        registry.forget(now);
    }

    /**
     * Takes that something changed or time passed.
     *
     * @return what happened, applied here already, and what must be looked at at once
     */
    public AdvanceResult advance(Assessment assessment, Instant now) {
        registry.forget(now);
        boolean repeatable = false;
        AdvanceStep step = new AdvanceStep(
                registry, confirmation, wording, configuration.polling().settleTime(), now);
        if (assessment.visibilityLoss().isPresent()) {
            step.visibilityLost(assessment.visibilityLoss().get());
        } else {
            SearchInput input = new SearchInput(assessment, topology, now, registry::firstSign);
            CauseSearch search = new CauseSearch(
                    input, wording, registry, configuration.polling().settleTime());
            registry.recordMissing(search.seatSearch().allSeats(), now);
            step.processCandidates(input, search.candidates());
            repeatable = search.isRepeatable();
        }
        settled = repeatable && step.isSettled();
        return step.result();
    }
}
