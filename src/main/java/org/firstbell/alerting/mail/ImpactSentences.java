package org.firstbell.alerting.mail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.alerting.plan.SessionImpact;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.wording.Sentences;
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
                lines.add(affectedLine(hit.session(), room, affected)
                        + (hit.state() == impact.stateLabel() || impact.stateLabel() == StateLabel.NO_DATA
                                ? ""
                                : ": " + hit.state().text()));
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

    /**
     * "Room 105 and Room 107 are not affected by this."; empty when that cannot be claimed of anybody. Claimed only of rooms
     * whose sessions of the day are all well and outside the incident.
     */
    public String unaffectedSentence(SessionImpact impact, Optional<Incident> incident) {
        Optional<TestSession> first = impact.firstSession();
        if (first.isEmpty() || impact.stateLabel() == StateLabel.NO_DATA) {
            return "";
        }
        Set<SessionId> hit = new HashSet<>(impact.sessions());
        incident.ifPresent(known -> hit.addAll(known.affected().sessions()));
        Set<RoomId> doubtful = new HashSet<>(impact.rooms());
        incident.ifPresent(known -> doubtful.addAll(known.affected().rooms()));
        List<TestSession> well = new ArrayList<>();
        for (TestSession session :
                lookup.sessionsOn(lookup.timePhrases(first).date(first.get().start()))) {
            if (hit.contains(session.id()) || (isNotOver(session.id()) && !isWell(session.id()))) {
                doubtful.addAll(ConfigurationLookup.roomsOf(List.of(session)));
            } else if (isNotOver(session.id())) {
                well.add(session);
            }
        }
        Set<RoomId> rooms = new LinkedHashSet<>(lookup.inConfigurationOrder(ConfigurationLookup.roomsOf(well)));
        rooms.removeAll(doubtful);
        if (rooms.isEmpty()) {
            return "";
        }
        return rooms.size() > MAX_NAMED_ROOMS
                ? rooms.size() + " other rooms are not affected by this."
                : Sentences.joined(rooms.stream().map(lookup::roomName).toList()) + " "
                        + Sentences.isOrAre(rooms.size()) + " not affected by this.";
    }

    private boolean isWell(SessionId id) {
        return assessment
                .session(id)
                .filter(session -> SessionImpact.needsNoAction(session)
                        && session.freshUntil().isPresent())
                .isPresent();
    }

    private boolean isNotOver(SessionId id) {
        return assessment
                .session(id)
                .map(SessionAssessment::label)
                .filter(label -> label != SessionLabel.DONE && label != SessionLabel.CANCELLED)
                .isPresent();
    }
}
