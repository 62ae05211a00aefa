package org.firstbell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.firstbell.model.Affected;
import org.firstbell.model.Blindness;
import org.firstbell.model.Cause;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Incident;
import org.firstbell.model.IncidentEvent;
import org.firstbell.model.IncidentId;
import org.firstbell.model.RoomId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.Severity;
import org.firstbell.model.Subject;
import org.firstbell.model.Target;

/** Leads every incident one step further, by what fails now. Made for one advance. */
final class Step {
    /** What falls silent within a minute of what it hangs on fell with it. */
    static final Duration SAME_EVENT = Duration.ofSeconds(60);

    /** Recovery of what flaps must hold this long (contract §5). */
    private static final Duration FLAPPING_HOLD = Duration.ofMinutes(5);

    /** Words that only count differently wait this long, so that a fault tells itself once. */
    private static final Duration WORDS_REST = Duration.ofSeconds(10);

    private static final CheckId SIGHT = new CheckId("sight");

    private final Book book;
    private final Patience patience;
    private final Phrases phrases;
    private final Duration settle;
    private final Instant now;
    private final List<IncidentEvent> events = new ArrayList<>();
    private final Set<Target> looks = new LinkedHashSet<>();
    /** Something waits: for time to pass, or for one more look. */
    private boolean unsettled;
    /** The silent ones among the seats of each group, as far as they were asked for. */
    private final Map<Affected, List<DeviceId>> silentSeats = new IdentityHashMap<>();

    Step(Book book, Patience patience, Phrases phrases, Duration settle, Instant now) {
        this.book = book;
        this.patience = patience;
        this.phrases = phrases;
        this.settle = settle;
        this.now = now;
    }

    Advance advance() {
        return new Advance(events, looks);
    }

    /** Whether the next step would find everything as this one left it, if nothing is judged otherwise until then. */
    boolean isSettled() {
        return !unsettled && events.isEmpty() && looks.isEmpty();
    }

    private void happened(IncidentEvent event) {
        book.take(event);
        events.add(event);
    }

    /** Firstbell sees nothing: that is the one incident; nothing else opens, closes or changes. */
    void blind(Blindness blindness) {
        unsettled = true;
        patience.blind();
        Life life = book.life(Cause.MONITOR);
        if (life == null) {
            happened(new IncidentEvent.Opened(
                    book.nextId(),
                    now,
                    blindness.since().isAfter(now) ? now : blindness.since(),
                    Cause.MONITOR,
                    SIGHT,
                    Severity.BLOCKING,
                    phrases.blind(blindness.sentence()),
                    phrases.askTheRooms(phrases.call(List.of())),
                    Affected.NOTHING));
        } else {
            relapse(life);
            life.failing(Set.of());
        }
    }

    void see(Scene scene, List<Trouble> found) {
        patience.seeing(scene, looks);
        List<Trouble> troubles = withoutLeftovers(found, scene);
        patience.keep(troubles);
        looks.addAll(patience.suspicions(scene));
        Health health = new Health(scene);
        for (Trouble trouble : troubles) {
            Life life = book.life(trouble.cause());
            if (life != null) {
                relapse(life);
                life.failing(trouble.signals());
                change(life, trouble);
                joinOthers(life, trouble, scene);
            } else if (!isDismissed(trouble)) {
                beginUnlessItWaits(trouble, scene);
            }
        }
        Set<Cause> failing = new LinkedHashSet<>();
        troubles.forEach(trouble -> failing.add(trouble.cause()));
        for (Life life : book.lives()) {
            if (!failing.contains(life.incident().cause())) {
                unsettled = true;
                recover(life, health.of(life.incident(), life.signals()), scene);
            }
        }
        for (Incident closed : book.dismissed()) {
            unsettled = true;
            if (!failing.contains(closed.cause()) && health.of(closed, Set.of()) instanceof Health.State.Well) {
                happened(new IncidentEvent.Recovering(closed.id(), now, false));
            }
        }
    }

    /** What fell with a cause that is well again, and has not come back yet, is still that cause's. */
    private List<Trouble> withoutLeftovers(List<Trouble> found, Scene scene) {
        Set<Cause> failing = new HashSet<>();
        found.forEach(trouble -> failing.add(trouble.cause()));
        return found.stream()
                .filter(trouble -> book.isOpen(trouble.cause()) || !isLeftover(trouble, failing, scene))
                .toList();
    }

    private boolean isLeftover(Trouble trouble, Set<Cause> failing, Scene scene) {
        return trouble.members().stream()
                .allMatch(member -> scene.down(member)
                        && book.hitting(member).stream()
                                .anyMatch(life ->
                                        !failing.contains(life.incident().cause()) && explains(life, member, scene)));
    }

    /** It fell with an open incident that counts it among what it hits: something between them came back first. */
    private boolean isTold(Trouble trouble, Scene scene) {
        return trouble.members().stream()
                .allMatch(member -> scene.down(member)
                        && book.hitting(member).stream().anyMatch(life -> fellTogether(life, member, scene)));
    }

