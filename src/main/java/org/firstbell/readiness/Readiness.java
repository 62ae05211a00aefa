package org.firstbell.readiness;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.firstbell.model.Assessment;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ProbeOutcome;
import org.firstbell.model.SessionId;
import org.firstbell.model.StaffAction;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.readiness.check.CompiledChecks;

/**
 * The judgement of a configuration: takes outcomes, staff actions and time, and says what they changed. Confined to the
 * core loop; the same events give the same verdicts.
 */
public final class Readiness {
    private final Books books;
    private final Reception reception;
    private final Sessions sessions;
    private final Sight sight;
    private final Standings standings;
    private final Predicate<DeviceId> down;
    private final Touched touched = new Touched();
    private final Set<Target> reached = new HashSet<>();

    /** A judgement that knows nothing yet: every verdict is UNKNOWN until it was measured. */
    public Readiness(Configuration configuration, CompiledChecks checks, Instant startedAt) {
        this.books = new Books(configuration, checks);
        this.down = books::isDown;
        this.reception = new Reception(books);
        this.sight = new Sight(books);
        this.sessions = new Sessions(configuration, books, sight, startedAt);
        this.standings = new Standings(configuration, books, sessions, sight, startedAt);
    }

    /** Compiles and type-checks the checks of a configuration; all mistakes at once. */
    public static CompiledChecks.Result compile(Configuration configuration) {
        return CompiledChecks.compile(configuration);
    }

    /** Takes what staff said before the daemon started. */
    public void restore(List<StaffAction> actions) {
        for (StaffAction action : actions) {
            if (action instanceof StaffAction.OnSession onSession) {
                sessions.take(onSession);
            }
        }
    }

    /** Takes what was reached in an earlier life: a target that was never reached is a set-up task, not down. */
    public void restoreReached(Collection<Target> reached) {
        for (Target target : reached) {
            TargetBook book = books.find(target);
            if (book != null) {
                book.presence.reachedBefore();
                books.changed(book);
                standings.changed(book);
            }
        }
    }

    /**
     * Targets that changed since the last call and by now have answered or were sighted, to be kept for
     * {@link #restoreReached}.
     */
    public Set<Target> takeReached() {
        Set<Target> taken = Set.copyOf(reached);
        reached.clear();
        return taken;
    }

    /**
     * Goes on, after a reload, with all that the judgement of the configuration before knew of targets and sessions that
     * both have. The other one must not be used any more.
     */
    public Changes continueFrom(Readiness before, Instant now) {
        touched.clear();
        books.continueFrom(before.books);
        sight.continueFrom(before.sight);
        sessions.continueFrom(before.sessions);
        touched.addAll(books.all());
        return judge(now, true);
    }

    /** Takes how one look ended. */
    public Changes record(ProbeOutcome outcome, Instant now) {
        touched.clear();
        reception.take(outcome, touched);
        return judge(now, false);
    }

    /** Takes what staff said of a session. */
    public Changes staff(StaffAction.OnSession action, Instant now) {
        touched.clear();
        sessions.take(action);
        return judge(now, true);
    }

    /**
     * Takes that time passed; called each second.
     *
     * @param networkUp whether any network interface of ours is up
     */
    public Changes tick(Instant now, boolean networkUp) {
        touched.clear();
        if (sight.tick(now, networkUp)) {
            books.all().forEach(TargetBook::withdraw);
            books.tables().forEach(ClientTable::withdraw);
        }
        long millis = now.toEpochMilli();
        for (TargetBook book : books.all()) {
            if (book.due(millis)) {
                touched.add(book);
            }
        }
        return judge(now, true);
    }

    private Changes judge(Instant now, boolean time) {
        standings.at(now);
        Set<TargetBook> changed = null;
        boolean causes = false;
        for (TargetBook book : touched) {
            boolean otherwise = book.refresh(now, down);
            books.lived(book);
            if (otherwise) {
                boolean was = books.isTroubled(book);
                if (books.changed(book)) {
                    sessions.repathed(book);
                }
                causes |= (was || books.isTroubled(book)) && !books.isMerelySuspected(book);
                standings.changed(book);
                if (book.presence.reached()) {
                    reached.add(book.id);
                }
            } else if (book.reworded()) {
                otherwise = standings.reworded(book);
            }
            if (otherwise) {
                changed = changed == null ? new LinkedHashSet<>() : changed;
                changed.add(book);
            }
        }
        boolean blindness = sight.judge(now);
        Set<TargetBook> moved = changed == null ? Set.of() : changed;
        Set<SessionId> judged = sessions.judge(moved, touched, now, time, blindness);
        Set<TargetBook> reseated = sessions.reseated();
        if (sessions.rephased()) {
            books.all().forEach(standings::changed);
        }
        if (moved.isEmpty() && judged.isEmpty() && reseated.isEmpty() && !blindness) {
            return Changes.NONE;
        }
        Set<Target> targets = new LinkedHashSet<>();
        moved.forEach(book -> targets.add(book.id));
        reseated.forEach(book -> targets.add(book.id));
        return new Changes(
                targets,
                judged,
                sessions.revised(),
                causes || blindness || !sessions.revised().isEmpty(),
                blindness);
    }

    /** How many devices and services have some trouble. */
    public int troubled() {
        return books.troubles();
    }

    /** Whether more changed in this second than is judged at once: the next tick brings the rest. */
    public boolean isBehind() {
        return sessions.isBehind();
    }

    /** How often a room was judged since the start. */
    long roomsJudged() {
        return sessions.judged();
    }

    /** What is judged now: a live view. */
    public Assessment assessment() {
        return standings;
    }
}
