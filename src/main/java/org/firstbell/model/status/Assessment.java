package org.firstbell.model.status;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.CheckId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SignalName;
import org.firstbell.model.SignalValue;
import org.firstbell.model.Target;

/**
 * The current state of all that is judged. A live view, confined to the core's event loop; what its methods return is
 * immutable and may be kept.
 */
public interface Assessment {
    /** The instant it was last brought up to date. */
    Instant at();

    /** Every session of the plan, in the order of their starts. */
    Collection<SessionAssessment> sessions();

    /** One session. */
    Optional<SessionAssessment> session(SessionId id);

    /** Every device and service in use, in the order of the configuration. */
    Collection<TargetAssessment> targets();

    /** One device or service. */
    Optional<TargetAssessment> target(Target id);

    /**
     * Those of {@link #targets()} that may be or have a cause: reached once and silent now, confirmed or not, or a check
     * other than that of life fails on them. In the order of the configuration.
     */
    default Collection<TargetAssessment> targetsWithProblems() {
        return targets().stream()
                .filter(assessment -> (assessment.reached()
                                && (assessment.silentSince().isPresent()
                                        || !assessment.up().orElse(true)))
                        || assessment.findings().stream()
                                .anyMatch(finding -> finding.outcome() == CheckOutcome.FAIL
                                        && !finding.check().equals(CheckId.ANSWERS)))
                .toList();
    }

    /** Devices whose path names a device: they hang directly on it now. In no order. */
    default Collection<DeviceId> directDependents(DeviceId device) {
        return targets().stream()
                .filter(assessment -> assessment.currentUplinks().contains(device))
                .flatMap(assessment -> assessment.target() instanceof DeviceId id ? Stream.of(id) : Stream.empty())
                .toList();
    }

    /** The latest answer or sighting of any target; empty before the first. */
    default Optional<Instant> lastSeenOfAny() {
        return targets().stream()
                .flatMap(assessment -> assessment.lastSeen().stream())
                .max(Instant::compareTo);
    }

    /** One device or service at a glance: cheap where many are looked at. */
    default Optional<TargetSummary> summary(Target id) {
        return target(id).map(TargetSummary::of);
    }

    /** The latest signals of one target, stale ones included, by name. */
    Collection<Signal> signals(Target id);

    /** The latest signal of a name of one target, though it be stale. */
    default Optional<Signal> signal(Target id, SignalName name) {
        return signals(id).stream().filter(signal -> signal.name().equals(name)).findFirst();
    }

    /** How many fresh numbers and flags a target has, beside whether it is up. */
    default int freshNumericCount(Target id) {
        return (int) signals(id).stream()
                .filter(signal ->
                        signal.value() instanceof SignalValue.Quantity || signal.value() instanceof SignalValue.Flag)
                .filter(signal -> !signal.name().value().equals("up") && isFresh(signal))
                .count();
    }

    /** Whether a signal is still fresh at {@link #at()}. */
    boolean isFresh(Signal signal);

    /** Set while every verdict is "UNKNOWN: we are blind". */
    Optional<VisibilityLoss> visibilityLoss();

    /** The internet as the independent anchors tell: empty while not measured or none is configured. */
    Optional<Boolean> internetUp();
}
