package org.firstbell.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.firstbell.model.Asked;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Sighting;
import org.jspecify.annotations.Nullable;

/**
 * Whether one target lives, from all that speaks of it: its own answers, tables of clients that name it, and a
 * controller's word. Confined to the core loop.
 */
final class Presence {
    /** What can be said. */
    enum State {
        /** Nothing was measured yet that decides it. */
        UNMEASURED,
        /** Something answers, or a sighting is fresh. */
        UP,
        /** Three missed looks, absence in whole tables, or a controller's word. */
        DOWN,
        /** It was measured once, and what was measured is too old. */
        STALE
    }

    private List<Question> questions = List.of();
    /** By table; made with the first sighting. */
    private Map<DeviceId, SeenFrom> seen = Map.of();

    private final List<ClientTable> expectedIn;
    /** Whose presence it is; kept by {@link Books}. */
    @Nullable
    TargetBook book;

    private boolean reached;
    private boolean measured;
    private @Nullable Instant lastLife;
    private @Nullable Sighting lastSighting;
    private @Nullable Boolean told;
    private @Nullable Instant toldDownSince;
    private long toldUntil = Held.WITHDRAWN;

    /**
     * @param expectedIn the tables that would name it, were it awake, as long as none has; empty when it cannot be
     *     sighted
     */
    Presence(List<ClientTable> expectedIn) {
        this.expectedIn = List.copyOf(expectedIn);
    }

    /** Goes on as the presence of the same device before a reload. */
    void continueFrom(Presence before, Function<DeviceId, ClientTable> tables) {
        questions = before.questions;
        before.seen.forEach((source, from) -> {
            ClientTable table = tables.apply(source);
            remember(source, from.in(table));
            if (from.table.present.contains(before)) {
                table.present.add(this);
            }
        });
        reached = before.reached;
        measured = before.measured;
        lastLife = before.lastLife;
        lastSighting = before.lastSighting;
        told = before.told;
        toldDownSince = before.toldDownSince;
        toldUntil = before.toldUntil;
    }

    private Question question(Asked asked) {
        for (Question question : questions) {
            if (question.is(asked)) {
                return question;
            }
        }
        Question first = new Question(asked);
        List<Question> more = new ArrayList<>(questions);
        more.add(first);
        questions = List.copyOf(more);
        return first;
    }

    /** An answer to one of its questions. */
    void answered(Asked asked) {
        question(asked).answered(asked);
        if (asked.life()) {
            live(asked.at().plus(asked.took()));
        }
    }

    /** A missed look at one of its questions; how many in a row. */
    int missed(Asked asked) {
        measured = true;
        return question(asked).missed(asked);
    }

    /** A controller's answer says whether it is up. Its own three missed looks weigh more than a good word. */
    void told(boolean up, Instant at, Duration interval) {
        measured = true;
        toldUntil = Freshness.presenceUntil(at, interval);
        if (up) {
            toldDownSince = null;
            live(at);
        } else if (toldDownSince == null) {
            toldDownSince = at;
        }
        told = up;
    }

    /** A table named it. */
    void seen(ClientTable table, Sighting sighting, long until) {
        SeenFrom from = seen.get(table.source);
        if (from == null) {
            remember(table.source, new SeenFrom(table, sighting, until));
        } else {
            from.seen(sighting, until);
        }
        table.present.add(this);
        if (lastSighting == null || !sighting.at().isBefore(lastSighting.at())) {
            lastSighting = sighting;
        }
        live(sighting.at());
    }

    private void remember(DeviceId source, SeenFrom from) {
        if (seen.isEmpty()) {
            seen = new HashMap<>(2);
        }
        seen.put(source, from);
    }

    /** A whole table did not name it any more; true when it is gone from there for certain. */
    boolean absent(ClientTable table, Instant at) {
        SeenFrom from = seen.get(table.source);
        return from == null || from.absent(at);
    }

    private void live(Instant at) {
        reached = true;
        measured = true;
        if (lastLife == null || at.isAfter(lastLife)) {
            lastLife = at;
        }
    }

    /** It was reached in an earlier life of the daemon. */
    void reachedBefore() {
        reached = true;
    }

    boolean reached() {
        return reached;
    }

    @Nullable
    Instant lastLife() {
        return lastLife;
    }

    @Nullable
    Sighting lastSighting() {
        return lastSighting;
    }

