package org.firstbell.config.section;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.firstbell.config.csv.CsvTable;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.SpellingSuggestion;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlValue;
import org.firstbell.model.CartId;
import org.firstbell.model.Origin;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.SessionId;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.TestSession;

/** Sessions out of YAML entries and out of tables, with local times in the school's zone. */
public final class SessionSection {
    private static final Duration DEFAULT_DEVICES_DUE = Duration.ofMinutes(25);
    private static final Duration DEFAULT_OVERRUN = Duration.ofMinutes(30);
    private static final int MAX_STUDENTS = 5_000;
    private static final String TIME_HINT = "write it as 2027-04-14T08:30, in the school's own time";

    private final IdRegistry ids;
    private final SessionReferences references;
    private final ProblemCollector problems;
    private final Map<SessionId, TestSession> sessions = new LinkedHashMap<>();
    private final Map<SessionId, Origin> origins = new LinkedHashMap<>();

    /** The rooms, carts and platforms that sessions may refer to. */
    public record SessionReferences(
            IdRegistry roomIds,
            IdRegistry cartIds,
            Map<RoomId, Room> rooms,
            List<School> schools,
            Set<String> platforms) {
        private ZoneId zone(SchoolId school) {
            return schools.stream()
                    .filter(one -> one.id().equals(school))
                    .findFirst()
                    .orElse(schools.get(0))
                    .timezone();
        }
    }

    public SessionSection(IdRegistry ids, SessionReferences known, ProblemCollector problems) {
        this.ids = ids;
        this.references = known;
        this.problems = problems;
    }

    public List<TestSession> sessions() {
        return List.copyOf(sessions.values());
    }

    public Map<SessionId, Origin> origins() {
        return origins;
    }

    public void read(YamlValue entry) {
        entry.asMap().ifPresent(map -> {
            map.allowOnly(
                    "id",
                    "name",
                    "platform",
                    "rooms",
                    "start",
                    "end",
                    "students",
                    "carts",
                    "devices-due",
                    "overrun",
                    "spares");
            Optional<PlatformId> platform = map.require("platform")
                    .flatMap(value ->
                            value.asText().flatMap(text -> RoomsSection.platform(value, text, references.platforms())));
            List<TestSession.PlannedRoom> rooms = seatings(map);
            Optional<YamlValue> start = map.require("start");
            Optional<YamlValue> end = map.require("end");
            Optional<String> id = map.requireText("id");
            if (rooms.isEmpty() || platform.isEmpty() || start.isEmpty() || end.isEmpty() || id.isEmpty()) {
                return;
            }
            SchoolId school = school(rooms);
            Optional<Instant> from = start.get().asText().flatMap(text -> time(text, school, start.get()));
            Optional<Instant> to = end.get().asText().flatMap(text -> time(text, school, end.get()));
            if (from.isEmpty() || to.isEmpty() || !isInOrder(from.get(), to.get(), end.get())) {
                return;
            }
            Duration due = duration(map, "devices-due", DEFAULT_DEVICES_DUE);
            Duration overrun = duration(map, "overrun", DEFAULT_OVERRUN);
            int spares =
                    map.get("spares").flatMap(value -> value.asInteger(0, 500)).orElse(0);
            ids.register(id.get(), map.origin(), map.asValue().path(), SessionId::new)
                    .ifPresent(session -> addSession(
                            map.origin(),
                            new TestSession(
                                    session,
                                    school,
                                    map.text("name").orElse(session.value()),
                                    platform.get(),
                                    rooms,
                                    from.get(),
                                    to.get(),
                                    due,
                                    overrun,
                                    spares)));
        });
    }

    private void addSession(Origin origin, TestSession session) {
        sessions.put(session.id(), session);
        origins.put(session.id(), origin);
    }

    private static Duration duration(YamlMap map, String key, Duration otherwise) {
        return map.get(key)
                .flatMap(value -> value.asDuration(Duration.ZERO, Duration.ofHours(12)))
                .orElse(otherwise);
    }

