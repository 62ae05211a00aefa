package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Finding;
import org.firstbell.model.Phase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SeatState;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Verdict;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.TestSession;

/**
 * Every session of the plan: judges those that a change can touch, and no other. Confined to the core loop.
 */
final class Sessions {
    /**
     * So often a room is judged at once between two ticks; what changes further in that second is judged with the next tick,
     * each room once. When a district starts, or much of it falls, thousands of devices change each second.
     */
    private static final int AT_ONCE = 300;

    /** A room in its session, as an index entry. */
    record Place(SessionBook session, RoomBook room) {}

    private final Configuration configuration;
    private final Books books;
    private final Paths paths;
    private final Sight sight;
    private final Wording wording;
    private final Map<SessionId, SessionBook> sessions = new LinkedHashMap<>();
    private boolean begun;
    private boolean rephased;
    // Filled and emptied again and again, and made anew when something was in it: a table that held many is slow to
    // clear.
    private Set<TargetBook> reseated = new LinkedHashSet<>();
    private Set<SessionId> revised = new LinkedHashSet<>();
    /** The rooms to be judged. */
    private Map<SessionBook, Set<RoomBook>> dirty = new LinkedHashMap<>();

    /** How often a room was judged since time passed last. */
    private int judgedNow;

    private long judged;

    Sessions(Configuration configuration, Books books, Sight sight, Instant startedAt) {
        this.configuration = configuration;
        this.books = books;
        this.paths = new Paths(books);
        this.sight = sight;
        this.wording = new Wording(configuration);
        Duration settle = configuration.polling().settle();
        configuration.sessions().stream()
                .sorted(Comparator.comparing(TestSession::start).thenComparing(TestSession::id))
                .forEach(session -> add(session, settle, startedAt));
        seatAll();
    }

    private void add(TestSession session, Duration settle, Instant startedAt) {
        School school = configuration.schools().stream()
                .filter(candidate -> candidate.id().equals(session.school()))
                .findFirst()
                .orElse(configuration.schools().get(0));
        List<RoomBook> rooms = new ArrayList<>();
        for (TestSession.Seating seating : session.rooms()) {
            List<TargetBook> seats = new ArrayList<>();
            books.inventory().seats(seating).forEach(device -> {
                TargetBook seat = books.find(device.id());
                if (seat != null) {
                    seats.add(seat);
                }
            });
            rooms.add(new RoomBook(
                    seating,
                    seats,
                    SharedThings.of(configuration, books, session, seating.room(), seats),
                    new Hold(settle)));
        }
        SessionBook book = new SessionBook(
                session, rooms, new RoomWords(school, wording), school.timezone(), new Hold(settle), startedAt);
        sessions.put(session.id(), book);
        rooms.forEach(room -> index(new Place(book, room)));
    }

    /** Goes on with the sessions that stand in both plans. */
    void continueFrom(Sessions before) {
        sessions.forEach((id, session) -> {
            SessionBook old = before.sessions.get(id);
            if (old != null) {
                session.continueFrom(old, books);
            }
        });
    }

    private void index(Place place) {
        Set<Place> alone = Set.of(place);
        for (TargetBook target : place.room().things.everything(books, place.room().seats)) {
            listen(target, place, alone);
        }
    }

    /** Most seats belong to one room of one session and share its set: one for more is made when there are more. */
    private static void listen(TargetBook target, Place place, Set<Place> alone) {
        Set<Place> known = target.listening;
        if (known.isEmpty()) {
            target.listening = alone;
        } else if (known.size() > 1) {
            known.add(place);
        } else if (!known.contains(place)) {
            target.listening = new LinkedHashSet<>(List.of(known.iterator().next(), place));
        }
    }

    /** A target hangs on something else now: its rooms look anew at what is above them. */
    void repathed(TargetBook target) {
        for (Place place : target.listening) {
            place.room().forgetAbove();
        }
    }

    void take(StaffAction.OnSession action) {
        SessionBook book = sessions.get(action.session());
        if (book != null) {
            book.take(action);
        }
    }

    /**
     * Judges what is touched.
     *
     * @param moved targets that are judged otherwise than before
     * @param heard targets that were heard of; they matter while something above is silent
     * @param time whether time passed, or staff spoke
     * @param all whether everything must be judged anew
     * @return the sessions that changed
     */
    Set<SessionId> judge(Set<TargetBook> moved, Touched heard, Instant now, boolean time, boolean all) {
        begin();
        boolean everything = all || !begun;
        begun = true;
        if (time || everything) {
            advance(now, everything);
        }
        for (TargetBook target : heard) {
            if (moved.contains(target) || opensAWay(target)) {
                for (Place place : target.listening) {
                    dirty.computeIfAbsent(place.session(), key -> new LinkedHashSet<>())
                            .add(place.room());
                }
            }
        }
        Set<SessionId> changed = time || everything || judgedNow < AT_ONCE ? judgeDirty(now) : Set.of();
        judgedNow = time ? 0 : judgedNow;
        seatIdle(moved);
        return changed;
    }

    private Set<SessionId> judgeDirty(Instant now) {
        if (dirty.isEmpty()) {
            return Set.of();
        }
        Map<SessionBook, Set<RoomBook>> taken = dirty;
        dirty = new LinkedHashMap<>();
        Set<SessionId> changed = new LinkedHashSet<>();
        taken.forEach((session, rooms) -> {
            if (judge(session, rooms, now)) {
                changed.add(session.session.id());
            }
            if (session.revised()) {
                revised.add(session.session.id());
            }
        });
        return changed;
    }

    /** Whether rooms wait for the next tick to be judged. */
    boolean isBehind() {
        return !dirty.isEmpty();
    }

    /** How often a room was judged since the start. */
    long judged() {
        return judged;
    }

