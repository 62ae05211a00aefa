package org.firstbell.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A judged session for tests: ready and soon, in no room, until more is said. */
public final class SessionStandingBuilder {
    private final SessionId id;
    private final Instant since;
    private Phase phase = Phase.SOON;
    private boolean cancelled;
    private boolean accepted;
    private Verdict verdict = Verdict.READY;
    private Optional<SessionWord> word = Optional.empty();
    private Seats seats = new Seats(0, 0, 0, 0, 0, 0, 0, 0);
    private List<RoomStanding> rooms = List.of();
    private List<Finding> reasons = List.of();
    private Optional<String> next = Optional.empty();
    private int attendance;
    private Optional<Instant> freshUntil = Optional.empty();

    private SessionStandingBuilder(SessionId id, Instant since) {
        this.id = id;
        this.since = since;
    }

    /** Judged as it is since then. */
    public static SessionStandingBuilder standing(SessionId id, Instant since) {
        return new SessionStandingBuilder(id, since);
    }

    /** All that another has. */
    public static SessionStandingBuilder like(SessionStanding standing) {
        SessionStandingBuilder builder = standing(standing.id(), standing.since())
                .phase(standing.phase())
                .cancelled(standing.cancelled())
                .accepted(standing.accepted())
                .verdict(standing.verdict())
                .word(standing.word())
                .seats(standing.seats())
                .rooms(standing.rooms())
                .reasons(standing.reasons())
                .next(standing.next())
                .freshUntil(standing.freshUntil());
        builder.attendance = standing.attendance();
        return builder;
    }

    public SessionStandingBuilder phase(Phase phase) {
        this.phase = phase;
        return this;
    }

    public SessionStandingBuilder cancelled(boolean cancelled) {
        this.cancelled = cancelled;
        return this;
    }

    public SessionStandingBuilder accepted(boolean accepted) {
        this.accepted = accepted;
        return this;
    }

    public SessionStandingBuilder verdict(Verdict verdict) {
        this.verdict = verdict;
        return this;
    }

    /** Another word than its verdict and phase have. */
    public SessionStandingBuilder word(SessionWord word) {
        this.word = Optional.of(word);
        return this;
    }

    public SessionStandingBuilder seats(Seats seats) {
        this.seats = seats;
        return this;
    }

    public SessionStandingBuilder rooms(List<RoomStanding> rooms) {
        this.rooms = rooms;
        return this;
    }

    public SessionStandingBuilder reasons(List<Finding> reasons) {
        this.reasons = reasons;
        return this;
    }

    public SessionStandingBuilder next(Optional<String> next) {
        this.next = next;
        return this;
    }

    public SessionStandingBuilder freshUntil(Optional<Instant> freshUntil) {
        this.freshUntil = freshUntil;
        return this;
    }

    public SessionStanding build() {
        return new SessionStanding(
                id,
                phase,
                cancelled,
                accepted,
                verdict,
                word.orElseGet(() -> SessionWord.of(verdict, phase, cancelled, true, false)),
                since,
                seats,
                rooms,
                reasons,
                next,
                attendance,
                freshUntil);
    }
}
