package org.firstbell.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.IncidentId;
import org.firstbell.model.Notice;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.SessionWord;
import org.firstbell.model.setup.TestSession;
import org.jspecify.annotations.Nullable;

/**
 * Which digest is due and not told. One that fell due while the daemon was down is told late; a daemon that was never
 * there has none to make up for. Confined to the core's event loop.
 */
final class Digests {
    /** A digest that is later than this says nothing new. */
    private static final Duration LATEST = Duration.ofHours(3);

    /** After a start, so long is waited for the first measurements. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Set<String> told = new HashSet<>();
    private @Nullable Instant alive;
    private Instant lastTold = Instant.EPOCH;
    private DigestTimes.@Nullable Due waiting;
    private @Nullable Instant waitingSince;

    static boolean isDigest(Notice notice) {
        return notice.thread().startsWith("digest-");
    }

    /** A sign that a daemon lived then. */
    void sign(Instant at) {
        alive = alive == null || alive.isBefore(at) ? at : alive;
    }

    /** A digest was told. */
    void told(Notice notice, Map<String, Conversation> conversations) {
        Conversation.Key key = Conversation.Key.parse(notice.key());
        told.add(key.thread() + "/" + key.ordinal() + "/" + key.what());
        lastTold = notice.composedAt();
        for (IncidentId incident : notice.incidents()) {
            Conversation conversation = conversations.get(Conversation.thread(incident));
            if (conversation != null) {
                conversation.toldByDigest(notice);
            }
        }
        conversations.values().stream()
                .filter(conversation -> conversation
                        .endedAt()
                        .filter(ended -> !ended.isAfter(notice.composedAt()))
                        .isPresent())
                .forEach(conversation -> conversation.overByDigest(notice.to()));
    }

    List<Notice> due(Round round) {
        Instant before = alive;
        sign(round.now());
        if (before != null) {
            DigestTimes.last(round.plan(), round.now())
                    .filter(due -> due.at().isAfter(before) && !told.contains(due.key()))
                    .ifPresent(due -> {
                        waiting = due;
                        waitingSince = round.now();
                    });
        }
        DigestTimes.Due due = waiting;
        Instant since = waitingSince;
        if (due == null || since == null) {
            return List.of();
        }
        List<SessionStanding> standings = standings(round, due);
        boolean late = round.now().isAfter(due.at().plus(LATEST));
        if (late || standings.isEmpty()) {
            waiting = null;
            return List.of();
        }
        boolean measured =
                standings.stream().allMatch(standing -> standing.freshUntil().isPresent());
        if (!measured && round.now().isBefore(since.plus(PATIENCE))) {
            return List.of();
        }
        waiting = null;
        List<Notice> notices = new DigestLetter(round, due, lastTold).compose(standings);
        notices.forEach(notice -> told(notice, round.conversations()));
        return notices;
    }

    private static List<SessionStanding> standings(Round round, DigestTimes.Due due) {
        return round.plan().on(due.day()).stream()
                .map(TestSession::id)
                .map(round.assessment()::session)
                .flatMap(Optional::stream)
                .filter(standing -> standing.word() != SessionWord.CANCELLED)
                .toList();
    }
}
