package org.firstbell.alerting;

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
import org.firstbell.alerting.mail.BoardLinks;
import org.firstbell.alerting.mail.ImpactSentences;
import org.firstbell.alerting.mail.Mail;
import org.firstbell.alerting.mail.MailSubject;
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.RoomId;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.wording.SingleLineText;
import org.firstbell.wording.TimePhrases;

/** Writes the all-clear of a conversation. READY claims what was seen and no more. Immutable; made for one moment. */
record AllClearComposer(ConfigurationLookup lookup, Assessment assessment, Instant now) {

    /** The all-clear. */
    Mail compose(AlertGroup thread, String next) {
        List<TestSession> sessions = thread.sessions().stream()
                .map(lookup::session)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(TestSession::start).thenComparing(TestSession::id))
                .toList();
        Optional<TestSession> first = sessions.stream().findFirst();
        TimePhrases times = lookup.timePhrases(first);
        Set<RoomId> rooms = new LinkedHashSet<>(thread.rooms());
        if (rooms.isEmpty()) {
            rooms.addAll(ConfigurationLookup.roomsOf(sessions));
        }
        Set<RoomId> all = first.map(
                        session -> ConfigurationLookup.roomsOf(lookup.sessionsOn(times.date(session.start()))))
                .orElse(Set.of());
        boolean board =
                thread.notifiedState().filter(tag -> tag == StateLabel.NO_DATA).isPresent();
        String place = board ? "The board" : lookup.placePhrase(rooms, all);
        String start =
                first.map(session -> times.dateTime(session.start(), now)).orElse("");
        String result = sessions.size() == 1
                ? resultSentence(first.orElseThrow())
                : SingleLineText.withoutFullStop(sessions.stream()
                        .map(session -> session.name() + ": " + resultSentence(session))
                        .collect(Collectors.joining("; ")));
        List<String> more = new ArrayList<>();
        more.add("It was "
                + thread.notifiedState()
                        .map(StateLabel::text)
                        .orElse("NOT READY")
                        .replaceFirst("^STILL ", "") + " from "
                + times.dateTime(thread.badSince(), now) + " to " + times.dateTime(now, now) + ", for "
                + TimePhrases.spelledOutDuration(Duration.between(thread.badSince(), now)) + ".");
        thread.summary().ifPresent(summary -> more.add("What was wrong: " + SingleLineText.asSentence(summary.full())));
        if (thread.isOpen()) {
            more.add("The cause itself is not mended and stays listed; it no longer keeps anybody from testing.");
        }
        return new Mail(
                StateLabel.READY_AGAIN,
                place,
                new MailSubject(
                        StateLabel.READY_AGAIN,
                        place,
                        board ? "" : start,
                        sessions.size() == 1 ? shortResult(first.orElseThrow()) : "no technical problem known",
                        "",
                        thread.incidentId()),
                SingleLineText.asSentence(result),
                more,
                "",
                "",
                List.of(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of("Measured at " + times.clockTime(now) + ".", limitationsSentence(sessions)),
                next,
                new BoardLinks(lookup).pageLinks(thread.incidentId(), rooms, thread.sessions()));
    }

    private String shortResult(TestSession session) {
        Optional<SessionAssessment> standing = assessment.session(session.id());
        if (standing.isEmpty()) {
            return "no technical problem known";
        }
        SessionAssessment now = standing.get();
        return switch (now.label()) {
            case READY -> now.seatCounts().usable() + " of " + now.seatCounts().needed() + " ready";
            case ON_TRACK ->
                "on track" + now.nextStep().map(next -> ", " + next).orElse("");
            case IN_SESSION -> "testing goes on";
            case DONE -> "the session is over";
            case CANCELLED -> "the session is cancelled";
            default -> "no technical problem known";
        };
    }

    private String resultSentence(TestSession session) {
        Optional<SessionAssessment> standing = assessment.session(session.id());
        String rooms = lookup.placePhrase(
                session.rooms().stream().map(TestSession.PlannedRoom::room).toList(), List.of());
        if (standing.isEmpty()) {
            return "No technical problem known at " + rooms + ".";
        }
        SessionAssessment now = standing.get();
        return switch (now.label()) {
            case READY ->
                rooms + " is ready again: " + now.seatCounts().usable() + " of "
                        + now.seatCounts().needed() + " devices needed are ready. No technical problem known.";
            case ON_TRACK ->
                rooms + " is on track again"
                        + now.nextStep().map(next -> ": " + next).orElse("") + ". No technical problem known.";
            case IN_SESSION -> "Testing goes on at " + rooms + ". No technical problem known.";
            case DONE -> "What was wrong at " + rooms + " is over; the session has ended meanwhile.";
            case CANCELLED -> "What was wrong at " + rooms + " is over; the session is cancelled.";
            default -> "No technical problem known at " + rooms + ".";
        };
    }

    /** What READY does not claim (contract, Verdict of a session). */
    String limitationsSentence(Collection<TestSession> sessions) {
        Set<String> platforms =
                sessions.stream().map(lookup::platformName).collect(Collectors.toCollection(LinkedHashSet::new));
        boolean cache = lookup.configuration().inventory().devices().stream()
                .anyMatch(device -> device.kind() == DeviceKind.CACHE_SERVER && device.inUse());
        return "Not seen by this board: whether the session is prepared"
                + (platforms.isEmpty() ? "" : " in " + ImpactSentences.joined(platforms)) + ", test tickets"
                + (cache ? ", and what the test cache holds." : ".");
    }
}
