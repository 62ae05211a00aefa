package org.firstbell.model.setup;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.firstbell.model.DeviceId;

/**
 * A graph of uplinks between devices, without loops. Questions may be asked with other uplinks than the configured
 * ones, since a wireless seat hangs on the access point that it was last sighted on.
 */
public final class Topology {
    private final DeviceIndex devices;
    private final DeviceMap<List<DeviceId>> uplinksByDevice;
    private final Map<DeviceId, List<DeviceId>> dependentsByDevice = new HashMap<>();

    /** Of the devices' uplinks; an uplink that names none of them is left out. */
    Topology(DeviceIndex devices) {
        this.devices = devices;
        this.uplinksByDevice = new DeviceMap<>(devices, this::knownUplinks);
        for (Device device : devices.devices()) {
            for (DeviceId uplink : uplinks(device.id())) {
                dependentsByDevice
                        .computeIfAbsent(uplink, key -> new ArrayList<>())
                        .add(device.id());
            }
        }
    }

    /** The uplinks of a device that are there: its own list when all of them are. */
    private List<DeviceId> knownUplinks(Device device) {
        List<DeviceId> known = device.uplinks().stream()
                .filter(uplink -> devices.indexOf(uplink) >= 0)
                .toList();
        return known.size() == device.uplinks().size() ? device.uplinks() : known;
    }

    /** The configured uplinks of a device. */
    public List<DeviceId> uplinks(DeviceId device) {
        return uplinksByDevice.get(device, List.of());
    }

    /** Devices without uplink. */
    public List<DeviceId> roots() {
        return devices.devices().stream()
                .map(Device::id)
                .filter(device -> uplinks(device).isEmpty())
                .toList();
    }

    /** Every device above, nearest first, each once; safe against loops. */
    public List<DeviceId> upstream(DeviceId device) {
        return reachable(uplinks(device), this::uplinks);
    }

    /** Every device below by configuration, nearest first, each once. */
    public List<DeviceId> downstream(DeviceId device) {
        return reachable(
                dependentsByDevice.getOrDefault(device, List.of()),
                id -> dependentsByDevice.getOrDefault(id, List.of()));
    }

    private static List<DeviceId> reachable(List<DeviceId> first, Function<DeviceId, List<DeviceId>> next) {
        Set<DeviceId> seen = new LinkedHashSet<>();
        Deque<DeviceId> open = new ArrayDeque<>(first);
        while (!open.isEmpty()) {
            DeviceId id = open.removeFirst();
            if (seen.add(id)) {
                open.addAll(next.apply(id));
            }
        }
        return List.copyOf(seen);
    }

    /**
     * The highest failing thing that cuts a device off: on every way up there is a failing device. Empty when some way
     * is open.
     *
     * @param uplinks what the device hangs on now
     * @param failing whether a device above is down; a fresh answer there wins over anything above it
     */
    public Optional<DeviceId> highestCut(List<DeviceId> uplinks, Predicate<DeviceId> failing) {
        if (uplinks.isEmpty()) {
            return Optional.empty();
        }
        Optional<DeviceId> highest = Optional.empty();
        for (DeviceId uplink : uplinks) {
            if (!failing.test(uplink)) {
                return Optional.empty();
            }
            Optional<DeviceId> above = highestCut(uplinks(uplink), failing);
            if (highest.isEmpty()) {
                highest = above.isPresent() ? above : Optional.of(uplink);
            }
        }
        return highest;
    }
}
