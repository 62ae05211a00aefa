package org.firstbell.model.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.CheckId;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Phrase;
import org.firstbell.model.status.Severity;

/**
 * One cause and everything it hits, from first sign to all-clear: the fold of its events.
 *
 * @param check what fails: the check that a remedy is anchored to
 * @param recoveringSince its checks have passed since then
 * @param flapping three changes in ten minutes: recovery must hold five
 * @param timeline oldest first; entries are never edited
 */
public record Incident(
        IncidentId id,
        IncidentState state,
        Severity severity,
        Cause cause,
        CheckId check,
        Phrase summary,
        Phrase remedy,
        Instant firstSignAt,
        Instant openedAt,
        Optional<Instant> recoveringSince,
        Optional<Instant> resolvedAt,
        boolean flapping,
        Affected affected,
        Optional<IncidentOwner> owner,
        List<TimelineEntry> timeline) {

    /** The states of its life. */
    public enum IncidentState {
        OPEN,
        ACKNOWLEDGED,
        RESOLVED
    }

    /** The person who has taken an incident, by role or the name that staff gave. */
    public record IncidentOwner(String by, Instant at) {}

    /** One line of the timeline. */
    public record TimelineEntry(Instant at, String text, Optional<String> by) {}

    public Incident {
        timeline = List.copyOf(timeline);
    }

    /** Whether it is not resolved. */
    public boolean isOpen() {
        return state != IncidentState.RESOLVED;
    }

    /** The incident an {@link IncidentEvent.Opened} begins. */
    public static Incident opened(IncidentEvent.Opened event) {
        return new Incident(
                event.incident(),
                IncidentState.OPEN,
                event.severity(),
                event.cause(),
                event.check(),
                event.summary(),
                event.remedy(),
                event.firstSignAt(),
                event.at(),
                Optional.empty(),
                Optional.empty(),
                false,
                event.affected(),
                Optional.empty(),
                List.of(new TimelineEntry(event.at(), event.summary().full(), Optional.empty())));
    }

    /** The incident after one more of its own events. */
    public Incident apply(IncidentEvent event) {
        if (!event.incident().equals(id)) {
            throw new IllegalArgumentException("event of incident " + event.incident() + " applied to " + id);
        }
        IncidentBuilder next = new IncidentBuilder(this);
        if (event instanceof IncidentEvent.Changed changed) {
            if (!changed.summary().equals(summary) || changed.severity() != severity) {
                next.addEntry(changed.at(), changed.summary().full(), Optional.empty());
            }
            next.cause = changed.cause();
            next.check = changed.check();
            next.severity = changed.severity();
            next.summary = changed.summary();
            next.remedy = changed.remedy();
            next.affected = changed.affected();
        } else if (event instanceof IncidentEvent.Merged joined) {
            next.resolve(joined.at(), "part of incident #" + joined.into(), Optional.empty());
        } else if (event instanceof IncidentEvent.Recovering recovering) {
            next.recoveringSince = Optional.of(recovering.at());
            next.flapping = recovering.flapping();
            next.addEntry(
                    recovering.at(),
                    recovering.flapping()
                            ? "measured well again; it comes and goes, so held longer"
                            : "measured well again",
                    Optional.empty());
        } else if (event instanceof IncidentEvent.Relapsed relapsed) {
            next.recoveringSince = Optional.empty();
            next.flapping = relapsed.flapping();
            next.addEntry(relapsed.at(), "failed again", Optional.empty());
        } else if (event instanceof IncidentEvent.Resolved resolved) {
            next.resolve(resolved.at(), resolved.reason(), resolved.by());
        } else if (event instanceof IncidentEvent.Acknowledged taken) {
            next.state = state == IncidentState.RESOLVED ? state : IncidentState.ACKNOWLEDGED;
            next.owner = Optional.of(new IncidentOwner(taken.by(), taken.at()));
            next.addEntry(
                    taken.at(), taken.note().isBlank() ? "taken" : "taken: " + taken.note(), Optional.of(taken.by()));
        } else if (event instanceof IncidentEvent.Released released) {
            next.state = state == IncidentState.RESOLVED ? state : IncidentState.OPEN;
            next.owner = Optional.empty();
            next.addEntry(released.at(), "handed back", Optional.of(released.by()));
        } else if (event instanceof IncidentEvent.Noted noted) {
            next.addEntry(noted.at(), noted.text(), Optional.of(noted.by()));
        } else if (event instanceof IncidentEvent.Notified told) {
            next.addEntry(told.at(), told.text(), Optional.empty());
        } else {
            throw new IllegalArgumentException("an incident opens once");
        }
        return next.build();
    }

    /** The next state while one event is applied; lives inside {@link #apply}. */
    private static final class IncidentBuilder {
        private final Incident before;
        private IncidentState state;
        private Severity severity;
        private Cause cause;
        private CheckId check;
        private Phrase summary;
        private Phrase remedy;
        private Optional<Instant> recoveringSince;
        private Optional<Instant> resolvedAt;
        private boolean flapping;
        private Affected affected;
        private Optional<IncidentOwner> owner;
        private final List<TimelineEntry> timeline;

        private IncidentBuilder(Incident was) {
            this.before = was;
            this.state = was.state;
            this.severity = was.severity;
            this.cause = was.cause;
            this.check = was.check;
            this.summary = was.summary;
            this.remedy = was.remedy;
            this.recoveringSince = was.recoveringSince;
            this.resolvedAt = was.resolvedAt;
            this.flapping = was.flapping;
            this.affected = was.affected;
            this.owner = was.owner;
            this.timeline = new ArrayList<>(was.timeline);
        }

        private void addEntry(Instant at, String what, Optional<String> by) {
            timeline.add(new TimelineEntry(at, what, by));
        }

        private void resolve(Instant at, String reason, Optional<String> by) {
            state = IncidentState.RESOLVED;
            resolvedAt = Optional.of(at);
            addEntry(at, reason, by);
        }

        private Incident build() {
            return new Incident(
                    before.id,
                    state,
                    severity,
                    cause,
                    check,
                    summary,
                    remedy,
                    before.firstSignAt,
                    before.openedAt,
                    recoveringSince,
                    resolvedAt,
                    flapping,
                    affected,
                    owner,
                    timeline);
        }
    }
}
