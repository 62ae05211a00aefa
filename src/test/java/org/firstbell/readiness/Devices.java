package org.firstbell.readiness;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SignalName;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.DeviceState;
import org.firstbell.model.setup.ProbeSpec;

/** Devices of test schools. */
final class Devices {
    private Devices() {}

    static Device plain(String id, DeviceKind kind, String room, boolean asked, String... uplinks) {
        return new Device(
                new DeviceId(id),
                id,
                kind,
                DeviceState.IN_USE,
                room.isEmpty() ? List.of() : List.of(new RoomId(room)),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(uplinks).stream().map(DeviceId::new).toList(),
                Optional.empty(),
                false,
                asked ? List.of(new ProbeSpec.Tcp(List.of(new ProbeSpec.Endpoint("127.0.0.1", 1)))) : List.of(),
                Set.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same in a cart's slot, known by its MAC. */
    static Device inCart(Device device, CartId cart, int slot) {
        return new Device(
                device.id(),
                device.name(),
                device.kind(),
                device.state(),
                device.rooms(),
                List.of(cart),
                Optional.of(Integer.toString(slot)),
                device.address(),
                Optional.of(mac(device.id())),
                device.uplinks(),
                device.controller(),
                false,
                device.probes(),
                device.platforms(),
                device.required(),
                device.limits(),
                device.every(),
                device.assetTag(),
                device.serial(),
                device.model());
    }

    static MacAddress mac(DeviceId id) {
        int number = id.value().hashCode() & 0xffffff;
        return MacAddress.of(new byte[] {0, 0, 0x5e, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }

    /** The same device with a table of clients. */
    static Device sights(Device device) {
        return new Device(
                device.id(),
                device.name(),
                device.kind(),
                device.state(),
                device.rooms(),
                device.carts(),
                device.slot(),
                device.address(),
                device.mac(),
                device.uplinks(),
                device.controller(),
                true,
                device.probes(),
                device.platforms(),
                device.required(),
                device.limits(),
                device.every(),
                device.assetTag(),
                device.serial(),
                device.model());
    }

    /** The same device with more of its own. */
    static UnaryOperator<Device> with(
            Set<PlatformId> platforms, Optional<Boolean> required, Map<SignalName, Double> limits) {
        return device -> new Device(
                device.id(),
                device.name(),
                device.kind(),
                device.state(),
                device.rooms(),
                device.carts(),
                device.slot(),
                device.address(),
                Optional.of(mac(device.id())),
                device.uplinks(),
                device.controller(),
                device.sightsClients(),
                device.probes(),
                platforms,
                required,
                limits,
                device.every(),
                device.assetTag(),
                device.serial(),
                device.model());
    }
}
