package org.firstbell.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.Finding;
import org.firstbell.model.Incident;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomStanding;
import org.firstbell.model.Seats;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Severity;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.TestSession;

/** Sessions put into words and fields. Lives inside one composition. */
final class SessionViews {
    /** A room under this many students shows no counts on walls. */
    static final int SMALL_GROUP = 10;
    /** Limits are told in steps, so that a beat that changes nothing sends nothing; always rounded down. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private static final SignalName CONTENT = new SignalName("cache.content.current");

    private final Scene scene;

    SessionViews(Scene scene) {
        this.scene = scene;
    }

    SessionView view(Sitting sitting) {
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
                standing.reasons().stream().map(reason -> reason(reason, time)).toList(),
                sitting.word().hook(),
                plan.name(),
                platformName(plan.platform()),
                sitting.rooms().stream().map(scene::place).toList(),
                standing.next().filter(next -> !small || next.chars().noneMatch(Character::isDigit) || isTime(next)),
                wanted.map(words -> words.message().wall()),
                wanted.map(words -> Places.withoutContact(words.remedy().wall(), scene.contact())),
                perRoom(sitting),
                standing.freshUntil().map(SessionViews::inSteps).map(time::rfc3339),
                notSeen(plan),
                evidence(plan),
                scene.open().stream()
                        .filter(incident -> incident.affected().sessions().contains(plan.id()))
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

    static ReasonView reason(Finding finding, SchoolTime time) {
        return new ReasonView(
                finding.check().value(),
                finding.severity().word(),
                new ReasonView.SubjectView(
                        finding.subject().kind(), finding.subject().value()),
                finding.message().full(),
                finding.remedy().full(),
                time.rfc3339(finding.since()),
                finding.evidence().stream()
                        .map(evidence -> new ReasonView.EvidenceView(
                                evidence.signal().value(),
                                TargetViews.plain(evidence.value()),
                                evidence.limit(),
                                time.rfc3339(evidence.observedAt())))
                        .toList());
    }

    String platformName(PlatformId platform) {
        Platform known = scene.configuration().platforms().get(platform);
        return known == null ? platform.value() : known.name();
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
        notSeen.add("the session prepared and started in " + platformName(plan.platform()));
        notSeen.add("test tickets");
        notSeen.add("the proctor");
        boolean unticked = caches(plan.platform()).stream()
                .anyMatch(cache -> scene.assessment().signals(cache.id()).stream()
                        .noneMatch(signal -> signal.name().equals(CONTENT)
                                && signal.value().equals(new SignalValue.Flag(true))
                                && scene.assessment().fresh(signal)));
        if (unticked) {
            notSeen.add("what the test cache holds");
        }
        return List.copyOf(notSeen);
    }

    private List<Device> caches(PlatformId platform) {
        return scene.configuration().inventory().devices().stream()
                .filter(device -> device.kind() == DeviceKind.CACHE_SERVER && device.inUse())
                .filter(device ->
                        device.platforms().isEmpty() || device.platforms().contains(platform))
                .toList();
    }

    private String evidence(TestSession plan) {
        List<Device> seats = plan.rooms().stream()
                .flatMap(room -> scene.configuration().inventory().seats(room).stream())
                .toList();
        long asked = seats.stream().filter(seat -> !seat.probes().isEmpty()).count();
        if (seats.isEmpty()) {
            return "no devices are listed here";
        } else if (asked == seats.size()) {
            return "each device answers by itself, not tested from inside the test app";
        } else if (asked == 0) {
            return "seen on Wi-Fi, not tested from student Wi-Fi";
        } else {
            return asked + " of " + seats.size() + " answer by themselves, the others are seen on Wi-Fi";
        }
    }

    /** What is wrong with a session and what to do: its weightiest incident's words, else its first reason's. */
    record Wanted(org.firstbell.model.Words message, org.firstbell.model.Words remedy, Optional<Incident> incident) {
        static Optional<Wanted> of(Scene scene, Sitting sitting) {
            if (!sitting.wantsAction()) {
                return Optional.empty();
            }
            Optional<Incident> incident = scene.incidentsOf(sitting).stream().findFirst();
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