    private static boolean fellTogether(Life life, Target member, Scene scene) {
        return scene.silentSince(member)
                .filter(sign -> Duration.between(life.incident().firstSignAt(), sign)
                                .abs()
                                .compareTo(SAME_EVENT)
                        <= 0)
                .isPresent();
    }

    private static boolean explains(Life life, Target member, Scene scene) {
        Instant wellAt = life.wellAt();
        return scene.silentSince(member)
                .filter(sign -> wellAt == null || !sign.isAfter(wellAt))
                .isPresent();
    }

    /** Closed by hand, and no worse since; nor does it hit a session that it did not hit then. */
    private boolean isDismissed(Trouble trouble) {
        return book.dismissed(trouble.cause())
                .filter(closed -> closed.severity().compareTo(trouble.severity()) <= 0)
                .filter(closed -> trouble.severity() == Severity.ADVISORY
                        || closed.affected()
                                .sessions()
                                .containsAll(trouble.affected().sessions()))
                .isPresent();
    }

    private void beginUnlessItWaits(Trouble trouble, Scene scene) {
        if (patience.waits(trouble, isTold(trouble, scene), scene, looks)) {
            unsettled = true;
        } else {
            begin(trouble, scene);
        }
    }

    private void begin(Trouble trouble, Scene scene) {
        Optional<Life> first = fellWith(trouble, scene).findFirst();
        if (first.isPresent()) {
            say(first.get().incident().id(), trouble);
            Life life = first.get();
            relapse(life);
            life.failing(trouble.signals());
            joinOthers(life, trouble, scene);
            return;
        }
        happened(new IncidentEvent.Opened(
                book.nextId(),
                now,
                trouble.firstSign().isAfter(now) ? now : trouble.firstSign(),
                trouble.cause(),
                trouble.check(),
                trouble.severity(),
                trouble.summary(),
                trouble.remedy(),
                trouble.affected()));
        Life life = book.life(trouble.cause());
        if (life != null) {
            life.failing(trouble.signals());
        }
    }

    /** Open incidents of what turned out to be a part of this trouble, oldest first. */
    private Stream<Life> fellWith(Trouble trouble, Scene scene) {
        Set<Life> parts = new HashSet<>();
        Set<Life> others = new HashSet<>();
        for (Target member : trouble.members()) {
            Life life = book.life(Cause.of(member));
            if (life != null) {
                parts.add(life);
            }
            for (Life group : book.hitting(member)) {
                if (!parts.contains(group) && others.add(group) && isPart(group, trouble, scene)) {
                    parts.add(group);
                }
            }
        }
        return parts.stream()
                .filter(life -> !life.incident().cause().equals(trouble.cause()))
                .sorted(Comparator.comparing(life -> life.incident().id()));
    }

    /** A group of silent seats is a part of what explains all of them. */
    private boolean isPart(Life life, Trouble trouble, Scene scene) {
        Incident group = life.incident();
        if (group.cause().kind() != Cause.Kind.GROUP || !group.check().equals(SeatSearch.SEATS)) {
            return false;
        }
        List<DeviceId> silent = silentSeats.computeIfAbsent(
                group.affected(),
                seats -> seats.devices().stream().filter(scene::down).toList());
        return !silent.isEmpty()
                && trouble.members().size() >= silent.size()
                && trouble.members().containsAll(silent);
    }

    private void joinOthers(Life into, Trouble trouble, Scene scene) {
        fellWith(trouble, scene)
                .filter(life -> life != into)
                .forEach(life -> happened(new IncidentEvent.Joined(
                        life.incident().id(), now, into.incident().id())));
    }

    private void relapse(Life life) {
        if (life.recovering()) {
            Cause cause = life.incident().cause();
            boolean flapping = life.incident().flapping() || book.flaps.wouldFlap(cause, now);
            happened(new IncidentEvent.Relapsed(life.incident().id(), now, flapping));
        }
    }

    /** Worse is said at once; milder, smaller or otherwise only when it has held. */
    private void change(Life life, Trouble trouble) {
        Incident was = life.incident();
        boolean worse = trouble.severity().compareTo(was.severity()) < 0;
        boolean milder = trouble.severity().compareTo(was.severity()) > 0;
        boolean milderHeld = milder && !now.isBefore(life.milder(now).plus(settle));
        if (!milder) {
            life.notMilder();
        }
        Affected affected = affected(life, trouble.affected());
        boolean hitsOthers = !affected.equals(was.affected());
        boolean hitsMore = hitsOthers
                && (!was.affected().sessions().containsAll(affected.sessions())
                        || !was.affected().rooms().containsAll(affected.rooms()));
        boolean sameWords = trouble.summary().equals(was.summary())
                && trouble.remedy().equals(was.remedy())
                && trouble.check().equals(was.check());
        if (sameWords) {
            life.sameWords();
        }
        unsettled |= milder || !sameWords || hitsOthers || life.isSmaller();
        boolean saidOtherwise = !sameWords
                && !now.isBefore(life.otherWords(trouble.summary(), now).plus(WORDS_REST));
        boolean hitsOtherwise = hitsOthers && !now.isBefore(life.lastWord().plus(WORDS_REST));
        if (worse || milderHeld || hitsMore || saidOtherwise || hitsOtherwise) {
            if (!milder || milderHeld) {
                life.notMilder();
            }
            happened(new IncidentEvent.Changed(
                    was.id(),
                    now,
                    was.cause(),
                    trouble.check(),
                    milder && !milderHeld ? was.severity() : trouble.severity(),
                    trouble.summary(),
                    trouble.remedy(),
                    affected));
        }
    }

