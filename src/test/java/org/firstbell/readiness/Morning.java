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
import org.firstbell.model.Asked;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.Reading;
import org.firstbell.model.RoomId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.SchoolId;
import org.firstbell.model.SeatState;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Sighting;
import org.firstbell.model.Sightings;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.Verdict;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.setup.Alerts;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.ConfigurationBuilder;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.Polling;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.setup.TestSessionBuilder;
import org.firstbell.readiness.check.CompiledChecks;

/** A school in virtual time for tests: built by hand, told what its devices answer, asked for its verdicts. */
final class Morning {
    static final ZoneId ZONE = ZoneId.of("America/Chicago");
    static final PlatformId TESTNAV = new PlatformId("testnav");
    static final PlatformId INSIGHT = new PlatformId("insight");
    static final Duration BEAT = Duration.ofSeconds(5);
    static final Duration TABLE = Duration.ofSeconds(30);
    static final SchoolId SCHOOL = new SchoolId("school");
    /** 8:00 AM on a day in April. */
    static final Instant EIGHT = Instant.parse("2027-04-14T13:00:00Z");

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
    Instant now = EIGHT;
    boolean network = true;
    final List<Changes> changes = new ArrayList<>();

    Morning() {
        platform(TESTNAV, "TestNav", Platform.CacheNeed.REQUIRED, "1.11");
        platform(INSIGHT, "DRC INSIGHT", Platform.CacheNeed.PREFERRED, "");
    }

