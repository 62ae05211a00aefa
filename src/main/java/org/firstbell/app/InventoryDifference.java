package org.firstbell.app;

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
import org.firstbell.probe.Found;
import org.firstbell.probe.layout.Uplinks;

/** What a discovery found that is new, gone or other than an inventory says. */
final class InventoryDifference {
    private final Map<String, InventoryDraft.Entry> entries;
    private final Map<String, Uplinks.Uplink> uplinks;
    private final Map<String, Device> known = new LinkedHashMap<>();
    private final Map<String, Device> byMac;

    /**
     * The difference of two.
     *
     * @param entries what was found, by address
     * @param uplinks of what was found, by address
     */
    InventoryDifference(
            Map<String, InventoryDraft.Entry> entries, Map<String, Uplinks.Uplink> uplinks, Inventory inventory) {
        this.entries = entries;
        this.uplinks = uplinks;
        inventory
                .devices()
                .forEach(device ->
                        device.address().ifPresent(address -> known.putIfAbsent(AddressRange.plain(address), device)));
        this.byMac = inventory.devices().stream()
                .filter(device -> device.mac().isPresent())
                .collect(Collectors.toMap(device -> device.mac().orElseThrow().value(), device -> device, (a, b) -> a));
    }

    /** A line each; what is gone is told as far as it lies in the ranges. Empty when all is as the inventory says. */
    List<String> lines(List<AddressRange> ranges) {
        List<String> lines = new ArrayList<>();
        for (InventoryDraft.Entry entry : entries.values()) {
            Device device = Optional.ofNullable(known.get(entry.found().address()))
                    .or(() -> entry.mac().map(byMac::get))
                    .orElse(null);
            if (device == null) {
                lines.add("+ %s  %s  %s  %s"
                        .formatted(
                                entry.found().address(),
                                entry.found().kind().word(),
                                entry.id(),
                                entry.found().text("system.model"))
                        .strip());
            } else {
                differences(entry, device).forEach(what -> lines.add("~ " + device.id() + "  " + what));
            }
        }
        known.forEach((address, device) -> {
            if (!entries.containsKey(address) && ranges.stream().anyMatch(range -> range.contains(address))) {
                lines.add("- %s  %s  %s  does not answer"
                        .formatted(address, device.kind().word(), device.id()));
            }
        });
        return lines;
    }

    private List<String> differences(InventoryDraft.Entry entry, Device device) {
        List<String> differences = new ArrayList<>();
        Found found = entry.found();
        if (!device.address().orElse("").equals(found.address())) {
            differences.add("has the address " + found.address() + ", not "
                    + device.address().orElse("none"));
        }
        if (!alike(found.kind(), device.kind())) {
            differences.add("looks like a " + found.kind().word() + ", not a "
                    + device.kind().word());
        }
        Uplinks.Uplink up = uplinks.get(found.address());
        Device on = up == null ? null : known.get(up.key());
        if (up != null && on != null && !device.uplinks().contains(on.id())) {
            differences.add("hangs on " + on.id() + ", not on "
                    + (device.uplinks().isEmpty() ? "nothing" : device.uplinks().get(0)) + " (" + up.why() + ")");
        }
        return differences;
    }

    /** What looks the same from outside: a computer and a server, a controller and an access point that is one. */
    private static boolean alike(DeviceKind found, DeviceKind told) {
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
