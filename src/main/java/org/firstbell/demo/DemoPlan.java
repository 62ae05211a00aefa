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
final class DemoPlan {
    private final DemoNetwork network;
    private final Instant booted;
    private final Map<String, DemoDevice> devices = new LinkedHashMap<>();
    private final Map<String, DemoCart> carts = new LinkedHashMap<>();
    private int units;

    /** A cart: its Chromebooks answer nothing and are known by MAC alone. */
    record DemoCart(String id, String name, String room, String unit, int slots, int number) {
        /** The MAC of a slot, out of the range for documentation (RFC 7042 §2.1.2). */
        String mac(int slot) {
            return "00:00:5e:00:53:%02x".formatted(number * 0x40 + slot);
        }
    }

    private DemoPlan(DemoNetwork network, Instant booted) {
        this.network = network;
        this.booted = booted;
    }

    static DemoPlan school(DemoNetwork network, Instant booted) {
        DemoPlan plan = new DemoPlan(network, booted);
        SimDevice core = plan.networkSwitch("core", "Core switch", "closet A", 1);
        SimDevice first = plan.networkSwitch("sw-1", "First-floor switch", "closet A", 2, core);
        SimDevice second = plan.networkSwitch("sw-2", "Second-floor switch", "closet B", 3, core);
        plan.add(
                DemoDevice.Role.CONTROLLER,
                new SimDevice("wlc-1", "Wi-Fi controller", "closet A", booted, core),
                "kind: wlan-controller, uplink: core, sights: clients, every: 10s",
                0,
                5);
        plan.accessPoint("ap-hall", "Hall Wi-Fi box", "", first);
        SimDevice ap105 = plan.accessPoint("ap-105", "Room 105 Wi-Fi box", "room-105", first);
        plan.accessPoint("ap-112", "Room 112 Wi-Fi box", "room-112", first);
        plan.accessPoint("ap-118", "Room 118 Wi-Fi box", "room-118", first);
        plan.accessPoint("ap-204", "Lab 204 Wi-Fi box", "lab-204", second);
        plan.accessPoint("ap-209", "Room 209 Wi-Fi box", "room-209", second);
        plan.lab("pc-204", "lab-204", 4, 30, "sw-2", second);
        plan.lab("pc-110", "lab-110", 1, 24, "sw-1", first);
        for (int slot = 1; slot <= 16; slot++) {
            plan.add(
                    DemoDevice.Role.KIOSK,
                    new SimDevice("tab-105-%02d".formatted(slot), "Tablet " + slot, "Room 105", booted, ap105),
                    "kind: tablet, room: room-105, slot: \"" + slot + "\", uplink: ap-105",
                    5,
                    slot);
        }
        plan.cache("proctor-cache", "Test cache", "testnav", 9, core);
        plan.cache("cos-cache", "DRC service device", "insight", 10, core);
        plan.cart("cart-a", "Cart A", "room-118", "ap-118", 30);
        plan.cart("cart-b", "Cart B", "room-112", "ap-112", 30);
        plan.cart("cart-c", "Cart C", "room-209", "ap-209", 28);
        return plan;
    }

    private SimDevice add(DemoDevice.Role role, SimDevice sim, String yaml, int net, int host) {
        devices.put(sim.id(), new DemoDevice(sim, yaml, network.address(net, host), role));
        return sim;
    }

    private SimDevice networkSwitch(String id, String name, String place, int host, SimDevice... uplinks) {
        String uplink = uplinks.length == 0 ? "" : ", uplink: " + uplinks[0].id();
        return add(
                DemoDevice.Role.SWITCH,
                new SimDevice(id, name, place, booted, uplinks),
                "kind: switch" + uplink,
                0,
                host);
    }

    private SimDevice accessPoint(String id, String name, String room, SimDevice uplink) {
        String place = room.isEmpty() ? "" : ", room: " + room;
        return add(
                DemoDevice.Role.ACCESS_POINT,
                new SimDevice(id, name, name, booted, uplink),
                "kind: access-point, uplink: " + uplink.id() + ", controller: wlc-1" + place,
                2,
                ++units);
    }

    private void lab(String prefix, String room, int net, int seats, String uplink, SimDevice above) {
        for (int seat = 1; seat <= seats; seat++) {
            add(
                    DemoDevice.Role.COMPUTER,
                    new SimDevice("%s-%02d".formatted(prefix, seat), "Computer " + seat, room, booted, above),
                    "kind: computer, room: " + room + ", slot: \"" + seat + "\", uplink: " + uplink,
                    net,
                    seat);
        }
    }

    private void cache(String id, String name, String platform, int host, SimDevice core) {
        add(
                DemoDevice.Role.CACHE,
                new SimDevice(id, name, "server room", booted, core),
                "kind: cache-server, platforms: [" + platform + "], uplink: core",
                0,
                host);
    }

    private void cart(String id, String name, String room, String unit, int slots) {
        carts.put(id, new DemoCart(id, name, room, unit, slots, carts.size()));
    }

    /** A port that every device may use as its own; 0, for one chosen by the system, where all share one address. */
    int alone(int port) {
        return network.many() ? port : 0;
    }

    List<DemoDevice> devices() {
        return new ArrayList<>(devices.values());
    }

    List<DemoCart> carts() {
        return new ArrayList<>(carts.values());
    }
}
