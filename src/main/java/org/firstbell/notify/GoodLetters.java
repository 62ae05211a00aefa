package org.firstbell.notify;

import java.time.Duration;
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
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.TestSession;

/** Writes the all-clear of a conversation. READY claims what was seen and no more. Immutable; made for one moment. */
record GoodLetters(Plan plan, Assessment assessment, Instant now) {

    /** The all-clear. */
    Letter good(Conversation conversation, String next) {
        List<TestSession> sessions = conversation.sessions().stream()
                .map(plan::session)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(TestSession::start).thenComparing(TestSession::id))
                .toList();
        Optional<TestSession> first = sessions.stream().findFirst();
        TimeWords words = plan.words(first);
        Set<RoomId> rooms = new LinkedHashSet<>(conversation.rooms());
        if (rooms.isEmpty()) {
            rooms.addAll(Plan.rooms(sessions));
        }
        Set<RoomId> all = first.map(session -> Plan.rooms(plan.on(words.date(session.start()))))
                .orElse(Set.of());
        boolean board = conversation.tag().filter(tag -> tag == Tag.NO_DATA).isPresent();
        String place = board ? "The board" : plan.place(rooms, all);
        String start = first.map(session -> words.when(session.start(), now)).orElse("");
        String result = sessions.size() == 1
                ? result(first.orElseThrow())
                : OneLine.withoutStop(sessions.stream()
                        .map(session -> session.name() + ": " + result(session))
                        .collect(Collectors.joining("; ")));
        List<String> more = new ArrayList<>();
        more.add("It was "
                + conversation.tag().map(Tag::text).orElse("NOT READY").replaceFirst("^STILL ", "") + " from "
                + words.when(conversation.badSince(), now) + " to " + words.when(now, now) + ", for "
                + TimeWords.spoken(Duration.between(conversation.badSince(), now)) + ".");
        conversation.summary().ifPresent(summary -> more.add("What was wrong: " + OneLine.sentence(summary.full())));
        if (conversation.isOpen()) {
            more.add("The cause itself is not mended and stays listed; it no longer keeps anybody from testing.");
        }
        return new Letter(
                Tag.READY_AGAIN,
                place,
                new Subject(
                        Tag.READY_AGAIN,
                        place,
                        board ? "" : start,
                        sessions.size() == 1 ? shortResult(first.orElseThrow()) : "no technical problem known",
                        "",
                        conversation.number()),
                OneLine.sentence(result),
                more,
                "",
                "",
                List.of(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of("Measured at " + words.clock(now) + ".", notSeen(sessions)),
                next,
                new Links(plan).to(conversation.number(), rooms, conversation.sessions()));
    }

    private String shortResult(TestSession session) {
        Optional<SessionStanding> standing = assessment.session(session.id());
        if (standing.isEmpty()) {
            return "no technical problem known";
        }
        SessionStanding now = standing.get();
        return switch (now.word()) {
            case READY -> now.seats().usable() + " of " + now.seats().needed() + " ready";
            case ON_TRACK -> "on track" + now.next().map(next -> ", " + next).orElse("");
            case IN_SESSION -> "testing goes on";
            case DONE -> "the session is over";
            case CANCELLED -> "the session is cancelled";
            default -> "no technical problem known";
        };
    }

    private String result(TestSession session) {
        Optional<SessionStanding> standing = assessment.session(session.id());
        String rooms = plan.place(
                session.rooms().stream().map(TestSession.Seating::room).toList(), List.of());
        if (standing.isEmpty()) {
            return "No technical problem known at " + rooms + ".";
        }
        SessionStanding now = standing.get();
        return switch (now.word()) {
            case READY ->
                rooms + " is ready again: " + now.seats().usable() + " of "
                        + now.seats().needed() + " devices needed are ready. No technical problem known.";
            case ON_TRACK ->
                rooms + " is on track again"
                        + now.next().map(next -> ": " + next).orElse("") + ". No technical problem known.";
            case IN_SESSION -> "Testing goes on at " + rooms + ". No technical problem known.";
            case DONE -> "What was wrong at " + rooms + " is over; the session has ended meanwhile.";
            case CANCELLED -> "What was wrong at " + rooms + " is over; the session is cancelled.";
            default -> "No technical problem known at " + rooms + ".";
        };
    }

    /** What READY does not claim (contract, Verdict of a session). */
    String notSeen(Collection<TestSession> sessions) {
        Set<String> platforms =
                sessions.stream().map(plan::platform).collect(Collectors.toCollection(LinkedHashSet::new));
        boolean cache = plan.configuration().inventory().devices().stream()
                .anyMatch(device -> device.kind() == DeviceKind.CACHE_SERVER && device.inUse());
        return "Not seen by this board: whether the session is prepared"
                + (platforms.isEmpty() ? "" : " in " + Hits.listed(platforms)) + ", test tickets"
                + (cache ? ", and what the test cache holds." : ".");
    }
}
