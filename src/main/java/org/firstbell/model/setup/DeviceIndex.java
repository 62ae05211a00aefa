package org.firstbell.model.setup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.DeviceId;
import org.jspecify.annotations.Nullable;

/** The devices of an inventory by their ids, in the order of the configuration. Immutable. */
final class DeviceIndex {
    private final List<Device> devices = new ArrayList<>();
    private final Map<DeviceId, Integer> places = new HashMap<>();

    /** Of devices of which the last one counts when two have the same id, at the place of the first. */
    DeviceIndex(List<Device> all) {
        for (Device device : all) {
            Integer known = places.putIfAbsent(device.id(), devices.size());
            if (known == null) {
                devices.add(device);
            } else {
                devices.set(known, device);
            }
        }
    }

    List<Device> devices() {
        return Collections.unmodifiableList(devices);
    }

    /** The place of a device, from 0; -1 for one that is not there. */
    int indexOf(DeviceId id) {
        return places.getOrDefault(id, -1);
    }

    @Nullable
    Device find(DeviceId id) {
        int place = indexOf(id);
        return place < 0 ? null : devices.get(place);
    }
}
