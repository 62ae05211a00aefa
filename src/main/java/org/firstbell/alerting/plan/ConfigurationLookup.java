package org.firstbell.alerting.plan;

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
import org.firstbell.wording.TimePhrases;

/** The configuration as mails ask it: sessions, names of places and platforms, times in the school's words. Immutable. */
public final class ConfigurationLookup {
    private final Configuration configuration;
    private final Map<SessionId, TestSession> sessions;

    public ConfigurationLookup(Configuration configuration) {
        this.configuration = configuration;
        this.sessions = configuration.sessions().stream()
                .collect(Collectors.toUnmodifiableMap(TestSession::id, Function.identity(), (a, b) -> a));
    }

    public Configuration configuration() {
        return configuration;
    }

    public Optional<TestSession> session(SessionId id) {
        return Optional.ofNullable(sessions.get(id));
    }

    public School school() {
        return configuration.schools().get(0);
    }

    public School school(TestSession session) {
        return configuration.schools().stream()
                .filter(school -> school.id().equals(session.school()))
                .findFirst()
                .orElse(school());
    }

    /** The words of a session's school; of the first school when there is none. */
    public TimePhrases timePhrases(Optional<TestSession> session) {
        return new TimePhrases(session.map(this::school).orElse(school()).timezone());
    }

    public AlertTiming timing(Optional<TestSession> session) {
        return new AlertTiming(
                configuration.alerts(),
                session.map(this::school).orElse(school()).timezone());
    }

    /** Sessions that start on a day, in the order of their starts. */
    public List<TestSession> sessionsOn(LocalDate day) {
        return configuration.sessions().stream()
                .filter(session ->
                        timePhrases(Optional.of(session)).date(session.start()).equals(day))
                .sorted(Comparator.comparing(TestSession::start).thenComparing(TestSession::id))
                .toList();
    }

    public String platformName(TestSession session) {
        return Optional.ofNullable(configuration.platforms().get(session.platform()))
                .map(Platform::name)
                .orElse(session.platform().value());
    }

    public String roomName(RoomId id) {
        return configuration.inventory().room(id).map(Room::name).orElse(id.value());
    }

    /** "Room 214", "Rooms 118 and 214", "All 6 rooms", "7 rooms". */
    public String placePhrase(Collection<RoomId> rooms, Collection<RoomId> all) {
        return placePhrase(rooms, all, Integer.MAX_VALUE);
    }

    /**
     * The same in whole words.
     *
     * @param all the rooms that "all" means; empty when nothing is known of them
     * @param most its greatest length, kept where one of the room's names or a number allows
     */
    public String placePhrase(Collection<RoomId> rooms, Collection<RoomId> all, int most) {
        List<RoomId> places = inConfigurationOrder(rooms);
        boolean every = !all.isEmpty() && places.containsAll(all);
        return switch (places.size()) {
            case 0 -> school().name().length() <= most ? school().name() : "The school";
            case 1 -> fitting(List.of(roomName(places.get(0)), displayName(places.get(0))), most, "1 room");
            case 2 ->
                fitting(
                        List.of(
                                twoRooms(roomName(places.get(0)), roomName(places.get(1))),
                                twoRooms(displayName(places.get(0)), displayName(places.get(1)))),
                        most,
                        "2 rooms");
            default -> (every ? "All " : "") + places.size() + " rooms";
        };
    }

    private static String fitting(List<String> ways, int most, String otherwise) {
        return ways.stream()
                .filter(way -> way.length() <= most)
                .findFirst()
                .orElse(ways.size() > 1 && otherwise.startsWith("1") ? ways.get(1) : otherwise);
    }

    private String displayName(RoomId id) {
        return configuration.inventory().room(id).map(Room::displayName).orElse(id.value());
    }

    private static String twoRooms(String one, String other) {
        return one.startsWith("Room ") && other.startsWith("Room ")
                ? "Rooms " + one.substring(5) + " and " + other.substring(5)
                : one + " and " + other;
    }

    /** Every room that tests on the day of a session, sessions that are over included. */
    public Set<RoomId> roomsOfTheDay(Optional<TestSession> session) {
        return session.map(one -> roomsOf(sessionsOn(timePhrases(session).date(one.start()))))
                .orElse(Set.of());
    }

    /** In the order of the configuration. */
    public List<RoomId> inConfigurationOrder(Collection<RoomId> rooms) {
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
    public List<DeviceId> seatDevices(TestSession.PlannedRoom seating) {
        return configuration.inventory().seats(seating).stream().map(Device::id).toList();
    }

    /** Rooms of sessions, each once. */
    public static Set<RoomId> roomsOf(Collection<TestSession> sessions) {
        return sessions.stream()
                .flatMap(session -> session.rooms().stream())
                .map(TestSession.PlannedRoom::room)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
