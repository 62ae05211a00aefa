package org.firstbell.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.Assessment;
import org.firstbell.model.Finding;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Words;
import org.firstbell.model.setup.Alerts;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.TestSession;

/**
 * Writes the letters of an alert's conversation: bad news, news of it, and good news. Immutable; made for one moment.
 *
 * @param reminder when the next reminder is due if nothing changes
 */
record AlertLetters(Plan plan, Assessment assessment, Instant now) {

    /** Why an alert goes out once more; FIRST for the first time. */
    enum Change {
        FIRST,
        WORSE,
        WIDER,
        BETTER,
        REMINDER;

        /** The word in the notice's key. */
        String word() {
            return this == FIRST ? "bad" : name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Bad news.
     *
     * @param incident empty when no cause is known, and then the first reason of the first session speaks
     * @param before what was told last, when something was
     * @param added rooms that were not hit when it was told last
     * @param number of the reminder, counted from 1
     * @param reminder when the next one is due if nothing changes
     */
    record Bad(
            Situation situation,
            Optional<Incident> incident,
            Instant since,
            Change change,
            Optional<Tag> before,
            Collection<RoomId> added,
            int number,
            Optional<Instant> reminder) {}

    Letter bad(Bad news) {
        Situation situation = news.situation();
        Tag tag = situation.tag();
        Optional<TestSession> first = situation.firstSession();
        TimeWords words = plan.words(first);
        Hits hits = new Hits(plan, assessment, now);
        Optional<Finding> reason = situation
                .first()
                .flatMap(hit -> hit.standing().reasons().stream().findFirst());
        Words what = news.incident()
                .map(Incident::summary)
                .or(() -> reason.map(Finding::message))
                .orElse(Words.same("We can't tell if it is ready."));
        Words remedy = news.incident()
                .map(Incident::remedy)
                .or(() -> reason.map(Finding::remedy))
                .orElse(Words.same("Look into the room."));
        String place = plan.place(situation.rooms(), hits.allRooms(situation));
        List<String> more = new ArrayList<>(since(news, words));
        more.addAll(explanation(tag, place, news.since(), words));
        return new Letter(
                tag,
                tag == Tag.NO_DATA ? "The board" : place,
                subject(news, place, what, words),
                OneLine.sentence(what.full()) + " " + startSentence(situation, words),
                more,
                situation.live() ? "Do this" : "Do this now",
                withCall(remedy.full(), first),
                hits.lines(situation, news.incident()),
                hits.others(situation),
                news.incident().map(incident -> owner(incident, words)),
                news.incident().filter(incident -> incident.owner().isEmpty()).flatMap(this::take),
                List.of("Measured at " + words.clock(now) + "."),
                next(news.reminder(), words),
                links(news.incident().map(Incident::id), situation.rooms(), situation.sessions()));
    }

    private Subject subject(Bad news, String place, Words what, TimeWords words) {
        Situation situation = news.situation();
        Optional<IncidentId> number = news.incident().map(Incident::id);
        String since = "since " + words.when(news.since(), now);
        if (situation.tag() == Tag.NO_DATA) {
            return new Subject(Tag.NO_DATA, "The board gets no data", "", "", since, number);
        }
        String start = situation
                .firstSession()
                .map(session -> words.when(session.start(), now))
                .orElse("");
        String left = situation
                .start()
                .map(at -> Duration.between(now, at))
                .map(length -> length.toMinutes() < 1 ? "starts now" : "starts in " + TimeWords.brief(length))
                .orElse(since);
        return new Subject(situation.tag(), place, start, what.wall(), left, number);
    }

    private String startSentence(Situation situation, TimeWords words) {
        Optional<TestSession> first = situation.firstSession();
        if (first.isEmpty()) {
            return "";
        }
        Instant start = first.get().start();
        String test = situation.hits().size() == 1 ? "The test" : "The first test";
        if (situation.live()) {
            return test + " started " + words.at(start, now) + ".";
        }
        return test + " starts " + words.at(start, now) + ", in " + TimeWords.spoken(Duration.between(now, start))
                + ".";
    }

    private List<String> since(Bad news, TimeWords words) {
        Duration length = Duration.between(news.since(), now);
        String since = "It has been so since " + words.when(news.since(), now)
                + (length.toMinutes() < 1 ? "." : ", for " + TimeWords.spoken(length) + ".");
        String told = news.before().map(Tag::text).orElse("");
        return switch (news.change()) {
            case FIRST -> List.of(since);
            case WORSE -> List.of("It got worse: the last e-mail said " + told + ".", since);
            case BETTER -> List.of("It got better, and is not over: the last e-mail said " + told + ".", since);
            case WIDER ->
                List.of(
                        "It now hits "
                                + Hits.listed(plan.inOrder(news.added()).stream()
                                        .map(plan::room)
                                        .toList()) + " too.",
                        since);
            case REMINDER ->
                List.of(
                        "This is reminder " + news.number() + " of " + Reminders.MOST + ". "
                                + news.incident()
                                        .flatMap(Incident::owner)
                                        .map(owner -> owner.by() + " has had it since " + words.when(owner.at(), now)
                                                + " and has not written anything since.")
                                        .orElse("Nobody has it yet."),
                        since);
        };
    }

    private static List<String> explanation(Tag tag, String place, Instant since, TimeWords words) {
        return switch (tag) {
            case CHECK_ROOM -> List.of("Whether testing is interrupted there is not known yet.");
            case INTERRUPTED ->
                List.of("Connection outage measured at " + place + " from " + words.clock(since)
                        + " on; what it means for students is for the room to say.");
            default -> List.of();
        };
    }

    private String owner(Incident incident, TimeWords words) {
        return incident.owner()
                .map(owner -> OneLine.of(owner.by()) + ", since " + words.when(owner.at(), now) + ".")
                .orElse("Nobody yet.");
    }

    private static String next(Optional<Instant> reminder, TimeWords words) {
        return "when this changes"
                + reminder.map(at -> ", or at " + words.clock(at) + " if it is still open")
                        .orElse("")
                + ".";
    }

    /** The remedy, with whom to call when it does not say so itself. */
    private String withCall(String remedy, Optional<TestSession> session) {
        var help = session.map(plan::school).orElse(plan.school()).help();
        String sentence = OneLine.sentence(remedy);
        if (help.phone().isEmpty() || remedy.contains(help.phone())) {
            return sentence;
        }
        return sentence + " If that does not help: " + OneLine.sentence(help.line());
    }

    /**
     * News that the first cause is gone and something else holds the session.
     *
     * @param held the sessions that are held
     * @param other the incident that holds them, when there is one
     */
    Letter still(Conversation conversation, Situation held, Optional<Incident> other) {
        TimeWords words = plan.words(held.firstSession());
        Hits hits = new Hits(plan, assessment, now);
        String place = plan.place(held.rooms(), hits.allRooms(held));
        SessionStanding worst = held.hits().stream()
                .map(Situation.Hit::standing)
                .min(java.util.Comparator.comparing(SessionStanding::word))
                .orElseThrow();
        Tag tag = Tag.still(worst.word());
        Optional<Finding> reason = worst.reasons().stream().findFirst();
        String see = other.map(incident -> "see #" + incident.id()).orElse("");
        Words what = other.map(Incident::summary)
                .or(() -> reason.map(Finding::message))
                .orElse(Words.same("It is measured so."));
        Words remedy = other.map(Incident::remedy)
                .or(() -> reason.map(Finding::remedy))
                .orElse(Words.same(""));
        String start = held.firstSession()
                .map(session -> words.when(session.start(), now))
                .orElse("");
        return new Letter(
                tag,
                place,
                new Subject(tag, place, start, what.wall(), see, conversation.number()),
                OneLine.sentence(what.full()) + " " + startSentence(held, words),
                List.of(over(conversation)
                        + other.map(incident -> " What holds it now is incident " + incident.id() + ".")
                                .orElse("")),
                held.live() ? "Do this" : "Do this now",
                remedy.full().isBlank() ? "" : withCall(remedy.full(), held.firstSession()),
                hits.lines(held, other),
                hits.others(held),
                other.map(incident -> owner(incident, words)),
                other.filter(incident -> incident.owner().isEmpty()).flatMap(this::take),
                List.of("Measured at " + words.clock(now) + "."),
                other.map(incident -> "when incident " + incident.id() + " changes.")
                        .orElse("when this changes."),
                links(other.map(Incident::id), held.rooms(), held.sessions()));
    }

    private String over(Conversation conversation) {
        return conversation
                .number()
                .map(number -> conversation
                        .closedBy()
                        .map(by -> "Incident " + number + " was closed by hand by " + OneLine.of(by)
                                + "; that does not change what is measured.")
                        .orElse("Incident " + number + " itself is over."))
                .orElse("What was unknown is known now.");
    }

    /** The all-clear. */
    Letter good(Conversation conversation, String next) {
        List<TestSession> sessions = conversation.sessions().stream()
                .map(plan::session)
                .flatMap(Optional::stream)
                .sorted(java.util.Comparator.comparing(TestSession::start).thenComparing(TestSession::id))
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
        more.add("It was " + conversation.tag().map(Tag::text).orElse("NOT READY") + " from "
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
                links(conversation.number(), rooms, conversation.sessions()));
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

    private Optional<Letter.Link> take(Incident incident) {
        return url("/incidents/" + incident.id()).map(url -> new Letter.Link("Tell the others “I'm on it”", url));
    }

    private List<Letter.Link> links(
            Optional<IncidentId> incident, Collection<RoomId> rooms, Collection<SessionId> sessions) {
        List<Letter.Link> links = new ArrayList<>();
        if (rooms.size() == 1) {
            RoomId room = rooms.iterator().next();
            url("/rooms/" + room).ifPresent(url -> links.add(new Letter.Link("Open " + plan.room(room), url)));
        } else if (sessions.size() == 1) {
            url("/sessions/" + sessions.iterator().next())
                    .ifPresent(url -> links.add(new Letter.Link("Open the session", url)));
        }
        incident.flatMap(number -> url("/incidents/" + number).map(url -> new Letter.Link("Incident " + number, url)))
                .ifPresent(links::add);
        return links;
    }

    private Optional<String> url(String path) {
        return plan.configuration()
                .alerts()
                .mail()
                .flatMap(Alerts.Mail::boardUrl)
                .map(base -> base.replaceAll("/+$", "") + path);
    }
}
