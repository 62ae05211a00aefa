package org.firstbell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.firstbell.model.SignalValue;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.event.IncidentEvent;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.Severity;

/**
 * Random mornings with known faults in a simulated school, and a table of what the incidents said about each kind. The
 * oracle knows what was broken and nothing of the core.
 */
final class TruthMornings {
    /** A kind of fault, or of something that looks like one. */
    enum Kind {
        NOTHING,
        LOSS_5,
        LOSS_10,
        LOSS_20,
        ONE_COMPUTER,
        TWO_COMPUTERS_APART,
        PART_OF_A_ROOM,
        HALF_A_ROOM,
        ROOM,
        ROOM_OVER_SECONDS,
        ROOM_WITH_LOSS,
        TWO_ROOMS,
        ACCESS_POINT,
        SWITCH,
        SWITCH_WITH_LOSS,
        SWITCH_CHILDREN_FIRST,
        SWITCH_CHILDREN_FIRST_WITH_LOSS,
        SWITCH_RETURNS_WITH_TWO_DEAD,
        SWITCH_FLAPS_ONCE,
        TWO_SWITCHES,
        TWO_SWITCHES_OVERLAPPING,
        CORE,
        CORE_CHILDREN_FIRST,
        CORE_CACHE_LATE,
        CORE_WITH_LOSS,
        CACHE,
        CACHE_AND_ITS_SWITCH,
        INTERNET,
        VENDOR,
        VENDOR_THEN_INTERNET,
        EVERYTHING,
        EVERYTHING_OVER_SECONDS,
        VERSION_FALLS_SILENT,
        VERSION_TOO_OLD,
        DISK_FULL_IN_A_ROOM,
        RESTART_IN_AN_OUTAGE,
        RESTART_IN_THE_MIDDLE_OF_A_QUESTION,
        COMPUTER_REBOOTS,
        SWITCH_BLINKS,
        COMPUTER_AND_SWITCH,
    }

    /** What one morning came to. */
    record Result(
            Kind kind,
            long seed,
            boolean right,
            boolean cleared,
            int superfluous,
            Set<String> expected,
            List<String> opened,
            List<Duration> detection,
            double attemptsPerSecond) {
        boolean good() {
            return right && cleared && (superfluous == 0 || kind == Kind.LOSS_20);
        }
    }

    private final Random random;
    private final Kind kind;
    private final long seed;
    private final SchoolDay day = new SchoolDay();
    private final List<List<String>> rooms = new ArrayList<>();
    private final List<String> switches = new ArrayList<>();
    private final Set<String> expected = new TreeSet<>();
    private final Set<String> tolerated = new HashSet<>();
    private double length = 60;

    private TruthMornings(Kind kind, long seed) {
        this.kind = kind;
        this.seed = seed;
        this.random = new Random(seed * 31 + kind.ordinal());
    }

    static Result morning(Kind kind, long seed) {
        return new TruthMornings(kind, seed).run();
    }

    private Result run() {
        build();
        day.begin("08:20");
        day.run(60 + random.nextDouble() * 10);
        Instant begun = day.now;
        long before = day.attempts;
        breakThings();
        day.run(length);
        Set<String> open = new TreeSet<>();
        day.incidents.open().stream()
                .filter(incident -> incident.recoveringSince().isEmpty())
                .forEach(incident -> open.add(incident.cause().id()));
        open.removeAll(tolerated);
        double rate =
                (day.attempts - before) / (Duration.between(begun, day.now).toMillis() / 1000.0);
        List<IncidentEvent.Opened> opened = day.events.stream()
                .filter(IncidentEvent.Opened.class::isInstance)
                .map(IncidentEvent.Opened.class::cast)
                .toList();
        List<Duration> detection = new ArrayList<>();
        opened.stream()
                .filter(event -> event.severity() != Severity.ADVISORY)
                .forEach(event -> detection.add(Duration.between(event.firstSignAt(), event.at())));
        repair();
        day.run(400);
        List<String> causes = opened.stream()
                .map(event -> event.cause().id())
                .filter(id -> !tolerated.contains(id))
                .toList();
        int all = (int) day.events.stream()
                .filter(IncidentEvent.Opened.class::isInstance)
                .map(event -> ((IncidentEvent.Opened) event).cause().id())
                .filter(id -> !tolerated.contains(id))
                .count();
        return new Result(
                kind,
                seed,
                open.equals(expected) || (kind.name().contains("RETURNS") || kind == Kind.SWITCH_BLINKS),
                day.incidents.open().isEmpty(),
                Math.max(0, all - expectedCount()),
                expected,
                causes,
                detection,
                rate);
    }

