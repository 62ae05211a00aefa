package org.firstbell.demo;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cables of the simulated school, as its switches tell of them: LLDP neighbours (LLDP-MIB), forwarding tables
 * (Q-BRIDGE-MIB, RFC 4363), MAC addresses of ports, and the core switch's ARP table. Confined to the demo's loop.
 */
final class Wiring {
    /** The port that leads up, on every switch. */
    private static final int UPLINK_PORT = 49;

    private static final String PHYSICAL = "1.3.6.1.2.1.2.2.1.6.";
    private static final String LLDP = "1.0.8802.1.1.2.1.";
    private static final String FORWARDING = "1.3.6.1.2.1.17.7.1.2.2.1.";
    private static final String ARP = "1.3.6.1.2.1.4.22.1.2.1.";
    /** LldpChassisIdSubtype macAddress, LldpPortIdSubtype local. */
    private static final int CHASSIS_MAC = 4;

    private static final int PORT_LOCAL = 7;
    private static final int LEARNED = 3;
    private static final int VLAN = 10;

    private final Map<SimDevice, DemoDevice> devices = new LinkedHashMap<>();
    private final Map<SimDevice, String> macs = new HashMap<>();
    private final Map<SimDevice, Map<SimDevice, Integer>> ports = new HashMap<>();

    Wiring(List<DemoDevice> plan) {
        for (DemoDevice device : plan) {
            devices.put(device.sim(), device);
            macs.put(device.sim(), mac(device.role(), devices.size()));
        }
        for (SimDevice device : devices.keySet()) {
            for (SimDevice up : device.uplinks()) {
                Map<SimDevice, Integer> used = ports.computeIfAbsent(up, none -> new LinkedHashMap<>());
                used.put(device, used.size() + 1);
                if (devices.containsKey(up) && role(device) == DemoDevice.Role.SWITCH) {
                    ports.computeIfAbsent(device, none -> new LinkedHashMap<>()).put(up, UPLINK_PORT);
                }
            }
        }
    }

    private static String mac(DemoDevice.Role role, int number) {
        String maker = switch (role) {
            case SWITCH -> "94:18:82:5e:53:";
            case ACCESS_POINT, CONTROLLER -> "20:4c:03:5e:53:";
            case KIOSK -> "a4:6c:f1:5e:53:";
            case COMPUTER, CACHE -> "00:14:22:5e:53:";
        };
        return maker + "%02x".formatted(number);
    }

    private DemoDevice.Role role(SimDevice device) {
        DemoDevice known = devices.get(device);
        return known == null ? DemoDevice.Role.KIOSK : known.role();
    }

    String mac(SimDevice device) {
        return macs.getOrDefault(device, "");
    }

    /** Writes what a device tells of its own ports and of those behind them. */
    void write(SimDevice device, Mib mib) {
        if (role(device) != DemoDevice.Role.SWITCH) {
            mib.mac(PHYSICAL + "1", mac(device));
            return;
        }
        for (int port = 1; port <= Families.PORTS; port++) {
            mib.mac(PHYSICAL + port, mac(device));
            mib.number("1.3.6.1.2.1.17.1.4.1.2." + port, port);
            mib.number(LLDP + "3.7.1.2." + port, PORT_LOCAL);
            mib.text(LLDP + "3.7.1.3." + port, Integer.toString(port));
        }
        mib.number(LLDP + "3.1.0", CHASSIS_MAC);
        mib.mac(LLDP + "3.2.0", mac(device));
        ports.getOrDefault(device, Map.of()).forEach((other, port) -> neighbour(mib, other, port));
        for (SimDevice other : devices.keySet()) {
            if (other != device) {
                forward(mib, mac(other), port(device, other));
            }
        }
        if (device.uplinks().isEmpty()) {
            devices.forEach((other, known) -> mib.mac(ARP + known.address(), mac(other)));
        }
    }

    private void neighbour(Mib mib, SimDevice other, int port) {
        if (role(other) != DemoDevice.Role.SWITCH && role(other) != DemoDevice.Role.ACCESS_POINT) {
            return;
        }
        String row = "0." + port + ".1";
        mib.number(LLDP + "4.1.1.4." + row, CHASSIS_MAC);
        mib.mac(LLDP + "4.1.1.5." + row, mac(other));
        mib.text(LLDP + "4.1.1.9." + row, other.id());
    }

    /** The port that leads to another device: that of its way up, or the uplink. */
    private int port(SimDevice here, SimDevice other) {
        Map<SimDevice, Integer> below = ports.getOrDefault(here, Map.of());
        SimDevice at = other;
        while (true) {
            Integer direct = here.uplinks().contains(at) ? null : below.get(at);
            if (direct != null) {
                return direct;
            }
            if (at.uplinks().isEmpty()) {
                return UPLINK_PORT;
            }
            at = at.uplinks().get(0);
        }
    }

    private static void forward(Mib mib, String mac, int port) {
        String row = VLAN + "." + Mib.index(mac);
        mib.number(FORWARDING + "2." + row, port);
        mib.number(FORWARDING + "3." + row, LEARNED);
    }
}
