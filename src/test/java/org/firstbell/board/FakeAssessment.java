package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Phrase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStandingBuilder;
import org.firstbell.model.setup.AlertSettings;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ConfigurationBuilder;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceBuilder;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.ServerSettings;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.setup.TestSessionBuilder;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.CheckResult;
import org.firstbell.model.status.Evidence;
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

/** A small school whose judgement the test writes by hand. Confined to its test. */
public final class FakeAssessment implements Assessment {
    static final Instant NINE = Instant.parse("2026-11-23T15:00:00Z"); // 9:00 AM in Chicago
    public static final Instant NOW = NINE.minus(Duration.ofMinutes(24)); // 8:36 AM
    static final PlatformId TESTNAV = new PlatformId("testnav");

    public Instant now = NOW;
    public Instant startedAt = NOW.minus(Duration.ofHours(1));
    Optional<VisibilityLoss> blindness = Optional.empty();
    Optional<Boolean> internet = Optional.of(true);
    public final List<Room> rooms = new ArrayList<>();
    final List<Device> devices = new ArrayList<>();
    final List<Cart> carts = new ArrayList<>();
    final List<TestSession> plans = new ArrayList<>();
    final Map<SessionId, SessionAssessment> standings = new LinkedHashMap<>();
    final Map<Target, TargetAssessment> targets = new LinkedHashMap<>();
    final Map<Target, List<Signal>> signals = new LinkedHashMap<>();
    final List<Service> services = new ArrayList<>();

    /** Six rooms with a session each at nine, all READY. */
    public static FakeAssessment withRooms(String... numbers) {
        FakeAssessment school = new FakeAssessment();
        school.device("core", DeviceKind.SWITCH, List.of(), List.of(), "");
        school.up("core", true);
        school.service("edge", ServiceKind.VENDOR);
        school.service("anchor-1", ServiceKind.INTERNET);
        for (String number : numbers) {
            school.room(number, 3);
            school.session("s-" + number, NINE, NINE.plus(Duration.ofMinutes(90)), 28, "room-" + number);
            school.ready("s-" + number);
        }
        return school;
    }

    void room(String number, int seats) {
        String id = "room-" + number;
        rooms.add(new Room(
                new RoomId(id),
                new SchoolId("lincoln"),
                "Room " + number,
                Optional.empty(),
                Optional.empty(),
                rooms.size()));
        device("ap-" + number, DeviceKind.ACCESS_POINT, List.of(id), List.of("core"), "");
        up("ap-" + number, true);
        for (int seat = 1; seat <= seats; seat++) {
            String pc = "pc-" + number + "-" + seat;
            device(pc, DeviceKind.COMPUTER, List.of(id), List.of("ap-" + number), String.valueOf(seat));
            up(pc, true);
        }
    }

    void device(String id, DeviceKind kind, List<String> inRooms, List<String> uplinks, String slot) {
        devices.add(DeviceBuilder.device(id, kind)
                .name("Device " + id)
                .rooms(inRooms.stream().map(RoomId::new).toList())
                .slot(slot)
                .address("127.0.0.1")
                .uplinks(uplinks.stream().map(DeviceId::new).toList())
                .probes(DeviceBuilder.ASKED)
                .assetTag("TAG-00821")
                .serial("SERIAL-1")
                .build());
    }

    void service(String id, ServiceKind kind) {
        services.add(new Service(
                new ServiceId(id),
                id,
                kind,
                kind == ServiceKind.VENDOR ? Set.of(TESTNAV) : Set.of(),
                List.of(),
                Map.of(),
                Optional.empty()));
        standing(new ServiceId(id), true, Optional.empty(), List.of());
    }

    void up(String device, boolean up) {
        DeviceId id = new DeviceId(device);
        boolean seat = device.startsWith("pc-");
        standing(
                id,
                up,
                seat ? Optional.of(up ? SeatState.AWAKE : SeatState.MISSING) : Optional.empty(),
                devices.stream()
                        .filter(found -> found.id().equals(id))
                        .findFirst()
                        .orElseThrow()
                        .uplinks());
        signals.put(
                id,
                List.of(
                        new Signal(
                                id, new SignalName("up"), new SignalValue.Flag(up), "tcp", now, Duration.ofSeconds(5)),
                        new Signal(
                                id,
                                new SignalName("uptime.seconds"),
                                new SignalValue.Quantity(3600),
                                "sysUpTime",
                                now,
                                Duration.ofSeconds(5))));
    }

    void standing(Target target, boolean up, Optional<SeatState> seat, List<DeviceId> path) {
        targets.put(
                target,
                TargetStandingBuilder.standing(target)
                        .up(Optional.of(up))
                        .silentSince(up ? Optional.empty() : Optional.of(now))
                        .lastLife(now.minusSeconds(41))
                        .seat(seat)
                        .path(path)
                        .checks(new CheckResult(
                                new CheckId("answers"), up ? CheckOutcome.PASS : CheckOutcome.FAIL, now))
                        .usableFor(up ? Set.of(TESTNAV) : Set.of())
                        .build());
    }

