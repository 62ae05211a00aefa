package org.firstbell.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.Assessment;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.IncidentId;
import org.firstbell.model.StaffAction;
import org.firstbell.model.setup.Configuration;

/**
 * One cause, one incident: reads the assessment, finds causes, and leads each incident through its life. Confined to the
 * core loop; the same assessments give the same events.
 */
public final class Incidents {
    private final Campus campus;
    private final Phrases phrases;
    private final Configuration configuration;
    private final Patience patience;
    private final Book book = new Book();
    private boolean settled;

    /** Knows of no incident yet. */
    public Incidents(Configuration configuration) {
        this.configuration = configuration;
        this.campus = new Campus(configuration);
        this.phrases = new Phrases(campus);
        this.patience = new Patience(configuration.polling());
    }

    /**
     * Goes on where an earlier life ended.
     *
     * @param events of every incident that is open or ended in the last 30 days, oldest first
     * @param lastNumber the highest number ever given; 0 for none
     */
    public void restore(List<IncidentEvent> events, long lastNumber) {
        book.countFrom(lastNumber);
        events.forEach(book::take);
        settled = false;
    }

    /** Every incident that is not resolved, oldest first. */
    public Collection<Incident> open() {
        return book.open();
    }

    /** Those that were resolved in the last 30 days, in the order of their ends. */
    public Collection<Incident> recent() {
        return book.resolved();
    }

    /** An open or recent incident. */
    public Optional<Incident> find(IncidentId id) {
        return book.find(id);
    }

    /** Takes an event that came from elsewhere: somebody was told. */
    public void apply(IncidentEvent event) {
        book.take(event);
        settled = false;
    }

    /**
     * What staff said or did, as events that are applied already; empty when it changes nothing. Closing by hand changes
     * nothing that is measured: the cause is watched on, and opens a new incident when it fails again after it was well,
     * or weighs more or hits other sessions than when it was closed.
     */
    public List<IncidentEvent> staff(StaffAction.OnIncident action, Instant now) {
        List<IncidentEvent> events = book.find(action.incident())
                .flatMap(incident -> event(incident, action, now))
                .map(List::of)
                .orElse(List.of());
        events.forEach(book::take);
        settled = false;
        return events;
    }

    private static Optional<IncidentEvent> event(Incident incident, StaffAction.OnIncident action, Instant now) {
        IncidentId id = incident.id();
        if (action instanceof StaffAction.NoteAdded) {
            return Optional.of(new IncidentEvent.Noted(id, now, action.by(), action.note()));
        } else if (!incident.isOpen()) {
            return Optional.empty();
        } else if (action instanceof StaffAction.Taken) {
            return Optional.of(new IncidentEvent.Acknowledged(id, now, action.by(), action.note()));
        } else if (action instanceof StaffAction.HandedBack) {
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
     * anything, {@link #advance} would bring nothing however much time passes, and {@link #pass} is enough.
     */
    public boolean isSettled() {
        return settled;
    }

    /** Takes that time passed while all is settled. */
    public void pass(Instant now) {
        book.forget(now);
    }

    /**
     * Takes that something changed or time passed.
     *
     * @return what happened, applied here already, and what must be looked at at once
     */
    public Advance advance(Assessment assessment, Instant now) {
        book.forget(now);
        boolean repeatable = false;
        Step step = new Step(book, patience, phrases, configuration.polling().settle(), now);
        if (assessment.blindness().isPresent()) {
            step.blind(assessment.blindness().get());
        } else {
            Scene scene = new Scene(assessment, campus, now, book::firstSign);
            Search search =
                    new Search(scene, phrases, book, configuration.polling().settle());
            book.missing(search.seats().all(), now);
            step.see(scene, search.troubles());
            repeatable = search.isRepeatable();
        }
        settled = repeatable && step.isSettled();
        return step.advance();
    }
}
