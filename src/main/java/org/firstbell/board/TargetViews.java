package org.firstbell.board;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.firstbell.model.PlatformId;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.Service;

/** Devices and services put into fields. Lives inside one composition. */
final class TargetViews {
    private final Scene scene;

    TargetViews(Scene scene) {
        this.scene = scene;
    }

    /** Every device in use, in the order of the configuration. */
    Map<String, TargetView.DeviceView> devices() {
        Map<String, TargetView.DeviceView> views = new LinkedHashMap<>();
        for (Device device : scene.configuration().inventory().devices()) {
            if (device.inUse()) {
                scene.standing(device.id())
                        .ifPresent(standing -> views.put(device.id().value(), device(device, standing)));
            }
        }
        return views;
    }

    Map<String, TargetView.ServiceView> services() {
        Map<String, TargetView.ServiceView> views = new LinkedHashMap<>();
        for (Service service : scene.configuration().inventory().services()) {
            scene.standing(service.id())
                    .ifPresent(standing -> views.put(service.id().value(), service(service, standing)));
        }
        return views;
    }

    private TargetView.DeviceView device(Device device, TargetStanding standing) {
        return new TargetView.DeviceView(
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
                standing.lastLife().map(scene.time()::rfc3339),
                standing.path().stream().map(Object::toString).toList(),
                checks(standing),
                reasons(standing),
                signals(device.id()),
                platforms(standing.usableFor()));
    }

    private TargetView.ServiceView service(Service service, TargetStanding standing) {
        return new TargetView.ServiceView(
                service.id().value(),
                service.name(),
                service.kind().word(),
                platforms(service.platforms()),
                standing.up(),
                standing.lastLife().map(scene.time()::rfc3339),
                checks(standing),
                reasons(standing),
                signals(service.id()),
                platforms(standing.usableFor()));
    }

    private static List<TargetView.Check> checks(TargetStanding standing) {
        return standing.checks().stream()
                .map(result -> new TargetView.Check(
                        result.check().value(), result.outcome().name()))
                .toList();
    }

    private List<ReasonView> reasons(TargetStanding standing) {
        return standing.findings().stream()
                .map(finding -> SessionViews.reason(finding, scene.time()))
                .toList();
    }

    private static List<String> platforms(Collection<PlatformId> platforms) {
        return platforms.stream().map(PlatformId::value).sorted().toList();
    }

    private Map<String, TargetView.SignalView> signals(Target target) {
        Map<String, TargetView.SignalView> signals = new TreeMap<>();
        for (Signal signal : scene.assessment().signals(target)) {
            signals.put(
                    signal.name().value(),
                    new TargetView.SignalView(
                            plain(signal.value().plain()),
                            unit(signal),
                            scene.time().rfc3339(signal.observedAt()),
                            scene.assessment().fresh(signal)));
        }
        return signals;
    }

    private static String unit(Signal signal) {
        Optional<SignalCatalogue.Definition> definition =
                SignalCatalogue.find(signal.name().value());
        return definition.map(SignalCatalogue.Definition::unit).orElse("");
    }

    /** Whole numbers without a fraction; everything else as it is. */
    static Object plain(Object value) {
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return number.longValue();
        }
        return value;
    }
}
