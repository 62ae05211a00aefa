package org.firstbell.probe;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.PlatformId;
import org.firstbell.model.Target;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.Stakes;

/** What a probe must know of the school to read an answer that speaks of others. Immutable. */
final class Surroundings {
    private final Inventory inventory;
    private final Map<PlatformId, Platform> platforms;
    private final Map<String, DeviceId> unitsByAddress = new HashMap<>();
    private final Map<String, DeviceId> unitsByName = new HashMap<>();
    private final Stakes stakes;

    Surroundings(Inventory inventory, Map<PlatformId, Platform> platforms, Stakes stakes) {
        this.stakes = stakes;
        this.inventory = inventory;
        this.platforms = Map.copyOf(platforms);
        for (Device device : inventory.devices()) {
            if (device.kind() == DeviceKind.ACCESS_POINT) {
                device.address().ifPresent(address -> unitsByAddress.put(address, device.id()));
                unitsByName.put(device.name().toLowerCase(Locale.ROOT), device.id());
                unitsByName.put(device.id().value().toLowerCase(Locale.ROOT), device.id());
            }
        }
    }

    static Surroundings of(Configuration configuration, Stakes stakes) {
        return new Surroundings(configuration.inventory(), configuration.platforms(), stakes);
    }

    /** What checks rest on. */
    Stakes stakes() {
        return stakes;
    }

    /** The device that the inventory names by a MAC address; all others are nobody's business. */
    Optional<DeviceId> named(MacAddress mac) {
        return inventory.byMac(mac);
    }

    Optional<DeviceId> unitByAddress(String address) {
        return Optional.ofNullable(unitsByAddress.get(address));
    }

    Optional<DeviceId> unitByName(String name) {
        return Optional.ofNullable(unitsByName.get(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether a device is an access point. */
    boolean isUnit(DeviceId id) {
        return inventory
                .device(id)
                .filter(device -> device.kind() == DeviceKind.ACCESS_POINT)
                .isPresent();
    }

    /** Whether a device is an access point that the inventory draws on a switch. */
    boolean isUnitOn(DeviceId id, DeviceId uplink) {
        return isUnit(id)
                && inventory
                        .device(id)
                        .filter(device -> device.uplinks().contains(uplink))
                        .isPresent();
    }

    /** Whether a device is a switch, router or controller, behind which others stand. */
    boolean isHub(DeviceId id) {
        return inventory
                .device(id)
                .filter(device -> device.kind().carries() && device.kind() != DeviceKind.ACCESS_POINT)
                .isPresent();
    }

    /** Whether a device's tables of others are wanted. */
    boolean sights(Target target) {
        return target instanceof DeviceId id
                && inventory.device(id).filter(Device::sightsClients).isPresent();
    }

    Collection<Platform> platforms() {
        return platforms.values();
    }
}
