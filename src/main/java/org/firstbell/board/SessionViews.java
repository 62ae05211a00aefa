package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Incident;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.Seats;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Severity;
import org.firstbell.model.setup.TestSession;

/** Sessions put into words and fields. Lives inside one composition. */
final class SessionViews {
    /** A room under this many students shows no counts on walls. */
    static final int SMALL_GROUP = 10;
    /** Limits are told in steps, so that a beat that changes nothing sends nothing; always rounded down. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Scene scene;
    private final Surroundings around;
    private final Map<String, Kept> kept;

    /** A view with what it was made from. */
    record Kept(SessionStanding standing, List<Incident> incidents, Set<PlatformId> unticked, SessionView view) {}

    /** @param kept views made before, renewed where they no longer hold */
    SessionViews(Scene scene, Surroundings around, Map<String, Kept> kept) {
        this.scene = scene;
        this.around = around;
        this.kept = kept;
    }

    @SuppressWarnings("ReferenceEquality") // the very same standing, not one that looks alike
    SessionView view(Sitting sitting) {
        Kept before = kept.get(sitting.id());
        if (before != null
                && before.standing() == sitting.standing()
                && before.incidents().equals(scene.hitting(sitting))
                && before.unticked().equals(around.unticked())) {
            return before.view();
        }
        SessionView view = compose(sitting);
        kept.put(
                sitting.id(),
                new Kept(sitting.standing(), List.copyOf(scene.hitting(sitting)), around.unticked(), view));
        return view;
    }

    private SessionView compose(Sitting sitting) {
        TestSession plan = sitting.plan();
        SessionStanding standing = sitting.standing();
        SchoolTime time = scene.time(plan);
        boolean small = plan.rooms().stream().anyMatch(room -> room.students() < SMALL_GROUP);
        Optional<Wanted> wanted = Wanted.of(scene, sitting);
        return new SessionView(
                sitting.id(),
                plan.name(),
                plan.platform().value(),
                sitting.rooms().stream().map(Object::toString).toList(),
                time.rfc3339(plan.start()),
                time.rfc3339(plan.end()),
                plan.students(),
                standing.phase().word(),
                standing.verdict().name(),
                sitting.word().text(),
                time.rfc3339(standing.since()),
                seats(standing.seats()),
                standing.reasons().stream()
                        .map(reason -> ReasonView.of(reason, time))
                        .toList(),
                sitting.word().hook(),
                plan.name(),
                scene.floor().platform(plan.platform()),
                sitting.rooms().stream().map(scene::place).toList(),
                standing.next().filter(next -> !small || next.chars().noneMatch(Character::isDigit) || isTime(next)),
                wanted.map(words -> words.message().wall()),
                wanted.map(words -> Places.withoutContact(words.remedy().wall(), scene.contact())),
                perRoom(sitting),
                standing.freshUntil().map(SessionViews::inSteps).map(time::rfc3339),
                notSeen(plan),
                scene.floor().evidence(plan),
                scene.hitting(sitting).stream()
                        .map(Incident::id)
                        .map(Object::toString)
                        .toList(),
                secondLine(sitting),
                small,
                sitting.accepted());
    }

    /** "carts open at 8:35" has digits and gives no count away. */
    private static boolean isTime(String next) {
        return !next.contains(" of ");
    }

    private static Instant inSteps(Instant limit) {
        return Instant.ofEpochSecond(limit.getEpochSecond() / STEP.toSeconds() * STEP.toSeconds());
    }

    private static SessionView.SeatsView seats(Seats seats) {
        return new SessionView.SeatsView(
                seats.needed(),
                seats.usable(),
                seats.total(),
                seats.awake(),
                seats.resting(),
                seats.missing(),
                seats.unfit(),
                seats.unknown());
    }

    private static List<SessionView.InRoom> perRoom(Sitting sitting) {
        List<SessionView.InRoom> rooms = new ArrayList<>();
        for (RoomStanding room : sitting.standing().rooms()) {
            SessionWord word = SessionWord.of(
                    room.verdict(),
                    sitting.standing().phase(),
                    sitting.standing().cancelled(),
                    sitting.word() != SessionWord.NOT_CHECKED,
                    sitting.word() == SessionWord.INTERRUPTED);
            rooms.add(new SessionView.InRoom(
                    room.room().value(),
                    room.verdict().name(),
                    word.hook(),
                    word.text(),
                    room.seats().needed(),
                    room.seats().usable()));
        }
        return List.copyOf(rooms);
    }

    /** READY claims what was seen and no more. */
    private static Optional<String> secondLine(Sitting sitting) {
        return switch (sitting.word()) {
            case READY, IN_SESSION -> Optional.of("No technical problem known");
            default -> Optional.empty();
        };
    }

    private List<String> notSeen(TestSession plan) {
        List<String> notSeen = new ArrayList<>();
        notSeen.add("the session prepared and started in " + scene.floor().platform(plan.platform()));
        notSeen.add("test tickets");
        notSeen.add("the proctor");
        if (around.unticked().contains(plan.platform())) {
            notSeen.add("what the test cache holds");
        }
        return List.copyOf(notSeen);
    }

    /** What is wrong with a session and what to do: its weightiest incident's words, else its first reason's. */
    record Wanted(org.firstbell.model.Words message, org.firstbell.model.Words remedy, Optional<Incident> incident) {
        static Optional<Wanted> of(Scene scene, Sitting sitting) {
            if (!sitting.wantsAction()) {
                return Optional.empty();
            }
            Optional<Incident> incident = scene.weightiest(sitting);
            if (incident.isPresent()) {
                return incident.map(found -> new Wanted(found.summary(), found.remedy(), incident));
            }
            return sitting.standing().reasons().stream()
                    .filter(reason -> reason.severity() != Severity.ADVISORY)
                    .findFirst()
                    .map(reason -> new Wanted(reason.message(), reason.remedy(), Optional.empty()));
        }
    }
}
