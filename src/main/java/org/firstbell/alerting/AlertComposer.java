package org.firstbell.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.firstbell.alerting.mail.BoardLinks;
import org.firstbell.alerting.mail.ImpactSentences;
import org.firstbell.alerting.mail.Mail;
import org.firstbell.alerting.mail.MailSubject;
import org.firstbell.alerting.plan.AlertMove;
import org.firstbell.alerting.plan.ConfigurationLookup;
import org.firstbell.alerting.plan.Conversation;
import org.firstbell.alerting.plan.PlannedMail;
import org.firstbell.alerting.plan.SessionImpact;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.alerting.plan.Told;
import org.firstbell.model.event.Incident;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.TestSession;
import org.firstbell.model.status.Assessment;
import org.firstbell.wording.Sentences;
import org.firstbell.wording.SingleLineText;
import org.firstbell.wording.SubjectPhrase;
import org.firstbell.wording.TimePhrases;

/** The writer of bad news, first and further, and of what still holds a session. Immutable; made for one moment. */
record AlertComposer(ConfigurationLookup lookup, Assessment assessment, Instant now) {

    Mail compose(PlannedMail planned, AlertReason reason) {
        return planned.move() == AlertMove.STILL ? composeStill(planned, reason) : composeAlert(planned, reason);
    }

    private Mail composeAlert(PlannedMail planned, AlertReason reason) {
        SessionImpact impact = planned.impact();
        StateLabel state = impact.stateLabel();
        Optional<TestSession> first = impact.firstSession();
        TimePhrases times = lookup.timePhrases(first);
        ImpactSentences hits = new ImpactSentences(lookup, assessment, now);
        Optional<Incident> incident = planned.conversation().incident();
        String place = state == StateLabel.NO_DATA
                ? "The board"
                : lookup.placePhrase(impact.leadingRooms(), lookup.roomsOfTheDay(first));
        List<String> more = new ArrayList<>(changeSentences(planned, times));
        more.addAll(stateSentences(state, place, planned.badSince(), times));
        return new Mail(
                state,
                place,
                planned.conversation()
                        .subject(state, reason.cause())
                        .filter(subject -> planned.move().keepsSubject())
                        .orElseGet(() -> subject(planned, reason, times)),
                Sentences.inARow(reason.what().full(), startSentence(impact, times)),
                more,
                impact.hasLiveSession() ? "Do this" : "Do this now",
                withHelpContact(reason.remedy().full(), first),
                hits.affectedLines(impact, incident),
                hits.unaffectedSentence(impact, incident),
                incident.map(known -> ownerPhrase(known, times)),
                incident.filter(known -> known.owner().isEmpty()).flatMap(new BoardLinks(lookup)::acknowledge),
                List.of("Measured at " + times.clockTime(now) + "."),
                nextMailPhrase(planned.reminderAt(), times),
                new BoardLinks(lookup).pageLinks(incident.map(Incident::id), impact.rooms(), impact.sessions()));
    }

    private String subject(PlannedMail planned, AlertReason reason, TimePhrases times) {
        SessionImpact impact = planned.impact();
        StateLabel state = impact.stateLabel();
        Optional<TestSession> first = impact.firstSession();
        Conversation conversation = planned.conversation();
        if (state == StateLabel.NO_DATA) {
            String since = "The board gets no data since " + times.dateTime(planned.badSince(), now);
            return new MailSubject(state, since, "", List.of(), "", conversation.incidentId()).line();
        }
        String place = lookup.placePhrase(
                impact.leadingRooms(), lookup.roomsOfTheDay(first), MailSubject.maxPlaceLength(state));
        List<String> ways = SubjectPhrase.candidates(reason.what(), place, reason.briefly());
        String start =
                first.map(session -> times.dateTime(session.start(), now)).orElse("");
        return new MailSubject(state, place, start, ways, "", conversation.incidentId()).line();
    }

    private String startSentence(SessionImpact impact, TimePhrases times) {
        Optional<TestSession> first = impact.firstSession();
        if (first.isEmpty()) {
            return "";
        }
        Instant start = first.get().start();
        String test = impact.affectedSessions().size() == 1 ? "The test" : "The first test";
        if (impact.firstAffected().filter(SessionImpact.AffectedSession::isLive).isPresent()) {
            return test + " started " + times.atDateTime(start, now) + ".";
        }
        return test + " starts " + times.atDateTime(start, now) + ", in "
                + TimePhrases.spelledOutDuration(Duration.between(now, start)) + ".";
    }