    private SchoolId school(List<TestSession.PlannedRoom> rooms) {
        Room room = references.rooms().get(rooms.get(0).room());
        return room == null ? references.schools().get(0).id() : room.school();
    }

    private List<TestSession.PlannedRoom> seatings(YamlMap map) {
        List<YamlValue> entries = map.require("rooms").map(YamlValue::asList).orElse(List.of());
        List<TestSession.PlannedRoom> seatings = new ArrayList<>();
        Optional<Integer> students = students(map);
        List<CartId> carts = carts(map);
        for (YamlValue entry : entries) {
            if (entry.isMap()) {
                entry.asMap().ifPresent(room -> {
                    room.allowOnly("id", "students", "carts");
                    if (room.get("students").isEmpty() && !(entries.size() == 1 && students.isPresent())) {
                        room.asValue().addProblem("lacks 'students'", "say how many sit in this room");
                    }
                    Optional<Integer> here = students(room).or(() -> students);
                    List<CartId> own = carts(room);
                    room.require("id")
                            .flatMap(this::room)
                            .ifPresent(id -> here.ifPresent(count ->
                                    seatings.add(new TestSession.PlannedRoom(id, count, own.isEmpty() ? carts : own))));
                });
            } else if (entries.size() > 1) {
                entry.addProblem(
                        "lacks its own 'students'", "with several rooms write { id: …, students: … } for each");
            } else if (students.isEmpty()) {
                if (map.get("students").isEmpty()) {
                    map.asValue().addProblem("lacks 'students'", "add students: and how many sit this test");
                }
            } else {
                room(entry).ifPresent(id -> seatings.add(new TestSession.PlannedRoom(id, students.get(), carts)));
            }
        }
        Set<RoomId> named = new java.util.HashSet<>();
        seatings.stream()
                .filter(seating -> !named.add(seating.room()))
                .forEach(twice ->
                        map.asValue().addProblem("names the room '" + twice.room() + "' twice", "one entry a room"));
        if (entries.isEmpty() && map.get("rooms").isPresent()) {
            map.get("rooms").get().addProblem("is empty", "name the room the session is held in");
        }
        return seatings;
    }

    private static Optional<Integer> students(YamlMap map) {
        return map.get("students").flatMap(value -> value.asInteger(1, MAX_STUDENTS));
    }

    private List<CartId> carts(YamlMap map) {
        return map.list("carts").stream()
                .flatMap(value -> value
                        .asText()
                        .filter(text -> references.cartIds().requireKnown(text, value.origin(), value.path()))
                        .stream())
                .map(CartId::new)
                .toList();
    }

    private Optional<RoomId> room(YamlValue value) {
        return value.asText()
                .filter(text -> references.roomIds().requireKnown(text, value.origin(), value.path()))
                .map(RoomId::new);
    }

    private Optional<Instant> time(String text, SchoolId school, YamlValue at) {
        Optional<Instant> time = time(text, school);
        if (time.isEmpty()) {
            at.addProblem("'" + text + "' is not a date with a time", TIME_HINT);
        } else if (!time.get().atZone(references.zone(school)).toLocalDateTime().equals(localDateTime(text))) {
            at.addProblem(
                    "there is no '" + text + "' in " + references.zone(school),
                    "clocks go forward then: the hour is left out");
            return Optional.empty();
        }
        return time;
    }

