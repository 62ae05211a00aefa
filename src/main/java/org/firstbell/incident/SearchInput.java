package org.firstbell.incident;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.firstbell.model.DeviceId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Target;
import org.firstbell.model.event.Cause;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.CheckOutcome;
import org.firstbell.model.status.Finding;
import org.firstbell.model.status.SessionAssessment;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.TargetAssessment;
import org.jspecify.annotations.Nullable;

/** The assessment as it is read for one search for causes: what is down, and on what each thing hangs. */
final class SearchInput {
    /** All anchors together. */
    static final ServiceId THE_INTERNET = new ServiceId("internet");

    private static final int MAX_DEPTH = 32;

    final Assessment assessment;
    final TopologyIndex topology;
    final Instant now;
    /** Those that were asked for. */
    private final Map<Target, Optional<TargetAssessment>> targetAssessments = new HashMap<>();

    private final Collection<TargetAssessment> targetsWithProblems;
    private final List<SessionAssessment> sessions;
    private @Nullable ReasonIndex reasons;
    private final Function<Cause, Optional<Instant>> firstSign;
    private final Map<Target, Target> rootCauses = new HashMap<>();

    /** @param firstSign of the open incident of a cause, when there is one */
    SearchInput(
            Assessment assessment, TopologyIndex topology, Instant now, Function<Cause, Optional<Instant>> firstSign) {
        this.assessment = assessment;
        this.topology = topology;
        this.now = now;
        this.firstSign = firstSign;
        this.targetsWithProblems = assessment.targetsWithProblems();
        targetsWithProblems.forEach(status -> targetAssessments.put(status.target(), Optional.of(status)));
        this.sessions = assessment.sessions().stream()
                .filter(session -> session.phase() != SessionPhase.DONE && !session.cancelled())
                .toList();
    }

    /** All that is silent or fails a check, in the order of the configuration. */
    Collection<TargetAssessment> targetsWithProblems() {
        return targetsWithProblems;
    }

    Optional<TargetAssessment> targetAssessment(Target target) {
        Optional<TargetAssessment> known = targetAssessments.get(target);
        if (known == null) {
            known = assessment.target(target);
            targetAssessments.put(target, known);
        }
        return known;
    }

    private boolean isMonitored(Target target) {
        return targetAssessment(target).isPresent();
    }

    /** What the verdicts give as reasons. */
    ReasonIndex reasons() {
        ReasonIndex known = reasons;
        if (known == null) {
            known = new ReasonIndex(sessions);
            reasons = known;
        }
        return known;
    }

    /** When the present silence of a target began, confirmed or not. */
    Optional<Instant> silentSince(Target target) {
        return targetAssessment(target).flatMap(TargetAssessment::silentSince);
    }

    /** Its last answer or sighting. */
    Optional<Instant> lastSeen(Target target) {
        return targetAssessment(target).flatMap(TargetAssessment::lastSeen);
    }

    /** Sessions that are neither over nor cancelled, in the order of their starts. */
    List<SessionAssessment> sessions() {
        return sessions;
    }

    boolean anyLive() {
        return sessions.stream().anyMatch(session -> session.phase() == SessionPhase.LIVE);
    }

    /** What hangs on nothing else and is asked: when all of it is silent, it is Firstbell that cannot see. */
    Set<Target> rootTargets() {
        return topology.rootTargets();
    }

    /** Silent for certain, and reached before. */
    boolean isDown(Target target) {
        if (target.equals(THE_INTERNET) && !topology.internetAnchors().isEmpty()) {
            return isInternetDown();
        }
        TargetAssessment assessment = targetAssessment(target).orElse(null);
        return assessment != null && assessment.reached() && !assessment.up().orElse(true);
    }

    boolean isUp(Target target) {
        TargetAssessment assessment = targetAssessment(target).orElse(null);
        return assessment != null && assessment.up().orElse(false);
    }

    boolean isInternetDown() {
        return assessment.internetUp().equals(Optional.of(false));
    }

    /** The finding of a check that fails on a target now. */
    Optional<Finding> failingFinding(Target target, Predicate<Finding> which) {
        TargetAssessment assessment = targetAssessment(target).orElse(null);
        if (assessment != null) {
            for (Finding finding : assessment.findings()) {
                if (finding.outcome() == CheckOutcome.FAIL && which.test(finding)) {
                    return Optional.of(finding);
                }
            }
        }
        return Optional.empty();
    }

    /** It has an incident of its own and failed long before whatever it hangs on: a cause of its own. */
    boolean isOwnCause(Target target) {
        Optional<Instant> own = firstSign.apply(Cause.of(target));
        return own.isPresent()
                && upstream(target).stream()
                        .filter(this::isDown)
                        .flatMap(above -> silentSince(above).stream())
                        .allMatch(sign -> own.get().isBefore(sign.minus(AdvanceStep.SAME_EVENT)));
    }

