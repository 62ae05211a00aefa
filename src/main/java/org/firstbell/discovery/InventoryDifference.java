package org.firstbell.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.Inventory;

/** What a discovery found that is new, gone or other than an inventory says. */
final class InventoryDifference {
    private final Map<String, InventoryDraft.DraftDevice> draftDevices;
    private final Map<String, UplinkInference.InferredUplink> uplinks;
    private final Map<String, Device> devicesByAddress = new LinkedHashMap<>();
    private final Map<String, Device> devicesByMac;

    /**
     * The difference of two.
     *
     * @param entries what was found, by address
     * @param uplinks of what was found, by address
     */
    InventoryDifference(
            Map<String, InventoryDraft.DraftDevice> entries,
            Map<String, UplinkInference.InferredUplink> uplinks,
            Inventory inventory) {
        this.draftDevices = entries;
        this.uplinks = uplinks;
        inventory
                .devices()
                .forEach(device -> device.address()
                        .ifPresent(address -> devicesByAddress.putIfAbsent(AddressRange.canonical(address), device)));
        this.devicesByMac = inventory.devices().stream()
                .filter(device -> device.mac().isPresent())
                .collect(Collectors.toMap(device -> device.mac().orElseThrow().value(), device -> device, (a, b) -> a));
    }

    /** A line each; what is gone is told as far as it lies in the ranges. Empty when all is as the inventory says. */
    List<String> lines(List<AddressRange> ranges) {
        List<String> lines = new ArrayList<>();
        for (InventoryDraft.DraftDevice entry : draftDevices.values()) {
            Device device = Optional.ofNullable(
                            devicesByAddress.get(entry.discovered().address()))
                    .or(() -> entry.mac().map(devicesByMac::get))
                    .orElse(null);
            if (device == null) {
                lines.add("+ %s  %s  %s  %s"
                        .formatted(
                                entry.discovered().address(),
                                entry.discovered().kind().keyword(),
                                entry.id(),
                                entry.discovered().signalText("system.model"))
                        .strip());
            } else {
                differences(entry, device).forEach(what -> lines.add("~ " + device.id() + "  " + what));
            }
        }
        devicesByAddress.forEach((address, device) -> {
            if (!draftDevices.containsKey(address) && ranges.stream().anyMatch(range -> range.contains(address))) {
                lines.add("- %s  %s  %s  does not answer"
                        .formatted(address, device.kind().keyword(), device.id()));
            }
        });
        return lines;
    }

    private List<String> differences(InventoryDraft.DraftDevice entry, Device device) {
        List<String> differences = new ArrayList<>();
        DiscoveredDevice detected = entry.discovered();
        if (!device.address().orElse("").equals(detected.address())) {
            differences.add("has the address " + detected.address() + ", not "
                    + device.address().orElse("none"));
        }
        if (!looksAlike(detected.kind(), device.kind())) {
            differences.add("looks like a " + detected.kind().keyword() + ", not a "
                    + device.kind().keyword());
        }
        UplinkInference.InferredUplink up = uplinks.get(detected.address());
        Device on = up == null ? null : devicesByAddress.get(up.key());
        if (up != null && on != null && !device.uplinks().contains(on.id())) {
            differences.add("hangs on " + on.id() + ", not on "
                    + (device.uplinks().isEmpty() ? "nothing" : device.uplinks().get(0)) + " (" + up.reason() + ")");
        }
        return differences;
    }

    /** What looks the same from outside: a computer and a server, a controller and an access point that is one. */
    private static boolean looksAlike(DeviceKind found, DeviceKind told) {
        Set<DeviceKind> hosts =
                Set.of(DeviceKind.COMPUTER, DeviceKind.SERVER, DeviceKind.CACHE_SERVER, DeviceKind.DHCP_SERVER);
        Set<DeviceKind> wireless = Set.of(DeviceKind.ACCESS_POINT, DeviceKind.WLAN_CONTROLLER);
        Set<DeviceKind> paths = Set.of(DeviceKind.SWITCH, DeviceKind.ROUTER);
        return found == told
                || (hosts.contains(found) && hosts.contains(told))
                || (wireless.contains(found) && wireless.contains(told))
                || (paths.contains(found) && paths.contains(told));
    }
}
