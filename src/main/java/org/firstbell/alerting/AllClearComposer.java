package org.firstbell.alerting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.alerting.mail.BoardLinks;
import org.firstbell.alerting.mail.Mail;
import org.firstbell.alerting.mail.MailSubject;
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.alerting.plan.Conversation;
import org.firstbell.alerting.plan.DigestSchedule;
import org.firstbell.alerting.plan.PlannedMail;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.alerting.plan.Told;
import org.firstbell.model.RoomId;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.RoomAssessment;
import org.firstbell.model.status.SeatCounts;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionLabel;
import org.firstbell.wording.Sentences;
import org.firstbell.wording.SingleLineText;
import org.firstbell.wording.TimePhrases;

/**
 * The writer of good news: of the word, the cause and the rooms that were told. READY claims what was seen and no more.
 * Immutable; made for one moment.
 */
record AllClearComposer(ConfigurationLookup lookup, Assessment assessment, Instant now) {
    private static final String NO_PROBLEM = "No technical problem known.";

    Mail compose(PlannedMail planned) {
        Told told = planned.told().orElseThrow();
        Conversation conversation = planned.conversation();
        List<TestSession> sessions = told.sessions().stream()
                .map(lookup::session)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(TestSession::start).thenComparing(TestSession::id))
                .toList();
        Optional<TestSession> first = sessions.stream().findFirst();
        TimePhrases times = lookup.timePhrases(first);
        Set<RoomId> rooms = new LinkedHashSet<>(lookup.inConfigurationOrder(told.rooms()));
        if (rooms.isEmpty()) {
            rooms.addAll(ConfigurationLookup.roomsOf(sessions));
        }
        boolean board = told.worst() == StateLabel.NO_DATA;
        String place = board
                ? "The board"
                : lookup.placePhrase(
                        rooms, lookup.roomsOfTheDay(first), MailSubject.maxPlaceLength(StateLabel.READY_AGAIN));
        boolean single = sessions.size() == 1;
        String subject = new MailSubject(
                        StateLabel.READY_AGAIN,
                        place,
                        board
                                ? ""
                                : first.map(session -> times.dateTime(session.start(), now))
                                        .orElse(""),
                        List.of(single ? shortResult(sessions.get(0), rooms) : "no technical problem known"),
                        "",
                        conversation.incidentId())
                .line();
        List<String> more = new ArrayList<>();
        if (!single) {
            sessions.forEach(session -> more.add(session.name() + ", " + times.dateTime(session.start(), now) + ": "
                    + result(session, rooms).replace(" " + NO_PROBLEM, "")));
        }
        more.add("It was " + told.worst().text() + " " + times.period(planned.badSince(), now, now) + ".");
        if (!told.facts().what().isEmpty()) {
            more.add("What was wrong: " + SingleLineText.asSentence(told.facts().what()));
        }
        if (conversation.isOpen() && conversation.incident().isPresent()) {
            more.add("The cause itself is not mended and stays listed; it no longer keeps anybody from testing.");
        }
        return new Mail(
                StateLabel.READY_AGAIN,
                place,
                subject,
                single ? result(sessions.get(0), rooms) : summary(sessions),
                more,
                "",
                "",
                List.of(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of("Measured at " + times.clockTime(now) + ".", limitationsSentence(sessions)),
                nextMailPhrase(),
                new BoardLinks(lookup).pageLinks(conversation.incidentId(), rooms, told.sessions()));
    }

    private String nextMailPhrase() {
        return DigestSchedule.nextDue(lookup, now)
                .map(at -> "only if something goes wrong, and the summary "
                        + lookup.timePhrases(Optional.empty()).atDateTime(at, now) + ".")
                .orElse("only if something goes wrong.");
    }