    private int expectedCount() {
        return kind == Kind.SWITCH_RETURNS_WITH_TWO_DEAD ? 3 : expected.size();
    }

    private void build() {
        day.device("core", DeviceKind.SWITCH, "");
        int count = 3 + random.nextInt(5);
        int perSwitch = 1 + random.nextInt(2);
        for (int room = 0; room < count; room++) {
            if (room % perSwitch == 0) {
                String name = "sw-" + (switches.size() + 1);
                day.device(name, DeviceKind.SWITCH, "", "core");
                switches.add(name);
            }
            String uplink = switches.get(switches.size() - 1);
            String id = "room-" + (room + 1);
            List<String> computers = new ArrayList<>();
            if (room % 3 == 2) {
                String ap = "ap-" + (room + 1);
                day.device(ap, DeviceKind.ACCESS_POINT, id, uplink);
                uplink = ap;
            }
            int seats = 10 + random.nextInt(15);
            for (int seat = 1; seat <= seats; seat++) {
                String computer = "pc-" + (room + 1) + "-" + seat;
                day.device(computer, DeviceKind.COMPUTER, id, uplink);
                computers.add(computer);
            }
            rooms.add(computers);
            day.session("s-" + (room + 1), id, seats - 2, "08:00");
        }
        day.device("cache", DeviceKind.CACHE_SERVER, "", "core");
        day.service("anchor-1", ServiceKind.INTERNET);
        day.service("anchor-2", ServiceKind.INTERNET);
        day.service("edge", ServiceKind.VENDOR);
        day.check("old", DeviceKind.COMPUTER, "signal('app.testnav.version') >= version('1.11')", Severity.BLOCKING);
        day.check("disk", DeviceKind.COMPUTER, "signal('disk.free.ratio') >= 0.05", Severity.BLOCKING);
        day.check("page", DeviceKind.CACHE_SERVER, "signal('http.status') < 400", Severity.BLOCKING);
        rooms.forEach(room -> room.forEach(pc -> day.tells(pc, "app.testnav.version", version("1.12"))));
    }

    private static SignalValue version(String text) {
        return new SignalValue.Version(new VersionNumber(text));
    }

    private List<String> room(int index) {
        return rooms.get(index % rooms.size());
    }

    private int anyRoom() {
        return random.nextInt(rooms.size());
    }

    private List<String> under(String name) {
        List<String> below = new ArrayList<>();
        int perSwitch = (rooms.size() + switches.size() - 1) / switches.size();
        int first = switches.indexOf(name) * perSwitch;
        for (int room = first; room < Math.min(rooms.size(), first + perSwitch); room++) {
            if (room % 3 == 2) {
                below.add("ap-" + (room + 1));
            }
            below.addAll(rooms.get(room));
        }
        return below;
    }

    private List<String> everything() {
        List<String> all = new ArrayList<>(List.of("core", "cache"));
        for (String name : switches) {
            all.add(name);
            all.addAll(under(name));
        }
        return all;
    }

    private void killOver(List<String> ids, double seconds) {
        ids.forEach(id -> day.in(random.nextDouble() * seconds, () -> day.kill(id)));
    }

