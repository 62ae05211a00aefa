package org.firstbell.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        State state,
        Severity severity,
        Cause cause,
        CheckId check,
        Words summary,
        Words remedy,
        Instant firstSignAt,
        Instant openedAt,
        Optional<Instant> recoveringSince,
        Optional<Instant> resolvedAt,
        boolean flapping,
        Affected affected,
        Optional<Owner> owner,
        List<Entry> timeline) {

    /** The states of its life. */
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        RESOLVED
    }

    /** Who has it, by role or the name staff gave. */
    public record Owner(String by, Instant at) {}

    /** One line of the timeline. */
    public record Entry(Instant at, String what, Optional<String> by) {}

    public Incident {
        timeline = List.copyOf(timeline);
    }

    /** Whether it is not resolved. */
    public boolean isOpen() {
        return state != State.RESOLVED;
    }

    /** The incident an {@link IncidentEvent.Opened} begins. */
    public static Incident opened(IncidentEvent.Opened event) {
        return new Incident(
                event.incident(),
                State.OPEN,
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
                List.of(new Entry(event.at(), event.summary().full(), Optional.empty())));
    }

    /** The incident after one more of its own events. */
    public Incident after(IncidentEvent event) {
        if (!event.incident().equals(id)) {
            throw new IllegalArgumentException("event of incident " + event.incident() + " applied to " + id);
        }
        Fold next = new Fold(this);
        if (event instanceof IncidentEvent.Changed changed) {
            if (!changed.summary().equals(summary) || changed.severity() != severity) {
                next.entry(changed.at(), changed.summary().full(), Optional.empty());
            }
            next.cause = changed.cause();
            next.check = changed.check();
            next.severity = changed.severity();
            next.summary = changed.summary();
            next.remedy = changed.remedy();
            next.affected = changed.affected();
        } else if (event instanceof IncidentEvent.Joined joined) {
            next.resolve(joined.at(), "part of incident #" + joined.other(), Optional.empty());
        } else if (event instanceof IncidentEvent.Recovering recovering) {
            next.recoveringSince = Optional.of(recovering.at());
            next.flapping = recovering.flapping();
            next.entry(
                    recovering.at(),
                    recovering.flapping()
                            ? "measured well again; it comes and goes, so held longer"
                            : "measured well again",
                    Optional.empty());
        } else if (event instanceof IncidentEvent.Relapsed relapsed) {
            next.recoveringSince = Optional.empty();
            next.flapping = relapsed.flapping();
            next.entry(relapsed.at(), "failed again", Optional.empty());
        } else if (event instanceof IncidentEvent.Resolved resolved) {
            next.resolve(resolved.at(), resolved.reason(), resolved.by());
        } else if (event instanceof IncidentEvent.Acknowledged taken) {
            next.state = state == State.RESOLVED ? state : State.ACKNOWLEDGED;
            next.owner = Optional.of(new Owner(taken.by(), taken.at()));
            next.entry(
                    taken.at(), taken.note().isBlank() ? "taken" : "taken: " + taken.note(), Optional.of(taken.by()));
        } else if (event instanceof IncidentEvent.Released released) {
            next.state = state == State.RESOLVED ? state : State.OPEN;
            next.owner = Optional.empty();
            next.entry(released.at(), "handed back", Optional.of(released.by()));
        } else if (event instanceof IncidentEvent.Noted noted) {
            next.entry(noted.at(), noted.text(), Optional.of(noted.by()));
        } else if (event instanceof IncidentEvent.Told told) {
            next.entry(told.at(), told.what(), Optional.empty());
        } else {
            throw new IllegalArgumentException("an incident opens once");
        }
        return next.done();
    }

    /** The next state while one event is applied; lives inside {@link #after}. */
    private static final class Fold {
        private final Incident was;
        private State state;
        private Severity severity;
        private Cause cause;
        private CheckId check;
        private Words summary;
        private Words remedy;
        private Optional<Instant> recoveringSince;
        private Optional<Instant> resolvedAt;
        private boolean flapping;
        private Affected affected;
        private Optional<Owner> owner;
        private final List<Entry> timeline;

        private Fold(Incident was) {
            this.was = was;
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

        private void entry(Instant at, String what, Optional<String> by) {
            timeline.add(new Entry(at, what, by));
        }

        private void resolve(Instant at, String reason, Optional<String> by) {
            state = State.RESOLVED;
            resolvedAt = Optional.of(at);
            entry(at, reason, by);
        }

        private Incident done() {
            return new Incident(
                    was.id,
                    state,
                    severity,
                    cause,
                    check,
                    summary,
                    remedy,
                    was.firstSignAt,
                    was.openedAt,
                    recoveringSince,
                    resolvedAt,
                    flapping,
                    affected,
                    owner,
                    timeline);
        }
    }
}
