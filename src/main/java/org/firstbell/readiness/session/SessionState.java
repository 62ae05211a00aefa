package org.firstbell.readiness.session;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SeatCounts;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Verdict;
import org.firstbell.readiness.check.ValueFormat;
import org.firstbell.readiness.signal.LatestSignal;
import org.firstbell.readiness.target.Instants;
import org.firstbell.readiness.target.TargetStates;
import org.jspecify.annotations.Nullable;

/** One session: its rooms, what staff said of it, and the verdict that is shown. Confined to the core loop. */
final class SessionState {
    /** A path cut so long without a break interrupts a session (contract §4). */
    private static final Duration INTERRUPTION_DELAY = Duration.ofSeconds(60);

    private static final Duration REFRESH_INTERVAL = Duration.ofSeconds(1);
    private static final int SEATS_PER_INTERVAL = 1000;

    /** What was handed out last. */
    private record PublishedAssessment(Instant at, SessionAssessment assessment) {}

    final TestSession session;
    final List<RoomState> rooms;
    final BuiltInFindings builtInFindings;
    private final ZoneId zone;
    private final VerdictHysteresis hysteresis;
    private SessionSchedule schedule;
    private SessionPhase phase = SessionPhase.AHEAD;
    private boolean cancelled;
    /** Set while an acceptance waits for the reasons it was meant for. */
    private boolean acceptancePending;

    private final Set<List<Object>> acceptedRisks = new HashSet<>();
    /** The path was cut for long; stays as long as the session is not ready. */
    private boolean interrupted;

    private Instant nextChangeAt = Instant.MIN;
    /** The next of its own hours: then every room is judged anew. */
    private Instant nextBoundaryAt = Instant.MIN;

    private boolean assessedOnce;
    private boolean verdictChanged;
    private @Nullable PublishedAssessment published;
    private SessionAssessment assessment;

    SessionState(
            TestSession session,
            List<RoomState> rooms,
            BuiltInFindings words,
            ZoneId zone,
            VerdictHysteresis hold,
            Instant startedAt) {
        this.session = session;
        this.rooms = List.copyOf(rooms);
        this.builtInFindings = words;
        this.zone = zone;
        this.hysteresis = hold;
        this.schedule = new SessionSchedule(session, null, null);
        this.assessment = compose(Verdict.UNKNOWN, startedAt, List.of(), startedAt);
    }

    /** Takes what staff said. */
    void apply(StaffAction.SessionAction action) {
        if (action instanceof StaffAction.SessionStarted started) {
            schedule = new SessionSchedule(session, started.at(), schedule.finishedByStaffAt());
        } else if (action instanceof StaffAction.SessionFinished finished) {
            schedule = new SessionSchedule(session, schedule.startedByStaffAt(), finished.at());
        } else if (action instanceof StaffAction.SessionCancelled) {
            cancelled = true;
        } else if (action instanceof StaffAction.RiskAccepted) {
            acceptancePending = true;
        }
        nextChangeAt = Instant.MIN;
        nextBoundaryAt = Instant.MIN;
    }

    SessionSchedule schedule() {
        return schedule;
    }

    SessionPhase phase() {
        return phase;
    }

    /** Neither over nor cancelled. */
    boolean isActive() {
        return !cancelled && phase != SessionPhase.DONE;
    }

    /** Moves on to the phase of an instant, and waits for the hour after it; true when the phase changed. */
    boolean advance(Instant now) {
        NextReassessment hours = new NextReassessment(now);
        schedule.addBoundaries(hours);
        nextBoundaryAt = hours.instant();
        SessionPhase was = phase;
        phase = schedule.phase(now);
        return phase != was;
    }

    /** Whether time alone may have changed something. */
    boolean isDue(Instant now) {
        return !now.isBefore(nextChangeAt);
    }

