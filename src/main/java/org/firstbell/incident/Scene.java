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
import org.firstbell.model.Assessment;
import org.firstbell.model.Cause;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Finding;
import org.firstbell.model.Phase;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.jspecify.annotations.Nullable;

/** The assessment as it is read for one search for causes: what is down, and on what each thing hangs. */
final class Scene {
    /** All anchors together. */
    static final ServiceId THE_INTERNET = new ServiceId("internet");

    private static final int DEEPEST = 32;

    final Assessment assessment;
    final Campus campus;
    final Instant now;
    /** Those that were asked for. */
    private final Map<Target, Optional<TargetStanding>> standings = new HashMap<>();

    private final Collection<TargetStanding> troubled;
    private final List<SessionStanding> sessions;
    private @Nullable Reasons reasons;
    private final Function<Cause, Optional<Instant>> firstSign;
    private final Map<Target, Target> roots = new HashMap<>();

    /** @param firstSign of the open incident of a cause, when there is one */
    Scene(Assessment assessment, Campus campus, Instant now, Function<Cause, Optional<Instant>> firstSign) {
        this.assessment = assessment;
        this.campus = campus;
        this.now = now;
        this.firstSign = firstSign;
        this.troubled = assessment.troubled();
        troubled.forEach(standing -> standings.put(standing.target(), Optional.of(standing)));
        this.sessions = assessment.sessions().stream()
                .filter(session -> session.phase() != Phase.DONE && !session.cancelled())
                .toList();
    }

    /** All that is silent or fails a check, in the order of the configuration. */
    Collection<TargetStanding> troubled() {
        return troubled;
    }

    Optional<TargetStanding> standing(Target target) {
        Optional<TargetStanding> known = standings.get(target);
        if (known == null) {
            known = assessment.target(target);
            standings.put(target, known);
        }
        return known;
    }

    private boolean watched(Target target) {
        return standing(target).isPresent();
    }

    /** What the verdicts give as reasons. */
    Reasons reasons() {
        Reasons known = reasons;
        if (known == null) {
            known = new Reasons(sessions);
            reasons = known;
        }
        return known;
    }

    /** When the present silence of a target began, confirmed or not. */
    Optional<Instant> silentSince(Target target) {
        return standing(target).flatMap(TargetStanding::silentSince);
    }

    /** Its last answer or sighting. */
    Optional<Instant> lastLife(Target target) {
        return standing(target).flatMap(TargetStanding::lastLife);
    }

    /** Sessions that are neither over nor cancelled, in the order of their starts. */
    List<SessionStanding> sessions() {
        return sessions;
    }

    boolean anyLive() {
        return sessions.stream().anyMatch(session -> session.phase() == Phase.LIVE);
    }

    /** What hangs on nothing else and is asked: when all of it is silent, it is Firstbell that cannot see. */
    Set<Target> lookouts() {
        return campus.lookouts();
    }

    /** Silent for certain, and reached before. */
    boolean down(Target target) {
        if (target.equals(THE_INTERNET) && !campus.anchors().isEmpty()) {
            return internetDown();
        }
        TargetStanding standing = standing(target).orElse(null);
        return standing != null && standing.reached() && !standing.up().orElse(true);
    }

    boolean up(Target target) {
        TargetStanding standing = standing(target).orElse(null);
        return standing != null && standing.up().orElse(false);
    }

    boolean internetDown() {
        return assessment.internet().equals(Optional.of(false));
    }

    /** The finding of a check that fails on a target now. */
    Optional<Finding> failing(Target target, Predicate<Finding> which) {
        TargetStanding standing = standing(target).orElse(null);
        if (standing != null) {
            for (Finding finding : standing.findings()) {
                if (finding.outcome() == CheckOutcome.FAIL && which.test(finding)) {
                    return Optional.of(finding);
                }
            }
        }
        return Optional.empty();
    }

    /** It has an incident of its own and failed long before whatever it hangs on: a cause of its own. */
    boolean ownCause(Target target) {
        Optional<Instant> own = firstSign.apply(Cause.of(target));
        return own.isPresent()
                && above(target).stream()
                        .filter(this::down)
                        .flatMap(above -> silentSince(above).stream())
                        .allMatch(sign -> own.get().isBefore(sign.minus(Step.SAME_EVENT)));
    }

