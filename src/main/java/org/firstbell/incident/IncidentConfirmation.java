package org.firstbell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Target;
import org.firstbell.model.event.Cause;
import org.firstbell.model.setup.PollingSettings;
import org.firstbell.model.status.TargetAssessment;
import org.jspecify.annotations.Nullable;

/**
 * How long a new cause waits before it becomes an incident: until everything that could change its explanation is decided.
 * Its chain and its peers have answered of late, or have missed their attempts, and nothing related fell silent that is
 * not decided yet; and never longer than 6 s after the first sign, 12 s when the signs spread (contract §5). Confined to
 * the core loop.
 */
final class IncidentConfirmation {
    /** When the last of three attempts begins, and how far its requests lie apart (contract, Looking again). */
    private static final Duration LAST_ATTEMPT = Duration.ofSeconds(2);

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(400);
    /** What is depended on is polled 400 ms after the first request, and so is decided that much later. */
    private static final Duration UPSTREAM_DELAY = Duration.ofMillis(600);
    /** Peers are polled 1.9 s after the first request and decided 4.3 s later. */
    private static final Duration DECIDED_TOGETHER = Duration.ofMillis(6_400);

    private static final Duration DECIDED_SPREAD = Duration.ofMillis(12_400);
    /** Signs that lie further apart than one missed attempt and the requests of the next are a spreading event. */
    private static final Duration SPREAD = Duration.ofMillis(2_500);
    /** How recently peers must have answered when a cause is decided, and when they are polled again for that. */
    private static final Duration HEARD_OF_LATE = Duration.ofMillis(2_000);

    private static final Duration HEARD_JUST_NOW = Duration.ofMillis(1_000);
    /** A silence of this age has missed two attempts: what answered before is polled once more. */
    private static final Duration NEARLY_DECIDED = Duration.ofMillis(3_000);

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

    /** How long it takes from the first request to three missed attempts. */
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
     * Whether a new cause must wait; what to poll meanwhile is added to the rechecks.
     *
     * @param covered an open incident counts it among what it affects, and it fell together with that
     */
    boolean mustWait(
            CauseCandidate candidate, boolean covered, SearchInput input, PendingSigns signs, Set<Target> rechecks) {
        Instant since = waitingSince.computeIfAbsent(candidate.cause(), key -> input.now);
        if (covered && input.now.isBefore(since.plus(settleTime))) {
            candidate.members().stream().filter(input::isDown).forEach(rechecks::add);
            return true;
        }
        if (candidate.mayWait() && !input.anyLive() && input.now.isBefore(since.plus(settleTime))) {
            return true;
        }
        Instant back = visibilityRestoredAt;
        if (back != null
                && candidate.firstSign().isBefore(back)
                && input.now.isBefore(back.plus(decisionTime).plus(UPSTREAM_DELAY))) {
            candidate.members().stream().filter(input::isDown).forEach(rechecks::add);
            return true;
        }
        return isUndecided(candidate, since, input, signs, rechecks);
    }

    private boolean isUndecided(
            CauseCandidate candidate, Instant since, SearchInput input, PendingSigns signs, Set<Target> rechecks) {
        Map<Target, Instant> outside = signs.outside(candidate);
        Instant first = earliest(candidate.firstSign(), outside.values());
        Instant last = latest(candidate.firstSign(), outside.values());
        boolean spread = Duration.between(first, last).compareTo(SPREAD) > 0;
        Instant begin = input.anyLive() || first.isAfter(since) ? first : since.minus(decisionTime);
        if (!input.now.isBefore(begin.plus(spread ? DECIDED_SPREAD : DECIDED_TOGETHER))) {
            return false;
        }
        Set<Target> open = undecidedChain(candidate, input);
        if (mayBeOwnOutage(candidate.firstSign(), input)) {
            open.addAll(input.rootTargets());
        }
        open.addAll(peersOf(candidate, input).notHeardSince(input.now.minus(HEARD_OF_LATE)));
        rechecks.addAll(open);
        return !open.isEmpty() || outside.keySet().stream().anyMatch(target -> !input.isDown(target));
    }

    /** What shares a dependency or an attribute with a candidate: of a device that many hang on, what hangs beside it. */
    private static PeerSample peersOf(CauseCandidate candidate, SearchInput input) {
        PeerSample peers = new PeerSample(input);
        boolean ofItself =
                candidate.members().stream().anyMatch(member -> Cause.of(member).equals(candidate.cause()));
        candidate.members().stream()
                .filter(member -> !ofItself || Cause.of(member).equals(candidate.cause()))
                .forEach(peers::addPeersOf);
        return peers;
    }

    /**
     * What to poll because of silences that are not decided yet: the peers of each, once when its first attempt is missed
     * and once more before it is decided; and all roots when nothing at all has answered since, which may be our own
     * outage.
     */
    Set<Target> rechecksForUndecided(SearchInput input, PendingSigns signs) {
        Optional<Instant> latest = signs.latestUndecided();
        if (latest.isEmpty()) {
            return Set.of();
        }
        Instant justNow = input.now.minus(HEARD_JUST_NOW);
        boolean again = signs.undecidedFor().compareTo(NEARLY_DECIDED) >= 0
                || latest.get().isAfter(justNow);
        Set<Target> rechecks = signs.peers().notHeardSince(again ? justNow : latest.get());
        if (mayBeOwnOutage(latest.get(), input)) {
            rechecks.addAll(input.rootTargets());
        }
        return rechecks;
    }

    /** Nothing has answered since: whether it is the thing or our own sight shows only when every root was polled. */
    private static boolean mayBeOwnOutage(Instant since, SearchInput input) {
        return input.rootTargets().size() > 1
                && input.assessment
                        .lastSeenOfAny()
                        .filter(life -> life.isAfter(since))
                        .isEmpty();
    }

    private static Instant earliest(Instant first, Collection<Instant> others) {
        return others.stream().reduce(first, (a, b) -> a.isBefore(b) ? a : b);
    }

    private static Instant latest(Instant first, Collection<Instant> others) {
        return others.stream().reduce(first, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** What a candidate depends on, itself included where it fails a check, that has not answered since the first sign. */
    private static Set<Target> undecidedChain(CauseCandidate candidate, SearchInput input) {
        Set<Target> open = new LinkedHashSet<>();
        for (Target member : candidate.members()) {
            if (!input.isDown(member)) {
                addUndecided(member, candidate, input, open);
            }
            input.upstream(member).forEach(above -> addUndecided(above, candidate, input, open));
        }
        return open;
    }

    private static void addUndecided(Target target, CauseCandidate candidate, SearchInput input, Set<Target> open) {
        boolean answered = input.lastSeen(target)
                .filter(life -> !life.isBefore(candidate.firstSign()))
                .isPresent();
        boolean watched = input.targetAssessment(target)
                .filter(assessment -> assessment.reached())
                .isPresent();
        if (watched && !answered && !input.isDown(target)) {
            open.add(target);
        }
    }
}
