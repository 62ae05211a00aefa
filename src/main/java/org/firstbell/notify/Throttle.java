package org.firstbell.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * At most 6 mails in 10 minutes for one person; what comes on top is gathered for half a minute and goes out in one mail,
 * and what comes after that waits until the 10 minutes are over. Confined to the delivery's loop.
 */
final class Throttle {
    static final int MOST = 6;
    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration GATHERING = Duration.ofSeconds(30);

    private final Map<String, List<Instant>> sent = new HashMap<>();
    private final Map<String, Instant> collected = new HashMap<>();
    private final Map<String, Instant> gatheringSince = new HashMap<>();

    /** A mail went out. */
    void sent(String to, Instant at, boolean collecting) {
        sent.computeIfAbsent(to, key -> new ArrayList<>()).add(at);
        if (collecting) {
            collected.put(to, at);
            gatheringSince.remove(to);
        }
    }

    /** Until when single mails to this person wait; empty when they need not. */
    Optional<Instant> heldUntil(String to, Instant now) {
        List<Instant> recent = sent.getOrDefault(to, new ArrayList<>());
        recent.removeIf(at -> !at.plus(WINDOW).isAfter(now));
        if (recent.size() < MOST) {
            gatheringSince.remove(to);
            return Optional.empty();
        }
        List<Instant> newest =
                recent.stream().sorted(Comparator.reverseOrder()).limit(MOST).toList();
        return Optional.of(newest.get(MOST - 1).plus(WINDOW));
    }

    /** When what is held may go out in one mail; begins to gather if that has not begun. */
    Instant gatheredAt(String to, Instant now) {
        Instant since = gatheringSince.computeIfAbsent(to, key -> now);
        Instant gathered = since.plus(GATHERING);
        Instant last = collected.getOrDefault(to, Instant.MIN);
        return last.equals(Instant.MIN) || !last.plus(WINDOW).isAfter(gathered) ? gathered : last.plus(WINDOW);
    }
}