    void session(String id, Instant start, Instant end, int students, String... inRooms) {
        plans.add(TestSessionBuilder.session(id, start)
                .school(new SchoolId("lincoln"))
                .name("Grade 8 Math")
                .rooms(List.of(inRooms).stream()
                        .map(room -> new TestSession.PlannedRoom(new RoomId(room), students, List.of()))
                        .toList())
                .until(end)
                .build());
    }

    public void ready(String session) {
        judge(session, Verdict.READY, SessionPhase.SOON);
    }

    public void judge(String session, Verdict verdict, SessionPhase phase) {
        judge(session, verdict, phase, SessionLabel.of(verdict, phase, false, true, false));
    }

    void judge(String session, Verdict verdict, SessionPhase phase, SessionLabel label) {
        judge(session, verdict, phase, label, false, Optional.empty(), List.of());
    }

    public void judge(
            String session,
            Verdict verdict,
            SessionPhase phase,
            SessionLabel label,
            boolean accepted,
            Optional<String> next,
            List<Finding> reasons) {
        SessionId id = new SessionId(session);
        TestSession plan =
                plans.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
        List<RoomAssessment> inRooms = new ArrayList<>();
        SeatCounts all = new SeatCounts(0, 0, 0, 0, 0, 0, 0, 0);
        for (TestSession.PlannedRoom seating : plan.rooms()) {
            int missing = verdict == Verdict.NOT_READY ? 3 : 0;
            int resting = verdict == Verdict.ON_TRACK ? 9 : 0;
            int unknown = verdict == Verdict.UNKNOWN ? 28 : 0;
            int awake = seating.students() - missing - resting - unknown;
            SeatCounts seats =
                    new SeatCounts(seating.students(), awake, seating.students(), awake, resting, missing, 0, unknown);
            all = all.plus(seats);
            Map<DeviceId, SeatState> states = new LinkedHashMap<>();
            new Inventory(rooms, carts, devices, services)
                    .seats(seating)
                    .forEach(seat -> states.put(
                            seat.id(), targets.get(seat.id()).seatState().orElse(SeatState.UNKNOWN)));
            inRooms.add(new RoomAssessment(seating.room(), verdict, seats, states, reasons, List.of()));
        }
        standings.put(
                id,
                SessionStandingBuilder.standing(id, now.minusSeconds(540))
                        .phase(phase)
                        .cancelled(label == SessionLabel.CANCELLED)
                        .accepted(accepted)
                        .verdict(verdict)
                        .word(label)
                        .seats(all)
                        .rooms(inRooms)
                        .reasons(reasons)
                        .next(next)
                        .freshUntil(Optional.of(now.plusSeconds(25)))
                        .build());
    }

    public Finding missing(String room, String wall, String todo) {
        DeviceId about = new DeviceId("pc-" + room + "-1");
        return new Finding(
                new CheckId("seats"),
                CheckOutcome.FAIL,
                Severity.BLOCKING,
                new RoomId("room-" + room),
                now,
                new Phrase(wall, wall),
                new Phrase(todo, todo + " Tech office, 4021."),
                List.of(new Evidence(about, new SignalName("up"), false, Optional.empty(), now)));
    }

    public Configuration configuration() {
        return configuration(new ServerSettings("127.0.0.1", 0, List.of(), List.of()));
    }

    Configuration configuration(ServerSettings server) {
        return ConfigurationBuilder.configuration()
                .school("lincoln", "Lincoln Middle School", ZoneId.of("America/Chicago"))
                .server(server)
                .inventory(rooms, carts, devices, services)
                .sessions(plans)
                .platforms(ConfigurationBuilder.TESTNAV)
                .alerts(new AlertSettings(Optional.empty(), LocalTime.of(6, 30), LocalTime.of(16, 30)))
                .build();
    }

    BoardSnapshot compose(org.firstbell.model.event.Incident... open) {
        return new BoardComposer(configuration(), startedAt)
                .compose(this, List.of(open), List.of(), BoardStatus.HEALTHY, true);
    }

    @Override
    public Instant at() {
        return now;
    }

    @Override
    public Collection<SessionAssessment> sessions() {
        return standings.values();
    }

    @Override
    public Optional<SessionAssessment> session(SessionId id) {
        return Optional.ofNullable(standings.get(id));
    }

    @Override
    public Collection<TargetAssessment> targets() {
        return targets.values();
    }

    @Override
    public Optional<TargetAssessment> target(Target id) {
        return Optional.ofNullable(targets.get(id));
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
        return blindness;
    }

    @Override
    public Optional<Boolean> internetUp() {
        return internet;
    }
}