    /** What is new since the last mail, and since when it is so. */
    private List<String> changeSentences(PlannedMail planned, TimePhrases times) {
        List<String> sentences = new ArrayList<>();
        planned.told().filter(told -> !told.byDigestOnly()).ifPresent(told -> {
            switch (planned.move()) {
                case WORSE ->
                    sentences.add(
                            "It got worse: the last e-mail said " + told.state().text() + ".");
                case BETTER ->
                    sentences.add("It got better, and is not over: the last e-mail said "
                            + told.state().text() + ".");
                case REMINDER -> sentences.add(reminderSentence(planned, times));
                default -> {}
            }
            correction(planned, told).ifPresent(sentences::add);
            if (!planned.addedRooms().isEmpty()) {
                sentences.add("It now hits "
                        + Sentences.joined(lookup.inConfigurationOrder(planned.addedRooms()).stream()
                                .map(lookup::roomName)
                                .toList())
                        + " too.");
            }
            planned.doubledDevices()
                    .ifPresent(devices -> sentences.add("It now hits " + devices + " devices; the last e-mail said "
                            + told.facts().devices() + "."));
        });
        Duration length = Duration.between(planned.badSince(), now);
        sentences.add("It has been so since " + times.dateTime(planned.badSince(), now)
                + (length.toMinutes() < 1 ? "." : ", for " + TimePhrases.spelledOutDuration(length) + "."));
        return sentences;
    }

    private static Optional<String> correction(PlannedMail planned, Told told) {
        String cause =
                planned.conversation().incident().map(Conversation::causeKey).orElse("");
        boolean other = !told.facts().cause().isEmpty() && !told.facts().cause().equals(cause);
        return other
                ? Optional.of("This corrects the last e-mail, which named another cause: "
                        + SingleLineText.asSentence(told.facts().what()))
                : Optional.empty();
    }

    private String reminderSentence(PlannedMail planned, TimePhrases times) {
        return "This is reminder " + planned.reminderNumber() + " of " + planned.maxReminders() + ". "
                + planned.conversation()
                        .incident()
                        .flatMap(Incident::owner)
                        .map(owner -> owner.by() + " has had it since " + times.dateTime(owner.at(), now)
                                + " and has not written anything for a while.")
                        .orElse("Nobody has it yet.");
    }

    private static List<String> stateSentences(StateLabel state, String place, Instant since, TimePhrases times) {
        return switch (state) {
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
        School.HelpContact help =
                session.map(lookup::school).orElse(lookup.school()).help();
        boolean said = help.phone().isEmpty() || remedy.contains(help.phone());
        return remedy.isBlank() ? "" : Sentences.inARow(remedy, said ? "" : "If that does not help: " + help.line());
    }

    /** The first cause is over, and something else holds the session. */
    private Mail composeStill(PlannedMail planned, AlertReason reason) {
        SessionImpact held = planned.impact();
        StateLabel state = StateLabel.stillBad(held.stateLabel());
        Optional<Incident> other = planned.other();
        Optional<TestSession> first = held.firstSession();
        TimePhrases times = lookup.timePhrases(first);
        ImpactSentences hits = new ImpactSentences(lookup, assessment, now);
        String place =
                lookup.placePhrase(held.leadingRooms(), lookup.roomsOfTheDay(first), MailSubject.maxPlaceLength(state));
        List<String> ways = SubjectPhrase.candidates(reason.what(), place, reason.briefly());
        String subject = new MailSubject(
                        state,
                        place,
                        first.map(session -> times.dateTime(session.start(), now))
                                .orElse(""),
                        ways,
                        other.map(incident -> "see #" + incident.id()).orElse(""),
                        planned.conversation().incidentId())
                .line();
        return new Mail(
                state,
                place,
                subject,
                Sentences.inARow(reason.what().full(), startSentence(held, times)),
                List.of(resolvedSentence(planned.conversation())
                        + other.map(incident -> " What holds it now is incident " + incident.id() + ".")
                                .orElse("")),
                held.hasLiveSession() ? "Do this" : "Do this now",
                withHelpContact(reason.remedy().full(), first),
                hits.affectedLines(held, other),
                hits.unaffectedSentence(held, other),
                other.map(incident -> ownerPhrase(incident, times)),
                other.filter(incident -> incident.owner().isEmpty()).flatMap(new BoardLinks(lookup)::acknowledge),
                List.of("Measured at " + times.clockTime(now) + "."),
                other.map(incident -> "with the news of incident " + incident.id() + ", or when this changes.")
                        .orElse("when this changes."),
                new BoardLinks(lookup).pageLinks(other.map(Incident::id), held.rooms(), held.sessions()));
    }

    private static String resolvedSentence(Conversation conversation) {
        return conversation
                .incidentId()
                .map(number -> conversation
                        .closedBy()
                        .map(by -> "Incident " + number + " was closed by hand by " + SingleLineText.singleLine(by)
                                + "; that does not change what is measured.")
                        .orElse("Incident " + number + " itself is over."))
                .orElse("What was unknown is known now.");
    }
}
