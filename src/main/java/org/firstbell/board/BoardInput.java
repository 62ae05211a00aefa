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
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Subject;
import org.firstbell.model.Target;
import org.firstbell.model.event.Cause;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;
import org.firstbell.model.status.TargetAssessment;
import org.firstbell.model.status.TargetSummary;
import org.firstbell.wording.NaturalOrder;
import org.firstbell.wording.SchoolTimeFormat;

/**
 * Everything one composition rests on. Immutable.
 *
 * @param sessions every session, by start
 * @param today those that the board shows: of this day, and what runs or is about to
 * @param openIncidents open incidents, oldest first
 * @param incidentsBySession the open incidents of each session, oldest first
 */
record BoardInput(
        Configuration configuration,
        SchoolLayout layout,
        Instant now,
        Instant startedAt,
        Assessment assessment,
        List<BoardSession> sessions,
        List<BoardSession> today,
        List<Incident> openIncidents,
        Map<SessionId, List<Incident>> incidentsBySession) {
    private static final Comparator<Incident> MOST_SEVERE_FIRST = Comparator.comparing(Incident::severity)
            .thenComparing(incident -> incident.cause().kind() == Cause.CauseKind.GROUP);

    static BoardInput of(
            Configuration configuration,
            SchoolLayout layout,
            Instant startedAt,
            Assessment assessment,
            Collection<Incident> open) {
        Map<SessionId, SessionAssessment> assessments = new LinkedHashMap<>();
        assessment.sessions().forEach(one -> assessments.put(one.id(), one));
        List<BoardSession> planned = configuration.sessions().stream()
                .flatMap(plan -> Stream.ofNullable(assessments.get(plan.id())).map(one -> new BoardSession(plan, one)))
                .sorted(Comparator.comparing(BoardSession::start).thenComparing(BoardSession::id, NaturalOrder.NAMES))
                .toList();
        Instant now = assessment.at();
        List<BoardSession> today = planned.stream()
                .filter(boardSession -> isOfToday(boardSession, now, timeFormat(configuration, boardSession.session())))
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
        return new BoardInput(
                configuration, layout, now, startedAt, assessment, planned, today, oldestFirst, incidents);
    }

    private static boolean isOfToday(BoardSession session, Instant now, SchoolTimeFormat time) {
        SessionPhase phase = session.assessment().phase();
        return phase == SessionPhase.LIVE
                || phase == SessionPhase.SOON
                || time.localDate(session.start()).equals(time.localDate(now))
                || (session.isOver() && time.localDate(session.session().end()).equals(time.localDate(now)));
    }

    /** The school of the first session that an incident affects, else of its cause or of the devices it affects. */
    School school(Incident incident) {
        Cause cause = incident.cause();
        return configuration.sessions().stream()
                .filter(session -> incident.affected().sessions().contains(session.id()))
                .findFirst()
                .map(configuration::school)
                .or(() -> incident.affected().rooms().stream()
                        .flatMap(room -> configuration.inventory().room(room).stream())
                        .map(room -> configuration.school(room.school()))
                        .findFirst())
                .or(() -> cause.kind() == Cause.CauseKind.DEVICE && Subject.isId(cause.id())
                        ? Optional.of(configuration.school(new DeviceId(cause.id())))
                        : incident.affected().devices().stream().findFirst().map(configuration::school))
                .orElse(configuration.firstSchool());
    }

    /** Whom to call about a session. */
    String contact(BoardSession session) {
        return configuration.school(session.session()).contact();
    }

    /** Times of the board as a whole. */
    SchoolTimeFormat timeFormat() {
        return new SchoolTimeFormat(configuration.firstSchool().timezone());
    }

    SchoolTimeFormat timeFormat(TestSession session) {
        return timeFormat(configuration, session);
    }

    SchoolTimeFormat timeFormat(Incident incident) {
        return new SchoolTimeFormat(school(incident).timezone());
    }

    private static SchoolTimeFormat timeFormat(Configuration configuration, TestSession session) {
        return new SchoolTimeFormat(configuration.school(session).timezone());
    }

    /** Today's sessions that have not ended. */
    List<BoardSession> unfinishedToday() {
        return today.stream().filter(session -> !session.isOver()).toList();
    }

    /** What walls call a room. */
    String roomName(RoomId room) {
        return layout.roomName(room);
    }

    Optional<TargetAssessment> assessmentOf(Target target) {
        return assessment.target(target);
    }

    /** The same in short. */
    Optional<TargetSummary> summary(Target target) {
        return assessment.summary(target);
    }

    /** Open incidents that hit a session, oldest first. */
    List<Incident> incidentsOf(BoardSession session) {
        return incidentsBySession.getOrDefault(session.session().id(), List.of());
    }

    /** The weightiest of the open incidents that change a session's verdict. */
    Optional<Incident> mostSevereIncident(BoardSession session) {
        Incident weightiest = null;
        for (Incident incident : incidentsOf(session)) {
            if (incident.severity() != Severity.ADVISORY
                    && (weightiest == null || MOST_SEVERE_FIRST.compare(incident, weightiest) < 0)) {
                weightiest = incident;
            }
        }
        return Optional.ofNullable(weightiest);
    }

    /** "rooms" while each shown session has its own room, else "sessions". */
    String countNoun(int count) {
        List<BoardSession> shown = unfinishedToday();
        List<RoomId> rooms =
                shown.stream().flatMap(session -> session.rooms().stream()).toList();
        boolean own = rooms.size() == shown.size() && rooms.stream().distinct().count() == rooms.size();
        return (own ? "room" : "session") + (count == 1 ? "" : "s");
    }
}
