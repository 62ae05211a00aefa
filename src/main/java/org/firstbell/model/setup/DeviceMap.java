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
public final class DeviceMap<T> {
    private final DeviceIndex devices;
    private final @Nullable Object[] values;

    /** With nothing for any of them yet. */
    DeviceMap(DeviceIndex devices) {
        this.devices = devices;
        this.values = new Object[devices.devices().size()];
    }

    /** With something for each. */
    DeviceMap(DeviceIndex devices, Function<Device, T> thing) {
        this(devices);
        List<Device> all = devices.devices();
        for (int i = 0; i < values.length; i++) {
            values[i] = thing.apply(all.get(i));
        }
    }

    /** What is kept for a device; null where nothing is, or where the inventory does not name it. */
    @SuppressWarnings("unchecked") // only things of this type were put
    public @Nullable T get(DeviceId device) {
        int place = devices.indexOf(device);
        return place < 0 ? null : (T) values[place];
    }

    /** What is kept for a device, or else what stands in for it. */
    public T get(DeviceId device, T otherwise) {
        T found = get(device);
        return found == null ? otherwise : found;
    }

    /** Keeps a thing for a device, instead of the one before; false for a device that the inventory does not name. */
    public boolean put(DeviceId device, T thing) {
        int place = devices.indexOf(device);
        if (place >= 0) {
            values[place] = thing;
        }
        return place >= 0;
    }
}
