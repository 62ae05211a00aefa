package org.firstbell.readiness.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Verdict;
import org.firstbell.readiness.target.CheckFindings;
import org.firstbell.readiness.target.SelfVisibility;
import org.firstbell.readiness.target.SharedDependencies;
import org.firstbell.readiness.target.TargetState;
import org.firstbell.readiness.target.TargetStates;
import org.firstbell.readiness.target.UpdatedTargets;
import org.firstbell.readiness.target.UplinkPaths;
import org.jspecify.annotations.Nullable;

/**
 * Every session of the plan: judges those that a change can touch, and no other. Confined to the core loop.
 */
public final class SessionAssessor {
    /**
     * So often a room is judged at once between two ticks; what changes further in that second is judged with the next tick,
     * each room once. When a district starts, or much of it falls, thousands of devices change each second.
     */
    private static final int MAX_ROOMS_PER_TICK = 300;

    /** A room in its session, as an index entry. */
    public record SessionRoom(SessionState session, RoomState room) {}

    private final Configuration configuration;
    private final TargetStates targetStates;
    private final UplinkPaths paths;
    private final SelfVisibility selfVisibility;
    private final CheckFindings checkFindings;
    private final Map<SessionId, SessionState> sessions = new LinkedHashMap<>();
    private boolean assessedOnce;
    private boolean phasesChanged;
    // Filled and emptied again and again, and made anew when something was in it: a table that held many is slow to
    // clear.
    private Set<TargetState> changedSeats = new LinkedHashSet<>();
    private Set<SessionId> changedVerdicts = new LinkedHashSet<>();
    /** The rooms to be judged. */
    private Map<SessionState, Set<RoomState>> dirtyRooms = new LinkedHashMap<>();

    /** How often a room was judged since time passed last. */
    private int assessedSinceTick;

    private long assessedCount;
    /** The rooms in sessions that are assessed anew when a target changes, by the target's index. */
    private final List<Set<SessionRoom>> dependentRooms;
    /** The session as which a seat's state is told, by the seat's index; null for a seat that no session wants. */
    private final @Nullable SessionState[] primarySessions;

    public SessionAssessor(
            Configuration configuration, TargetStates targets, SelfVisibility visibility, Instant startedAt) {
        this.configuration = configuration;
        this.targetStates = targets;
        this.paths = new UplinkPaths(targets);
        this.dependentRooms = new ArrayList<>(Collections.nCopies(targets.all().size(), Set.of()));
        this.primarySessions = new SessionState[targets.all().size()];
        this.selfVisibility = visibility;
        this.checkFindings = new CheckFindings(configuration);
        Duration settle = configuration.polling().settleTime();
        configuration.sessions().stream()
                .sorted(Comparator.comparing(TestSession::start).thenComparing(TestSession::id))
                .forEach(session -> add(session, settle, startedAt));
        assignPrimarySessions();
    }

    private void add(TestSession session, Duration settle, Instant startedAt) {
        School school = configuration.school(session);
        List<RoomState> rooms = new ArrayList<>();
        for (TestSession.PlannedRoom seating : session.rooms()) {
            List<TargetState> seats = new ArrayList<>();
            targetStates.inventory().seats(seating).forEach(device -> {
                TargetState seat = targetStates.find(device.id());
                if (seat != null) {
                    seats.add(seat);
                }
            });
            rooms.add(new RoomState(
                    seating,
                    seats,
                    SharedDependencies.of(configuration, targetStates, session, seating.room(), seats),
                    new VerdictHysteresis(settle)));
        }
        SessionState state = new SessionState(
                session,
                rooms,
                new BuiltInFindings(school, checkFindings),
                school.timezone(),
                new VerdictHysteresis(settle),
                startedAt);
        sessions.put(session.id(), state);
        rooms.forEach(room -> registerRoom(new SessionRoom(state, room)));
    }

    /** Goes on with the sessions that stand in both plans. */
    public void continueFrom(SessionAssessor before) {
        sessions.forEach((id, session) -> {
            SessionState old = before.sessions.get(id);
            if (old != null) {
                session.continueFrom(old, targetStates);
            }
        });
    }

    /** A seat was last there at this instant, as far as an earlier life knew. */
    public void restoreAttendance(TargetState seat, Instant at) {
        for (SessionState session : sessions.values()) {
            if (!at.isBefore(session.schedule().effectiveStart())) {
                session.rooms.forEach(room -> room.restoreAttendance(seat));
            }
        }
    }

    private void registerRoom(SessionRoom place) {
        Set<SessionRoom> alone = Set.of(place);
        for (TargetState target : place.room().dependencies.allRelevant(targetStates, place.room().seats)) {
            register(target, place, alone);
        }
    }

