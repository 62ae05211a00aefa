package org.firstbell.model.setup;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.firstbell.model.DeviceId;
import org.jspecify.annotations.Nullable;

/**
 * Devices by their ids, in the order of the configuration: an open-addressed table of places, a few octets for each device
 * where a map takes fifty. Immutable.
 */
final class DeviceIndex {
    private final List<Device> devices;
    /** The same devices' ids, near each other. */
    private final DeviceId[] ids;
    /** Places, counted from 1; 0 where there is none. At most half full. */
    private final int[] table;

    /** Of devices of which the last one counts when two have the same id, at the place of the first. */
    DeviceIndex(List<Device> all) {
        List<Device> known = new ArrayList<>(all.size());
        this.table = new int[Integer.highestOneBit(Math.max(1, all.size())) * 4];
        this.devices = known;
        this.ids = new DeviceId[all.size()];
        for (Device device : all) {
            int slot = slot(device.id());
            if (table[slot] == 0) {
                ids[known.size()] = device.id();
                known.add(device);
                table[slot] = known.size();
            } else {
                known.set(table[slot] - 1, device);
            }
        }
    }

    /** Where an id stands, or would. */
    private int slot(DeviceId id) {
        int hash = id.hashCode() * 0x9E3779B9; // spreads neighbours: the golden ratio, as Knuth has it
        int slot = hash >>> (Integer.numberOfLeadingZeros(table.length) + 1);
        while (table[slot] != 0 && !ids[table[slot] - 1].equals(id)) {
            slot = slot + 1 == table.length ? 0 : slot + 1;
        }
        return slot;
    }

    List<Device> devices() {
        return Collections.unmodifiableList(devices);
    }

    /** The place of a device, from 0; -1 for one that is not there. */
    int indexOf(DeviceId id) {
        return table[slot(id)] - 1;
    }

    @Nullable
    Device find(DeviceId id) {
        int place = indexOf(id);
        return place < 0 ? null : devices.get(place);
    }
}