    /** The highest failing thing that explains a failing one; itself when nothing above it fails. */
    Target root(Target target) {
        Target known = roots.get(target);
        if (known == null) {
            known = findRoot(target);
            roots.put(target, known);
        }
        return known;
    }

    private Target findRoot(Target target) {
        if (ownCause(target)) {
            return target;
        }
        if (target instanceof DeviceId device) {
            DeviceId above = blocked(path(device), 0);
            return above == null ? target : above;
        }
        if ((!target.equals(THE_INTERNET) && internetDown()) || campus.isAnchor(target)) {
            return internetDown() ? root(THE_INTERNET) : target;
        }
        if (target.equals(THE_INTERNET) || campus.anchors().isEmpty()) {
            List<DeviceId> gates = campus.gates();
            if (!gates.isEmpty() && gates.stream().allMatch(this::down)) {
                return root(gates.get(0));
            }
        }
        return target;
    }

    private List<DeviceId> path(DeviceId device) {
        TargetStanding standing = standing(device).orElse(null);
        return standing == null ? List.of() : standing.path();
    }

    private @Nullable DeviceId blocked(List<DeviceId> ways, int depth) {
        DeviceId highest = null;
        for (DeviceId way : ways) {
            DeviceId by = depth > DEEPEST ? null : blockedAt(way, depth);
            if (by == null) {
                return null;
            }
            highest = highest == null ? by : highest;
        }
        return highest;
    }

    /** A fresh answer wins over anything above it; what is not known hangs on what is above. */
    private @Nullable DeviceId blockedAt(DeviceId node, int depth) {
        if (up(node) || !watched(node)) {
            return null;
        }
        boolean down = down(node);
        DeviceId above = down && ownCause(node) ? null : blocked(path(node), depth + 1);
        return above != null ? above : down ? node : null;
    }

    /** Everything that a target's life depends on, nearest first. */
    Set<Target> above(Target target) {
        Set<Target> above = new LinkedHashSet<>();
        if (target instanceof DeviceId device) {
            climb(device, above);
        } else {
            if (!campus.isAnchor(target) && !target.equals(THE_INTERNET)) {
                above.addAll(campus.anchors());
            }
            above.addAll(campus.gates());
        }
        above.remove(target);
        return above;
    }

    private void climb(DeviceId from, Set<Target> above) {
        for (DeviceId uplink : path(from)) {
            if (watched(uplink) && above.add(uplink)) {
                climb(uplink, above);
            }
        }
    }

    /** Devices whose every way leads through one, in the order of the configuration. */
    List<DeviceId> dependents(DeviceId on) {
        Map<DeviceId, Hang> hangs = new HashMap<>();
        hangs.put(on, Hang.ON_IT);
        List<DeviceId> dependents = new ArrayList<>();
        for (DeviceId device : below(on)) {
            if (hang(device, hangs, 0) == Hang.ON_IT) {
                dependents.add(device);
            }
        }
        dependents.sort(Comparator.comparingInt(campus::place));
        return dependents;
    }

    /** All that has a way through a device, without itself. */
    private Set<DeviceId> below(DeviceId on) {
        Set<DeviceId> below = new LinkedHashSet<>();
        Deque<DeviceId> open = new ArrayDeque<>(assessment.hangingOn(on));
        while (!open.isEmpty()) {
            DeviceId device = open.removeFirst();
            if (!device.equals(on) && below.add(device)) {
                open.addAll(assessment.hangingOn(device));
            }
        }
        return below;
    }

    private enum Hang {
        FREE,
        ON_IT,
        CUT_OTHERWISE
    }

    private Hang hang(DeviceId device, Map<DeviceId, Hang> hangs, int depth) {
        Hang known = hangs.get(device);
        if (known != null) {
            return known;
        }
        List<DeviceId> ways = path(device);
        Hang all = ways.isEmpty() || depth > DEEPEST ? Hang.FREE : Hang.CUT_OTHERWISE;
        for (DeviceId way : ways) {
            Hang one = depth > DEEPEST ? Hang.FREE : hang(way, hangs, depth + 1);
            if (one == Hang.FREE && down(way)) {
                one = Hang.CUT_OTHERWISE;
            }
            if (one == Hang.FREE) {
                all = Hang.FREE;
                break;
            }
            all = one == Hang.ON_IT ? one : all;
        }
        hangs.put(device, all);
        return all;
    }
}
