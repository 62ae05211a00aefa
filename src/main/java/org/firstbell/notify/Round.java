package org.firstbell.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.firstbell.model.Assessment;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Notice;
import org.firstbell.model.RoomId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.SessionWord;
import org.firstbell.model.Severity;

/**
 * One look at all conversations at one instant: what each of them has to say now. Made for one moment, on the core's event
 * loop.
 */
record Round(
        Plan plan,
        Assessment assessment,
        Instant now,
        Post post,
        List<String> recipients,
        Map<String, Conversation> conversations,
        Holders holders) {

    /** News that hit further sessions follow each other no closer than this. */
    private static final Duration BETWEEN_WIDER = Duration.ofMinutes(2);

    /** News that are better, and not good, are told once they held so long. */
    private static final Duration BETTER_HOLDS = Duration.ofMinutes(5);

    /** An all-clear while the cause goes on waits so long for the cause to be over, too. */
    private static final Duration RELIEF_HOLDS = Duration.ofMinutes(1);

    /** Everything to tell now but digests. */
    List<Notice> tell() {
        List<Notice> notices = new ArrayList<>(new Unknowns(this).tell());
        for (Conversation conversation : List.copyOf(conversations.values())) {
            notices.addAll(tell(conversation));
        }
        return notices;
    }

    private List<Notice> tell(Conversation conversation) {
        if (!conversation.isOpen()) {
            return new Settling(this).tell(conversation);
        }
        Optional<Incident> incident = conversation.incident();
        if (incident.isEmpty() || (incident.get().severity() == Severity.ADVISORY && !conversation.isTold())) {
            return List.of();
        }
        Rest rest = conversation.rest();
        if (rest.holds(now)) {
            return List.of();
        }
        Situation situation = Situation.of(incident.get(), plan, assessment);
        rest.begin(situation);
        return conversation.isTold()
                ? further(conversation, incident.get(), situation)
                : first(conversation, incident.get(), situation);
    }

    /** What an open incident does now. */
    Situation situation(Conversation conversation, Incident incident) {
        return conversation.rest().situation(now, () -> Situation.of(incident, plan, assessment));
    }

    private List<Notice> first(Conversation conversation, Incident incident, Situation situation) {
        return decide(conversation, situation) instanceof Decision.Tell
                ? bad(conversation, Optional.of(incident), situation, AlertLetters.Change.FIRST)
                : List.of();
    }

    /** When a conversation's bad news may be told. */
    Decision decide(Conversation conversation, Situation situation) {
        if (situation.isEmpty()) {
            return new Decision.Wait("no session is hit now", Optional.empty(), false);
        }
        return decide(conversation, situation, situation.start(), situation.measured());
    }

    /** The same for one start; what waits is decided again when time may say otherwise. */
    private Decision decide(Conversation conversation, Situation situation, Optional<Instant> start, boolean measured) {
        Decision decision = timing(situation).decide(situation.tag(), conversation.badSince(), start, measured, now);
        if (decision instanceof Decision.Wait wait) {
            wait.until().ifPresent(conversation.rest()::until);
            start.flatMap(at -> Timing.turn(at, now)).ifPresent(conversation.rest()::until);
        }
        return decision;
    }

    Timing timing(Situation situation) {
        return plan.timing(situation.firstSession());
    }

    private List<Notice> further(Conversation conversation, Incident incident, Situation situation) {
        if (situation.isEmpty()) {
            return relievedThoughOpen(conversation, incident)
                    ? new Settling(this).good(conversation, conversation.owed())
                    : List.of();
        }
        int before = conversation.tag().map(Tag::rank).orElse(0);
        int rank = situation.tag().rank();
        if (rank < before) {
            return conversation.betterFor(BETTER_HOLDS, now)
                    ? bad(conversation, Optional.of(incident), situation, AlertLetters.Change.BETTER)
                    : List.of();
        }
        conversation.notBetter();
        if (rank > before && decide(conversation, situation) instanceof Decision.Tell) {
            return bad(conversation, Optional.of(incident), situation, AlertLetters.Change.WORSE);
        }
        Instant apart = conversation.lastTold().plus(BETWEEN_WIDER);
        if (!added(conversation, situation).isEmpty()) {
            if (!now.isBefore(apart)) {
                return bad(conversation, Optional.of(incident), situation, AlertLetters.Change.WIDER);
            }
            conversation.rest().until(apart);
        }
        Optional<Instant> reminder = reminder(conversation, incident, situation);
        reminder.ifPresent(conversation.rest()::until);
        return reminder.filter(at -> !at.isAfter(now)).isPresent()
                ? bad(conversation, Optional.of(incident), situation, AlertLetters.Change.REMINDER)
                : List.of();
    }

    /** Sessions that are hit, were not told, and are near enough to be told by themselves. */
    private List<Situation.Hit> added(Conversation conversation, Situation situation) {
        return situation.hits().stream()
                .filter(hit -> !conversation.sessions().contains(hit.session().id()))
                .filter(hit -> decide(
                                conversation,
                                situation,
                                hit.live()
                                        ? Optional.empty()
                                        : Optional.of(hit.session().start()),
                                true)
                        instanceof Decision.Tell)
                .toList();
    }

    private Optional<Instant> reminder(Conversation conversation, Incident incident, Situation situation) {
        return Reminders.next(
                incident,
                situation,
                timing(situation),
                conversation.lastTold(),
                conversation.remindersSince(conversation.ownerChangedAt()));
    }

    /**
     * Every session that was told is well for a while, and its cause goes on: spares were brought, a way around was found.
     */
    private boolean relievedThoughOpen(Conversation conversation, Incident incident) {
        List<SessionStanding> standings = standings(conversation.sessions());
        boolean over = standings.stream()
                .allMatch(standing -> standing.word() == SessionWord.DONE || standing.word() == SessionWord.CANCELLED);
        if (over
                || incident.recoveringSince().isPresent()
                || !standings.stream().allMatch(Situation::fine)) {
            conversation.notBetter();
            return false;
        }
        return conversation.betterFor(RELIEF_HOLDS, now);
    }

    List<SessionStanding> standings(Collection<SessionId> sessions) {
        return sessions.stream()
                .map(assessment::session)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Bad news, first or further, to everybody. */
    List<Notice> bad(
            Conversation conversation, Optional<Incident> incident, Situation situation, AlertLetters.Change change) {
        boolean reminding = change == AlertLetters.Change.REMINDER;
        int sent = conversation.remindersSince(conversation.ownerChangedAt()) + (reminding ? 1 : 0);
        Optional<Instant> next =
                incident.flatMap(known -> Reminders.next(known, situation, timing(situation), now, sent));
        List<RoomId> added = added(conversation, situation).stream()
                .flatMap(hit -> hit.rooms().stream())
                .toList();
        if (change == AlertLetters.Change.FIRST && conversation.lastTold().isAfter(Instant.MIN)) {
            conversation.beganAnew(now);
        }
        Letter letter = new AlertLetters(plan, assessment, now)
                .bad(new AlertLetters.Bad(
                        situation, incident, conversation.badSince(), change, conversation.tag(), added, sent, next));
        return send(
                conversation,
                letter,
                new About(
                        change.word(),
                        change == AlertLetters.Change.FIRST ? Notice.Kind.BAD : Notice.Kind.STILL_BAD,
                        conversation.number().stream().toList(),
                        situation.sessions()),
                recipients);
    }

    /** What a telling is, in its key and in its notices. */
    record About(String what, Notice.Kind kind, List<IncidentId> incidents, Collection<SessionId> sessions) {}

    List<Notice> send(Conversation conversation, Letter letter, About about, Collection<String> to) {
        conversation.rest().end();
        List<Notice> notices = post.send(
                letter,
                new Post.About(
                        conversation.thread(),
                        conversation.nextKey(about.what()),
                        about.incidents(),
                        about.sessions(),
                        about.kind(),
                        conversation.badSince()),
                to);
        notices.forEach(conversation::told);
        return notices;
    }

    /** When the next mail of a conversation is due if nothing changes. */
    Optional<Instant> next(Conversation conversation) {
        Optional<Incident> incident = conversation.incident().filter(known -> conversation.isOpen());
        if (incident.isEmpty() || incident.get().severity() == Severity.ADVISORY) {
            return Optional.empty();
        }
        return conversation.rest().nextMail(now, () -> next(conversation, incident.get()));
    }

    private Optional<Instant> next(Conversation conversation, Incident incident) {
        Situation situation = situation(conversation, incident);
        if (situation.isEmpty()) {
            return Optional.empty();
        }
        if (conversation.isTold()) {
            return reminder(conversation, incident, situation);
        }
        return decide(conversation, situation) instanceof Decision.Wait wait ? wait.until() : Optional.of(now);
    }

    /** Sessions that an open incident accounts for. */
    Predicate<SessionId> accountedFor() {
        Set<SessionId> accounted = new LinkedHashSet<>();
        conversations.values().stream()
                .filter(Conversation::isOpen)
                .flatMap(conversation -> conversation.incident().stream())
                .filter(incident -> incident.severity() != Severity.ADVISORY)
                .forEach(incident -> accounted.addAll(incident.affected().sessions()));
        return accounted::contains;
    }
}
