package org.firstbell.incident;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.SignalName;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.status.Signal;
import org.firstbell.model.status.TargetAssessment;

/**
 * The attributes that testing devices may share: access point, room, cart, model, operating system and app version,
 * network. Made for one search.
 */
final class DeviceAttributes {
    private static final String ACCESS_POINT = "access-point";
    static final String ROOM = "room";
    private static final String CART = "cart";
    private static final String MODEL = "model";
    private static final String NETWORK = "network";
    private static final String SSID = "network.ssid";

    /** One attribute of one device; the rank says which of several explains better when they fit equally. */
    record DeviceAttribute(String name, String value, int rank) {}

    private final SearchInput input;

    DeviceAttributes(SearchInput input) {
        this.input = input;
    }

    /** Devices among which all of these kinds that have an attribute are. */
    List<Collection<DeviceId>> sharers(Set<DeviceKind> kinds, DeviceAttribute attribute) {
        String value = attribute.value();
        return switch (attribute.name()) {
            case ACCESS_POINT -> List.of(input.assessment.directDependents(new DeviceId(value)));
            case ROOM -> List.of(input.topology.peers().inRoom(value));
            case CART -> List.of(input.topology.peers().ofCart(value));
            case MODEL -> List.of(input.topology.peers().ofModel(value));
            default ->
                kinds.stream().<Collection<DeviceId>>map(input.topology::ofKind).toList();
        };
    }

    /** Whether a device has an attribute now. */
    boolean has(Device device, DeviceAttribute attribute) {
        String value = attribute.value();
        return switch (attribute.name()) {
            case ACCESS_POINT -> path(device.id()).contains(new DeviceId(value));
            case ROOM -> device.rooms().stream().anyMatch(room -> room.value().equals(value));
            case CART -> device.carts().stream().anyMatch(cart -> cart.value().equals(value));
            case MODEL -> device.model().filter(value::equals).isPresent();
            default ->
                input.assessment
                        .signal(device.id(), new SignalName(attribute.name().equals(NETWORK) ? SSID : attribute.name()))
                        .filter(signal -> String.valueOf(signal.value().plain()).equals(value))
                        .isPresent();
        };
    }

    private List<DeviceId> path(DeviceId device) {
        return input.targetAssessment(device)
                .map(TargetAssessment::currentUplinks)
                .orElse(List.of());
    }

    /** Those of one device. */
    Set<DeviceAttribute> of(DeviceId id) {
        Set<DeviceAttribute> attributes = new LinkedHashSet<>();
        Device device = input.topology.device(id).orElse(null);
        if (device == null) {
            return attributes;
        }
        path(id).stream()
                .filter(above -> input.topology
                        .device(above)
                        .filter(it -> it.kind() == DeviceKind.ACCESS_POINT)
                        .isPresent())
                .forEach(above -> attributes.add(new DeviceAttribute(ACCESS_POINT, above.value(), 0)));
        device.rooms().forEach(room -> attributes.add(new DeviceAttribute(ROOM, room.value(), 1)));
        device.carts().forEach(cart -> attributes.add(new DeviceAttribute(CART, cart.value(), 2)));
        device.model().ifPresent(model -> attributes.add(new DeviceAttribute(MODEL, model, 3)));
        for (Signal signal : input.assessment.signals(id)) {
            String name = signal.name().value();
            String value = String.valueOf(signal.value().plain());
            if (name.equals("os.version")) {
                attributes.add(new DeviceAttribute(name, value, 4));
            } else if (name.startsWith("app.") && name.endsWith(".version")) {
                attributes.add(new DeviceAttribute(name, value, 5));
            } else if (name.equals(SSID)) {
                attributes.add(new DeviceAttribute(NETWORK, value, 6));
            }
        }
        return attributes;
    }
}
