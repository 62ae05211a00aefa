package org.firstbell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstbell.model.Cause;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.setup.Polling;
import org.jspecify.annotations.Nullable;

/**
 * How long a new cause waits before it becomes an incident: until all that it depends on has answered since the first
 * sign or is decided down itself, and never long. Confined to the core loop.
 */
final class Patience {
    /** When the last of three looks begins, and how far its requests lie apart (contract, Looking again). */
    private static final Duration LAST_LOOK = Duration.ofSeconds(2);

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(400);

    /** What is depended on is looked at 400 ms after the first request, and so is decided that much later. */
    private static final Duration LATER = Duration.ofMillis(600);

    private final Duration decision;
    private final Duration settle;
    private final Map<Cause, Instant> waiting = new HashMap<>();
    private boolean blind;
    private @Nullable Instant sightBack;

    Patience(Polling polling) {
        this.decision = LAST_LOOK
                .plus(BETWEEN_REQUESTS.multipliedBy(polling.retries() + 1L))
                .plus(polling.timeout());
        this.settle = polling.settle();
    }

    /** How long it takes from the first request to three missed looks. */
    Duration decision() {
        return decision;
    }

    /** Firstbell sees nothing now. */
    void blind() {
        blind = true;
    }

    /** Firstbell sees; what was silent when it did not is looked at again before it counts. */
    void seeing(Scene scene, Set<Target> looks) {
        if (blind) {
            blind = false;
            sightBack = scene.now;
            scene.troubled().stream()
                    .map(TargetStanding::target)
                    .filter(scene::down)
                    .forEach(looks::add);
        }
    }

    /** Forgets causes that fail no more. */
    void keep(List<Trouble> troubles) {
        Set<Cause> failing = new HashSet<>();
        troubles.forEach(trouble -> failing.add(trouble.cause()));
        waiting.keySet().retainAll(failing);
    }

    /**
     * Whether a new cause must wait; what to look at meanwhile is added to the looks.
     *
     * @param told an open incident counts it among what it hits, and it fell together with that
     */
    boolean waits(Trouble trouble, boolean told, Scene scene, Set<Target> looks) {
        Instant since = waiting.computeIfAbsent(trouble.cause(), key -> scene.now);
        boolean live = scene.anyLive();
        if (told && scene.now.isBefore(since.plus(settle))) {
            trouble.members().stream().filter(scene::down).forEach(looks::add);
            return true;
        }
        if (trouble.patient() && !live && scene.now.isBefore(since.plus(settle))) {
            return true;
        }
        Instant back = sightBack;
        if (back != null
                && trouble.firstSign().isBefore(back)
                && scene.now.isBefore(back.plus(decision).plus(LATER))) {
            trouble.members().stream().filter(scene::down).forEach(looks::add);
            return true;
        }
        if (inDoubt(trouble.firstSign(), scene)
                && scene.now.isBefore(
                        trouble.firstSign().plus(decision.multipliedBy(2)).plus(LATER))) {
            looks.addAll(scene.lookouts());
            return true;
        }
        Set<Target> open = undecided(trouble, scene);
        Instant most = live
                ? later(trouble.firstSign().plus(decision), since).plus(LATER)
                : since.plus(decision).plus(LATER);
        if (open.isEmpty() || !scene.now.isBefore(most)) {
            return false;
        }
        looks.addAll(open);
        return true;
    }

    /**
     * What to look at because of a silence that is not confirmed yet: when nothing at all has answered since it began, it
     * may be ours.
     */
    Set<Target> suspicions(Scene scene) {
        boolean doubt = scene.troubled().stream()
                .filter(standing -> standing.reached() && !scene.down(standing.target()))
                .flatMap(standing -> standing.silentSince().stream())
                .max(Instant::compareTo)
                .filter(sign -> inDoubt(sign, scene))
                .isPresent();
        return doubt ? scene.lookouts() : Set.of();
    }

    /** Nothing has answered since: whether it is the thing or our own sight shows only when every root was asked. */
    private static boolean inDoubt(Instant since, Scene scene) {
        return scene.lookouts().size() > 1
                && scene.assessment
                        .newestLife()
                        .filter(life -> life.isAfter(since))
                        .isEmpty();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Set<Target> undecided(Trouble trouble, Scene scene) {
        Set<Target> open = new LinkedHashSet<>();
        for (Target member : trouble.members()) {
            if (scene.down(member)) {
                for (Target above : scene.above(member)) {
                    boolean answered = scene.lastLife(above)
                            .filter(life -> !life.isBefore(trouble.firstSign()))
                            .isPresent();
                    boolean watched = scene.standing(above)
                            .filter(standing -> standing.reached())
                            .isPresent();
                    if (watched && !answered && !scene.down(above)) {
                        open.add(above);
                    }
                }
            }
        }
        return open;
    }
}
