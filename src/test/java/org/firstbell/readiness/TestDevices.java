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
import org.firstbell.model.SignalName;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceBuilder;
import org.firstbell.model.setup.DeviceKind;

/** Devices of test schools. */
public final class TestDevices {
    private TestDevices() {}

    static Device plain(String id, DeviceKind kind, String room, boolean asked, String... uplinks) {
        return DeviceBuilder.device(id, kind)
                .room(room)
                .uplinks(uplinks)
                .probes(asked ? DeviceBuilder.ASKED : List.of())
                .build();
    }

    /** The same in a cart's slot, known by its MAC. */
    static Device inCart(Device device, CartId cart, int slot) {
        return DeviceBuilder.like(device)
                .carts(List.of(cart))
                .slot(Integer.toString(slot))
                .mac(Optional.of(mac(device.id())))
                .sightsClients(false)
                .build();
    }

    static MacAddress mac(DeviceId id) {
        int number = id.value().hashCode() & 0xffffff;
        return MacAddress.of(new byte[] {0, 0, 0x5e, (byte) (number >> 16), (byte) (number >> 8), (byte) number});
    }

    /** The same device with a table of clients. */
    public static Device sights(Device device) {
        return DeviceBuilder.like(device).sightsClients(true).build();
    }

    /** The same device with more of its own. */
    static UnaryOperator<Device> with(
            Set<PlatformId> platforms, Optional<Boolean> required, Map<SignalName, Double> limits) {
        return device -> DeviceBuilder.like(device)
                .mac(Optional.of(mac(device.id())))
                .platforms(platforms)
                .required(required)
                .limits(limits)
                .build();
    }
}
