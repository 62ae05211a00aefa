package org.firstbell.model.setup;

import java.util.List;
import java.util.function.Function;
import org.firstbell.model.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * One thing for each device of an inventory, kept at the device's place in the order of the configuration: a few octets for
 * each where a map takes fifty. Confined to whoever made it.
 *
 * @param <T> what is kept
 */
public final class ByDevice<T> {
    private final DeviceIndex devices;
    private final @Nullable Object[] things;

    /** With nothing for any of them yet. */
    ByDevice(DeviceIndex devices) {
        this.devices = devices;
        this.things = new Object[devices.devices().size()];
    }

    /** With something for each. */
    ByDevice(DeviceIndex devices, Function<Device, T> thing) {
        this(devices);
        List<Device> all = devices.devices();
        for (int i = 0; i < things.length; i++) {
            things[i] = thing.apply(all.get(i));
        }
    }

    /** What is kept for a device; null where nothing is, or where the inventory does not name it. */
    @SuppressWarnings("unchecked") // only things of this type were put
    public @Nullable T find(DeviceId device) {
        int place = devices.place(device);
        return place < 0 ? null : (T) things[place];
    }

    /** What is kept for a device, or else what stands in for it. */
    public T find(DeviceId device, T otherwise) {
        T found = find(device);
        return found == null ? otherwise : found;
    }

    /** Keeps a thing for a device, instead of the one before; false for a device that the inventory does not name. */
    public boolean put(DeviceId device, T thing) {
        int place = devices.place(device);
        if (place >= 0) {
            things[place] = thing;
        }
        return place >= 0;
    }
}
