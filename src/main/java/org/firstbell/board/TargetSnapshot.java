package org.firstbell.board;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.firstbell.board.view.FindingView;
import org.firstbell.board.view.TargetViews;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Service;
import org.firstbell.model.status.Assessment;
import org.firstbell.model.status.Signal;
import org.firstbell.model.status.TargetAssessment;
import org.firstbell.wording.SchoolTimeFormat;

/** Some devices and services as they stood when somebody asked; put into fields where they are shown. Immutable. */
public final class TargetSnapshot {
    private final Inventory inventory;
    private final Map<Target, CapturedTarget> captured;

    /** One target with its signals, and the names of those that may still be believed. */
    private record CapturedTarget(TargetAssessment assessment, List<Signal> signals, Set<SignalName> freshNames) {}

    private TargetSnapshot(Inventory inventory, Map<Target, CapturedTarget> seen) {
        this.inventory = inventory;
        this.captured = seen;
    }

    /** Takes down how some stand; those that are not in use are left out. Called on the core's event loop. */
    public static TargetSnapshot capture(
            Inventory inventory, Assessment assessment, Collection<? extends Target> targets) {
        Map<Target, CapturedTarget> seen = new LinkedHashMap<>();
        for (Target target : targets) {
            assessment.target(target).ifPresent(status -> {
                List<Signal> signals = List.copyOf(assessment.signals(target));
                Set<SignalName> fresh = signals.stream()
                        .filter(assessment::isFresh)
                        .map(Signal::name)
                        .collect(Collectors.toUnmodifiableSet());
                seen.put(target, new CapturedTarget(status, signals, fresh));
            });
        }
        return new TargetSnapshot(inventory, seen);
    }

    /** A device in use, as captured. */
    public Optional<TargetViews.DeviceView> deviceView(Target id, SchoolTimeFormat time) {
        return id instanceof DeviceId device
                ? inventory.device(device).flatMap(found -> view(found, time))
                : Optional.empty();
    }

    /** A service, as captured. */
    public Optional<TargetViews.ServiceView> serviceView(Target id, SchoolTimeFormat time) {
        return id instanceof ServiceId service
                ? inventory.service(service).flatMap(found -> view(found, time))
                : Optional.empty();
    }

    private Optional<TargetViews.DeviceView> view(Device device, SchoolTimeFormat time) {
        CapturedTarget now = captured.get(device.id());
        if (now == null || !device.inUse()) {
            return Optional.empty();
        }
        TargetAssessment assessment = now.assessment();
        return Optional.of(new TargetViews.DeviceView(
                device.id().value(),
                device.name(),
                device.kind().keyword(),
                device.rooms().stream().findFirst().map(Object::toString),
                device.rooms().stream().map(Object::toString).toList(),
                device.carts().stream().findFirst().map(Object::toString),
                device.slot(),
                assessment.up(),
                assessment.seatState().map(Enum::name),
                assessment.lastSighting().map(sighting -> sighting.seenBy().value()),
                assessment.lastSeen().map(time::rfc3339),
                assessment.currentUplinks().stream().map(Object::toString).toList(),
                checkViews(assessment),
                findingViews(assessment, time),
                signalViews(now, time),
                platformIds(assessment.usableFor())));
    }

    private Optional<TargetViews.ServiceView> view(Service service, SchoolTimeFormat time) {
        CapturedTarget now = captured.get(service.id());
        if (now == null) {
            return Optional.empty();
        }
        TargetAssessment assessment = now.assessment();
        return Optional.of(new TargetViews.ServiceView(
                service.id().value(),
                service.name(),
                service.kind().keyword(),
                platformIds(service.platforms()),
                assessment.up(),
                assessment.lastSeen().map(time::rfc3339),
                checkViews(assessment),
                findingViews(assessment, time),
                signalViews(now, time),
                platformIds(assessment.usableFor())));
    }

    private static List<TargetViews.CheckView> checkViews(TargetAssessment assessment) {
        return assessment.checks().stream()
                .map(result -> new TargetViews.CheckView(
                        result.check().value(), result.outcome().name()))
                .toList();
    }

    private static List<FindingView> findingViews(TargetAssessment assessment, SchoolTimeFormat time) {
        return assessment.findings().stream()
                .map(finding -> FindingView.of(finding, time))
                .toList();
    }

    private static List<String> platformIds(Collection<PlatformId> platforms) {
        return platforms.stream().map(PlatformId::value).sorted().toList();
    }

    private static Map<String, TargetViews.SignalView> signalViews(CapturedTarget now, SchoolTimeFormat time) {
        Map<String, TargetViews.SignalView> signals = new TreeMap<>();
        for (Signal signal : now.signals()) {
            signals.put(
                    signal.name().value(),
                    new TargetViews.SignalView(
                            FindingView.withoutFraction(signal.value().plain()),
                            SignalCatalogue.find(signal.name().value())
                                    .map(SignalCatalogue.SignalDefinition::unit)
                                    .orElse(""),
                            time.rfc3339(signal.observedAt()),
                            now.freshNames().contains(signal.name())));
        }
        return signals;
    }
}