    private Optional<Instant> time(String text, SchoolId school) {
        try {
            return Optional.of(
                    localDateTime(text).atZone(references.zone(school)).toInstant());
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }

    private static LocalDateTime localDateTime(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }

    private static boolean isInOrder(Instant from, Instant to, YamlValue end) {
        if (!to.isAfter(from)) {
            end.addProblem("the session ends before it starts", "past midnight, write the next day's date");
            return false;
        }
        if (Duration.between(from, to).compareTo(Duration.ofHours(24)) > 0) {
            end.addProblem("the session lasts more than 24 hours", "is the date right?");
            return false;
        }
        return true;
    }

    /** The rows of one {@code sessions.csv}: a row for each room of a session. */
    public void read(CsvTable table) {
        Map<String, List<CsvTable.CsvRow>> bySession = new LinkedHashMap<>();
        for (CsvTable.CsvRow row : table.rows()) {
            bySession
                    .computeIfAbsent(row.cell("id").orElse(""), key -> new ArrayList<>())
                    .add(row);
        }
        bySession.values().forEach(this::read);
    }

    private void read(List<CsvTable.CsvRow> rows) {
        CsvTable.CsvRow first = rows.get(0);
        List<TestSession.PlannedRoom> seatings = new ArrayList<>();
        for (CsvTable.CsvRow row : rows) {
            for (String column : List.of("name", "platform", "start", "end")) {
                if (!row.cell(column).equals(first.cell(column))) {
                    problems.add(
                            row.origin(),
                            column,
                            "differs from the session's first row",
                            "all rows of one session agree; line "
                                    + first.origin().line() + " says '"
                                    + first.cell(column).orElse("") + "'");
                }
            }
            seating(row).ifPresent(seatings::add);
        }
        Optional<String> platform = first.cell("platform").filter(text -> {
            if (!references.platforms().contains(text)) {
                problems.add(
                        first.origin(),
                        "platform",
                        "there is no platform '" + text + "'",
                        SpellingSuggestion.hint(text, references.platforms()));
            }
            return references.platforms().contains(text);
        });
        Stream.of("platform", "start", "end")
                .filter(column -> first.cell(column).isEmpty())
                .forEach(column -> problems.add(first.origin(), column, "is empty", ""));
        if (seatings.isEmpty() || platform.isEmpty()) {
            return;
        }
        SchoolId school = school(seatings);
        Optional<Instant> from = time(first, "start", school);
        Optional<Instant> to = time(first, "end", school);
        if (from.isPresent() && to.isPresent() && !to.get().isAfter(from.get())) {
            problems.add(
                    first.origin(),
                    "end",
                    "the session ends before it starts",
                    "past midnight, write the next day's date");
            return;
        }
        if (from.isPresent() && to.isPresent()) {
            ids.register(first.cell("id").orElse(""), first.origin(), "id", SessionId::new)
                    .ifPresent(id -> addSession(
                            first.origin(),
                            new TestSession(
                                    id,
                                    school,
                                    first.cell("name").orElse(id.value()),
                                    new PlatformId(platform.get()),
                                    seatings,
                                    from.get(),
                                    to.get(),
                                    DEFAULT_DEVICES_DUE,
                                    DEFAULT_OVERRUN,
                                    0)));
        }
    }

    private Optional<Instant> time(CsvTable.CsvRow row, String column, SchoolId school) {
        Optional<Instant> time = row.cell(column).flatMap(text -> time(text, school));
        if (time.isEmpty() && row.cell(column).isPresent()) {
            problems.add(
                    row.origin(),
                    column,
                    "'" + row.cell(column).orElseThrow() + "' is not a date with a time",
                    TIME_HINT);
        }
        return time;
    }

    private Optional<TestSession.PlannedRoom> seating(CsvTable.CsvRow row) {
        Origin at = row.origin();
        Optional<RoomId> room = row.cell("room")
                .filter(text -> references.roomIds().requireKnown(text, at, "room"))
                .map(RoomId::new);
        if (row.cell("room").isEmpty()) {
            problems.add(at, "room", "is empty", "name the room the session is held in");
        }
        List<CartId> carts = row.cellList("carts").stream()
                .filter(text -> references.cartIds().requireKnown(text, at, "carts"))
                .map(CartId::new)
                .toList();
        String students = row.cell("students").orElse("");
        if (!students.matches("[1-9]\\d{0,3}")) {
            problems.add(at, "students", "'" + students + "' is not a number of students", "from 1 to 5000");
            return Optional.empty();
        }
        return room.map(id -> new TestSession.PlannedRoom(id, Integer.parseInt(students), carts));
    }
}