    private void platform(PlatformId id, String name, Platform.CacheNeed cache, String minimum) {
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
    Morning packs() {
        checks.addAll(Packs.shipped().checks());
        return this;
    }

    // what there is

    Morning device(String id, DeviceKind kind, String room, String... uplinks) {
        return device(id, kind, room, device -> device, uplinks);
    }

    Morning device(String id, DeviceKind kind, String room, UnaryOperator<Device> more, String... uplinks) {
        if (!room.isEmpty()) {
            room(new RoomId(room));
        }
        devices.add(more.apply(Devices.plain(id, kind, room, true, uplinks)));
        return this;
    }

    /** Computers {@code pc-1} to {@code pc-count} in a room. */
    Morning computers(String room, int count, String uplink) {
        for (int i = 1; i <= count; i++) {
            device("pc-" + i, DeviceKind.COMPUTER, room, uplink);
        }
        return this;
    }

    /** A cart of Chromebooks known by MAC alone, {@code cb-1} to {@code cb-count}. */
    Morning cart(String cart, int count, String uplink) {
        carts.add(new Cart(new CartId(cart), cart, Optional.empty()));
        for (int i = 1; i <= count; i++) {
            Device plain = Devices.plain("cb-" + i, DeviceKind.CHROMEBOOK, "", false, uplink);
            devices.add(Devices.inCart(plain, new CartId(cart), i));
        }
        return this;
    }

    Morning service(String id, ServiceKind kind, PlatformId... platforms) {
        services.add(
                new Service(new ServiceId(id), id, kind, Set.of(platforms), List.of(), Map.of(), Optional.empty()));
        return this;
    }

    /** A session from 9:00 to 10:30 AM in one room. */
    Morning session(String id, PlatformId platform, String room, int students, String... carts) {
        return session(id, platform, EIGHT.plus(Duration.ofHours(1)), 0, seating(room, students, carts));
    }

    Morning session(String id, PlatformId platform, Instant start, int spares, TestSession.Seating... seatings) {
        sessions.add(TestSessionBuilder.session(id, start)
                .school(SCHOOL)
                .platform(platform)
                .rooms(List.of(seatings))
                .devicesDue(due)
                .spares(spares)
                .build());
        return this;
    }

    TestSession.Seating seating(String room, int students, String... carts) {
        RoomId id = new RoomId(room);
        rooms.computeIfAbsent(id, key -> new Room(key, SCHOOL, room, Optional.empty(), Optional.empty(), rooms.size()));
        return new TestSession.Seating(
                id, students, List.of(carts).stream().map(CartId::new).toList());
    }

    private void room(RoomId id) {
        rooms.computeIfAbsent(
                id, key -> new Room(key, SCHOOL, id.value(), Optional.empty(), Optional.empty(), rooms.size()));
    }

    Morning check(CheckSpec spec) {
        checks.add(spec);
        return this;
    }

    Morning dueBefore(Duration start) {
        due = start;
        return this;
    }

    Morning settle(Duration time) {
        settle = time;
        return this;
    }

    Configuration configuration() {
        Polling plain = Polling.DEFAULT;
        return ConfigurationBuilder.configuration()
                .school(SCHOOL.value(), "Lincoln Middle School", ZONE)
                .polling(new Polling(
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
                .alerts(new Alerts(Optional.empty(), LocalTime.of(6, 30), LocalTime.of(16, 30)))
                .build();
    }

    // what happens

    Morning begin() {
        Configuration configuration = configuration();
        CompiledChecks.Result compiled = Readiness.compile(configuration);
        readiness = new Readiness(
                configuration, compiled.checks().orElseThrow(() -> new AssertionError(compiled.problems())), now);
        return this;
    }

    Readiness readiness() {
        return readiness;
    }

    Target target(String id) {
        return services.stream().anyMatch(service -> service.id().value().equals(id))
                ? new ServiceId(id)
                : new DeviceId(id);
    }

    private Asked asked(String id, String probe, String part, boolean life, Duration interval) {
        return new Asked(target(id), probe, part, life, now, Duration.ZERO, interval);
    }

    Changes take(ProbeOutcome outcome) {
        Changes change = readiness.record(outcome, now);
        changes.add(change);
        return change;
    }

    Changes answers(String id, Reading... readings) {
        return take(new ProbeOutcome.Answered(
                asked(id, "snmp", "system", true, BEAT), List.of(readings), Optional.empty(), List.of()));
    }

    Morning answer(String... ids) {
        for (String id : ids) {
            answers(id);
        }
        return this;
    }

    Morning answer(String prefix, int from, int to) {
        for (int i = from; i <= to; i++) {
            answers(prefix + i);
        }
        return this;
    }

    /** Every device that is asked, and every service, answers. */
    Morning allAnswer() {
        devices.stream()
                .filter(device -> !device.probes().isEmpty())
                .forEach(device -> answers(device.id().value()));
        services.forEach(service -> answers(service.id().value()));
        return this;
    }

    Changes misses(String id) {
        return take(new ProbeOutcome.Silent(asked(id, "snmp", "system", true, BEAT), "no answer"));
    }

    /** A missed look at one of its other questions. */
    Changes misses(String id, String probe, String part) {
        return take(new ProbeOutcome.Refused(asked(id, probe, part, true, BEAT), "refused"));
    }

    /** Its page comes, with a status. */
    Changes page(String id, int status) {
        return take(new ProbeOutcome.Answered(
                asked(id, "http", "page", true, BEAT),
                List.of(number(id, "http.status", status)),
                Optional.empty(),
                List.of()));
    }

    /** Three missed looks, all at this instant. */
    Morning silent(String... ids) {
        for (String id : ids) {
            misses(id);
            misses(id);
            misses(id);
        }
        return this;
    }

    Morning silent(String prefix, int from, int to) {
        for (int i = from; i <= to; i++) {
            silent(prefix + i);
        }
        return this;
    }

    Reading reading(String about, String name, SignalValue value) {
        return new Reading(target(about), new SignalName(name), value, "test");
    }

    Reading number(String about, String name, double value) {
        return reading(about, name, new SignalValue.Quantity(value));
    }

    Reading flag(String about, String name, boolean value) {
        return reading(about, name, new SignalValue.Flag(value));
    }

    Reading version(String about, String name, String value) {
        return reading(about, name, new SignalValue.Version(new VersionNumber(value)));
    }

    /** A whole table of clients at a place. */
    Changes table(String source, String place, String... ids) {
        return table(source, place, true, ids);
    }

    Changes table(String source, String place, boolean whole, String... ids) {
        List<Sighting> seen = new ArrayList<>();
        for (String id : ids) {
            DeviceId device = new DeviceId(id);
            seen.add(new Sighting(
                    device,
                    Devices.mac(device),
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
    Morning tableOf(String place, int count) {
        table("wlc", place, names("cb-", 1, count));
        return this;
    }

    /** Time passes while everything answers and the controller's table, each 30 s, names the first Chromebooks. */
    Morning keepTables(int seconds, String place, int count, String... but) {
        for (int passed = 0; passed < seconds; passed += 30) {
            keep(Math.min(30, seconds - passed), but);
            tableOf(place, count);
        }
        return this;
    }

    static String[] names(String prefix, int from, int to) {
        List<String> names = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            names.add(prefix + i);
        }
        return names.toArray(String[]::new);
    }

    /** Time passes second by second, with nothing heard. */
    Morning pass(Duration time) {
        Instant until = now.plus(time);
        while (now.isBefore(until)) {
            now = now.plusSeconds(1).isAfter(until) ? until : now.plusSeconds(1);
            changes.add(readiness.tick(now, network));
        }
        return this;
    }

    Morning pass(int seconds) {
        return pass(Duration.ofSeconds(seconds));
    }

    /** Time passes while everything that is asked goes on answering every beat, but these. */
    Morning keep(int seconds, String... but) {
        List<String> silent = List.of(but);
        Instant until = now.plusSeconds(seconds);
        while (now.isBefore(until)) {
            allAnswerBut(silent);
            pass((int) Math.min(BEAT.toSeconds(), Duration.between(now, until).toSeconds()));
        }
        return allAnswerBut(silent);
    }

    /** Everything goes on answering until an hour of the day, but these. */
    Morning keepTo(String hour, String... but) {
        return keep((int) Duration.between(now, hour(hour)).toSeconds(), but);
    }

    /** Time passes while everything goes on answering, and of these nothing is heard at all. */
    Morning keepBut(int seconds, String... unheard) {
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

    private Morning allAnswerBut(List<String> silent) {
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
    Morning at(String time) {
        now = hour(time);
        return this;
    }

    static Instant hour(String time) {
        return EIGHT.atZone(ZONE).with(LocalTime.parse(time)).toInstant();
    }

    Changes staff(StaffAction.OnSession action) {
        return readiness.staff(action, now);
    }

    // what is judged

    SessionStanding session(String id) {
        return readiness.assessment().session(new SessionId(id)).orElseThrow();
    }

    RoomStanding room(String session) {
        return session(session).rooms().get(0);
    }

    Verdict verdict(String session) {
        return session(session).verdict();
    }

    TargetStanding target(Target id) {
        return readiness.assessment().target(id).orElseThrow();
    }

    TargetStanding standing(String id) {
        return target(target(id));
    }

    SeatState seat(String id) {
        return standing(id).seat().orElseThrow();
    }
}
