package org.firstbell.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.Assessment;
import org.firstbell.model.Cause;
import org.firstbell.model.Incident;
import org.firstbell.model.Phase;
import org.firstbell.model.RoomId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Severity;
import org.firstbell.model.Verdict;
import org.firstbell.model.setup.TestSession;

/**
 * What a cause does to the sessions now.
 *
 * @param tag the worst word among them
 * @param hits the sessions whose verdict it explains, live ones first, then by start
 */
record Situation(Tag tag, List<Hit> hits) {
    /** A session and those of its rooms that are hit. */
    record Hit(TestSession session, SessionStanding standing, List<RoomId> rooms) {
        boolean live() {
            return standing.phase() == Phase.LIVE;
        }
    }

    private static final Comparator<Hit> LIVE_THEN_START = Comparator.comparing((Hit hit) -> !hit.live())
            .thenComparing(hit -> hit.session().start())
            .thenComparing(hit -> hit.session().id());

    Situation {
        hits = hits.stream().sorted(LIVE_THEN_START).toList();
    }

    /** What an incident does; without hits when it changes no verdict now. */
    static Situation of(Incident incident, Plan plan, Assessment assessment) {
        List<Hit> hits = new ArrayList<>();
        for (SessionId id : incident.affected().sessions()) {
            Optional<SessionStanding> standing = assessment.session(id).filter(now -> explains(incident, now));
            Optional<TestSession> session = plan.session(id);
            if (standing.isPresent() && session.isPresent()) {
                hits.add(new Hit(
                        session.get(),
                        standing.get(),
                        rooms(session.get(), standing.get(), incident.affected().rooms())));
            }
        }
        boolean blind = incident.cause().kind() == Cause.Kind.MONITOR;
        return new Situation(blind ? Tag.NO_DATA : worst(hits), hits);
    }

    /** Sessions that want somebody to act, whatever the cause. */
    static Situation of(Collection<SessionStanding> standings, Plan plan) {
        List<Hit> hits = new ArrayList<>();
        for (SessionStanding standing : standings) {
            plan.session(standing.id())
                    .ifPresent(session -> hits.add(new Hit(session, standing, rooms(session, standing, List.of()))));
        }
        return new Situation(worst(hits), hits);
    }

    private static boolean explains(Incident incident, SessionStanding standing) {
        if (!standing.word().wantsAction() || quiet(standing)) {
            return false;
        }
        if (incident.cause().kind() == Cause.Kind.MONITOR) {
            return standing.verdict() == Verdict.UNKNOWN;
        }
        return (incident.severity() == Severity.BLOCKING && standing.verdict() == Verdict.NOT_READY)
                || (incident.severity() == Severity.DEGRADING && standing.verdict() == Verdict.AT_RISK);
    }

    /** Whether staff accepted what is the matter. */
    static boolean quiet(SessionStanding standing) {
        return standing.accepted() && standing.word() == SessionWord.AT_RISK;
    }

    /** Whether a session wants nobody to act. */
    static boolean fine(SessionStanding standing) {
        return !standing.word().wantsAction() || quiet(standing);
    }

    private static Tag worst(List<Hit> hits) {
        return hits.stream()
                .map(hit -> hit.standing().word())
                .min(Comparator.naturalOrder())
                .map(Tag::of)
                .orElse(Tag.READY_AGAIN);
    }

    /** The rooms that are as bad as their session, of those that are affected. */
    private static List<RoomId> rooms(TestSession session, SessionStanding standing, List<RoomId> affected) {
        List<RoomId> all =
                session.rooms().stream().map(TestSession.Seating::room).toList();
        List<RoomId> hit = all.stream().filter(affected::contains).toList();
        List<RoomId> bad = standing.rooms().stream()
                .filter(room -> room.verdict() == standing.verdict())
                .map(RoomStanding::room)
                .filter(room -> hit.isEmpty() || hit.contains(room))
                .toList();
        return !bad.isEmpty() ? bad : !hit.isEmpty() ? hit : all;
    }

    boolean isEmpty() {
        return hits.isEmpty();
    }

    /** The session that matters first. */
    Optional<Hit> first() {
        return hits.stream().findFirst();
    }

    Optional<TestSession> firstSession() {
        return first().map(Hit::session);
    }

    boolean live() {
        return hits.stream().anyMatch(Hit::live);
    }

    /** The first start to come; empty when a session is live or none is hit. */
    Optional<Instant> start() {
        return live() ? Optional.empty() : firstSession().map(TestSession::start);
    }

    /** Whether anything was measured of them since the daemon started. */
    boolean measured() {
        return hits.stream().anyMatch(hit -> hit.standing().freshUntil().isPresent());
    }

    List<SessionId> sessions() {
        return hits.stream().map(hit -> hit.session().id()).toList();
    }

    Set<RoomId> rooms() {
        return hits.stream().flatMap(hit -> hit.rooms().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