    /** Heard of behind something silent: whatever is no seat may open a way, a seat does when its own cut is another. */
    private boolean opensAWay(TargetBook target) {
        return paths.silentAbove(target) && (!target.seats() || !Objects.equals(paths.cut(target), target.judgedCut));
    }

    private void begin() {
        rephased = false;
        reseated = reseated.isEmpty() ? reseated : new LinkedHashSet<>();
        revised = revised.isEmpty() ? revised : new LinkedHashSet<>();
    }

    /** Phases, and whatever time alone changes. */
    private void advance(Instant now, boolean everything) {
        boolean phases = false;
        for (SessionBook session : sessions.values()) {
            if (everything || session.due(now)) {
                dirty.computeIfAbsent(session, first -> new LinkedHashSet<>())
                        .addAll(everything ? session.rooms : session.dueRooms(now));
                phases |= session.advance(now);
            }
        }
        if (phases || everything) {
            rephased = true;
            seatAll();
        }
    }

    /** Whether the last judgement moved a session to another phase, and remedies with it. */
    boolean rephased() {
        return rephased;
    }

    /** Each seat's state is told as its most urgent session sees it. */
    private void seatAll() {
        books.all().forEach(book -> book.primary = null);
        Comparator<SessionBook> urgency = Comparator.comparing((SessionBook book) -> book.phase() != Phase.LIVE)
                .thenComparing(book -> book.session.start())
                .thenComparing(book -> book.session.id());
        sessions.values().stream()
                .filter(SessionBook::counts)
                .sorted(urgency)
                .forEach(session -> session.rooms.forEach(room ->
                        room.seats.forEach(seat -> seat.primary = seat.primary == null ? session : seat.primary)));
    }

    private boolean judge(SessionBook session, Set<RoomBook> rooms, Instant now) {
        if (session.counts()) {
            for (RoomBook room : session.rooms) {
                if (rooms.contains(room)) {
                    judge(session, room, now);
                }
            }
        }
        return session.show(now);
    }

    private void judge(SessionBook session, RoomBook room, Instant now) {
        judgedNow++;
        judged++;
        Alarm alarm = new Alarm(now);
        boolean live = session.phase() == Phase.LIVE;
        PlatformId platform = session.session.platform();
        SeatJudge seatJudge = new SeatJudge(paths, platform, session.times(), live, sight.blind());
        List<Seat> seats = new ArrayList<>(room.seats.size());
        int awake = 0;
        for (TargetBook seat : room.seats) {
            Seat row = seatJudge.judge(seats.size(), seat, now, alarm);
            seats.add(row);
            awake += row.is(SeatState.AWAKE) ? 1 : 0;
            if (seat.primary == session && seat.seat(row.state())) {
                reseated.add(seat);
            }
        }
        if (live) {
            room.attend(seats);
        }
        RoomBook.Judged judged;
        if (sight.blind()) {
            Finding blind = session.words.blind(
                    session.session.school(), sight.blindness().orElseThrow());
            judged = new RoomBook.Judged(Verdict.UNKNOWN, List.of(blind), null);
        } else {
            Collection<TargetBook> above = room.above(books);
            follow(session, room, above);
            Shared shared = new SharedJudge(
                            wording, session.words, platform, cacheNeed(platform), session.session.end())
                    .judge(room.things, above, awake >= room.students, session.phase());
            RoomJudge judge =
                    new RoomJudge(room, seats, shared, session.words, wording, platform, session.phase(), now);
            judged = live && room.attendance() > 0
                    ? judge.judgeLive(session.times(), new Departures(room, seats, books, session.times()))
                    : judge.judge();
        }
        room.show(seats, judged, now, alarm);
    }

    /** What hangs above a seat moves with its sightings: a room listens to all of it. */
    private void follow(SessionBook session, RoomBook room, Collection<TargetBook> above) {
        Place place = new Place(session, room);
        for (TargetBook book : above) {
            listen(book, place, Set.of(place));
        }
    }

    private Platform.CacheNeed cacheNeed(PlatformId platform) {
        Platform known = configuration.platforms().get(platform);
        return known == null ? Platform.CacheNeed.PREFERRED : known.cache();
    }

    /** Seats that no session wants rest when they are silent. */
    private void seatIdle(Set<TargetBook> moved) {
        for (TargetBook book : moved) {
            if (book.seats() && book.primary == null) {
                SeatState state = switch (book.state()) {
                    case UP -> SeatState.AWAKE;
                    case DOWN -> book.presence.reached() ? SeatState.RESTING : SeatState.UNKNOWN;
                    case UNMEASURED, STALE -> SeatState.UNKNOWN;
                };
                if (book.seat(state)) {
                    reseated.add(book);
                }
            }
        }
    }

    /** Sessions whose verdict or word is another since the last judgement. */
    Set<SessionId> revised() {
        return revised;
    }

    /** Seats whose state changed in the last judgement. */
    Set<TargetBook> reseated() {
        return reseated;
    }

    /** The most urgent phase among the sessions that depend on a target. */
    Phase phase(TargetBook book) {
        Phase urgent = Phase.AHEAD;
        for (Place place : book.listening) {
            SessionBook session = place.session();
            if (session.counts() && session.phase().compareTo(urgent) > 0) {
                urgent = session.phase();
            }
        }
        return urgent;
    }

    Collection<SessionStanding> standings(Instant now) {
        List<SessionStanding> all = new ArrayList<>(sessions.size());
        sessions.values().forEach(session -> all.add(session.standing(books, now)));
        return all;
    }

    Optional<SessionStanding> standing(SessionId id, Instant now) {
        return Optional.ofNullable(sessions.get(id)).map(session -> session.standing(books, now));
    }
}