    /** The highest failing thing that explains a failing one; itself when nothing above it fails. */
    Target rootCause(Target target) {
        Target known = rootCauses.get(target);
        if (known == null) {
            known = findRootCause(target);
            rootCauses.put(target, known);
        }
        return known;
    }

    private Target findRootCause(Target target) {
        if (isOwnCause(target)) {
            return target;
        }
        if (target instanceof DeviceId device) {
            DeviceId above = highestDown(currentUplinks(device), 0);
            return above == null ? target : above;
        }
        if ((!target.equals(THE_INTERNET) && isInternetDown()) || topology.isInternetAnchor(target)) {
            return isInternetDown() ? rootCause(THE_INTERNET) : target;
        }
        if (target.equals(THE_INTERNET) || topology.internetAnchors().isEmpty()) {
            List<DeviceId> gates = topology.rootRouters();
            if (!gates.isEmpty() && gates.stream().allMatch(this::isDown)) {
                return rootCause(gates.get(0));
            }
        }
        return target;
    }

    private List<DeviceId> currentUplinks(DeviceId device) {
        TargetAssessment assessment = targetAssessment(device).orElse(null);
        return assessment == null ? List.of() : assessment.currentUplinks();
    }

    private @Nullable DeviceId highestDown(List<DeviceId> ways, int depth) {
        DeviceId highest = null;
        for (DeviceId way : ways) {
            DeviceId by = depth > MAX_DEPTH ? null : highestDownAt(way, depth);
            if (by == null) {
                return null;
            }
            highest = highest == null ? by : highest;
        }
        return highest;
    }

    /** A fresh answer wins over anything above it; what is not known hangs on what is above. */
    private @Nullable DeviceId highestDownAt(DeviceId node, int depth) {
        if (isUp(node) || !isMonitored(node)) {
            return null;
        }
        boolean down = isDown(node);
        DeviceId above = down && isOwnCause(node) ? null : highestDown(currentUplinks(node), depth + 1);
        return above != null ? above : down ? node : null;
    }

    /** Everything that a target's life depends on, nearest first. */
    Set<Target> upstream(Target target) {
        Set<Target> above = new LinkedHashSet<>();
        if (target instanceof DeviceId device) {
            collectUpstream(device, above);
        } else {
            if (!topology.isInternetAnchor(target) && !target.equals(THE_INTERNET)) {
                above.addAll(topology.internetAnchors());
            }
            above.addAll(topology.rootRouters());
        }
        above.remove(target);
        return above;
    }

    private void collectUpstream(DeviceId from, Set<Target> above) {
        for (DeviceId uplink : currentUplinks(from)) {
            if (isMonitored(uplink) && above.add(uplink)) {
                collectUpstream(uplink, above);
            }
        }
    }

    /** Devices whose every way leads through one, in the order of the configuration. */
    List<DeviceId> dependents(DeviceId on) {
        Map<DeviceId, Dependence> hangs = new HashMap<>();
        hangs.put(on, Dependence.ON_IT);
        List<DeviceId> dependents = new ArrayList<>();
        for (DeviceId device : downstream(on)) {
            if (dependence(device, hangs, 0) == Dependence.ON_IT) {
                dependents.add(device);
            }
        }
        dependents.sort(Comparator.comparingInt(topology::indexOf));
        return dependents;
    }

    /** All that has a way through a device, without itself. */
    private Set<DeviceId> downstream(DeviceId on) {
        Set<DeviceId> below = new LinkedHashSet<>();
        Deque<DeviceId> open = new ArrayDeque<>(assessment.directDependents(on));
        while (!open.isEmpty()) {
            DeviceId device = open.removeFirst();
            if (!device.equals(on) && below.add(device)) {
                open.addAll(assessment.directDependents(device));
            }
        }
        return below;
    }

    private enum Dependence {
        FREE,
        ON_IT,
        CUT_OTHERWISE
    }

    private Dependence dependence(DeviceId device, Map<DeviceId, Dependence> hangs, int depth) {
        Dependence known = hangs.get(device);
        if (known != null) {
            return known;
        }
        List<DeviceId> ways = currentUplinks(device);
        Dependence all = ways.isEmpty() || depth > MAX_DEPTH ? Dependence.FREE : Dependence.CUT_OTHERWISE;
        for (DeviceId way : ways) {
            Dependence one = depth > MAX_DEPTH ? Dependence.FREE : dependence(way, hangs, depth + 1);
            if (one == Dependence.FREE && isDown(way)) {
                one = Dependence.CUT_OTHERWISE;
            }
            if (one == Dependence.FREE) {
                all = Dependence.FREE;
                break;
            }
            all = one == Dependence.ON_IT ? one : all;
        }
        hangs.put(device, all);
        return all;
    }
}
