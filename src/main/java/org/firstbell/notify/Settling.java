package org.firstbell.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Notice;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.setup.TestSession;

/**
 * Closes conversations whose incident is over: everyone who was told bad news is told good news once that is true. Made for
 * one moment.
 */
record Settling(Round round) {
    /** Beyond the time that better verdicts are held, so long is waited for one before the thread is told why not. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** An ended conversation is closed by the all-clear once that is true. */
    List<Notice> tell(Conversation conversation) {
        if (conversation.isSquare()) {
            return List.of();
        }
        List<SessionStanding> held = round.standings(conversation.sessions()).stream()
                .filter(standing -> !Situation.fine(standing))
                .toList();
        if (held.isEmpty()) {
            return allClear(conversation);
        }
        boolean unmeasured =
                held.stream().anyMatch(standing -> standing.freshUntil().isEmpty());
        if (unmeasured || !conversation.isTold()) {
            return List.of();
        }
        Optional<Conversation> other =
                round.holders().of(held.stream().map(SessionStanding::id).toList(), round);
        if (other.isPresent()) {
            Incident holding = other.get().incident().orElseThrow();
            if (conversation.pointsTo(holding.id())) {
                return List.of();
            }
            return still(conversation, held, Optional.of(holding));
        }
        Instant patient = conversation
                .endedAt()
                .orElse(round.now())
                .plus(round.plan().configuration().polling().settle())
                .plus(PATIENCE);
        return conversation.stillTold() || round.now().isBefore(patient)
                ? List.of()
                : still(conversation, held, Optional.empty());
    }

    /** To those who were told; those who read it in a digest only are told by the next one if that comes in time. */
    private List<Notice> allClear(Conversation conversation) {
        Set<String> to = new LinkedHashSet<>(conversation.owed());
        Optional<Instant> start = conversation.sessions().stream()
                .map(round.plan()::session)
                .flatMap(Optional::stream)
                .map(TestSession::start)
                .min(Instant::compareTo);
        Optional<Instant> digest = DigestTimes.next(round.plan(), round.now());
        if (digest.isEmpty() || start.isEmpty() || digest.get().isAfter(start.get())) {
            to.addAll(conversation.owedByDigest());
        }
        return good(conversation, to);
    }

    private List<Notice> still(Conversation conversation, List<SessionStanding> held, Optional<Incident> other) {
        Situation situation = Situation.of(held, round.plan());
        if (situation.isEmpty()) {
            return List.of();
        }
        Letter letter =
                new AlertLetters(round.plan(), round.assessment(), round.now()).still(conversation, situation, other);
        List<IncidentId> incidents = Stream.concat(conversation.number().stream(), other.map(Incident::id).stream())
                .toList();
        return round.send(
                conversation,
                letter,
                new Round.About(Conversation.STILL, Notice.Kind.STILL_BAD, incidents, situation.sessions()),
                conversation.owed());
    }

    List<Notice> good(Conversation conversation, Collection<String> to) {
        if (to.isEmpty()) {
            return List.of();
        }
        Letter letter =
                new GoodLetters(round.plan(), round.assessment(), round.now()).good(conversation, nextAfterGood());
        List<IncidentId> incidents = conversation.number().stream().toList();
        return round.send(conversation, letter, new Round.About("good", Notice.Kind.GOOD, incidents, List.of()), to);
    }

    private String nextAfterGood() {
        return DigestTimes.next(round.plan(), round.now())
                .map(at -> "only if something goes wrong, and the summary "
                        + round.plan().words(Optional.empty()).at(at, round.now()) + ".")
                .orElse("only if something goes wrong.");
    }
}
