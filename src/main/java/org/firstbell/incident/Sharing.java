package org.firstbell.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Cause;
import org.firstbell.model.CheckId;
import org.firstbell.model.CheckOutcome;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Evidence;
import org.firstbell.model.Finding;
import org.firstbell.model.Incident;
import org.firstbell.model.Severity;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalName;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;

/**
 * Testing devices that fail the same check and share one attribute that no healthy device of their kind shares: an access
 * point, a room, a cart, a model, a version, a network. Made for one search.
 */
final class Sharing {
    /** Fewer are a coincidence. */
    private static final int FEWEST = 3;

    private static final String ACCESS_POINT = "access-point";
    private static final String ROOM = "room";
    private static final String CART = "cart";
    private static final String MODEL = "model";
    private static final String NETWORK = "network";
    private static final String SSID = "network.ssid";

    /** One attribute of one device; the rank says which of several explains better when they fit equally. */
    private record Attribute(String name, String value, int rank) {}

    /**
     * Devices that share an attribute and a failure.
     *
     * @param first the finding of the first of them, for its words
     */
    record Group(Cause cause, CheckId check, Finding first, List<DeviceId> members) {}

    private final Scene scene;
    private final Map<CheckId, Map<DeviceId, Finding>> failing = new LinkedHashMap<>();
    private final List<Group> groups = new ArrayList<>();
    private final Set<DeviceId> explained = new HashSet<>();

    Sharing(Scene scene, Collection<Incident> openGroups) {
        this.scene = scene;
        collect();
        openGroups.forEach(this::goOn);
        failing.forEach((check, devices) -> find(check, devices));
    }

    List<Group> groups() {
        return groups;
    }

    /** Whether a device's failure of a check is explained by what it shares. */
    boolean explains(DeviceId device) {
        return explained.contains(device);
    }

    /** Whether no testing device that is up fails a check. */
    boolean isEmpty() {
        return failing.isEmpty();
    }

    private void collect() {
        for (TargetStanding standing : scene.troubled()) {
            if (standing.target() instanceof DeviceId device && scene.campus.seats(device) && scene.up(device)) {
                for (Finding finding : standing.findings()) {
                    if (isFault(finding)) {
                        failing.computeIfAbsent(finding.check(), key -> new LinkedHashMap<>())
                                .put(device, finding);
                    }
                }
            }
        }
    }

    /** It fails, and weighs; silence has causes of its own. */
    static boolean isFault(Finding finding) {
        return finding.outcome() == CheckOutcome.FAIL
                && finding.severity() != Severity.ADVISORY
                && !Search.SILENCE.contains(finding.check());
    }

    /** A group that has an incident goes on while any of its members fails. */
    private void goOn(Incident incident) {
        Map<DeviceId, Finding> devices = failing.getOrDefault(incident.check(), Map.of());
        String id = incident.cause().id();
        Set<DeviceId> counted = new HashSet<>(incident.affected().devices());
        List<DeviceId> members = devices.keySet().stream()
                .filter(device -> counted.contains(device)
                        || attributes(device).stream().anyMatch(one -> id.equals(one.name() + "=" + one.value())))
                .toList();
        if (!members.isEmpty()) {
            add(incident.cause(), incident.check(), members);
        }
    }

    private void add(Cause cause, CheckId check, List<DeviceId> members) {
        Map<DeviceId, Finding> devices = failing.getOrDefault(check, Map.of());
        Finding first = devices.get(members.get(0));
        if (first != null) {
            groups.add(new Group(cause, check, first, members));
            explained.addAll(members);
            members.forEach(devices::remove);
        }
    }

    private void find(CheckId check, Map<DeviceId, Finding> devices) {
        while (devices.size() >= FEWEST) {
            Optional<Map.Entry<Attribute, List<DeviceId>>> best = best(check, devices);
            if (best.isEmpty()) {
                return;
            }
            Attribute attribute = best.get().getKey();
            add(
                    Cause.group(attribute.name(), attribute.value()),
                    check,
                    best.get().getValue());
        }
    }

