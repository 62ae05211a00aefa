package org.firstbell.incident;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.RoomId;
import org.firstbell.model.setup.Device;

/** Testing devices in use by what the configuration says they have in common. Immutable. */
final class PeerIndex {
    private final Map<String, List<DeviceId>> byRoom = new HashMap<>();
    private final Map<String, List<DeviceId>> byCart = new HashMap<>();
    private final Map<String, List<DeviceId>> byModel = new HashMap<>();

    PeerIndex(Collection<Device> devices) {
        for (Device device : devices) {
            if (device.inUse() && device.kind().isTestingDevice()) {
                device.rooms().stream().map(RoomId::value).distinct().forEach(room -> add(byRoom, room, device));
                device.carts().stream().map(CartId::value).distinct().forEach(cart -> add(byCart, cart, device));
                device.model().ifPresent(model -> add(byModel, model, device));
            }
        }
    }

    private static void add(Map<String, List<DeviceId>> index, String value, Device device) {
        index.computeIfAbsent(value, first -> new ArrayList<>()).add(device.id());
    }

    /** Those that stand in a room or serve it, in the order of the configuration. */
    List<DeviceId> inRoom(String room) {
        return byRoom.getOrDefault(room, List.of());
    }

    /** Those of a cart. */
    List<DeviceId> ofCart(String cart) {
        return byCart.getOrDefault(cart, List.of());
    }

    /** Those of a model. */
    List<DeviceId> ofModel(String model) {
        return byModel.getOrDefault(model, List.of());
    }
}
