package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Finding;
import org.firstbell.model.Phase;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.Seats;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Severity;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Verdict;
import org.firstbell.model.setup.TestSession;
import org.jspecify.annotations.Nullable;

/** One session: its rooms, what staff said of it, and the verdict that is shown. Confined to the core loop. */
final class SessionBook {
    /** A path cut so long without a break interrupts a session (contract §4). */
    private static final Duration INTERRUPTED = Duration.ofSeconds(60);

    private static final Duration ONCE_A = Duration.ofSeconds(1);
    private static final int THOUSAND = 1000;

    /** What was handed out last. */
    private record Told(Instant at, SessionStanding as) {}

    final TestSession session;
    final List<RoomBook> rooms;
    final RoomWords words;
    private final ZoneId zone;
    private final Hold hold;
    private SessionTimes times;
    private Phase phase = Phase.AHEAD;
    private boolean cancelled;
    /** Set while an acceptance waits for the reasons it was meant for. */
    private boolean accepting;

    private final Set<List<Object>> accepted = new HashSet<>();
    /** The path was cut for long; stays as long as the session is not ready. */
    private boolean interrupted;

    private Instant next = Instant.MIN;
    /** The next of its own hours: then every room is judged anew. */
    private Instant nextHour = Instant.MIN;

    private boolean judgedOnce;
    private boolean revised;
    private @Nullable Told told;
    private SessionStanding standing;

    SessionBook(TestSession session, List<RoomBook> rooms, RoomWords words, ZoneId zone, Hold hold, Instant startedAt) {
        this.session = session;
        this.rooms = List.copyOf(rooms);
        this.words = words;
        this.zone = zone;
        this.hold = hold;
        this.times = new SessionTimes(session, null, null);
        this.standing = compose(Verdict.UNKNOWN, startedAt, List.of(), startedAt);
    }

    /** Takes what staff said. */
    void take(StaffAction.OnSession action) {
        if (action instanceof StaffAction.Started started) {
            times = new SessionTimes(session, started.at(), times.finished());
        } else if (action instanceof StaffAction.Finished finished) {
            times = new SessionTimes(session, times.started(), finished.at());
        } else if (action instanceof StaffAction.Cancelled) {
            cancelled = true;
        } else if (action instanceof StaffAction.RiskAccepted) {
            accepting = true;
        }
        next = Instant.MIN;
        nextHour = Instant.MIN;
    }

    SessionTimes times() {
        return times;
    }

