package org.firstbell.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The simulated middle school on paper: two floors, two labs, three carts, a room of kiosk tablets, and what they hang
 * on. No sockets yet.
 */
final class DemoInventory {
    private final LoopbackAddresses addresses;
    private final Instant bootedAt;
    private final Map<String, DemoDevice> devices = new LinkedHashMap<>();
    private final Map<String, DemoCart> carts = new LinkedHashMap<>();
    private int accessPointCount;

    /** A cart: its Chromebooks answer nothing and are known by MAC alone. */
    record DemoCart(String id, String name, String room, String accessPoint, int slots, int number) {
        /** The MAC of a slot, out of the range for documentation (RFC 7042 §2.1.2). */
        String mac(int slot) {
            return "00:00:5e:00:53:%02x".formatted(number * 0x40 + slot);
        }
    }

    private DemoInventory(LoopbackAddresses network, Instant booted) {
        this.addresses = network;
        this.bootedAt = booted;
    }

    static DemoInventory school(LoopbackAddresses network, Instant booted) {
        DemoInventory plan = new DemoInventory(network, booted);
        SimulatedDevice core = plan.addSwitch("core", "Core switch", "closet A", 1);
        SimulatedDevice first = plan.addSwitch("sw-1", "First-floor switch", "closet A", 2, core);
        SimulatedDevice second = plan.addSwitch("sw-2", "Second-floor switch", "closet B", 3, core);
        plan.addDevice(
                DemoDevice.DemoDeviceRole.CONTROLLER,
                new SimulatedDevice("wlc-1", "Wi-Fi controller", "closet A", booted, core),
                "kind: wlan-controller, uplink: core, sights: clients, every: 10s",
                0,
                5);
        plan.addAccessPoint("ap-hall", "Hall Wi-Fi box", "", first);
        SimulatedDevice ap105 = plan.addAccessPoint("ap-105", "Room 105 Wi-Fi box", "room-105", first);
        plan.addAccessPoint("ap-112", "Room 112 Wi-Fi box", "room-112", first);
        plan.addAccessPoint("ap-118", "Room 118 Wi-Fi box", "room-118", first);
        plan.addAccessPoint("ap-204", "Lab 204 Wi-Fi box", "lab-204", second);
        plan.addAccessPoint("ap-209", "Room 209 Wi-Fi box", "room-209", second);
        plan.addLab("pc-204", "lab-204", 4, 30, "sw-2", second);
        plan.addLab("pc-110", "lab-110", 1, 24, "sw-1", first);
        for (int slot = 1; slot <= 16; slot++) {
            plan.addDevice(
                    DemoDevice.DemoDeviceRole.KIOSK,
                    new SimulatedDevice("tab-105-%02d".formatted(slot), "Tablet " + slot, "Room 105", booted, ap105),
                    "kind: tablet, room: room-105, slot: \"" + slot + "\", uplink: ap-105",
                    5,
                    slot);
        }
        plan.addCache("proctor-cache", "Test cache", "testnav", 9, core);
        plan.addCache("cos-cache", "DRC service device", "insight", 10, core);
        plan.addCart("cart-a", "Cart A", "room-118", "ap-118", 30);
        plan.addCart("cart-b", "Cart B", "room-112", "ap-112", 30);
        plan.addCart("cart-c", "Cart C", "room-209", "ap-209", 28);
        return plan;
    }

    private SimulatedDevice addDevice(
            DemoDevice.DemoDeviceRole role, SimulatedDevice sim, String yaml, int net, int host) {
        devices.put(sim.id(), new DemoDevice(sim, yaml, addresses.address(net, host), role));
        return sim;
    }

    private SimulatedDevice addSwitch(String id, String name, String place, int host, SimulatedDevice... uplinks) {
        String uplink = uplinks.length == 0 ? "" : ", uplink: " + uplinks[0].id();
        return addDevice(
                DemoDevice.DemoDeviceRole.SWITCH,
                new SimulatedDevice(id, name, place, bootedAt, uplinks),
                "kind: switch" + uplink,
                0,
                host);
    }

    private SimulatedDevice addAccessPoint(String id, String name, String room, SimulatedDevice uplink) {
        String place = room.isEmpty() ? "" : ", room: " + room;
        return addDevice(
                DemoDevice.DemoDeviceRole.ACCESS_POINT,
                new SimulatedDevice(id, name, name, bootedAt, uplink),
                "kind: access-point, uplink: " + uplink.id() + ", controller: wlc-1" + place,
                2,
                ++accessPointCount);
    }

    private void addLab(String prefix, String room, int net, int seats, String uplink, SimulatedDevice above) {
        for (int seat = 1; seat <= seats; seat++) {
            addDevice(
                    DemoDevice.DemoDeviceRole.COMPUTER,
                    new SimulatedDevice("%s-%02d".formatted(prefix, seat), "Computer " + seat, room, bootedAt, above),
                    "kind: computer, room: " + room + ", slot: \"" + seat + "\", uplink: " + uplink,
                    net,
                    seat);
        }
    }

    private void addCache(String id, String name, String platform, int host, SimulatedDevice core) {
        addDevice(
                DemoDevice.DemoDeviceRole.CACHE,
                new SimulatedDevice(id, name, "server room", bootedAt, core),
                "kind: cache-server, platforms: [" + platform + "], uplink: core",
                0,
                host);
    }

    private void addCart(String id, String name, String room, String unit, int slots) {
        carts.put(id, new DemoCart(id, name, room, unit, slots, carts.size()));
    }

    /** A port that every device may use as its own; 0, for one chosen by the system, where all share one address. */
    int fixedPort(int port) {
        return addresses.onePerDevice() ? port : 0;
    }

    List<DemoDevice> devices() {
        return new ArrayList<>(devices.values());
    }

    List<DemoCart> carts() {
        return new ArrayList<>(carts.values());
    }
}
