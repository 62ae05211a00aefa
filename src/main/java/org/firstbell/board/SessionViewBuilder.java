package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.board.view.FindingView;
import org.firstbell.board.view.SessionView;
import org.firstbell.model.PlatformId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SeatCounts;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.model.status.Severity;
import org.firstbell.wording.RoomNames;
import org.firstbell.wording.SchoolTimeFormat;

/** Sessions put into words and fields. Lives inside one composition. */
final class SessionViewBuilder {
    /** Limits are told in steps, so that a poll that changes nothing sends nothing; always rounded down. */
    private static final Duration FRESH_UNTIL_STEP = Duration.ofSeconds(5);

    private final BoardInput input;
    private final DeviceScan deviceScan;
    private final Map<String, CachedSessionView> cache;

    /** A view with what it was made from. */
    record CachedSessionView(
            SessionAssessment assessment,
            List<Incident> incidents,
            Set<PlatformId> unconfirmedCachePlatforms,
            SessionView view) {}

    /** @param kept views made before, renewed where they no longer hold */
    SessionViewBuilder(BoardInput input, DeviceScan around, Map<String, CachedSessionView> kept) {
        this.input = input;
        this.deviceScan = around;
        this.cache = kept;
    }

    @SuppressWarnings("ReferenceEquality") // the very same assessment, not an equal one
    SessionView build(BoardSession session) {
        CachedSessionView before = cache.get(session.id());
        if (before != null
                && before.assessment() == session.assessment()
                && before.incidents().equals(input.incidentsOf(session))
                && before.unconfirmedCachePlatforms().equals(deviceScan.unconfirmedCachePlatforms())) {
            return before.view();
        }
        SessionView view = compose(session);
        cache.put(
                session.id(),
                new CachedSessionView(
                        session.assessment(),
                        List.copyOf(input.incidentsOf(session)),
                        deviceScan.unconfirmedCachePlatforms(),
                        view));
        return view;
    }

    private SessionView compose(BoardSession session) {
        TestSession plan = session.session();
        SessionAssessment assessment = session.assessment();
        SchoolTimeFormat time = input.timeFormat(plan);
        boolean small = plan.rooms().stream().anyMatch(room -> room.students() < TestSession.SMALL_GROUP);
        Optional<RequiredAction> wanted = RequiredAction.of(input, session);
        return new SessionView(
                session.id(),
                plan.name(),
                plan.platform().value(),
                session.rooms().stream().map(Object::toString).toList(),
                time.rfc3339(plan.start()),
                time.rfc3339(plan.end()),
                plan.students(),
                assessment.phase().keyword(),
                assessment.verdict().name(),
                session.label().text(),
                time.rfc3339(assessment.since()),
                seatCountsView(assessment.seatCounts()),
                assessment.reasons().stream()
                        .map(reason -> FindingView.of(reason, time))
                        .toList(),
                session.label().styleName(),
                plan.name(),
                input.layout().platformName(plan.platform()),
                session.rooms().stream().map(input::roomName).toList(),
                assessment
                        .nextStep()
                        .filter(next -> !small || next.chars().noneMatch(Character::isDigit) || isTime(next)),
                wanted.map(words -> words.message().wall()),
                wanted.map(words -> RoomNames.withoutContact(words.remedy().wall(), input.contact(session))),
                sessionRoomViews(session),
                assessment.freshUntil().map(SessionViewBuilder::roundDown).map(time::rfc3339),
                notSeen(plan),
                input.layout().evidenceText(plan),
                input.incidentsOf(session).stream()
                        .map(Incident::id)
                        .map(Object::toString)
                        .toList(),
                secondLine(session),
                small,
                session.isRiskAccepted());
    }

    /** "carts open at 8:35" has digits and gives no count away. */
    private static boolean isTime(String next) {
        return !next.contains(" of ");
    }

    private static Instant roundDown(Instant limit) {
        return Instant.ofEpochSecond(
                limit.getEpochSecond() / FRESH_UNTIL_STEP.toSeconds() * FRESH_UNTIL_STEP.toSeconds());
    }

    private static SessionView.SeatCountsView seatCountsView(SeatCounts seats) {
        return new SessionView.SeatCountsView(
                seats.needed(),
                seats.usable(),
                seats.total(),
                seats.awake(),
                seats.resting(),
                seats.missing(),
                seats.unfit(),
                seats.unknown());
    }

    private static List<SessionView.SessionRoomView> sessionRoomViews(BoardSession session) {
        List<SessionView.SessionRoomView> rooms = new ArrayList<>();
        for (RoomAssessment room : session.assessment().rooms()) {
            SessionLabel label = SessionLabel.of(
                    room.verdict(),
                    session.assessment().phase(),
                    session.assessment().cancelled(),
                    session.label() != SessionLabel.NOT_CHECKED,
                    session.label() == SessionLabel.INTERRUPTED);
            rooms.add(new SessionView.SessionRoomView(
                    room.room().value(),
                    room.verdict().name(),
                    label.styleName(),
                    label.text(),
                    room.seatCounts().needed(),
                    room.seatCounts().usable()));
        }
        return List.copyOf(rooms);
    }

    /** READY claims what was seen and no more. */
    private static Optional<String> secondLine(BoardSession session) {
        return switch (session.label()) {
            case READY, IN_SESSION -> Optional.of("No technical problem known");
            default -> Optional.empty();
        };
    }

    private List<String> notSeen(TestSession plan) {
        List<String> notSeen = new ArrayList<>();
        notSeen.add("the session prepared and started in " + input.layout().platformName(plan.platform()));
        notSeen.add("test tickets");
        notSeen.add("the proctor");
        if (deviceScan.unconfirmedCachePlatforms().contains(plan.platform())) {
            notSeen.add("what the test cache holds");
        }
        return List.copyOf(notSeen);
    }

    /** What is wrong with a session and what to do: its weightiest incident's words, else its first reason's. */
    record RequiredAction(
            org.firstbell.model.Phrase message, org.firstbell.model.Phrase remedy, Optional<Incident> incident) {
        static Optional<RequiredAction> of(BoardInput input, BoardSession session) {
            if (!session.needsAction()) {
                return Optional.empty();
            }
            Optional<Incident> incident = input.mostSevereIncident(session);
            if (incident.isPresent()) {
                return incident.map(found -> new RequiredAction(found.summary(), found.remedy(), incident));
            }
            return session.assessment().reasons().stream()
                    .filter(reason -> reason.severity() != Severity.ADVISORY)
                    .findFirst()
                    .map(reason -> new RequiredAction(reason.message(), reason.remedy(), Optional.empty()));
        }
    }
}
