package org.firstbell.probe.trap;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.firstbell.model.DeviceId;
import org.firstbell.model.NumericAddress;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Device;

/** Which devices of the inventory an address stands for, and what hangs on them. Confined to the polling loop. */
final class TrapSenders {
    /** Devices below one switch that are asked because of its port. */
    private static final int MAX_DEPENDENTS = 64;

    private final Map<InetAddress, Set<DeviceId>> devicesByAddress = new HashMap<>();
    private final Map<String, Set<DeviceId>> devicesByName = new LinkedHashMap<>();
    private final Map<DeviceId, Set<Target>> dependents = new HashMap<>();

    TrapSenders(Collection<Device> devices) {
        for (Device device : devices) {
            if (device.inUse()) {
                device.address().ifPresent(address -> add(address, device.id()));
                device.uplinks()
                        .forEach(uplink -> dependents
                                .computeIfAbsent(uplink, key -> new LinkedHashSet<>())
                                .add(device.id()));
            }
        }
    }

    private void add(String address, DeviceId device) {
        if (NumericAddress.isNumericAddress(address)) {
            try {
                resolved(InetAddress.getByName(address), Set.of(device));
            } catch (UnknownHostException notAnAddress) {
                devicesByName
                        .computeIfAbsent(address, key -> new LinkedHashSet<>())
                        .add(device);
            }
        } else {
            devicesByName.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(device);
        }
    }

    /** Names of devices whose addresses must be found first. */
    Set<String> unresolvedNames() {
        return Set.copyOf(devicesByName.keySet());
    }

    /** The address of a name was found. */
    void resolved(String name, InetAddress address) {
        resolved(address, devicesByName.getOrDefault(name, Set.of()));
    }

    private void resolved(InetAddress address, Set<DeviceId> devices) {
        devicesByAddress.merge(address, devices, (some, more) -> {
            Set<DeviceId> all = new LinkedHashSet<>(some);
            all.addAll(more);
            return all;
        });
    }

    Set<InetAddress> addresses() {
        return Set.copyOf(devicesByAddress.keySet());
    }

    /** The devices of an address. */
    Set<DeviceId> devicesAt(InetAddress address) {
        return devicesByAddress.getOrDefault(address, Set.of());
    }

    /** The devices that a trap speaks of: those a forwarder names, else those it came from. */
    Set<DeviceId> devicesOf(Trap trap) {
        Set<DeviceId> told = trap.forwardedFor().map(this::devicesAt).orElse(Set.of());
        return told.isEmpty() ? devicesAt(trap.from()) : told;
    }

    /** What hangs directly on a device, as far as it is asked because of a port. */
    List<Target> dependents(DeviceId device) {
        return dependents.getOrDefault(device, Set.of()).stream()
                .limit(MAX_DEPENDENTS)
                .toList();
    }
}
