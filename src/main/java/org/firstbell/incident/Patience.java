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
import org.firstbell.model.setup.Polling;

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

    /** Forgets causes that fail no more. */
    void keep(List<Trouble> troubles) {
        Set<Cause> failing = new HashSet<>();
        troubles.forEach(trouble -> failing.add(trouble.cause()));
        waiting.keySet().retainAll(failing);
    }

    /** Whether a new cause must wait; what to look at meanwhile is added to the looks. */
    boolean waits(Trouble trouble, Scene scene, Set<Target> looks) {
        Instant since = waiting.computeIfAbsent(trouble.cause(), key -> scene.now);
        boolean live = scene.anyLive();
        if (trouble.patient() && !live && scene.now.isBefore(since.plus(settle))) {
            return true;
        }
        Set<Target> open = undecided(trouble, scene);
        Instant most = live ? later(trouble.firstSign().plus(decision), since).plus(LATER)
                : since.plus(decision).plus(LATER);
        if (open.isEmpty() || !scene.now.isBefore(most)) {
            return false;
        }
        looks.addAll(open);
        return true;
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
                    boolean watched = scene.standing(above).filter(standing -> standing.reached()).isPresent();
                    if (watched && !answered && !scene.down(above)) {
                        open.add(above);
                    }
                }
            }
        }
        return open;
    }
}