    /** Known by sighting: it answers no question of its own. */
    boolean onlySighted() {
        return lastSighting != null && questions.stream().noneMatch(question -> question.life);
    }

    /** Whether a table that does not name it says something: none has named it yet, and this one would. */
    boolean awaits(ClientTable table) {
        return seen.isEmpty() && expectedIn.contains(table);
    }

    /** Whether anything can ever tell that it lives. */
    boolean measurable() {
        return measured || !expectedIn.isEmpty();
    }

    /**
     * What can be said now.
     *
     * @param down whether a device that sights others is itself down, and its table with it
     */
    State state(long now, Predicate<DeviceId> down) {
        boolean dead = false;
        boolean open = false;
        for (Question question : questions) {
            if (question.life && question.alive(now)) {
                return State.UP;
            }
            dead |= question.life && question.dead(now);
            open |= question.life && question.counting(now);
        }
        for (SeenFrom from : seen.values()) {
            if (from.alive(now)) {
                return State.UP;
            }
        }
        if (told != null && now <= toldUntil && !(dead && told)) {
            return told ? State.UP : State.DOWN;
        }
        if (!open && (dead || absent(now, down))) {
            return State.DOWN;
        }
        return measured ? State.STALE : State.UNMEASURED;
    }

    private boolean absent(long now, Predicate<DeviceId> down) {
        if (seen.isEmpty()) {
            return !expectedIn.isEmpty() && expectedIn.stream().allMatch(table -> table.telling(now));
        }
        boolean gone = false;
        for (SeenFrom from : seen.values()) {
            if (from.table.fresh(now)) {
                if (!from.gone()) {
                    return false;
                }
                gone = true;
            } else if (!down.test(from.table.source)) {
                return false;
            }
        }
        return gone;
    }

    /** The first sign of the present silence, confirmed or not; null while something speaks for it. */
    @Nullable
    Instant silentSince(long now) {
        Instant since = toldDownSince;
        for (Question question : questions) {
            if (question.life) {
                Instant miss = question.firstMiss();
                if (miss == null && question.alive(now)) {
                    return null;
                }
                since = Moments.earlier(since, miss);
            }
        }
        for (SeenFrom from : seen.values()) {
            if (from.absentSince() == null && from.alive(now)) {
                return null;
            }
            since = Moments.earlier(since, from.absentSince());
        }
        if (seen.isEmpty() && since == null) {
            for (ClientTable table : expectedIn) {
                since = Moments.earlier(since, table.firstWhole());
            }
        }
        return since;
    }

    /** When the state could change by time alone, in milliseconds since 1970. */
    long nextChange(long now) {
        long next = Long.MAX_VALUE;
        for (Question question : questions) {
            if (question.life) {
                next = sooner(next, question.until(), now);
            }
        }
        for (SeenFrom from : seen.values()) {
            next = sooner(sooner(next, from.until(), now), from.table.until(), now);
        }
        if (seen.isEmpty()) {
            for (ClientTable table : expectedIn) {
                next = sooner(next, table.until(), now);
            }
        }
        return sooner(next, toldUntil, now);
    }

    private static long sooner(long next, long candidate, long now) {
        return candidate >= now && candidate < next ? candidate : next;
    }

    /** Until when the present state lasts if nothing new is measured; the earliest when it hangs on nothing. */
    long believedUntil(long now, State state) {
        long until = Held.WITHDRAWN;
        if (state == State.UP) {
            for (Question question : questions) {
                until = question.life && question.alive(now) ? Math.max(until, question.until()) : until;
            }
            for (SeenFrom from : seen.values()) {
                until = from.alive(now) ? Math.max(until, from.until()) : until;
            }
            return told != null && told ? Math.max(until, toldUntil) : until;
        }
        long next = nextChange(now);
        return next == Long.MAX_VALUE ? until : next;
    }

    /** Nothing measured so far is believed any more; what was reached stays reached. */
    void withdraw() {
        questions.forEach(Question::withdraw);
        seen.values().forEach(SeenFrom::withdraw);
        toldUntil = Held.WITHDRAWN;
        toldDownSince = null;
    }

    /** The devices whose tables have named it, or would. */
    List<DeviceId> sources() {
        List<DeviceId> sources = new ArrayList<>(seen.keySet());
        if (sources.isEmpty()) {
            expectedIn.forEach(table -> sources.add(table.source));
        }
        return sources;
    }
}
