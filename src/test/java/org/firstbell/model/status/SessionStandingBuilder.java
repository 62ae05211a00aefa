package org.firstbell.model.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.SessionId;

/** A judged session for tests: ready and soon, in no room, until more is said. */
public final class SessionStandingBuilder {
    private final SessionId id;
    private final Instant since;
    private SessionPhase phase = SessionPhase.SOON;
    private boolean cancelled;
    private boolean accepted;
    private Verdict verdict = Verdict.READY;
    private Optional<SessionLabel> word = Optional.empty();
    private SeatCounts seats = new SeatCounts(0, 0, 0, 0, 0, 0, 0, 0);
    private List<RoomAssessment> rooms = List.of();
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
    public static SessionStandingBuilder like(SessionAssessment assessment) {
        SessionStandingBuilder builder = standing(assessment.id(), assessment.since())
                .phase(assessment.phase())
                .cancelled(assessment.cancelled())
                .accepted(assessment.riskAccepted())
                .verdict(assessment.verdict())
                .word(assessment.label())
                .seats(assessment.seatCounts())
                .rooms(assessment.rooms())
                .reasons(assessment.reasons())
                .next(assessment.nextStep())
                .freshUntil(assessment.freshUntil());
        builder.attendance = assessment.attendance();
        return builder;
    }

    public SessionStandingBuilder phase(SessionPhase phase) {
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
    public SessionStandingBuilder word(SessionLabel label) {
        this.word = Optional.of(label);
        return this;
    }

    public SessionStandingBuilder seats(SeatCounts seats) {
        this.seats = seats;
        return this;
    }

    public SessionStandingBuilder rooms(List<RoomAssessment> rooms) {
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

    public SessionAssessment build() {
        return new SessionAssessment(
                id,
                phase,
                cancelled,
                accepted,
                verdict,
                word.orElseGet(() -> SessionLabel.of(verdict, phase, cancelled, true, false)),
                since,
                seats,
                rooms,
                reasons,
                next,
                attendance,
                freshUntil);
    }
}