    private void expect(String... causes) {
        expected.addAll(Arrays.asList(causes));
    }

    private List<String> some(List<String> from, int count) {
        List<String> shuffled = new ArrayList<>(from);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }

    private void breakThings() {
        int room = anyRoom();
        String sw = switches.get(random.nextInt(switches.size()));
        String roomCause = "room=room-" + (room + 1);
        double delay = random.nextDouble() * 5;
        switch (kind) {
            case NOTHING -> length = 300;
            case LOSS_5 -> loss(0.05);
            case LOSS_10 -> loss(0.1);
            case LOSS_20 -> loss(0.2);
            case ONE_COMPUTER -> kill(room(room).get(0));
            case TWO_COMPUTERS_APART -> {
                kill(room(room).get(0));
                kill(room(room + 1).get(1));
            }
            case PART_OF_A_ROOM -> part(room, 5, roomCause);
            case HALF_A_ROOM -> part(room, room(room).size() / 2, roomCause);
            case ROOM -> part(room, room(room).size(), roomCause);
            case ROOM_OVER_SECONDS -> {
                killOver(room(room), 5);
                expect(roomCause);
            }
            case ROOM_WITH_LOSS -> {
                loss(0.05);
                part(room, room(room).size(), roomCause);
            }
            case TWO_ROOMS -> {
                part(room, room(room).size(), roomCause);
                int other = (room + 1) % rooms.size();
                part(other, room(other).size(), "room=room-" + (other + 1));
            }
            case ACCESS_POINT -> kill("ap-3");
            case SWITCH -> kill(sw);
            case SWITCH_WITH_LOSS -> {
                loss(0.05);
                kill(sw);
            }
            case SWITCH_CHILDREN_FIRST -> childrenFirst(sw);
            case SWITCH_CHILDREN_FIRST_WITH_LOSS -> {
                loss(0.05);
                childrenFirst(sw);
            }
            case SWITCH_RETURNS_WITH_TWO_DEAD -> {
                kill(sw);
                List<String> dead = some(
                        under(sw).stream().filter(id -> id.startsWith("pc")).toList(), 2);
                day.in(40, () -> day.kill(dead.toArray(new String[0])).revive(sw));
                length = 160;
            }
            case SWITCH_FLAPS_ONCE -> {
                kill(sw);
                day.in(20, () -> day.revive(sw));
                day.in(30, () -> day.kill(sw));
                length = 90;
            }
            case TWO_SWITCHES -> {
                kill(sw);
                kill(otherThan(sw));
            }
            case TWO_SWITCHES_OVERLAPPING -> {
                kill(sw);
                String other = otherThan(sw);
                day.in(delay, () -> day.kill(other));
                expect(other);
            }
            case CORE -> kill("core");
            case CORE_CHILDREN_FIRST -> {
                List<String> all = everything();
                all.remove("core");
                killOver(all, 4 + random.nextDouble() * 2);
                day.in(4 + random.nextDouble() * 2, () -> day.kill("core"));
                expect("core");
            }
            case CORE_CACHE_LATE -> {
                kill("core");
                day.in(30, () -> day.kill("cache").revive("core"));
                day.in(30 + 3 + random.nextDouble() * 20, () -> day.revive("cache"));
                expected.clear();
                tolerated.add("core");
                length = 150;
                expect();
            }
            case CORE_WITH_LOSS -> {
                loss(0.1);
                kill("core");
            }
            case CACHE -> kill("cache");
            case CACHE_AND_ITS_SWITCH -> {
                day.tells("cache", "http.status", 503);
                day.in(0.2 + random.nextDouble() * 3, () -> day.kill("core"));
                expect("core");
                tolerated.add("cache");
            }
            case INTERNET -> {
                day.kill("internet");
                expect("internet");
            }
            case VENDOR -> kill("edge");
            case VENDOR_THEN_INTERNET -> {
                day.kill("edge");
                day.in(random.nextDouble() * 3, () -> day.kill("internet"));
                expect("internet");
            }
            case EVERYTHING -> {
                day.kill(everything().toArray(new String[0]));
                day.kill("internet");
                expect("firstbell");
            }
            case EVERYTHING_OVER_SECONDS -> {
                killOver(everything(), 6);
                killOver(List.of("anchor-1", "anchor-2", "edge"), 6);
                expect("firstbell");
            }
            case VERSION_FALLS_SILENT -> {
                for (String pc : oldOnes()) {
                    day.kill(pc);
                }
                expect("app.testnav.version=1.11.9");
            }
            case VERSION_TOO_OLD -> {
                oldOnes();
                expect("app.testnav.version=1.8.0");
            }
            case DISK_FULL_IN_A_ROOM -> {
                room(room).forEach(pc -> day.tells(pc, "disk.free.ratio", 0.01));
                expect(room % 3 == 2 ? "access-point=ap-" + (room + 1) : roomCause);
            }
            case RESTART_IN_AN_OUTAGE -> {
                kill(sw);
                day.in(20 + delay, day::restart);
                length = 70;
            }
            case RESTART_IN_THE_MIDDLE_OF_A_QUESTION -> {
                kill(sw);
                day.in(delay, day::restart);
                length = 70;
            }
            case COMPUTER_REBOOTS -> {
                String pc = room(room).get(0);
                day.kill(pc);
                day.in(30, () -> day.revive(pc));
                length = 100;
                tolerated.add(pc);
            }
            case SWITCH_BLINKS -> {
                day.kill(sw);
                day.in(1 + random.nextDouble() * 1.5, () -> day.revive(sw));
            }
            case COMPUTER_AND_SWITCH -> {
                String pc = room(room).get(0);
                day.kill(pc);
                String other = switches.stream()
                        .filter(it -> !under(it).contains(pc))
                        .findFirst()
                        .orElseThrow();
                day.in(delay, () -> day.kill(other));
                expect(pc, other);
            }
        }
    }