    private Optional<Map.Entry<Attribute, List<DeviceId>>> best(CheckId check, Map<DeviceId, Finding> devices) {
        Map<Attribute, List<DeviceId>> sharers = new LinkedHashMap<>();
        Set<DeviceKind> kinds = new HashSet<>();
        devices.forEach((device, finding) -> {
            scene.campus.device(device).map(Device::kind).ifPresent(kinds::add);
            for (Attribute attribute : attributes(device)) {
                Attribute ranked =
                        names(finding, attribute) ? new Attribute(attribute.name(), attribute.value(), -1) : attribute;
                sharers.computeIfAbsent(ranked, key -> new ArrayList<>()).add(device);
            }
        });
        sharers.values().removeIf(members -> members.size() < FEWEST);
        if (sharers.isEmpty()) {
            return Optional.empty();
        }
        Comparator<Map.Entry<Attribute, List<DeviceId>>> better =
                Comparator.comparing(entry -> -entry.getValue().size());
        return sharers.entrySet().stream()
                .sorted(Comparator.<Map.Entry<Attribute, List<DeviceId>>, Boolean>comparing(
                                entry -> entry.getKey().rank() >= 0)
                        .thenComparing(better)
                        .thenComparing(entry -> entry.getKey().rank())
                        .thenComparing(entry -> entry.getKey().value()))
                .filter(entry -> !anyHealthy(check, kinds, entry.getKey()))
                .findFirst();
    }

    /** Whether the check itself rests on that attribute. */
    private static boolean names(Finding finding, Attribute attribute) {
        return finding.evidence().stream()
                .map(Evidence::signal)
                .anyMatch(signal -> signal.value().equals(attribute.name()));
    }

    /** Whether a device of these kinds that passes the check has the attribute too. */
    private boolean anyHealthy(CheckId check, Set<DeviceKind> kinds, Attribute attribute) {
        for (Collection<DeviceId> some : candidates(kinds, attribute)) {
            for (DeviceId id : some) {
                boolean ofKind = scene.campus
                        .device(id)
                        .filter(device -> kinds.contains(device.kind()) && has(device, attribute))
                        .isPresent();
                if (ofKind
                        && scene.standing(id)
                                .filter(standing -> Health.passes(standing, check))
                                .isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Devices among which all of these kinds that have an attribute are. */
    private List<Collection<DeviceId>> candidates(Set<DeviceKind> kinds, Attribute attribute) {
        String value = attribute.value();
        return switch (attribute.name()) {
            case ACCESS_POINT -> List.of(scene.assessment.hangingOn(new DeviceId(value)));
            case ROOM -> List.of(scene.campus.peers().inRoom(value));
            case CART -> List.of(scene.campus.peers().ofCart(value));
            case MODEL -> List.of(scene.campus.peers().ofModel(value));
            default ->
                kinds.stream().<Collection<DeviceId>>map(scene.campus::ofKind).toList();
        };
    }

    private boolean has(Device device, Attribute attribute) {
        String value = attribute.value();
        return switch (attribute.name()) {
            case ACCESS_POINT -> path(device.id()).contains(new DeviceId(value));
            case ROOM -> device.rooms().stream().anyMatch(room -> room.value().equals(value));
            case CART -> device.carts().stream().anyMatch(cart -> cart.value().equals(value));
            case MODEL -> device.model().filter(value::equals).isPresent();
            default ->
                scene.assessment
                        .signal(device.id(), new SignalName(attribute.name().equals(NETWORK) ? SSID : attribute.name()))
                        .filter(signal -> String.valueOf(signal.value().plain()).equals(value))
                        .isPresent();
        };
    }

    private List<DeviceId> path(DeviceId device) {
        return scene.standing(device).map(TargetStanding::path).orElse(List.of());
    }

    private Set<Attribute> attributes(DeviceId id) {
        Set<Attribute> attributes = new LinkedHashSet<>();
        Device device = scene.campus.device(id).orElse(null);
        if (device == null) {
            return attributes;
        }
        path(id).stream()
                .filter(above -> scene.campus
                        .device(above)
                        .filter(it -> it.kind() == DeviceKind.ACCESS_POINT)
                        .isPresent())
                .forEach(above -> attributes.add(new Attribute(ACCESS_POINT, above.value(), 0)));
        device.rooms().forEach(room -> attributes.add(new Attribute(ROOM, room.value(), 1)));
        device.carts().forEach(cart -> attributes.add(new Attribute(CART, cart.value(), 2)));
        device.model().ifPresent(model -> attributes.add(new Attribute(MODEL, model, 3)));
        for (Signal signal : scene.assessment.signals(id)) {
            String name = signal.name().value();
            String value = String.valueOf(signal.value().plain());
            if (name.equals("os.version")) {
                attributes.add(new Attribute(name, value, 4));
            } else if (name.startsWith("app.") && name.endsWith(".version")) {
                attributes.add(new Attribute(name, value, 5));
            } else if (name.equals(SSID)) {
                attributes.add(new Attribute(NETWORK, value, 6));
            }
        }
        return attributes;
    }
}
