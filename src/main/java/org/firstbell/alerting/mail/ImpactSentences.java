package org.firstbell.alerting.mail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.alerting.plan.SessionImpact;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.wording.TimePhrases;

/** Sentences about whom something hits, and whom it does not. Immutable. */
public record ImpactSentences(ConfigurationLookup lookup, Assessment assessment, Instant now) {
    /** Lines of one mail; further sessions are counted. */
    private static final int MAX_LINES = 8;

    /** Rooms that are named; more are counted. */
    private static final int MAX_NAMED_ROOMS = 3;

    /** A line for each room that is hit: "3 seats in Room 214, Grade 8 Math (TestNav), 9:00 AM". */
    public List<String> affectedLines(SessionImpact impact, Optional<Incident> incident) {
        Set<DeviceId> affected = incident.map(ImpactSentences::affectedDevices).orElse(Set.of());
        List<String> lines = new ArrayList<>();
        for (SessionImpact.AffectedSession hit : impact.affectedSessions()) {
            for (RoomId room : hit.rooms()) {
                lines.add(affectedLine(hit.session(), room, affected));
            }
        }
        if (lines.size() <= MAX_LINES) {
            return lines;
        }
        List<String> shortened = new ArrayList<>(lines.subList(0, MAX_LINES - 1));
        shortened.add("and " + (lines.size() - MAX_LINES + 1) + " more");
        return shortened;
    }

    private static Set<DeviceId> affectedDevices(Incident incident) {
        Set<DeviceId> devices = new HashSet<>(incident.affected().devices());
        if (incident.cause().kind() == Cause.CauseKind.DEVICE) {
            devices.add(new DeviceId(incident.cause().id()));
        }
        return devices;
    }

    private String affectedLine(TestSession session, RoomId room, Set<DeviceId> affected) {
        long seats = session.rooms().stream()
                .filter(seating -> seating.room().equals(room))
                .flatMap(seating -> lookup.seatDevices(seating).stream())
                .filter(affected::contains)
                .count();
        TimePhrases times = lookup.timePhrases(Optional.of(session));
        return (seats == 0 ? "" : TimePhrases.counted(seats, "seat") + " in ")
                + lookup.roomName(room) + ", " + session.name() + " (" + lookup.platformName(session) + "), "
                + times.dateTime(session.start(), now);
    }

    /** "Room 105 and Room 107 are not affected."; empty when nobody else tests that day. */
    public String unaffectedSentence(SessionImpact impact) {
        Optional<TestSession> first = impact.firstSession();
        if (first.isEmpty()) {
            return "";
        }
        Set<SessionId> hit = new HashSet<>(impact.sessions());
        List<TestSession> others = lookup
                .sessionsOn(lookup.timePhrases(first).date(first.get().start()))
                .stream()
                .filter(session -> !hit.contains(session.id()) && isNotOver(session.id()))
                .toList();
        if (others.isEmpty()) {
            return "";
        }
        Set<RoomId> rooms = new LinkedHashSet<>(lookup.inConfigurationOrder(ConfigurationLookup.roomsOf(others)));
        rooms.removeAll(impact.rooms());
        if (rooms.isEmpty()) {
            return "The other sessions of the day are not affected so far.";
        }
        if (rooms.size() > MAX_NAMED_ROOMS) {
            return "The other " + rooms.size() + " rooms are not affected by this.";
        }
        return joined(rooms.stream().map(lookup::roomName).toList()) + (rooms.size() == 1 ? " is" : " are")
                + " not affected by this.";
    }

    /** "A", "A and B", "A, B and C". */
    public static String joined(Collection<String> names) {
        List<String> list = List.copyOf(names);
        int last = list.size() - 1;
        return last < 1 ? String.join("", list) : String.join(", ", list.subList(0, last)) + " and " + list.get(last);
    }

    private boolean isNotOver(SessionId id) {
        return assessment
                .session(id)
                .map(SessionAssessment::label)
                .filter(label -> label != SessionLabel.DONE && label != SessionLabel.CANCELLED)
                .isPresent();
    }

    /** The rooms of all sessions of the day that are not over, to know what "all" means. */
    public Set<RoomId> roomsOfTheDay(SessionImpact impact) {
        return impact.firstSession()
                .map(first -> ConfigurationLookup.roomsOf(
                        lookup.sessionsOn(lookup.timePhrases(Optional.of(first)).date(first.start())).stream()
                                .filter(session -> isNotOver(session.id()))
                                .toList()))
                .orElse(Set.of());
    }
}
