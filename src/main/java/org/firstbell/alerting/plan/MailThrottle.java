package org.firstbell.alerting.plan;

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
public final class MailThrottle {
    public static final int MAX_MAILS = 6;
    public static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration COLLECTION_DELAY = Duration.ofSeconds(30);

    private final Map<String, List<Instant>> sentTimes = new HashMap<>();
    private final Map<String, Instant> lastCollectiveMail = new HashMap<>();
    private final Map<String, Instant> collectingSince = new HashMap<>();

    /** A mail went out. */
    public void recordSent(String to, Instant at, boolean collecting) {
        sentTimes.computeIfAbsent(to, key -> new ArrayList<>()).add(at);
        if (collecting) {
            lastCollectiveMail.put(to, at);
            collectingSince.remove(to);
        }
    }

    /** Until when single mails to this person wait; empty when they need not. */
    public Optional<Instant> heldUntil(String to, Instant now) {
        List<Instant> recent = sentTimes.getOrDefault(to, new ArrayList<>());
        recent.removeIf(at -> !at.plus(WINDOW).isAfter(now));
        if (recent.size() < MAX_MAILS) {
            collectingSince.remove(to);
            return Optional.empty();
        }
        List<Instant> newest = recent.stream()
                .sorted(Comparator.reverseOrder())
                .limit(MAX_MAILS)
                .toList();
        return Optional.of(newest.get(MAX_MAILS - 1).plus(WINDOW));
    }

    /** When what is held may go out in one mail; begins to gather if that has not begun. */
    public Instant collectiveMailAt(String to, Instant now) {
        Instant since = collectingSince.computeIfAbsent(to, key -> now);
        Instant gathered = since.plus(COLLECTION_DELAY);
        Instant last = lastCollectiveMail.getOrDefault(to, Instant.MIN);
        return last.equals(Instant.MIN) || !last.plus(WINDOW).isAfter(gathered) ? gathered : last.plus(WINDOW);
    }
}
