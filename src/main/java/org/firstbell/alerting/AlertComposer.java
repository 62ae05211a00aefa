package org.firstbell.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.firstbell.alerting.mail.BoardLinks;
import org.firstbell.alerting.mail.ImpactSentences;
import org.firstbell.alerting.mail.Mail;
import org.firstbell.alerting.mail.MailSubject;
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.alerting.plan.ReminderSchedule;
import org.firstbell.alerting.plan.SessionImpact;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Phrase;
import org.firstbell.model.RoomId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.wording.SingleLineText;
import org.firstbell.wording.TimePhrases;

/**
 * Writes the letters of an alert's conversation: bad news, news of it, and good news. Immutable; made for one moment.
 *
 * @param reminder when the next reminder is due if nothing changes
 */
record AlertComposer(ConfigurationLookup lookup, Assessment assessment, Instant now) {

    /** Why an alert goes out once more; FIRST for the first time. */
    enum AlertChange {
        FIRST,
        WORSE,
        WIDER,
        BETTER,
        REMINDER;

        /** The word in the notice's key. */
        String keyPart() {
            return this == FIRST ? "bad" : name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Bad news.
     *
     * @param incident empty when no cause is known, and then the first reason of the first session speaks
     * @param previousState what was told last, when something was
     * @param addedRooms rooms that were not hit when it was told last
     * @param reminderNumber of the reminder, counted from 1
     * @param nextReminder when the next one is due if nothing changes
     */
    record AlertContent(
            SessionImpact impact,
            Optional<Incident> incident,
            Instant badSince,
            AlertChange change,
            Optional<StateLabel> previousState,
            Collection<RoomId> addedRooms,
            int reminderNumber,
            Optional<Instant> nextReminder) {}

    Mail composeAlert(AlertContent news) {
        SessionImpact impact = news.impact();
        StateLabel tag = impact.stateLabel();
        Optional<TestSession> first = impact.firstSession();
        TimePhrases times = lookup.timePhrases(first);
        ImpactSentences hits = new ImpactSentences(lookup, assessment, now);
        Optional<Finding> reason = impact.firstAffected()
                .flatMap(hit -> hit.assessment().reasons().stream().findFirst());
        Phrase what = news.incident()
                .map(Incident::summary)
                .or(() -> reason.map(Finding::message))
                .orElse(Phrase.same("We can't tell if it is ready."));
        Phrase remedy = news.incident()
                .map(Incident::remedy)
                .or(() -> reason.map(Finding::remedy))
                .orElse(Phrase.same("Look into the room."));
        String place = lookup.placePhrase(impact.rooms(), hits.roomsOfTheDay(impact));
        List<String> more = new ArrayList<>(durationSentences(news, times));
        more.addAll(stateSentences(tag, place, news.badSince(), times));
        return new Mail(
                tag,
                tag == StateLabel.NO_DATA ? "The board" : place,
                mailSubject(news, place, what, times),
                SingleLineText.asSentence(what.full()) + " " + startSentence(impact, times),
                more,
                impact.hasLiveSession() ? "Do this" : "Do this now",
                withHelpContact(remedy.full(), first),
                hits.affectedLines(impact, news.incident()),
                hits.unaffectedSentence(impact),
                news.incident().map(incident -> ownerPhrase(incident, times)),
                news.incident()
                        .filter(incident -> incident.owner().isEmpty())
                        .flatMap(new BoardLinks(lookup)::acknowledge),
                List.of("Measured at " + times.clockTime(now) + "."),
                nextMailPhrase(news.nextReminder(), times),
                new BoardLinks(lookup).pageLinks(news.incident().map(Incident::id), impact.rooms(), impact.sessions()));
    }

    private MailSubject mailSubject(AlertContent news, String place, Phrase what, TimePhrases times) {
        SessionImpact impact = news.impact();
        Optional<IncidentId> number = news.incident().map(Incident::id);
        String since = "since " + times.dateTime(news.badSince(), now);
        if (impact.stateLabel() == StateLabel.NO_DATA) {
            return new MailSubject(StateLabel.NO_DATA, "The board gets no data", "", "", since, number);
        }
        String start = impact.firstSession()
                .map(session -> times.dateTime(session.start(), now))
                .orElse("");
        String left = impact.firstStart()
                .map(at -> Duration.between(now, at))
                .map(length ->
                        length.toMinutes() < 1 ? "starts now" : "starts in " + TimePhrases.abbreviatedDuration(length))
                .orElse(since);
        return new MailSubject(impact.stateLabel(), place, start, what.wall(), left, number);
    }

    private String startSentence(SessionImpact impact, TimePhrases times) {
        Optional<TestSession> first = impact.firstSession();
        if (first.isEmpty()) {
            return "";
        }
        Instant start = first.get().start();
        String test = impact.affectedSessions().size() == 1 ? "The test" : "The first test";
        if (impact.hasLiveSession()) {
            return test + " started " + times.atDateTime(start, now) + ".";
        }
        return test + " starts " + times.atDateTime(start, now) + ", in "
                + TimePhrases.spelledOutDuration(Duration.between(now, start)) + ".";
    }

    private List<String> durationSentences(AlertContent news, TimePhrases times) {
        Duration length = Duration.between(news.badSince(), now);
        String since = "It has been so since " + times.dateTime(news.badSince(), now)
                + (length.toMinutes() < 1 ? "." : ", for " + TimePhrases.spelledOutDuration(length) + ".");
        String told = news.previousState().map(StateLabel::text).orElse("");
        return switch (news.change()) {
            case FIRST -> List.of(since);
            case WORSE -> List.of("It got worse: the last e-mail said " + told + ".", since);
            case BETTER -> List.of("It got better, and is not over: the last e-mail said " + told + ".", since);
            case WIDER ->
                List.of(
                        "It now hits "
                                + ImpactSentences.joined(lookup.inConfigurationOrder(news.addedRooms()).stream()
                                        .map(lookup::roomName)
                                        .toList())
                                + " too.",
                        since);
            case REMINDER ->
                List.of(
                        "This is reminder " + news.reminderNumber() + " of " + ReminderSchedule.MAX_REMINDERS + ". "
                                + news.incident()
                                        .flatMap(Incident::owner)
                                        .map(owner ->
                                                owner.by() + " has had it since " + times.dateTime(owner.at(), now)
                                                        + " and has not written anything for a while.")
                                        .orElse("Nobody has it yet."),
                        since);
        };
    }

    private static List<String> stateSentences(StateLabel tag, String place, Instant since, TimePhrases times) {
        return switch (tag) {
            case CHECK_ROOM -> List.of("Whether testing is interrupted there is not known yet.");
            case INTERRUPTED ->
                List.of("Connection outage measured at " + place + " from " + times.clockTime(since)
                        + " on; what it means for students is for the room to say.");
            default -> List.of();
        };
    }

    private String ownerPhrase(Incident incident, TimePhrases times) {
        return incident.owner()
                .map(owner ->
                        SingleLineText.singleLine(owner.by()) + ", since " + times.dateTime(owner.at(), now) + ".")
                .orElse("Nobody yet.");
    }

    private String nextMailPhrase(Optional<Instant> reminder, TimePhrases times) {
        return "when this changes"
                + reminder.map(at -> ", or " + times.atDateTime(at, now) + " if it is still open")
                        .orElse("")
                + ".";
    }

    /** The remedy, with whom to call when it does not say so itself. */
    private String withHelpContact(String remedy, Optional<TestSession> session) {
        var help = session.map(lookup::school).orElse(lookup.school()).help();
        String sentence = SingleLineText.asSentence(remedy);
        if (help.phone().isEmpty() || remedy.contains(help.phone())) {
            return sentence;
        }
        return sentence + " If that does not help: " + SingleLineText.asSentence(help.line());
    }

    /**
     * News that the first cause is gone and something else holds the session.
     *
     * @param held the sessions that are held
     * @param other the incident that holds them, when there is one
     */
    Mail composeStillBad(AlertGroup thread, SessionImpact held, Optional<Incident> other) {
        TimePhrases times = lookup.timePhrases(held.firstSession());
        ImpactSentences hits = new ImpactSentences(lookup, assessment, now);
        String place = lookup.placePhrase(held.rooms(), hits.roomsOfTheDay(held));
        SessionAssessment worst = held.affectedSessions().stream()
                .map(SessionImpact.AffectedSession::assessment)
                .min(java.util.Comparator.comparing(SessionAssessment::label))
                .orElseThrow();
        StateLabel tag = StateLabel.stillBad(worst.label());
        Optional<Finding> reason = worst.reasons().stream().findFirst();
        String see = other.map(incident -> "see #" + incident.id()).orElse("");
        Phrase what = other.map(Incident::summary)
                .or(() -> reason.map(Finding::message))
                .orElse(Phrase.same("It is measured so."));
        Phrase remedy = other.map(Incident::remedy)
                .or(() -> reason.map(Finding::remedy))
                .orElse(Phrase.same(""));
        String start = held.firstSession()
                .map(session -> times.dateTime(session.start(), now))
                .orElse("");
        return new Mail(
                tag,
                place,
                new MailSubject(tag, place, start, what.wall(), see, thread.incidentId()),
                SingleLineText.asSentence(what.full()) + " " + startSentence(held, times),
                List.of(resolvedSentence(thread)
                        + other.map(incident -> " What holds it now is incident " + incident.id() + ".")
                                .orElse("")),
                held.hasLiveSession() ? "Do this" : "Do this now",
                remedy.full().isBlank() ? "" : withHelpContact(remedy.full(), held.firstSession()),
                hits.affectedLines(held, other),
                hits.unaffectedSentence(held),
                other.map(incident -> ownerPhrase(incident, times)),
                other.filter(incident -> incident.owner().isEmpty()).flatMap(new BoardLinks(lookup)::acknowledge),
                List.of("Measured at " + times.clockTime(now) + "."),
                other.map(incident -> "when incident " + incident.id() + " changes.")
                        .orElse("when this changes."),
                new BoardLinks(lookup).pageLinks(other.map(Incident::id), held.rooms(), held.sessions()));
    }

    private String resolvedSentence(AlertGroup thread) {
        return thread.incidentId()
                .map(number -> thread.closedBy()
                        .map(by -> "Incident " + number + " was closed by hand by " + SingleLineText.singleLine(by)
                                + "; that does not change what is measured.")
                        .orElse("Incident " + number + " itself is over."))
                .orElse("What was unknown is known now.");
    }
}