    /** The first line for several sessions: how many of them are in which state. */
    private String summary(List<TestSession> sessions) {
        List<SessionLabel> labels = sessions.stream()
                .map(session -> assessment.session(session.id()))
                .flatMap(Optional::stream)
                .map(SessionAssessment::label)
                .toList();
        if (labels.isEmpty()) {
            return "No technical problem known.";
        }
        String all = switch (labels.size()) {
            case 1 -> "the session";
            case 2 -> "both sessions";
            default -> "all " + labels.size() + " sessions";
        };
        if (labels.stream().allMatch(label -> label == SessionLabel.READY)) {
            return Sentences.capitalized(all) + " " + Sentences.isOrAre(labels.size()) + " ready again. " + NO_PROBLEM;
        }
        if (labels.stream().allMatch(label -> label == SessionLabel.IN_SESSION)) {
            return "Testing goes on in " + all + ". " + NO_PROBLEM;
        }
        return "What was wrong is over for " + all + ". " + NO_PROBLEM;
    }

    private String shortResult(TestSession session, Set<RoomId> told) {
        Optional<SessionAssessment> standing = assessment.session(session.id());
        if (standing.isEmpty()) {
            return "no technical problem known";
        }
        SessionAssessment now = standing.get();
        return switch (now.label()) {
            case READY -> {
                SeatCounts seats = seats(now, told);
                yield Math.min(seats.usable(), seats.needed()) + " of " + seats.needed() + " ready";
            }
            case ON_TRACK ->
                "on track" + now.nextStep().map(next -> ", " + next).orElse("");
            case IN_SESSION -> "testing goes on";
            case DONE -> "the session is over";
            case CANCELLED -> "the session is cancelled";
            default -> "no technical problem known";
        };
    }

    private String result(TestSession session, Set<RoomId> told) {
        Optional<SessionAssessment> standing = assessment.session(session.id());
        List<RoomId> own =
                session.rooms().stream().map(TestSession.PlannedRoom::room).toList();
        List<RoomId> rooms = own.stream().filter(told::contains).toList();
        if (rooms.isEmpty()) {
            rooms = own;
        }
        String place = lookup.placePhrase(rooms, List.of());
        String are = " " + Sentences.isOrAre(rooms.size()) + " ";
        if (standing.isEmpty()) {
            return "No technical problem known at " + place + ".";
        }
        SessionAssessment now = standing.get();
        return switch (now.label()) {
            case READY ->
                place + are + "ready again: " + seatsReady(seats(now, told)) + ". No technical problem known.";
            case ON_TRACK ->
                place + are + "on track again"
                        + now.nextStep().map(next -> ": " + next).orElse("") + ". No technical problem known.";
            case IN_SESSION -> "Testing goes on at " + place + ". No technical problem known.";
            case DONE -> "What was wrong at " + place + " is over; the session has ended meanwhile.";
            case CANCELLED -> "What was wrong at " + place + " is over; the session is cancelled.";
            default -> "No technical problem known at " + place + ".";
        };
    }

    private static String seatsReady(SeatCounts seats) {
        return seats.usable() > seats.needed()
                ? seats.usable() + " devices are ready, and " + seats.needed() + " " + Sentences.isOrAre(seats.needed())
                        + " needed"
                : seats.usable() + " of " + TimePhrases.counted(seats.needed(), "device") + " needed "
                        + Sentences.isOrAre(seats.usable()) + " ready";
    }

    /** The seats of the rooms that were told, of the whole session when none of its rooms was. */
    private static SeatCounts seats(SessionAssessment session, Set<RoomId> told) {
        return session.rooms().stream()
                .filter(room -> told.contains(room.room()))
                .map(RoomAssessment::seatCounts)
                .reduce(SeatCounts::plus)
                .orElse(session.seatCounts());
    }

    /** What READY does not claim (contract, Verdict of a session). */
    String limitationsSentence(Collection<TestSession> sessions) {
        Set<String> platforms =
                sessions.stream().map(lookup::platformName).collect(Collectors.toCollection(LinkedHashSet::new));
        boolean cache = lookup.configuration().inventory().devices().stream()
                .anyMatch(device -> device.kind() == DeviceKind.CACHE_SERVER && device.inUse());
        return "Not seen by this board: whether the session is prepared"
                + (platforms.isEmpty() ? "" : " in " + Sentences.joined(platforms)) + ", test tickets"
                + (cache ? ", and what the test cache holds." : ".");
    }
}
