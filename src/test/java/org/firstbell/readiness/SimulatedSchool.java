package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.event.ProbeOutcome;
import org.firstbell.model.event.QueryExecution;
import org.firstbell.model.event.Reading;
import org.firstbell.model.event.Sightings;
import org.firstbell.model.event.StaffAction;
import org.firstbell.model.setup.AlertSettings;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ConfigurationBuilder;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.PollingSettings;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.setup.TestSessionBuilder;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SeatState;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.Sighting;
import org.firstbell.model.status.TargetAssessment;
import org.firstbell.model.status.Verdict;
import org.firstbell.readiness.check.CompiledChecks;

/** A school in virtual time for tests: built by hand, told what its devices answer, asked for its verdicts. */
public final class SimulatedSchool {
    static final ZoneId ZONE = ZoneId.of("America/Chicago");
    static final PlatformId TESTNAV = new PlatformId("testnav");
    static final PlatformId INSIGHT = new PlatformId("insight");
    public static final Duration BEAT = Duration.ofSeconds(5);
    static final Duration TABLE = Duration.ofSeconds(30);
    static final SchoolId SCHOOL = new SchoolId("school");
    /** 8:00 AM on a day in April. */
    public static final Instant EIGHT = Instant.parse("2027-04-14T13:00:00Z");

    private final List<Device> devices = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final List<Cart> carts = new ArrayList<>();
    private final Map<RoomId, Room> rooms = new LinkedHashMap<>();
    private final List<TestSession> sessions = new ArrayList<>();
    private final List<CheckSpec> checks = new ArrayList<>();
    private final Map<PlatformId, Platform> platforms = new HashMap<>();
    private Duration settle = Duration.ofSeconds(60);
    private Duration due = Duration.ofMinutes(25);
    private Readiness readiness;
    public Instant now = EIGHT;
    boolean network = true;
    final List<ReadinessChanges> changes = new ArrayList<>();

    public SimulatedSchool() {
        platform(TESTNAV, "TestNav", Platform.CacheRequirement.REQUIRED, "1.11");
        platform(INSIGHT, "DRC INSIGHT", Platform.CacheRequirement.PREFERRED, "");
    }