    Phase phase() {
        return phase;
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Neither over nor cancelled. */
    boolean counts() {
        return !cancelled && phase != Phase.DONE;
    }

    /** Moves on to the phase of an instant, and waits for the hour after it; true when the phase changed. */
    boolean advance(Instant now) {
        Alarm hours = new Alarm(now);
        times.alarms(hours);
        nextHour = hours.next();
        Phase was = phase;
        phase = times.phase(now);
        return phase != was;
    }

    /** Whether time alone may have changed something. */
    boolean due(Instant now) {
        return !now.isBefore(next);
    }

    /** The rooms that time alone may have changed. */
    Set<RoomBook> dueRooms(Instant now) {
        Set<RoomBook> due = new LinkedHashSet<>();
        for (RoomBook room : rooms) {
            if (!now.isBefore(nextHour) || !now.isBefore(room.next())) {
                due.add(room);
            }
        }
        return due;
    }

    /** Folds its rooms into what is shown; true when that changed. An hour of its own or a room's that is past stays due. */
    boolean show(Instant now) {
        Alarm alarm = new Alarm(now);
        Verdict judged = rooms.isEmpty() ? Verdict.UNKNOWN : Verdict.READY;
        List<Finding> reasons = new ArrayList<>();
        Instant cutAt = null;
        for (RoomBook room : rooms) {
            RoomStanding stands = room.standing();
            judged = judged.worse(room.judged());
            reasons.addAll(stands.reasons());
            cutAt = Moments.earlier(cutAt, room.cutAt());
        }
        Finding spares = spares(now);
        if (spares != null) {
            judged = judged.worse(Verdict.AT_RISK);
            reasons.add(spares);
        }
        Verdict shown = hold.take(judged, now);
        alarm.at(hold.betterAt());
        interrupted = interrupted && shown == Verdict.NOT_READY && phase == Phase.LIVE;
        if (cutAt != null && phase == Phase.LIVE) {
            Instant long60 = (cutAt.isBefore(times.begun()) ? times.begun() : cutAt).plus(INTERRUPTED);
            interrupted |= !now.isBefore(long60);
            alarm.at(long60);
        }
        next = firstOf(alarm.next(), nextHour);
        if (counts()) {
            for (RoomBook room : rooms) {
                next = firstOf(next, room.next());
            }
        }
        SessionStanding was = standing;
        Instant since = shown == was.verdict() ? was.since() : now;
        told = null;
        standing = compose(shown, since, Reasons.once(reasons), now);
        revised = !judgedOnce || standing.verdict() != was.verdict() || standing.word() != was.word();
        judgedOnce = true;
        return !standing.equals(was);
    }

    private static Instant firstOf(Instant a, Instant b) {
        return b.isBefore(a) ? b : a;
    }

    /** Whether its verdict or word is another since it was shown last, or it was shown for the first time. */
    boolean revised() {
        return revised;
    }

    /** The finding of too few spares; null when there are enough, or the session is live. */
    private @Nullable Finding spares(Instant now) {
        if (session.spares() == 0 || phase == Phase.LIVE) {
            return null;
        }
        int possible = 0;
        for (RoomBook room : rooms) {
            Seats seats = room.standing().seats();
            possible += seats.awake() + seats.resting();
        }
        int spares = possible - session.students();
        return spares >= session.spares() ? null : words.spares(session.id(), spares, session.spares(), now);
    }

    private SessionStanding compose(Verdict verdict, Instant since, List<Finding> reasons, Instant now) {
        List<RoomStanding> stands = new ArrayList<>(rooms.size());
        int attendance = 0;
        for (RoomBook room : rooms) {
            stands.add(room.standing());
            attendance += room.attendance();
        }
        Seats seats = stands.stream()
                .map(RoomStanding::seats)
                .reduce(Seats::plus)
                .orElse(new Seats(session.students(), 0, 0, 0, 0, 0, 0, 0));
        return new SessionStanding(
                session.id(),
                phase,
                cancelled,
                accepted(verdict, reasons),
                verdict,
                SessionWord.of(verdict, phase, cancelled, phase != Phase.AHEAD, interrupted),
                since,
                seats,
                stands,
                reasons,
                nextText(verdict, seats, now),
                attendance,
                Optional.empty());
    }

    /** Staff accept the risks that they see: a new one is not accepted with the old. */
    private boolean accepted(Verdict verdict, List<Finding> reasons) {
        if (verdict != Verdict.AT_RISK) {
            return false;
        }
        List<List<Object>> risks = reasons.stream()
                .filter(finding -> finding.severity() == Severity.DEGRADING)
                .map(finding -> List.<Object>of(finding.check(), finding.subject()))
                .toList();
        if (accepting) {
            accepting = false;
            accepted.addAll(risks);
        }
        return !accepted.isEmpty() && accepted.containsAll(risks);
    }

    /** What comes next while nothing is wrong. */
    private Optional<String> nextText(Verdict verdict, Seats seats, Instant now) {
        if (verdict != Verdict.ON_TRACK || phase == Phase.LIVE || phase == Phase.DONE) {
            return Optional.empty();
        }
        boolean carts = session.rooms().stream().anyMatch(room -> !room.carts().isEmpty());
        if (now.isBefore(times.due()) && seats.awake() == 0) {
            String at = Figures.shortClock(times.due(), zone);
            return Optional.of(carts ? "carts open at " + at : "devices due at " + at);
        }
        boolean sleeps = rooms.stream().anyMatch(RoomBook::anyAsleep);
        return Optional.of(
                Math.min(seats.awake(), seats.needed()) + " of " + seats.needed() + (sleeps ? " open" : " awake"));
    }

    /**
     * As it stands, and until when that may be believed; the latter is looked up once a second for each thousand seats,
     * and for what is judged anew.
     */
    SessionStanding standing(Books books, Instant now) {
        if (told == null || !now.isBefore(told.at().plus(lookup())) || now.isBefore(told.at())) {
            told = new Told(now, withFreshUntil(books, now));
        }
        return told.as();
    }

    private Duration lookup() {
        return ONCE_A.multipliedBy(1 + standing.seats().total() / THOUSAND);
    }

    private Optional<Instant> freshUntil(Books books, Instant now) {
        long first = Long.MAX_VALUE;
        boolean measured = false;
        Duration longest = lookup();
        for (RoomBook room : rooms) {
            long until = room.freshUntil(books, now, longest);
            if (until != Held.WITHDRAWN) {
                measured = true;
                first = Math.min(first, until);
            }
        }
        return measured ? Optional.of(Instant.ofEpochMilli(first)) : Optional.empty();
    }

    private SessionStanding withFreshUntil(Books books, Instant now) {
        Optional<Instant> freshUntil = counts() ? freshUntil(books, now) : Optional.empty();
        return new SessionStanding(
                standing.id(),
                standing.phase(),
                standing.cancelled(),
                standing.accepted(),
                standing.verdict(),
                standing.word(),
                standing.since(),
                standing.seats(),
                standing.rooms(),
                standing.reasons(),
                standing.next(),
                standing.attendance(),
                freshUntil);
    }

    /** Goes on where the same session stood before a reload. */
    void continueFrom(SessionBook before, Books books) {
        times = new SessionTimes(session, before.times.started(), before.times.finished());
        phase = before.phase;
        cancelled = before.cancelled;
        accepting = before.accepting;
        interrupted = before.interrupted;
        accepted.addAll(before.accepted);
        hold.continueFrom(before.hold);
        for (RoomBook room : rooms) {
            before.rooms.stream()
                    .filter(old -> old.room.equals(room.room))
                    .forEach(old -> room.continueFrom(old, books));
        }
        SessionStanding was = before.standing;
        standing = compose(was.verdict(), was.since(), was.reasons(), was.since());
    }
}
