package org.firstbell.config;

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
final class SessionSection {
    private static final Duration DEVICES_DUE = Duration.ofMinutes(25);
    private static final Duration OVERRUN = Duration.ofMinutes(30);
    private static final int MOST_STUDENTS = 5_000;
    private static final String TIME_HINT = "write it as 2027-04-14T08:30, in the school's own time";

    private final Ids ids;
    private final Known known;
    private final Problems problems;
    private final Map<SessionId, TestSession> sessions = new LinkedHashMap<>();
    private final Map<SessionId, Origin> origins = new LinkedHashMap<>();

    /** What sessions refer to. */
    record Known(Ids roomIds, Ids cartIds, Map<RoomId, Room> rooms, List<School> schools, Set<String> platforms) {
        private ZoneId zone(SchoolId school) {
            return schools.stream()
                    .filter(one -> one.id().equals(school))
                    .findFirst()
                    .orElse(schools.get(0))
                    .timezone();
        }
    }

    SessionSection(Ids ids, Known known, Problems problems) {
        this.ids = ids;
        this.known = known;
        this.problems = problems;
    }

    List<TestSession> sessions() {
        return List.copyOf(sessions.values());
    }

    Map<SessionId, Origin> origins() {
        return origins;
    }

    void read(YamlValue entry) {
        entry.map().ifPresent(map -> {
            map.only(
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
            Optional<PlatformId> platform = map.need("platform")
                    .flatMap(value ->
                            value.text().flatMap(text -> PlacesSection.platform(value, text, known.platforms())));
            List<TestSession.Seating> rooms = seatings(map);
            Optional<YamlValue> start = map.need("start");
            Optional<YamlValue> end = map.need("end");
            Optional<String> id = map.needText("id");
            if (rooms.isEmpty() || platform.isEmpty() || start.isEmpty() || end.isEmpty() || id.isEmpty()) {
                return;
            }
            SchoolId school = school(rooms);
            Optional<Instant> from = start.get().text().flatMap(text -> time(text, school, start.get()));
            Optional<Instant> to = end.get().text().flatMap(text -> time(text, school, end.get()));
            if (from.isEmpty() || to.isEmpty() || !inOrder(from.get(), to.get(), end.get())) {
                return;
            }
            Duration due = length(map, "devices-due", DEVICES_DUE);
            Duration overrun = length(map, "overrun", OVERRUN);
            int spares = map.get("spares").flatMap(value -> value.whole(0, 500)).orElse(0);
            ids.add(id.get(), map.origin(), map.self().path(), SessionId::new)
                    .ifPresent(session -> keep(
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

    private void keep(Origin origin, TestSession session) {
        sessions.put(session.id(), session);
        origins.put(session.id(), origin);
    }

    private static Duration length(YamlMap map, String key, Duration otherwise) {
        return map.get(key)
                .flatMap(value -> value.duration(Duration.ZERO, Duration.ofHours(12)))
                .orElse(otherwise);
    }

    private SchoolId school(List<TestSession.Seating> rooms) {
        Room room = known.rooms().get(rooms.get(0).room());
        return room == null ? known.schools().get(0).id() : room.school();
    }

    private List<TestSession.Seating> seatings(YamlMap map) {
        List<YamlValue> entries = map.need("rooms").map(YamlValue::list).orElse(List.of());
        List<TestSession.Seating> seatings = new ArrayList<>();
        Optional<Integer> students = students(map);
        List<CartId> carts = carts(map);
        for (YamlValue entry : entries) {
            if (entry.isMap()) {
                entry.map().ifPresent(room -> {
                    room.only("id", "students", "carts");
                    if (room.get("students").isEmpty() && !(entries.size() == 1 && students.isPresent())) {
                        room.self().problem("lacks 'students'", "say how many sit in this room");
                    }
                    Optional<Integer> here = students(room).or(() -> students);
                    List<CartId> own = carts(room);
                    room.need("id")
                            .flatMap(this::room)
                            .ifPresent(id -> here.ifPresent(count ->
                                    seatings.add(new TestSession.Seating(id, count, own.isEmpty() ? carts : own))));
                });
            } else if (entries.size() > 1) {
                entry.problem("lacks its own 'students'", "with several rooms write { id: …, students: … } for each");
            } else if (students.isEmpty()) {
                if (map.get("students").isEmpty()) {
                    map.self().problem("lacks 'students'", "add students: and how many sit this test");
                }
            } else {
                room(entry).ifPresent(id -> seatings.add(new TestSession.Seating(id, students.get(), carts)));
            }
        }
        Set<RoomId> named = new java.util.HashSet<>();
        seatings.stream()
                .filter(seating -> !named.add(seating.room()))
                .forEach(
                        twice -> map.self().problem("names the room '" + twice.room() + "' twice", "one entry a room"));
        if (entries.isEmpty() && map.get("rooms").isPresent()) {
            map.get("rooms").get().problem("is empty", "name the room the session is held in");
        }
        return seatings;
    }

    private static Optional<Integer> students(YamlMap map) {
        return map.get("students").flatMap(value -> value.whole(1, MOST_STUDENTS));
    }

    private List<CartId> carts(YamlMap map) {
        return map.list("carts").stream()
                .flatMap(value ->
                        value.text().filter(text -> known.cartIds().known(text, value.origin(), value.path())).stream())
                .map(CartId::new)
                .toList();
    }

    private Optional<RoomId> room(YamlValue value) {
        return value.text()
                .filter(text -> known.roomIds().known(text, value.origin(), value.path()))
                .map(RoomId::new);
    }

    private Optional<Instant> time(String text, SchoolId school, YamlValue at) {
        Optional<Instant> time = time(text, school);
        if (time.isEmpty()) {
            at.problem("'" + text + "' is not a date with a time", TIME_HINT);
        } else if (!time.get().atZone(known.zone(school)).toLocalDateTime().equals(local(text))) {
            at.problem(
                    "there is no '" + text + "' in " + known.zone(school),
                    "clocks go forward then: the hour is left out");
            return Optional.empty();
        }
        return time;
    }

    private Optional<Instant> time(String text, SchoolId school) {
        try {
            return Optional.of(local(text).atZone(known.zone(school)).toInstant());
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }

    private static LocalDateTime local(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }

    private static boolean inOrder(Instant from, Instant to, YamlValue end) {
        if (!to.isAfter(from)) {
            end.problem("the session ends before it starts", "past midnight, write the next day's date");
            return false;
        }
        if (Duration.between(from, to).compareTo(Duration.ofHours(24)) > 0) {
            end.problem("the session lasts more than 24 hours", "is the date right?");
            return false;
        }
        return true;
    }

    /** The rows of one {@code sessions.csv}: a row for each room of a session. */
    void read(CsvTable table) {
        Map<String, List<CsvTable.Row>> bySession = new LinkedHashMap<>();
        for (CsvTable.Row row : table.rows()) {
            bySession
                    .computeIfAbsent(row.cell("id").orElse(""), key -> new ArrayList<>())
                    .add(row);
        }
        bySession.values().forEach(this::read);
    }

    private void read(List<CsvTable.Row> rows) {
        CsvTable.Row first = rows.get(0);
        List<TestSession.Seating> seatings = new ArrayList<>();
        for (CsvTable.Row row : rows) {
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
            if (!known.platforms().contains(text)) {
                problems.add(
                        first.origin(),
                        "platform",
                        "there is no platform '" + text + "'",
                        Suggestion.hint(text, known.platforms()));
            }
            return known.platforms().contains(text);
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
            ids.add(first.cell("id").orElse(""), first.origin(), "id", SessionId::new)
                    .ifPresent(id -> keep(
                            first.origin(),
                            new TestSession(
                                    id,
                                    school,
                                    first.cell("name").orElse(id.value()),
                                    new PlatformId(platform.get()),
                                    seatings,
                                    from.get(),
                                    to.get(),
                                    DEVICES_DUE,
                                    OVERRUN,
                                    0)));
        }
    }

    private Optional<Instant> time(CsvTable.Row row, String column, SchoolId school) {
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

    private Optional<TestSession.Seating> seating(CsvTable.Row row) {
        Origin at = row.origin();
        Optional<RoomId> room = row.cell("room")
                .filter(text -> known.roomIds().known(text, at, "room"))
                .map(RoomId::new);
        if (row.cell("room").isEmpty()) {
            problems.add(at, "room", "is empty", "name the room the session is held in");
        }
        List<CartId> carts = row.several("carts").stream()
                .filter(text -> known.cartIds().known(text, at, "carts"))
                .map(CartId::new)
                .toList();
        String students = row.cell("students").orElse("");
        if (!students.matches("[1-9]\\d{0,3}")) {
            problems.add(at, "students", "'" + students + "' is not a number of students", "from 1 to 5000");
            return Optional.empty();
        }
        return room.map(id -> new TestSession.Seating(id, Integer.parseInt(students), carts));
    }
}
