package org.firstbell.board;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.Assessment;
import org.firstbell.model.Cause;
import org.firstbell.model.Glance;
import org.firstbell.model.Incident;
import org.firstbell.model.Phase;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Severity;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.TestSession;

/**
 * Everything one composition rests on. Immutable.
 *
 * @param sittings every session, by start
 * @param today those that the board shows: of this day, and what runs or is about to
 * @param open open incidents, oldest first
 * @param incidents the open incidents of each session, oldest first
 */
record Scene(
        Configuration configuration,
        Floor floor,
        Instant now,
        Instant startedAt,
        Assessment assessment,
        List<Sitting> sittings,
        List<Sitting> today,
        List<Incident> open,
        Map<SessionId, List<Incident>> incidents) {
    private static final Comparator<Incident> WEIGHTIEST_FIRST = Comparator.comparing(Incident::severity)
            .thenComparing(incident -> incident.cause().kind() == Cause.Kind.GROUP);

    static Scene of(
            Configuration configuration,
            Floor floor,
            Instant startedAt,
            Assessment assessment,
            Collection<Incident> open) {
        Map<SessionId, SessionStanding> standings = new LinkedHashMap<>();
        assessment.sessions().forEach(standing -> standings.put(standing.id(), standing));
        List<Sitting> sittings = configuration.sessions().stream()
                .flatMap(plan ->
                        Stream.ofNullable(standings.get(plan.id())).map(standing -> new Sitting(plan, standing)))
                .sorted(Comparator.comparing(Sitting::start).thenComparing(Sitting::id, NaturalOrder.NAMES))
                .toList();
        Instant now = assessment.at();
        List<Sitting> today = sittings.stream()
                .filter(sitting -> isOfToday(sitting, now, time(configuration, sitting.plan())))
                .toList();
        List<Incident> oldestFirst = open.stream()
                .sorted(Comparator.comparing(Incident::openedAt).thenComparing(Incident::id))
                .toList();
        Map<SessionId, List<Incident>> incidents = new HashMap<>();
        for (Incident incident : oldestFirst) {
            for (SessionId session : incident.affected().sessions()) {
                incidents.computeIfAbsent(session, first -> new ArrayList<>()).add(incident);
            }
        }
        return new Scene(configuration, floor, now, startedAt, assessment, sittings, today, oldestFirst, incidents);
    }

    private static boolean isOfToday(Sitting sitting, Instant now, SchoolTime time) {
        Phase phase = sitting.standing().phase();
        return phase == Phase.LIVE
                || phase == Phase.SOON
                || time.day(sitting.start()).equals(time.day(now))
                || (sitting.over() && time.day(sitting.plan().end()).equals(time.day(now)));
    }

    /** The first school: its name, zone and help line stand on the board. */
    School school() {
        return configuration.schools().get(0);
    }

    /** Whom to call: the help line, else how the technician is called here. */
    String contact() {
        String line = school().help().line();
        return line.isEmpty() ? school().role("technician", "Tech office") : line;
    }

    SchoolTime time() {
        return new SchoolTime(school().timezone());
    }

    SchoolTime time(TestSession session) {
        return time(configuration, session);
    }

    private static SchoolTime time(Configuration configuration, TestSession session) {
        return new SchoolTime(configuration.schools().stream()
                .filter(school -> school.id().equals(session.school()))
                .findFirst()
                .orElse(configuration.schools().get(0))
                .timezone());
    }

    /** Today's sessions that have not ended. */
    List<Sitting> counted() {
        return today.stream().filter(sitting -> !sitting.over()).toList();
    }

    /** What walls call a room. */
    String place(RoomId room) {
        return floor.place(room);
    }

    Optional<TargetStanding> standing(Target target) {
        return assessment.target(target);
    }

    /** The same at a glance. */
    Optional<Glance> glance(Target target) {
        return assessment.glance(target);
    }

    /** Open incidents that hit a session, oldest first. */
    List<Incident> hitting(Sitting sitting) {
        return incidents.getOrDefault(sitting.plan().id(), List.of());
    }

    /** The weightiest of the open incidents that change a session's verdict. */
    Optional<Incident> weightiest(Sitting sitting) {
        Incident weightiest = null;
        for (Incident incident : hitting(sitting)) {
            if (incident.severity() != Severity.ADVISORY
                    && (weightiest == null || WEIGHTIEST_FIRST.compare(incident, weightiest) < 0)) {
                weightiest = incident;
            }
        }
        return Optional.ofNullable(weightiest);
    }

    /** "rooms" while each shown session has its own room, else "sessions". */
    String noun(int count) {
        List<Sitting> shown = counted();
        List<RoomId> rooms =
                shown.stream().flatMap(sitting -> sitting.rooms().stream()).toList();
        boolean own = rooms.size() == shown.size() && rooms.stream().distinct().count() == rooms.size();
        return (own ? "room" : "session") + (count == 1 ? "" : "s");
    }
}
