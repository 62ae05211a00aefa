package org.firstbell.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.firstbell.model.Assessment;
import org.firstbell.model.Finding;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Words;
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
                news.incident().filter(incident -> incident.owner().isEmpty()).flatMap(new Links(plan)::take),
                List.of("Measured at " + words.clock(now) + "."),
                next(news.reminder(), words),
                new Links(plan).to(news.incident().map(Incident::id), situation.rooms(), situation.sessions()));
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
                                                + " and has not written anything for a while.")
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

    private String next(Optional<Instant> reminder, TimeWords words) {
        return "when this changes"
                + reminder.map(at -> ", or " + words.at(at, now) + " if it is still open")
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
                other.filter(incident -> incident.owner().isEmpty()).flatMap(new Links(plan)::take),
                List.of("Measured at " + words.clock(now) + "."),
                other.map(incident -> "when incident " + incident.id() + " changes.")
                        .orElse("when this changes."),
                new Links(plan).to(other.map(Incident::id), held.rooms(), held.sessions()));
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
}