    /** Most seats belong to one room of one session and share its set: one for more is made when there are more. */
    private void register(TargetState target, SessionRoom place, Set<SessionRoom> alone) {
        Set<SessionRoom> known = dependentRooms.get(target.index);
        if (known.isEmpty()) {
            dependentRooms.set(target.index, alone);
        } else if (known.size() > 1) {
            known.add(place);
        } else if (!known.contains(place)) {
            dependentRooms.set(
                    target.index, new LinkedHashSet<>(List.of(known.iterator().next(), place)));
        }
    }

    /** A target hangs on something else now: its rooms look anew at what is above them. */
    public void uplinksChanged(TargetState target) {
        for (SessionRoom place : dependentRooms.get(target.index)) {
            place.room().discardUpstream();
        }
    }

    public void apply(StaffAction.SessionAction action) {
        SessionState session = sessions.get(action.session());
        if (session != null) {
            session.apply(action);
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
    public Set<SessionId> assess(Set<TargetState> moved, UpdatedTargets heard, Instant now, boolean time, boolean all) {
        beginPass();
        boolean everything = all || !assessedOnce;
        assessedOnce = true;
        if (time || everything) {
            advance(now, everything);
        }
        for (TargetState target : heard) {
            if (moved.contains(target) || mayReopenPath(target)) {
                for (SessionRoom place : dependentRooms.get(target.index)) {
                    dirtyRooms
                            .computeIfAbsent(place.session(), key -> new LinkedHashSet<>())
                            .add(place.room());
                }
            }
        }
        Set<SessionId> changed =
                time || everything || assessedSinceTick < MAX_ROOMS_PER_TICK ? assessDirty(now) : Set.of();
        assessedSinceTick = time ? 0 : assessedSinceTick;
        updateIdleSeats(moved);
        return changed;
    }

    private Set<SessionId> assessDirty(Instant now) {
        if (dirtyRooms.isEmpty()) {
            return Set.of();
        }
        Map<SessionState, Set<RoomState>> taken = dirtyRooms;
        dirtyRooms = new LinkedHashMap<>();
        Set<SessionId> changed = new LinkedHashSet<>();
        taken.forEach((session, rooms) -> {
            if (assess(session, rooms, now)) {
                changed.add(session.session.id());
            }
            if (session.verdictChanged()) {
                changedVerdicts.add(session.session.id());
            }
        });
        return changed;
    }

    /** Whether rooms wait for the next tick to be judged. */
    public boolean hasDeferredRooms() {
        return !dirtyRooms.isEmpty();
    }

    /** How often a room was judged since the start. */
    public long assessedCount() {
        return assessedCount;
    }

    /** Heard of behind something silent: whatever is no seat may open a way, a seat does when its own cut is another. */
    private boolean mayReopenPath(TargetState target) {
        return paths.isSilentUpstream(target)
                && (!target.isTestingDevice() || !Objects.equals(paths.findCut(target), target.assessedCut));
    }

    private void beginPass() {
        phasesChanged = false;
        changedSeats = changedSeats.isEmpty() ? changedSeats : new LinkedHashSet<>();
        changedVerdicts = changedVerdicts.isEmpty() ? changedVerdicts : new LinkedHashSet<>();
    }

    /** Phases, and whatever time alone changes. */
    private void advance(Instant now, boolean everything) {
        boolean phases = false;
        for (SessionState session : sessions.values()) {
            if (everything || session.isDue(now)) {
                dirtyRooms
                        .computeIfAbsent(session, first -> new LinkedHashSet<>())
                        .addAll(everything ? session.rooms : session.dueRooms(now));
                phases |= session.advance(now);
            }
        }
        if (phases || everything) {
            phasesChanged = true;
            assignPrimarySessions();
        }
    }

    /** Whether the last judgement moved a session to another phase, and remedies with it. */
    public boolean phasesChanged() {
        return phasesChanged;
    }

    /** Each seat's state is told as its most urgent session sees it. */
    private void assignPrimarySessions() {
        Arrays.fill(primarySessions, null);
        Comparator<SessionState> urgency = Comparator.comparing(
                        (SessionState state) -> state.phase() != SessionPhase.LIVE)
                .thenComparing(state -> state.session.start())
                .thenComparing(state -> state.session.id());
        sessions.values().stream()
                .filter(SessionState::isActive)
                .sorted(urgency)
                .forEach(session -> session.rooms.forEach(room -> room.seats.forEach(seat -> {
                    if (primarySessions[seat.index] == null) {
                        primarySessions[seat.index] = session;
                    }
                })));
    }

    private boolean assess(SessionState session, Set<RoomState> rooms, Instant now) {
        if (session.isActive()) {
            for (RoomState room : session.rooms) {
                if (rooms.contains(room)) {
                    assess(session, room, now);
                }
            }
        }
        return session.update(now);
    }

    private void assess(SessionState session, RoomState room, Instant now) {
        assessedSinceTick++;
        assessedCount++;
        NextReassessment alarm = new NextReassessment(now);
        boolean live = session.phase() == SessionPhase.LIVE;
        PlatformId platform = session.session.platform();
        SeatAssessor seatJudge = new SeatAssessor(paths, platform, session.schedule(), live, selfVisibility.isLost());
        List<SeatAssessment> seats = new ArrayList<>(room.seats.size());
        int awake = 0;
        for (TargetState seat : room.seats) {
            SeatAssessment row = seatJudge.assess(seats.size(), seat, now, alarm);
            seats.add(row);
            awake += row.is(SeatState.AWAKE) ? 1 : 0;
            if (primarySessions[seat.index] == session && seat.seatState(row.state())) {
                changedSeats.add(seat);
            }
        }
        if (live) {
            room.recordAttendance(seats);
        }
        RoomState.RoomEvaluation judged;
        if (selfVisibility.isLost()) {
            Finding blind = session.builtInFindings.visibilityLost(
                    session.session.school(), selfVisibility.loss().orElseThrow());
            judged = new RoomState.RoomEvaluation(Verdict.UNKNOWN, List.of(blind), null);
        } else {
            Collection<TargetState> above = room.upstream(targetStates);
            registerUpstream(session, room, above);
            SharedFindings shared = new SharedDependencyAssessor(
                            checkFindings,
                            session.builtInFindings,
                            platform,
                            cacheRequirement(platform),
                            session.session.end())
                    .assess(room.dependencies, above, awake >= room.students, session.phase());
            RoomAssessor judge = new RoomAssessor(
                    room, seats, shared, session.builtInFindings, checkFindings, platform, session.phase(), now);
            judged = live && room.attendance() > 0
                    ? judge.assessLive(
                            session.schedule(), new SeatDepartures(room, seats, targetStates, session.schedule()))
                    : judge.assess();
        }
        room.update(seats, judged, now, alarm);
    }

    /** What hangs above a seat moves with its sightings: a room listens to all of it. */
    private void registerUpstream(SessionState session, RoomState room, Collection<TargetState> above) {
        SessionRoom place = new SessionRoom(session, room);
        for (TargetState target : above) {
            register(target, place, Set.of(place));
        }
    }

    private Platform.CacheRequirement cacheRequirement(PlatformId platform) {
        Platform known = configuration.platforms().get(platform);
        return known == null ? Platform.CacheRequirement.PREFERRED : known.cacheRequirement();
    }

    /** Seats that no session wants rest when they are silent. */
    private void updateIdleSeats(Set<TargetState> moved) {
        for (TargetState target : moved) {
            if (target.isTestingDevice() && primarySessions[target.index] == null) {
                SeatState state = switch (target.state()) {
                    case UP -> SeatState.AWAKE;
                    case DOWN -> target.presence.reached() ? SeatState.RESTING : SeatState.UNKNOWN;
                    case UNMEASURED, STALE -> SeatState.UNKNOWN;
                };
                if (target.seatState(state)) {
                    changedSeats.add(target);
                }
            }
        }
    }

    /** Sessions whose verdict or word is another since the last judgement. */
    public Set<SessionId> changedVerdicts() {
        return changedVerdicts;
    }

    /** Seats whose state changed in the last judgement. */
    public Set<TargetState> changedSeats() {
        return changedSeats;
    }

    /** The most urgent phase among the sessions that depend on a target. */
    public SessionPhase phase(TargetState target) {
        SessionPhase urgent = SessionPhase.AHEAD;
        for (SessionRoom place : dependentRooms.get(target.index)) {
            SessionState session = place.session();
            if (session.isActive() && session.phase().compareTo(urgent) > 0) {
                urgent = session.phase();
            }
        }
        return urgent;
    }

    public Collection<SessionAssessment> assessments(Instant now) {
        List<SessionAssessment> all = new ArrayList<>(sessions.size());
        sessions.values().forEach(session -> all.add(session.assessment(targetStates, now)));
        return all;
    }

    public Optional<SessionAssessment> assessment(SessionId id, Instant now) {
        return Optional.ofNullable(sessions.get(id)).map(session -> session.assessment(targetStates, now));
    }
}
