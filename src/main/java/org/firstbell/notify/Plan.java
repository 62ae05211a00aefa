package org.firstbell.notify;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.TestSession;

/** The configuration as mails ask it: sessions, names of places and platforms, times in the school's words. Immutable. */
final class Plan {
    private final Configuration configuration;
    private final Map<SessionId, TestSession> sessions;

    Plan(Configuration configuration) {
        this.configuration = configuration;
        this.sessions = configuration.sessions().stream()
                .collect(Collectors.toUnmodifiableMap(TestSession::id, Function.identity(), (a, b) -> a));
    }

    Configuration configuration() {
        return configuration;
    }

    Optional<TestSession> session(SessionId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    School school() {
        return configuration.schools().get(0);
    }

    School school(TestSession session) {
        return configuration.schools().stream()
                .filter(school -> school.id().equals(session.school()))
                .findFirst()
                .orElse(school());
    }

    /** The words of a session's school; of the first school when there is none. */
    TimeWords words(Optional<TestSession> session) {
        return new TimeWords(session.map(this::school).orElse(school()).timezone());
    }

    Timing timing(Optional<TestSession> session) {
        return new Timing(
                configuration.alerts(),
                session.map(this::school).orElse(school()).timezone());
    }

    /** Sessions that start on a day, in the order of their starts. */
    List<TestSession> on(LocalDate day) {
        return configuration.sessions().stream()
                .filter(session ->
                        words(Optional.of(session)).date(session.start()).equals(day))
                .sorted(Comparator.comparing(TestSession::start).thenComparing(TestSession::id))
                .toList();
    }

    String platform(TestSession session) {
        return Optional.ofNullable(configuration.platforms().get(session.platform()))
                .map(Platform::name)
                .orElse(session.platform().value());
    }

    String room(RoomId id) {
        return configuration.inventory().room(id).map(Room::name).orElse(id.value());
    }

    /** "Room 214", "Rooms 118 and 214", "All 6 rooms", "7 rooms". */
    String place(Collection<RoomId> rooms, Collection<RoomId> all) {
        List<String> names = inOrder(rooms).stream().map(this::room).toList();
        if (names.size() > 1 && Set.copyOf(rooms).containsAll(all)) {
            return "All " + names.size() + " rooms";
        }
        return switch (names.size()) {
            case 0 -> "School";
            case 1 -> names.get(0);
            case 2 -> pair(names.get(0), names.get(1));
            default -> names.size() + " rooms";
        };
    }

    private static String pair(String one, String other) {
        return one.startsWith("Room ") && other.startsWith("Room ")
                ? "Rooms " + one.substring(5) + " and " + other.substring(5)
                : one + " and " + other;
    }

    /** In the order of the configuration. */
    List<RoomId> inOrder(Collection<RoomId> rooms) {
        Set<RoomId> wanted = new LinkedHashSet<>(rooms);
        List<RoomId> ordered = new ArrayList<>();
        configuration.inventory().rooms().stream()
                .map(Room::id)
                .filter(wanted::remove)
                .forEach(ordered::add);
        ordered.addAll(wanted);
        return ordered;
    }

    /** The seats of a room of a session. */
    List<DeviceId> seats(TestSession.Seating seating) {
        return configuration.inventory().seats(seating).stream().map(Device::id).toList();
    }

    /** Rooms of sessions, each once. */
    static Set<RoomId> rooms(Collection<TestSession> sessions) {
        return sessions.stream()
                .flatMap(session -> session.rooms().stream())
                .map(TestSession.Seating::room)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
