package org.firstbell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.firstbell.model.event.Cause;

/** How often each cause came and went of late. Confined to the core loop. */
final class FlapDetector {
    /** Three changes in ten minutes are flapping (contract §5). */
    private static final int THRESHOLD = 3;

    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Map<Cause, Deque<Instant>> changes = new HashMap<>();

    /** Takes one change from well to failing or back. */
    void recordChange(Cause cause, Instant at) {
        Deque<Instant> recent = changes.computeIfAbsent(cause, key -> new ArrayDeque<>());
        recent.addLast(at);
        while (recent.size() > THRESHOLD) {
            recent.removeFirst();
        }
    }

    /** Whether one more change at an instant would be the third within ten minutes. */
    boolean wouldFlap(Cause cause, Instant at) {
        Deque<Instant> recent = changes.get(cause);
        return recent != null
                && recent.stream()
                                .filter(change -> !change.isBefore(at.minus(WINDOW)))
                                .count()
                        >= THRESHOLD - 1;
    }

    /** Forgets what is too old to matter. */
    void expire(Instant now) {
        changes.values().removeIf(recent -> recent.getLast().isBefore(now.minus(WINDOW)));
    }
}