    private void platform(PlatformId id, String name, Platform.CacheRequirement cache, String minimum) {
        platforms.put(
                id,
                new Platform(
                        id,
                        name,
                        cache,
                        minimum.isEmpty() ? Optional.empty() : Optional.of(new VersionNumber(minimum)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Map.of()));
    }

    /** With the checks that the product ships. */
    public SimulatedSchool packs() {
        checks.addAll(ShippedData.shipped().checks());
        return this;
    }

    // what there is

    public SimulatedSchool device(String id, DeviceKind kind, String room, String... uplinks) {
        return device(id, kind, room, device -> device, uplinks);
    }

    public SimulatedSchool device(
            String id, DeviceKind kind, String room, UnaryOperator<Device> more, String... uplinks) {
        if (!room.isEmpty()) {
            room(new RoomId(room));
        }
        devices.add(more.apply(TestDevices.plain(id, kind, room, true, uplinks)));
        return this;
    }

    /** Computers {@code pc-1} to {@code pc-count} in a room. */
    SimulatedSchool computers(String room, int count, String uplink) {
        for (int i = 1; i <= count; i++) {
            device("pc-" + i, DeviceKind.COMPUTER, room, uplink);
        }
        return this;
    }

    /** A cart of Chromebooks known by MAC alone, {@code cb-1} to {@code cb-count}. */
    public SimulatedSchool cart(String cart, int count, String uplink) {
        carts.add(new Cart(new CartId(cart), cart, Optional.empty()));
        for (int i = 1; i <= count; i++) {
            Device plain = TestDevices.plain("cb-" + i, DeviceKind.CHROMEBOOK, "", false, uplink);
            devices.add(TestDevices.inCart(plain, new CartId(cart), i));
        }
        return this;
    }

    SimulatedSchool service(String id, ServiceKind kind, PlatformId... platforms) {
        services.add(
                new Service(new ServiceId(id), id, kind, Set.of(platforms), List.of(), Map.of(), Optional.empty()));
        return this;
    }

    /** A session from 9:00 to 10:30 AM in one room. */
    SimulatedSchool session(String id, PlatformId platform, String room, int students, String... carts) {
        return session(id, platform, EIGHT.plus(Duration.ofHours(1)), 0, seating(room, students, carts));
    }

    SimulatedSchool session(
            String id, PlatformId platform, Instant start, int spares, TestSession.PlannedRoom... seatings) {
        sessions.add(TestSessionBuilder.session(id, start)
                .school(SCHOOL)
                .platform(platform)
                .rooms(List.of(seatings))
                .devicesDue(due)
                .spares(spares)
                .build());
        return this;
    }

    TestSession.PlannedRoom seating(String room, int students, String... carts) {
        RoomId id = new RoomId(room);
        rooms.computeIfAbsent(id, key -> new Room(key, SCHOOL, room, Optional.empty(), Optional.empty(), rooms.size()));
        return new TestSession.PlannedRoom(
                id, students, List.of(carts).stream().map(CartId::new).toList());
    }

    private void room(RoomId id) {
        rooms.computeIfAbsent(
                id, key -> new Room(key, SCHOOL, id.value(), Optional.empty(), Optional.empty(), rooms.size()));
    }

    SimulatedSchool check(CheckSpec spec) {
        checks.add(spec);
        return this;
    }

    SimulatedSchool dueBefore(Duration start) {
        due = start;
        return this;
    }

    SimulatedSchool settle(Duration time) {
        settle = time;
        return this;
    }

    Configuration configuration() {
        PollingSettings plain = PollingSettings.DEFAULT;
        return ConfigurationBuilder.configuration()
                .school(SCHOOL.value(), "Lincoln Middle School", ZONE)
                .polling(new PollingSettings(
                        plain.idle(),
                        plain.today(),
                        plain.soon(),
                        plain.live(),
                        plain.timeout(),
                        plain.retries(),
                        settle))
                .inventory(rooms.values(), carts, devices, services)
                .sessions(sessions)
                .platforms(platforms)
                .checks(checks)
                .alerts(new AlertSettings(Optional.empty(), LocalTime.of(6, 30), LocalTime.of(16, 30)))
                .build();
    }

    // what happens

    public SimulatedSchool begin() {
        Configuration configuration = configuration();
        CompiledChecks.CompilationResult compiled = Readiness.compile(configuration);
        readiness = new Readiness(
                configuration, compiled.checks().orElseThrow(() -> new AssertionError(compiled.problems())), now);
        return this;
    }

    public Readiness readiness() {
        return readiness;
    }

    Target target(String id) {
        return services.stream().anyMatch(service -> service.id().value().equals(id))
                ? new ServiceId(id)
                : new DeviceId(id);
    }

    private QueryExecution asked(String id, String probe, String part, boolean life, Duration interval) {
        return new QueryExecution(target(id), probe, part, life, now, Duration.ZERO, interval);
    }

    public ReadinessChanges take(ProbeOutcome outcome) {
        ReadinessChanges change = readiness.record(outcome, now);
        changes.add(change);
        return change;
    }

    public ReadinessChanges answers(String id, Reading... readings) {
        return take(new ProbeOutcome.Answered(
                asked(id, "snmp", "system", true, BEAT), List.of(readings), Optional.empty(), List.of()));
    }

    public SimulatedSchool answer(String... ids) {
        for (String id : ids) {
            answers(id);
        }
        return this;
    }

    SimulatedSchool answer(String prefix, int from, int to) {
        for (int i = from; i <= to; i++) {
            answers(prefix + i);
        }
        return this;
    }

    /** Every device that is asked, and every service, answers. */
    public SimulatedSchool allAnswer() {
        devices.stream()
                .filter(device -> !device.probes().isEmpty())
                .forEach(device -> answers(device.id().value()));
        services.forEach(service -> answers(service.id().value()));
        return this;
    }

    public ReadinessChanges misses(String id) {
        return take(new ProbeOutcome.Silent(asked(id, "snmp", "system", true, BEAT), "no answer"));
    }

    /** A missed look at one of its other questions. */
    public ReadinessChanges misses(String id, String probe, String part) {
        return take(new ProbeOutcome.Refused(asked(id, probe, part, true, BEAT), "refused"));
    }

    /** Its page comes, with a status. */
    ReadinessChanges page(String id, int status) {
        return take(new ProbeOutcome.Answered(
                asked(id, "http", "page", true, BEAT),
                List.of(number(id, "http.status", status)),
                Optional.empty(),
                List.of()));
    }

    /** Three missed looks, all at this instant. */
    public SimulatedSchool silent(String... ids) {
        for (String id : ids) {
            misses(id);
            misses(id);
            misses(id);
        }
        return this;
    }

    SimulatedSchool silent(String prefix, int from, int to) {
        for (int i = from; i <= to; i++) {
            silent(prefix + i);
        }
        return this;
    }

    Reading reading(String about, String name, SignalValue value) {
        return new Reading(target(about), new SignalName(name), value, "test");
    }

    public Reading number(String about, String name, double value) {
        return reading(about, name, new SignalValue.Quantity(value));
    }

    public Reading flag(String about, String name, boolean value) {
        return reading(about, name, new SignalValue.Flag(value));
    }

    public Reading version(String about, String name, String value) {
        return reading(about, name, new SignalValue.Version(new VersionNumber(value)));
    }

    /** A whole table of clients at a place. */
    public ReadinessChanges table(String source, String place, String... ids) {
        return table(source, place, true, ids);
    }

    public ReadinessChanges table(String source, String place, boolean whole, String... ids) {
        List<Sighting> seen = new ArrayList<>();
        for (String id : ids) {
            DeviceId device = new DeviceId(id);
            seen.add(new Sighting(
                    device,
                    TestDevices.mac(device),
                    new DeviceId(source),
                    place.isEmpty() ? Optional.empty() : Optional.of(new DeviceId(place)),
                    Optional.of("school"),
                    Optional.of(-60.0),
                    now));
        }
        return take(new ProbeOutcome.Answered(
                asked(source, "snmp", "clients", false, TABLE),
                List.of(),
                Optional.of(new Sightings(new DeviceId(source), seen, 3, whole)),
                List.of()));
    }

    /** The controller's table names the first Chromebooks of the cart at a place, and no other. */
    public SimulatedSchool tableOf(String place, int count) {
        table("wlc", place, names("cb-", 1, count));
        return this;
    }

    /** Time passes while everything answers and the controller's table, each 30 s, names the first Chromebooks. */
    SimulatedSchool keepTables(int seconds, String place, int count, String... but) {
        for (int passed = 0; passed < seconds; passed += 30) {
            keep(Math.min(30, seconds - passed), but);
            tableOf(place, count);
        }
        return this;
    }

    public static String[] names(String prefix, int from, int to) {
        List<String> names = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            names.add(prefix + i);
        }
        return names.toArray(String[]::new);
    }

