package org.firstbell.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Target;
import org.firstbell.model.status.TargetAssessment;

/**
 * The targets that fell silent of late and have no incident yet: the evidence from which a cause is being decided. A sign
 * is one whole missed attempt; a single lost packet is none. Made for one search.
 */
final class PendingSigns {
    /** Older signs belong to an earlier event. */
    private static final Duration RECENT = Duration.ofSeconds(14);
    /** So many signs are enough to know where to look. */
    private static final int MAX_LOOKED_AROUND = 60;

    private final SearchInput input;
    private final Map<Target, Instant> signs = new HashMap<>();
    private final Map<Target, Set<Target>> rootsOf = new HashMap<>();

    /** @param explained whether an open incident counts a target among what it affects, or is about it */
    PendingSigns(SearchInput input, Predicate<Target> explained) {
        this.input = input;
        Instant from = input.now.minus(RECENT);
        for (TargetAssessment assessment : input.targetsWithProblems()) {
            Target target = assessment.target();
            assessment
                    .silentSince()
                    .filter(sign -> assessment.reached() && sign.isAfter(from) && !explained.test(target))
                    .ifPresent(sign -> signs.put(target, sign));
        }
    }

    boolean isEmpty() {
        return signs.isEmpty();
    }

    /** What shares a dependency or an attribute with any of them. */
    PeerSample peers() {
        PeerSample peers = new PeerSample(input);
        signs.keySet().stream().limit(MAX_LOOKED_AROUND).forEach(peers::addPeersOf);
        return peers;
    }

    /** The newest sign that is not decided yet. */
    Optional<Instant> latestUndecided() {
        return signs.entrySet().stream()
                .filter(sign -> !input.isDown(sign.getKey()))
                .map(Map.Entry::getValue)
                .max(Instant::compareTo);
    }

    /** The age of the oldest sign that is not decided yet; zero for none. */
    Duration undecidedFor() {
        return signs.entrySet().stream()
                .filter(sign -> !input.isDown(sign.getKey()))
                .map(sign -> Duration.between(sign.getValue(), input.now))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** The signs that may change how a candidate is explained: outside what it affects, below the same root. */
    Map<Target, Instant> outside(CauseCandidate candidate) {
        Set<Target> inside = new LinkedHashSet<>(candidate.members());
        inside.addAll(candidate.affected().devices());
        Set<Target> roots = new LinkedHashSet<>();
        candidate.members().stream().limit(MAX_LOOKED_AROUND).forEach(member -> roots.addAll(roots(member)));
        Map<Target, Instant> outside = new HashMap<>();
        signs.forEach((target, sign) -> {
            if (!inside.contains(target) && isRelated(target, roots)) {
                outside.put(target, sign);
            }
        });
        return outside;
    }

    /** Services are reached through everything; else what hangs below one root is one network. */
    private boolean isRelated(Target target, Set<Target> roots) {
        return !(target instanceof DeviceId)
                || roots.stream().anyMatch(root -> !(root instanceof DeviceId))
                || roots(target).stream().anyMatch(roots::contains);
    }

    private Set<Target> roots(Target target) {
        Set<Target> known = rootsOf.get(target);
        if (known == null) {
            Set<Target> above = input.upstream(target);
            known = new LinkedHashSet<>();
            for (Target one : above) {
                if (isRoot(one)) {
                    known.add(one);
                }
            }
            if (isRoot(target)) {
                known.add(target);
            }
            rootsOf.put(target, known);
        }
        return known;
    }

    private boolean isRoot(Target target) {
        List<DeviceId> uplinks = input.targetAssessment(target)
                .map(TargetAssessment::currentUplinks)
                .orElse(List.of());
        return uplinks.isEmpty();
    }
}
