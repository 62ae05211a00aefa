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
final class Senders {
    /** Devices below one switch that are asked because of its port. */
    private static final int MOST_BELOW = 64;

    private final Map<InetAddress, Set<DeviceId>> byAddress = new HashMap<>();
    private final Map<String, Set<DeviceId>> byName = new LinkedHashMap<>();
    private final Map<DeviceId, Set<Target>> below = new HashMap<>();

    Senders(Collection<Device> devices) {
        for (Device device : devices) {
            if (device.inUse()) {
                device.address().ifPresent(address -> add(address, device.id()));
                device.uplinks()
                        .forEach(uplink -> below.computeIfAbsent(uplink, key -> new LinkedHashSet<>())
                                .add(device.id()));
            }
        }
    }

    private void add(String address, DeviceId device) {
        if (NumericAddress.is(address)) {
            try {
                found(InetAddress.getByName(address), Set.of(device));
            } catch (UnknownHostException notAnAddress) {
                byName.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(device);
            }
        } else {
            byName.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(device);
        }
    }

    /** Names of devices whose addresses must be found first. */
    Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    /** The address of a name was found. */
    void found(String name, InetAddress address) {
        found(address, byName.getOrDefault(name, Set.of()));
    }

    private void found(InetAddress address, Set<DeviceId> devices) {
        byAddress.merge(address, devices, (some, more) -> {
            Set<DeviceId> all = new LinkedHashSet<>(some);
            all.addAll(more);
            return all;
        });
    }

    Set<InetAddress> addresses() {
        return Set.copyOf(byAddress.keySet());
    }

    /** The devices of an address. */
    Set<DeviceId> at(InetAddress address) {
        return byAddress.getOrDefault(address, Set.of());
    }

    /** The devices that a trap speaks of: those a forwarder names, else those it came from. */
    Set<DeviceId> of(Trap trap) {
        Set<DeviceId> told = trap.told().map(this::at).orElse(Set.of());
        return told.isEmpty() ? at(trap.from()) : told;
    }

    /** What hangs directly on a device, as far as it is asked because of a port. */
    List<Target> below(DeviceId device) {
        return below.getOrDefault(device, Set.of()).stream().limit(MOST_BELOW).toList();
    }
}