    /** Time passes second by second, with nothing heard. */
    public SimulatedSchool pass(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            now = now.plusSeconds(1).isAfter(until) ? until : now.plusSeconds(1);
            changes.add(readiness.tick(now, network));
        }
        return this;
    }

    public SimulatedSchool pass(int seconds) {
        return pass(Duration.ofSeconds(seconds));
    }

    /** Time passes while everything that is asked goes on answering every beat, but these. */
    public SimulatedSchool keep(int seconds, String... but) {
        List<String> silent = List.of(but);
        Instant until = now.plusSeconds(seconds);
        while (now.isBefore(until)) {
            allAnswerBut(silent);
            pass((int) Math.min(BEAT.toSeconds(), Duration.between(now, until).toSeconds()));
        }
        return allAnswerBut(silent);
    }

    /** Everything goes on answering until an hour of the day, but these. */
    SimulatedSchool keepTo(String hour, String... but) {
        return keep((int) Duration.between(now, hour(hour)).toSeconds(), but);
    }

    /** Time passes while everything goes on answering, and of these nothing is heard at all. */
    SimulatedSchool keepBut(int seconds, String... unheard) {
        List<String> away = List.of(unheard);
        Instant until = now.plusSeconds(seconds);
        while (now.isBefore(until)) {
            devices.stream()
                    .filter(device -> !device.probes().isEmpty())
                    .map(device -> device.id().value())
                    .filter(id -> !away.contains(id))
                    .forEach(this::answers);
            services.stream()
                    .map(service -> service.id().value())
                    .filter(id -> !away.contains(id))
                    .forEach(this::answers);
            pass((int) Math.min(BEAT.toSeconds(), Duration.between(now, until).toSeconds()));
        }
        return this;
    }

    private SimulatedSchool allAnswerBut(List<String> silent) {
        devices.stream()
                .filter(device -> !device.probes().isEmpty())
                .map(device -> device.id().value())
                .forEach(id -> hear(id, silent));
        services.forEach(service -> hear(service.id().value(), silent));
        return this;
    }

    private void hear(String id, List<String> silent) {
        if (silent.contains(id)) {
            misses(id);
        } else {
            answers(id);
        }
    }

    /** It becomes that hour of the day, with no tick between; for the time before {@link #begin}. */
    SimulatedSchool at(String time) {
        now = hour(time);
        return this;
    }

    static Instant hour(String time) {
        return EIGHT.atZone(ZONE).with(LocalTime.parse(time)).toInstant();
    }

    ReadinessChanges staff(StaffAction.SessionAction action) {
        return readiness.recordStaffAction(action, now);
    }

    // what is judged

    SessionAssessment session(String id) {
        return readiness.assessment().session(new SessionId(id)).orElseThrow();
    }

    RoomAssessment room(String session) {
        return session(session).rooms().get(0);
    }

    Verdict verdict(String session) {
        return session(session).verdict();
    }

    TargetAssessment target(Target id) {
        return readiness.assessment().target(id).orElseThrow();
    }

    public TargetAssessment standing(String id) {
        return target(target(id));
    }

    public SeatState seat(String id) {
        return standing(id).seatState().orElseThrow();
    }
}
