package org.firstbell.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Assessment;
import org.firstbell.model.Cause;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Incident;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.SessionWord;
import org.firstbell.model.setup.TestSession;

/** Sentences about whom something hits, and whom it does not. Immutable. */
record Hits(Plan plan, Assessment assessment, Instant now) {
    /** Lines of one mail; further sessions are counted. */
    private static final int LINES = 8;

    /** Rooms that are named; more are counted. */
    private static final int NAMED = 3;

    /** A line for each room that is hit: "3 seats in Room 214, Grade 8 Math (TestNav), 9:00 AM". */
    List<String> lines(Situation situation, Optional<Incident> incident) {
        Set<DeviceId> affected = incident.map(Hits::devices).orElse(Set.of());
        List<String> lines = new ArrayList<>();
        for (Situation.Hit hit : situation.hits()) {
            for (RoomId room : hit.rooms()) {
                lines.add(line(hit.session(), room, affected));
            }
        }
        if (lines.size() <= LINES) {
            return lines;
        }
        List<String> shortened = new ArrayList<>(lines.subList(0, LINES - 1));
        shortened.add("and " + (lines.size() - LINES + 1) + " more");
        return shortened;
    }

    private static Set<DeviceId> devices(Incident incident) {
        Set<DeviceId> devices = new HashSet<>(incident.affected().devices());
        if (incident.cause().kind() == Cause.Kind.DEVICE) {
            devices.add(new DeviceId(incident.cause().id()));
        }
        return devices;
    }

    private String line(TestSession session, RoomId room, Set<DeviceId> affected) {
        long seats = session.rooms().stream()
                .filter(seating -> seating.room().equals(room))
                .flatMap(seating -> plan.seats(seating).stream())
                .filter(affected::contains)
                .count();
        TimeWords words = plan.words(Optional.of(session));
        return (seats == 0 ? "" : TimeWords.count(seats, "seat") + " in ")
                + plan.room(room) + ", " + session.name() + " (" + plan.platform(session) + "), "
                + words.when(session.start(), now);
    }

    /** "Room 105 and Room 107 are not affected."; empty when nobody else tests that day. */
    String others(Situation situation) {
        Optional<TestSession> first = situation.firstSession();
        if (first.isEmpty()) {
            return "";
        }
        Set<SessionId> hit = new HashSet<>(situation.sessions());
        List<TestSession> others = plan.on(plan.words(first).date(first.get().start())).stream()
                .filter(session -> !hit.contains(session.id()) && counts(session.id()))
                .toList();
        if (others.isEmpty()) {
            return "";
        }
        Set<RoomId> rooms = new LinkedHashSet<>(plan.inOrder(Plan.rooms(others)));
        rooms.removeAll(situation.rooms());
        if (rooms.isEmpty()) {
            return "The other sessions of the day are not affected so far.";
        }
        if (rooms.size() > NAMED) {
            return "The other " + rooms.size() + " rooms are not affected by this.";
        }
        return listed(rooms.stream().map(plan::room).toList()) + (rooms.size() == 1 ? " is" : " are")
                + " not affected by this.";
    }

    /** "A", "A and B", "A, B and C". */
    static String listed(Collection<String> names) {
        List<String> list = List.copyOf(names);
        int last = list.size() - 1;
        return last < 1 ? String.join("", list) : String.join(", ", list.subList(0, last)) + " and " + list.get(last);
    }

    private boolean counts(SessionId id) {
        return assessment
                .session(id)
                .map(SessionStanding::word)
                .filter(word -> word != SessionWord.DONE && word != SessionWord.CANCELLED)
                .isPresent();
    }

    /** The rooms of all sessions of the day that are not over, to know what "all" means. */
    Set<RoomId> allRooms(Situation situation) {
        return situation
                .firstSession()
                .map(first -> Plan.rooms(plan.on(plan.words(Optional.of(first)).date(first.start())).stream()
                        .filter(session -> counts(session.id()))
                        .toList()))
                .orElse(Set.of());
    }
}