    /** The rooms that time alone may have changed. */
    Set<RoomState> dueRooms(Instant now) {
        Set<RoomState> due = new LinkedHashSet<>();
        for (RoomState room : rooms) {
            if (!now.isBefore(nextBoundaryAt) || !now.isBefore(room.nextChangeAt())) {
                due.add(room);
            }
        }
        return due;
    }

    /** Folds its rooms into what is shown; true when that changed. An hour of its own or a room's that is past stays due. */
    boolean update(Instant now) {
        NextReassessment alarm = new NextReassessment(now);
        Verdict judged = rooms.isEmpty() ? Verdict.UNKNOWN : Verdict.READY;
        List<Finding> reasons = new ArrayList<>();
        Instant cutAt = null;
        for (RoomState room : rooms) {
            RoomAssessment stands = room.assessment();
            judged = judged.worse(room.unheldVerdict());
            reasons.addAll(stands.reasons());
            cutAt = Instants.earlier(cutAt, room.cutSince());
        }
        Finding spares = spares(now);
        if (spares != null) {
            judged = judged.worse(Verdict.AT_RISK);
            reasons.add(spares);
        }
        Verdict shown = hysteresis.update(judged, now);
        alarm.consider(hysteresis.betterAt());
        interrupted = interrupted && shown == Verdict.NOT_READY && phase == SessionPhase.LIVE;
        if (cutAt != null && phase == SessionPhase.LIVE) {
            Instant long60 = (cutAt.isBefore(schedule.effectiveStart()) ? schedule.effectiveStart() : cutAt)
                    .plus(INTERRUPTION_DELAY);
            interrupted |= !now.isBefore(long60);
            alarm.consider(long60);
        }
        nextChangeAt = earlier(alarm.instant(), nextBoundaryAt);
        if (isActive()) {
            for (RoomState room : rooms) {
                nextChangeAt = earlier(nextChangeAt, room.nextChangeAt());
            }
        }
        SessionAssessment was = assessment;
        Instant since = shown == was.verdict() ? was.since() : now;
        published = null;
        assessment = compose(shown, since, FindingOrder.distinct(reasons), now);
        verdictChanged = !assessedOnce || assessment.verdict() != was.verdict() || assessment.label() != was.label();
        assessedOnce = true;
        return !assessment.equals(was);
    }

    private static Instant earlier(Instant a, Instant b) {
        return b.isBefore(a) ? b : a;
    }

    /** Whether its verdict or word is another since it was shown last, or it was shown for the first time. */
    boolean verdictChanged() {
        return verdictChanged;
    }

    /** The finding of too few spares; null when there are enough, or the session is live. */
    private @Nullable Finding spares(Instant now) {
        if (session.spares() == 0 || phase == SessionPhase.LIVE) {
            return null;
        }
        int possible = 0;
        for (RoomState room : rooms) {
            SeatCounts seats = room.assessment().seatCounts();
            possible += seats.awake() + seats.resting();
        }
        int spares = possible - session.students();
        return spares >= session.spares()
                ? null
                : builtInFindings.tooFewSpares(session.id(), spares, session.spares(), now);
    }

    private SessionAssessment compose(Verdict verdict, Instant since, List<Finding> reasons, Instant now) {
        List<RoomAssessment> stands = new ArrayList<>(rooms.size());
        int attendance = 0;
        for (RoomState room : rooms) {
            stands.add(room.assessment());
            attendance += room.attendance();
        }
        SeatCounts seats = stands.stream()
                .map(RoomAssessment::seatCounts)
                .reduce(SeatCounts::plus)
                .orElse(new SeatCounts(session.students(), 0, 0, 0, 0, 0, 0, 0));
        return new SessionAssessment(
                session.id(),
                phase,
                cancelled,
                isRiskAccepted(verdict, reasons),
                verdict,
                SessionLabel.of(verdict, phase, cancelled, phase != SessionPhase.AHEAD, interrupted),
                since,
                seats,
                stands,
                reasons,
                nextStep(verdict, seats, now),
                attendance,
                Optional.empty());
    }

