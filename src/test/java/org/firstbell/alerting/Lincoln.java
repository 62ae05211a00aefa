package org.firstbell.alerting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStandingBuilder;
import org.firstbell.model.setup.AlertSettings;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ConfigurationBuilder;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceBuilder;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.ServerSettings;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.setup.TestSessionBuilder;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SeatCounts;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.SessionStandingBuilder;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.Signal;
import org.firstbell.model.status.TargetAssessment;
import org.firstbell.model.status.Verdict;
import org.firstbell.model.status.VisibilityLoss;

/**
 * Lincoln Middle School on Tuesday, Nov 24, 2026, in Chicago: sessions at 9:00 and 10:30, judged as a test says. Confined
 * to one test.
 */
public final class Lincoln implements Assessment {
    static final ZoneId CHICAGO = ZoneId.of("America/Chicago");
    static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);
    public static final String COORDINATOR = "coordinator@lincoln.example";
    public static final String TECHNICIAN = "tech@lincoln.example";
    private static final SchoolId SCHOOL = new SchoolId("school");

    /** How a test wants a session to stand. */
    private static final class Judged {
        private Verdict verdict = Verdict.READY;
        private boolean cut;
        private boolean accepted;
        private boolean cancelled;
        private boolean finished;
        private boolean measured = true;
        private boolean reached = true;
        private Instant since = Instant.EPOCH;
        private Optional<Finding> reason = Optional.empty();
        private Optional<String> next = Optional.empty();
    }

    private final List<Room> rooms = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final List<TestSession> sessions = new ArrayList<>();
    private final Map<SessionId, Judged> judged = new LinkedHashMap<>();
    private final Map<Target, List<Signal>> signals = new HashMap<>();
    private final Set<DeviceId> neverReached = new HashSet<>();
    private List<String> recipients = List.of(COORDINATOR);
    private Optional<String> boardUrl = Optional.of("https://board.lincoln.example/");
    private int mailPort = 25;
    private Optional<String> mailUser = Optional.empty();
    private String mailPassword = "";
    private String tls = "none";
    private Optional<VisibilityLoss> blind = Optional.empty();
    public Instant now = at("8:36");

    Lincoln() {
        room("room-105", "Room 105", 24);
        room("room-107", "Room 107", 24);
        room("room-112", "Room 112", 24);
        room("room-118", "Room 118", 24);
        room("room-209", "Room 209", 24);
        room("room-214", "Room 214", 28);
        devices.add(device("cache", "Test cache", DeviceKind.CACHE_SERVER, List.of()));
        devices.add(device("sw-2", "Second-floor switch", DeviceKind.SWITCH, List.of()));
    }

    public static Instant at(String time) {
        return at(TUESDAY, time);
    }

    static Instant at(LocalDate day, String time) {
        String padded = time.length() == 4 || time.length() == 7 ? "0" + time : time;
        return day.atTime(LocalTime.parse(padded)).atZone(CHICAGO).toInstant();
    }

    /** The six sessions of the board design's pictures. */
    public static Lincoln sixSessions() {
        return new Lincoln()
                .session("ela-7", "Grade 7 ELA", "room-118", "9:00", 24)
                .session("ela-5", "Grade 5 ELA", "room-105", "9:00", 24)
                .session("sci-6", "Grade 6 Science", "room-107", "9:00", 24)
                .session("math-5", "Grade 5 Math", "room-112", "9:00", 24)
                .session("math-8", "Grade 8 Math", "room-214", "9:00", 28)
                .session("wida-6", "WIDA grade 6", "room-209", "10:30", 24);
    }

    private void room(String id, String name, int seats) {
        RoomId room = new RoomId(id);
        rooms.add(new Room(room, SCHOOL, name, Optional.empty(), Optional.empty(), rooms.size()));
        for (int seat = 1; seat <= seats; seat++) {
            devices.add(
                    device("pc-" + id.substring(5) + "-" + seat, "Seat " + seat, DeviceKind.COMPUTER, List.of(room)));
        }
    }

    private static Device device(String id, String name, DeviceKind kind, List<RoomId> rooms) {
        return DeviceBuilder.device(id, kind).name(name).rooms(rooms).build();
    }

    Lincoln session(String id, String name, String room, String start, int students) {
        return session(id, name, List.of(room), at(start), students);
    }

    Lincoln session(String id, String name, List<String> in, Instant start, int students) {
        SessionId session = new SessionId(id);
        sessions.add(TestSessionBuilder.session(id, start)
                .name(name)
                .rooms(in.stream()
                        .map(room -> new TestSession.PlannedRoom(new RoomId(room), students, List.of()))
                        .toList())
                .build());
        judged.put(session, new Judged());
        return this;
    }

    public Lincoln to(String... addresses) {
        recipients = List.of(addresses);
        return this;
    }

    public Lincoln withoutBoardUrl() {
        boardUrl = Optional.empty();
        return this;
    }

    public Configuration configuration() {
        return ConfigurationBuilder.configuration()
                .school(new School(
                        SCHOOL,
                        "Lincoln Middle School",
                        CHICAGO,
                        Map.of("coordinator", "School Test Coordinator"),
                        new School.HelpContact("Tech office", "4021")))
                .server(new ServerSettings("127.0.0.1", 8080, List.of(), List.of()))
                .inventory(rooms, List.of(), devices, List.of())
                .sessions(sessions)
                .platforms(ConfigurationBuilder.TESTNAV)
                .alerts(new AlertSettings(
                        Optional.of(mail()), AlertSettings.NONE.staffHoursFrom(), AlertSettings.NONE.staffHoursTo()))
                .build();
    }

    public Lincoln mailServer(int port) {
        mailPort = port;
        return this;
    }

    public Lincoln login(String user, String password) {
        mailUser = Optional.of(user);
        mailPassword = password;
        return this;
    }

    public Lincoln tls(String word) {
        tls = word;
        return this;
    }

    public AlertSettings.MailSettings mail() {
        return new AlertSettings.MailSettings(
                "127.0.0.1", mailPort, "firstbell@lincoln.example", recipients, mailUser, mailPassword, tls, boardUrl);
    }

    /** Every session of the plan, or only some, becomes this. */
    public Lincoln judge(Verdict verdict, String... ids) {
        for (SessionId id : ids.length == 0 ? Set.copyOf(judged.keySet()) : sessionIds(ids)) {
            Judged one = judged.get(id);
            if (one.verdict != verdict) {
                one.since = now;
            }
            one.verdict = verdict;
        }
        return this;
    }

    static List<SessionId> sessionIds(String... ids) {
        return java.util.Arrays.stream(ids).map(SessionId::new).toList();
    }

    public Lincoln cut(String id, boolean cut) {
        judged.get(new SessionId(id)).cut = cut;
        return this;
    }

    public Lincoln accepted(String id) {
        judged.get(new SessionId(id)).accepted = true;
        return this;
    }

    Lincoln cancelled(String id) {
        judged.get(new SessionId(id)).cancelled = true;
        return this;
    }

    Lincoln finished(String id) {
        judged.get(new SessionId(id)).finished = true;
        return this;
    }

    public Lincoln measured(boolean measured) {
        judged.values().forEach(one -> {
            one.measured = measured;
            one.since = now;
        });
        return this;
    }

    Lincoln neverReached(String id) {
        judged.get(new SessionId(id)).reached = false;
        return this;
    }

    Lincoln next(String id, String next) {
        judged.get(new SessionId(id)).next = Optional.of(next);
        return this;
    }

    Lincoln because(String id, String subject, String message, String remedy) {
        judged.get(new SessionId(id)).reason = Optional.of(new Finding(
                new CheckId("answers"),
                CheckOutcome.UNKNOWN,
                Severity.BLOCKING,
                new DeviceId(subject),
                now,
                Phrase.same(message),
                Phrase.same(remedy),
                List.of()));
        return this;
    }

    Lincoln blind(Optional<VisibilityLoss> blindness) {
        blind = blindness;
        return this;
    }

    Lincoln says(Signal signal) {
        signals.computeIfAbsent(signal.target(), about -> new ArrayList<>()).add(signal);
        return this;
    }

    @Override
    public Instant at() {
        return now;
    }

    @Override
    public Collection<SessionAssessment> sessions() {
        return sessions.stream().map(this::standing).toList();
    }

    @Override
    public Optional<SessionAssessment> session(SessionId id) {
        return sessions.stream()
                .filter(session -> session.id().equals(id))
                .map(this::standing)
                .findFirst();
    }

    private SessionAssessment standing(TestSession session) {
        Judged one = judged.get(session.id());
        boolean over = one.finished || now.isAfter(session.end().plus(session.overrun()));
        SessionPhase phase = over
                ? SessionPhase.DONE
                : !now.isBefore(session.start())
                        ? SessionPhase.LIVE
                        : now.isBefore(session.start().minus(Duration.ofHours(24)))
                                ? SessionPhase.AHEAD
                                : SessionPhase.TODAY;
        Verdict verdict = one.measured ? one.verdict : Verdict.UNKNOWN;
        int students = session.students();
        int usable = verdict == Verdict.READY ? students : verdict == Verdict.ON_TRACK ? 0 : students - 3;
        SeatCounts seats = new SeatCounts(students, usable, students, usable, 0, students - usable, 0, 0);
        DeviceId first =
                new DeviceId("pc-" + session.rooms().get(0).room().value().substring(5) + "-1");
        if (!one.reached) {
            neverReached.add(first);
        }
        List<RoomAssessment> standings = session.rooms().stream()
                .map(seating -> new RoomAssessment(
                        seating.room(),
                        verdict,
                        seats,
                        Map.of(first, verdict == Verdict.UNKNOWN ? SeatState.UNKNOWN : SeatState.AWAKE),
                        one.reason.stream().toList(),
                        List.of()))
                .toList();
        return SessionStandingBuilder.standing(session.id(), one.since)
                .phase(phase)
                .cancelled(one.cancelled)
                .accepted(one.accepted)
                .verdict(verdict)
                .word(SessionLabel.of(verdict, phase, one.cancelled, phase != SessionPhase.AHEAD, one.cut))
                .seats(seats)
                .rooms(standings)
                .reasons(one.reason.stream().toList())
                .next(one.next)
                .freshUntil(one.measured ? Optional.of(now.plusSeconds(60)) : Optional.empty())
                .build();
    }

    @Override
    public Collection<TargetAssessment> targets() {
        return List.of();
    }

    @Override
    public Optional<TargetAssessment> target(Target id) {
        return Optional.of(TargetStandingBuilder.standing(id)
                .reached(!(id instanceof DeviceId device && neverReached.contains(device)))
                .build());
    }

    @Override
    public Collection<Signal> signals(Target id) {
        return signals.getOrDefault(id, List.of());
    }

    @Override
    public boolean isFresh(Signal signal) {
        return true;
    }

    @Override
    public Optional<VisibilityLoss> visibilityLoss() {
        return blind;
    }

    @Override
    public Optional<Boolean> internetUp() {
        return Optional.of(true);
    }
}
