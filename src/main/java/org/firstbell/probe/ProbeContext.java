package org.firstbell.probe;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.CheckThresholds;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.PlatformId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Platform;

/** The knowledge of the school that a probe needs to read an answer that speaks of other devices. Immutable. */
public final class ProbeContext {
    private final Inventory inventory;
    private final Map<PlatformId, Platform> platforms;
    private final Map<String, DeviceId> accessPointsByAddress = new HashMap<>();
    private final Map<String, DeviceId> accessPointsByName = new HashMap<>();
    private final CheckThresholds checkThresholds;

    ProbeContext(Inventory inventory, Map<PlatformId, Platform> platforms, CheckThresholds thresholds) {
        this.checkThresholds = thresholds;
        this.inventory = inventory;
        this.platforms = Map.copyOf(platforms);
        for (Device device : inventory.devices()) {
            if (device.kind() == DeviceKind.ACCESS_POINT) {
                device.address().ifPresent(address -> accessPointsByAddress.put(address, device.id()));
                accessPointsByName.put(device.name().toLowerCase(Locale.ROOT), device.id());
                accessPointsByName.put(device.id().value().toLowerCase(Locale.ROOT), device.id());
            }
        }
    }

    public static ProbeContext of(Configuration configuration, CheckThresholds thresholds) {
        return new ProbeContext(configuration.inventory(), configuration.platforms(), thresholds);
    }

    /** What checks rest on. */
    public CheckThresholds checkThresholds() {
        return checkThresholds;
    }

    /** The device that the inventory names by a MAC address; all others are nobody's business. */
    public Optional<DeviceId> deviceByMac(MacAddress mac) {
        return inventory.findByMac(mac);
    }

    public Optional<DeviceId> accessPointByAddress(String address) {
        return Optional.ofNullable(accessPointsByAddress.get(address));
    }

    public Optional<DeviceId> accessPointByName(String name) {
        return Optional.ofNullable(accessPointsByName.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether a device is an access point. */
    public boolean isAccessPoint(DeviceId id) {
        return inventory
                .device(id)
                .filter(device -> device.kind() == DeviceKind.ACCESS_POINT)
                .isPresent();
    }

    /** Whether a device is an access point that the inventory draws on a switch. */
    public boolean isAccessPointOn(DeviceId id, DeviceId uplink) {
        return isAccessPoint(id)
                && inventory
                        .device(id)
                        .filter(device -> device.uplinks().contains(uplink))
                        .isPresent();
    }

    /** Whether a device is a switch, router or controller, behind which others stand. */
    public boolean isUpstreamDevice(DeviceId id) {
        return inventory
                .device(id)
                .filter(device -> device.kind().isNetworkDevice() && device.kind() != DeviceKind.ACCESS_POINT)
                .isPresent();
    }

    /** Whether a device's tables of others are wanted. */
    public boolean readsClientTables(Target target) {
        return target instanceof DeviceId id
                && inventory.device(id).filter(Device::reportsClients).isPresent();
    }

    public Collection<Platform> platforms() {
        return platforms.values();
    }
}