    /** Eight computers of two rooms that run an old version. */
    private List<String> oldOnes() {
        List<String> old = new ArrayList<>(some(room(0), 4));
        old.addAll(some(room(1), 4));
        String version = kind == Kind.VERSION_FALLS_SILENT ? "1.11.9" : "1.8.0";
        old.forEach(pc -> day.tells(pc, "app.testnav.version", version(version)));
        if (kind == Kind.VERSION_FALLS_SILENT) {
            day.run(20);
        }
        return old;
    }

    private String otherThan(String sw) {
        String other =
                switches.stream().filter(it -> !it.equals(sw)).findFirst().orElseThrow();
        return other;
    }

    private void childrenFirst(String sw) {
        killOver(under(sw), 4 + random.nextDouble() * 2);
        day.in(4 + random.nextDouble() * 2, () -> day.kill(sw));
        expect(sw);
    }

    private void part(int room, int count, String cause) {
        some(room(room), count).forEach(day::kill);
        expect(cause);
    }

    private void loss(double share) {
        day.loss(share, seed);
        if (!kind.name().endsWith("WITH_LOSS")) {
            length = 600;
        }
    }

    private void kill(String id) {
        day.kill(id);
        expect(id);
    }

    private void repair() {
        day.loss(0, 1);
        day.revive(everything().toArray(new String[0]));
        day.revive("internet", "anchor-1", "anchor-2", "edge");
        rooms.forEach(room -> room.forEach(pc -> {
            day.tells(pc, "app.testnav.version", version("1.12"));
            if (kind == Kind.DISK_FULL_IN_A_ROOM) {
                day.tells(pc, "disk.free.ratio", 0.5);
            }
        }));
        if (kind == Kind.CACHE_AND_ITS_SWITCH) {
            day.tells("cache", "http.status", 200);
        }
    }
}
