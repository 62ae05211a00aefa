package org.firstbell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstbell.model.Target;
import org.firstbell.model.event.Cause;
import org.firstbell.model.setup.PollingSettings;
import org.firstbell.model.status.TargetAssessment;
import org.jspecify.annotations.Nullable;

/**
 * How long a new cause waits before it becomes an incident: until all that it depends on has answered since the first
 * sign or is decided down itself, and never long. Confined to the core loop.
 */
final class IncidentConfirmation {
    /** When the last of three looks begins, and how far its requests lie apart (contract, Looking again). */
    private static final Duration LAST_ATTEMPT = Duration.ofSeconds(2);

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(400);

    /** What is depended on is looked at 400 ms after the first request, and so is decided that much later. */
    private static final Duration UPSTREAM_DELAY = Duration.ofMillis(600);

    private final Duration decisionTime;
    private final Duration settleTime;
    private final Map<Cause, Instant> waitingSince = new HashMap<>();
    private boolean visibilityLost;
    private @Nullable Instant visibilityRestoredAt;

    IncidentConfirmation(PollingSettings polling) {
        this.decisionTime = LAST_ATTEMPT
                .plus(BETWEEN_REQUESTS.multipliedBy(polling.retries() + 1L))
                .plus(polling.timeout());
        this.settleTime = polling.settleTime();
    }

    /** How long it takes from the first request to three missed looks. */
    Duration decisionTime() {
        return decisionTime;
    }

    /** Firstbell sees nothing now. */
    void visibilityLost() {
        visibilityLost = true;
    }

    /** Firstbell sees; what was silent when it did not is looked at again before it counts. */
    void visibilityRestored(SearchInput input, Set<Target> looks) {
        if (visibilityLost) {
            visibilityLost = false;
            visibilityRestoredAt = input.now;
            input.targetsWithProblems().stream()
                    .map(TargetAssessment::target)
                    .filter(input::isDown)
                    .forEach(looks::add);
        }
    }

    /** Forgets causes that fail no more. */
    void retain(List<CauseCandidate> troubles) {
        Set<Cause> failing = new HashSet<>();
        troubles.forEach(candidate -> failing.add(candidate.cause()));
        waitingSince.keySet().retainAll(failing);
    }

    /**
     * Whether a new cause must wait; what to look at meanwhile is added to the looks.
     *
     * @param told an open incident counts it among what it hits, and it fell together with that
     */
    boolean mustWait(CauseCandidate candidate, boolean told, SearchInput input, Set<Target> looks) {
        Instant since = waitingSince.computeIfAbsent(candidate.cause(), key -> input.now);
        boolean live = input.anyLive();
        if (told && input.now.isBefore(since.plus(settleTime))) {
            candidate.members().stream().filter(input::isDown).forEach(looks::add);
            return true;
        }
        if (candidate.mayWait() && !live && input.now.isBefore(since.plus(settleTime))) {
            return true;
        }
        Instant back = visibilityRestoredAt;
        if (back != null
                && candidate.firstSign().isBefore(back)
                && input.now.isBefore(back.plus(decisionTime).plus(UPSTREAM_DELAY))) {
            candidate.members().stream().filter(input::isDown).forEach(looks::add);
            return true;
        }
        if (mayBeOwnOutage(candidate.firstSign(), input)
                && input.now.isBefore(
                        candidate.firstSign().plus(decisionTime.multipliedBy(2)).plus(UPSTREAM_DELAY))) {
            looks.addAll(input.rootTargets());
            return true;
        }
        Set<Target> open = undecided(candidate, input);
        Instant most = live
                ? later(candidate.firstSign().plus(decisionTime), since).plus(UPSTREAM_DELAY)
                : since.plus(decisionTime).plus(UPSTREAM_DELAY);
        if (open.isEmpty() || !input.now.isBefore(most)) {
            return false;
        }
        looks.addAll(open);
        return true;
    }

    /**
     * What to look at because of a silence that is not confirmed yet: when nothing at all has answered since it began, it
     * may be ours.
     */
    Set<Target> rechecksForUnconfirmed(SearchInput input) {
        boolean doubt = input.targetsWithProblems().stream()
                .filter(assessment -> assessment.reached() && !input.isDown(assessment.target()))
                .flatMap(assessment -> assessment.silentSince().stream())
                .max(Instant::compareTo)
                .filter(sign -> mayBeOwnOutage(sign, input))
                .isPresent();
        return doubt ? input.rootTargets() : Set.of();
    }

    /** Nothing has answered since: whether it is the thing or our own sight shows only when every root was asked. */
    private static boolean mayBeOwnOutage(Instant since, SearchInput input) {
        return input.rootTargets().size() > 1
                && input.assessment
                        .lastSeenOfAny()
                        .filter(life -> life.isAfter(since))
                        .isEmpty();
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Set<Target> undecided(CauseCandidate candidate, SearchInput input) {
        Set<Target> open = new LinkedHashSet<>();
        for (Target member : candidate.members()) {
            if (input.isDown(member)) {
                for (Target above : input.upstream(member)) {
                    boolean answered = input.lastSeen(above)
                            .filter(life -> !life.isBefore(candidate.firstSign()))
                            .isPresent();
                    boolean watched = input.targetAssessment(above)
                            .filter(assessment -> assessment.reached())
                            .isPresent();
                    if (watched && !answered && !input.isDown(above)) {
                        open.add(above);
                    }
                }
            }
        }
        return open;
    }
}
