package org.firstbell.board;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.firstbell.model.Assessment;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Service;

/** Some devices and services as they stood when somebody asked; put into fields where they are shown. Immutable. */
public final class SeenTargets {
    private final Inventory inventory;
    private final Map<Target, Seen> seen;

    /** One target with its signals, and the names of those that may still be believed. */
    private record Seen(TargetStanding standing, List<Signal> signals, Set<SignalName> fresh) {}

    private SeenTargets(Inventory inventory, Map<Target, Seen> seen) {
        this.inventory = inventory;
        this.seen = seen;
    }

    /** Takes down how some stand; those that are not in use are left out. Called on the core's event loop. */
    public static SeenTargets of(Inventory inventory, Assessment assessment, Collection<? extends Target> targets) {
        Map<Target, Seen> seen = new LinkedHashMap<>();
        for (Target target : targets) {
            assessment.target(target).ifPresent(standing -> {
                List<Signal> signals = List.copyOf(assessment.signals(target));
                Set<SignalName> fresh = signals.stream()
                        .filter(assessment::fresh)
                        .map(Signal::name)
                        .collect(Collectors.toUnmodifiableSet());
                seen.put(target, new Seen(standing, signals, fresh));
            });
        }
        return new SeenTargets(inventory, seen);
    }

    /** A device in use that was looked at. */
    Optional<TargetView.DeviceView> device(Target id, SchoolTime time) {
        return id instanceof DeviceId device
                ? inventory.device(device).flatMap(found -> view(found, time))
                : Optional.empty();
    }

    /** A service that was looked at. */
    Optional<TargetView.ServiceView> service(Target id, SchoolTime time) {
        return id instanceof ServiceId service
                ? inventory.service(service).flatMap(found -> view(found, time))
                : Optional.empty();
    }

    private Optional<TargetView.DeviceView> view(Device device, SchoolTime time) {
        Seen now = seen.get(device.id());
        if (now == null || !device.inUse()) {
            return Optional.empty();
        }
        TargetStanding standing = now.standing();
        return Optional.of(new TargetView.DeviceView(
                device.id().value(),
                device.name(),
                device.kind().word(),
                device.rooms().stream().findFirst().map(Object::toString),
                device.rooms().stream().map(Object::toString).toList(),
                device.carts().stream().findFirst().map(Object::toString),
                device.slot(),
                standing.up(),
                standing.seat().map(Enum::name),
                standing.sighting().map(sighting -> sighting.seenBy().value()),
                standing.lastLife().map(time::rfc3339),
                standing.path().stream().map(Object::toString).toList(),
                checks(standing),
                reasons(standing, time),
                signals(now, time),
                platforms(standing.usableFor())));
    }

    private Optional<TargetView.ServiceView> view(Service service, SchoolTime time) {
        Seen now = seen.get(service.id());
        if (now == null) {
            return Optional.empty();
        }
        TargetStanding standing = now.standing();
        return Optional.of(new TargetView.ServiceView(
                service.id().value(),
                service.name(),
                service.kind().word(),
                platforms(service.platforms()),
                standing.up(),
                standing.lastLife().map(time::rfc3339),
                checks(standing),
                reasons(standing, time),
                signals(now, time),
                platforms(standing.usableFor())));
    }

    private static List<TargetView.Check> checks(TargetStanding standing) {
        return standing.checks().stream()
                .map(result -> new TargetView.Check(
                        result.check().value(), result.outcome().name()))
                .toList();
    }

    private static List<ReasonView> reasons(TargetStanding standing, SchoolTime time) {
        return standing.findings().stream()
                .map(finding -> ReasonView.of(finding, time))
                .toList();
    }

    private static List<String> platforms(Collection<PlatformId> platforms) {
        return platforms.stream().map(PlatformId::value).sorted().toList();
    }

    private static Map<String, TargetView.SignalView> signals(Seen now, SchoolTime time) {
        Map<String, TargetView.SignalView> signals = new TreeMap<>();
        for (Signal signal : now.signals()) {
            signals.put(
                    signal.name().value(),
                    new TargetView.SignalView(
                            ReasonView.plain(signal.value().plain()),
                            SignalCatalogue.find(signal.name().value())
                                    .map(SignalCatalogue.Definition::unit)
                                    .orElse(""),
                            time.rfc3339(signal.observedAt()),
                            now.fresh().contains(signal.name())));
        }
        return signals;
    }
}