    /** Staff accept the risks that they see: a new one is not accepted with the old. */
    private boolean isRiskAccepted(Verdict verdict, List<Finding> reasons) {
        if (verdict != Verdict.AT_RISK) {
            return false;
        }
        List<List<Object>> risks = reasons.stream()
                .filter(finding -> finding.severity() == Severity.DEGRADING)
                .map(finding -> List.<Object>of(finding.check(), finding.subject()))
                .toList();
        if (acceptancePending) {
            acceptancePending = false;
            acceptedRisks.addAll(risks);
        }
        return !acceptedRisks.isEmpty() && acceptedRisks.containsAll(risks);
    }

    /** What comes next while nothing is wrong. */
    private Optional<String> nextStep(Verdict verdict, SeatCounts seats, Instant now) {
        if (verdict != Verdict.ON_TRACK || phase == SessionPhase.LIVE || phase == SessionPhase.DONE) {
            return Optional.empty();
        }
        boolean carts = session.rooms().stream().anyMatch(room -> !room.carts().isEmpty());
        if (now.isBefore(schedule.devicesDueAt()) && seats.awake() == 0) {
            String at = ValueFormat.shortClockTime(schedule.devicesDueAt(), zone);
            return Optional.of(carts ? "carts open at " + at : "devices due at " + at);
        }
        boolean sleeps = rooms.stream().anyMatch(RoomState::anyAsleep);
        return Optional.of(
                Math.min(seats.awake(), seats.needed()) + " of " + seats.needed() + (sleeps ? " open" : " awake"));
    }

    /**
     * As it stands, and until when that may be believed; the latter is looked up once a second for each thousand seats,
     * and for what is judged anew.
     */
    SessionAssessment assessment(TargetStates targets, Instant now) {
        if (published == null
                || !now.isBefore(published.at().plus(refreshInterval()))
                || now.isBefore(published.at())) {
            published = new PublishedAssessment(now, withFreshUntil(targets, now));
        }
        return published.assessment();
    }

    private Duration refreshInterval() {
        return REFRESH_INTERVAL.multipliedBy(1 + assessment.seatCounts().total() / SEATS_PER_INTERVAL);
    }

    private Optional<Instant> freshUntil(TargetStates targets, Instant now) {
        long first = Long.MAX_VALUE;
        boolean measured = false;
        Duration longest = refreshInterval();
        for (RoomState room : rooms) {
            long until = room.freshUntil(targets, now, longest);
            if (until != LatestSignal.INVALID) {
                measured = true;
                first = Math.min(first, until);
            }
        }
        return measured ? Optional.of(Instant.ofEpochMilli(first)) : Optional.empty();
    }

    private SessionAssessment withFreshUntil(TargetStates targets, Instant now) {
        Optional<Instant> freshUntil = isActive() ? freshUntil(targets, now) : Optional.empty();
        return new SessionAssessment(
                assessment.id(),
                assessment.phase(),
                assessment.cancelled(),
                assessment.riskAccepted(),
                assessment.verdict(),
                assessment.label(),
                assessment.since(),
                assessment.seatCounts(),
                assessment.rooms(),
                assessment.reasons(),
                assessment.nextStep(),
                assessment.attendance(),
                freshUntil);
    }

    /** Goes on where the same session stood before a reload. */
    void continueFrom(SessionState before, TargetStates targets) {
        schedule =
                new SessionSchedule(session, before.schedule.startedByStaffAt(), before.schedule.finishedByStaffAt());
        phase = before.phase;
        cancelled = before.cancelled;
        acceptancePending = before.acceptancePending;
        interrupted = before.interrupted;
        acceptedRisks.addAll(before.acceptedRisks);
        hysteresis.continueFrom(before.hysteresis);
        for (RoomState room : rooms) {
            before.rooms.stream()
                    .filter(old -> old.room.equals(room.room))
                    .forEach(old -> room.continueFrom(old, targets));
        }
        SessionAssessment was = before.assessment;
        assessment = compose(was.verdict(), was.since(), was.reasons(), was.since());
    }
}