    /** Whom it hits: more at once, fewer when that has held. */
    private Affected affected(Life life, Affected found) {
        Affected was = life.incident().affected();
        boolean fewer = !found.equals(was) && isFewer(found, was);
        if (!fewer) {
            life.notSmaller();
            return found;
        }
        return now.isBefore(life.smaller(found, now).plus(settle)) ? union(was, found) : found;
    }

    private static boolean isFewer(Affected found, Affected was) {
        return !new HashSet<>(found.devices()).containsAll(was.devices())
                || !new HashSet<>(found.rooms()).containsAll(was.rooms())
                || !new HashSet<>(found.sessions()).containsAll(was.sessions());
    }

    private static Affected union(Affected a, Affected b) {
        return Affected.of(
                Stream.concat(a.devices().stream(), b.devices().stream()).toList(),
                Stream.concat(a.rooms().stream(), b.rooms().stream()).toList(),
                Stream.concat(a.sessions().stream(), b.sessions().stream()).toList());
    }

    /** An open incident goes on under its number with a cause that explains it better. */
    private void say(IncidentId id, Trouble trouble) {
        happened(new IncidentEvent.Changed(
                id,
                now,
                trouble.cause(),
                trouble.check(),
                trouble.severity(),
                trouble.summary(),
                trouble.remedy(),
                trouble.affected()));
    }

    private void recover(Life life, Health.State health, Scene scene) {
        Incident incident = life.incident();
        if (health instanceof Health.State.Gone) {
            happened(new IncidentEvent.Resolved(incident.id(), now, Optional.empty(), "not watched any more"));
        } else if (health instanceof Health.State.Well well) {
            well(life, well.observed(), "measured well", scene);
        } else if (health instanceof Health.State.AtRest) {
            well(life, now, "nobody counts on it any more", scene);
        }
    }

    private void well(Life life, Instant observed, String reason, Scene scene) {
        boolean first = life.wellAt() == null;
        boolean twice = life.passed(observed, now);
        Incident incident = life.incident();
        if (first) {
            cause(incident).ifPresent(looks::add);
            looks.addAll(silentDependents(incident, scene));
        } else if (!life.recovering() && twice) {
            boolean flapping = incident.flapping() || book.flaps.wouldFlap(incident.cause(), now);
            happened(new IncidentEvent.Recovering(incident.id(), now, flapping));
            looks.addAll(silentDependents(incident, scene));
        } else if (life.recovering() && held(life, scene)) {
            happened(new IncidentEvent.Resolved(incident.id(), now, Optional.empty(), reason));
        }
    }

    /** It held long enough, and what hangs on it was looked at again. */
    private boolean held(Life life, Scene scene) {
        Incident incident = life.incident();
        Instant since = incident.recoveringSince().orElse(now);
        Duration hold = incident.flapping() ? FLAPPING_HOLD : settle;
        if (now.isBefore(since.plus(hold))) {
            return false;
        }
        Instant asked = life.lastLooks();
        if (asked == null) {
            Set<Target> silent = silentDependents(incident, scene);
            looks.addAll(silent);
            life.looked(now);
            return silent.isEmpty() && !isStillFelt(incident, since.plus(hold), scene);
        }
        return (!now.isBefore(asked.plus(patience.decision()))
                        || silentDependents(incident, scene).isEmpty())
                && !isStillFelt(incident, since.plus(hold), scene);
    }

    /** A verdict that this incident made is held a little longer than the incident; the all-clear waits for it. */
    private boolean isStillFelt(Incident incident, Instant from, Scene scene) {
        if (!now.isBefore(from.plus(settle))) {
            return false;
        }
        List<SessionId> sessions = incident.affected().sessions();
        return subject(incident)
                .filter(subject -> scene.reasons().feeling(subject).stream().anyMatch(sessions::contains))
                .isPresent();
    }

    /** What a verdict that it made is about; empty where none is about it alone. */
    private static Optional<Subject> subject(Incident incident) {
        Optional<RoomId> room = incident.cause().room();
        return room.isPresent() ? room.map(id -> id) : cause(incident).map(id -> id);
    }

    private static Optional<Target> cause(Incident incident) {
        return switch (incident.cause().kind()) {
            case DEVICE -> Optional.of(new DeviceId(incident.cause().id()));
            case SERVICE -> Optional.of(new ServiceId(incident.cause().id()));
            case GROUP, MONITOR -> Optional.empty();
        };
    }

    private static Set<Target> silentDependents(Incident incident, Scene scene) {
        Set<Target> silent = new LinkedHashSet<>();
        incident.affected().devices().stream().filter(scene::down).forEach(silent::add);
        return silent;
    }
}
