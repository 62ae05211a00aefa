package org.firstbell.demo;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The cables of the simulated school, as its switches tell of them: LLDP neighbours (LLDP-MIB), forwarding tables
 * (Q-BRIDGE-MIB, RFC 4363), MAC addresses of ports, and the core switch's ARP table. Confined to the demo's loop.
 */
final class SwitchTables {
    /** The port that leads up, on every switch. */
    private static final int UPLINK_PORT = 49;

    private static final String IF_PHYS_ADDRESS = "1.3.6.1.2.1.2.2.1.6.";
    private static final String LLDP_MIB = "1.0.8802.1.1.2.1.";
    private static final String FORWARDING_TABLE = "1.3.6.1.2.1.17.7.1.2.2.1.";
    private static final String ARP_TABLE = "1.3.6.1.2.1.4.22.1.2.1.";
    /** LldpChassisIdSubtype macAddress, LldpPortIdSubtype local. */
    private static final int CHASSIS_MAC = 4;

    private static final int PORT_LOCAL = 7;
    private static final int STATUS_LEARNED = 3;
    private static final int VLAN_ID = 10;

    private final Map<SimulatedDevice, DemoDevice> devices = new LinkedHashMap<>();
    private final Map<SimulatedDevice, String> macs = new HashMap<>();
    private final Map<SimulatedDevice, Map<SimulatedDevice, Integer>> ports = new HashMap<>();

    SwitchTables(List<DemoDevice> plan) {
        for (DemoDevice device : plan) {
            devices.put(device.simulated(), device);
            macs.put(device.simulated(), mac(device.role(), devices.size()));
        }
        for (SimulatedDevice device : devices.keySet()) {
            for (SimulatedDevice up : device.uplinks()) {
                Map<SimulatedDevice, Integer> used = ports.computeIfAbsent(up, none -> new LinkedHashMap<>());
                used.put(device, used.size() + 1);
                if (devices.containsKey(up) && role(device) == DemoDevice.DemoDeviceRole.SWITCH) {
                    ports.computeIfAbsent(device, none -> new LinkedHashMap<>()).put(up, UPLINK_PORT);
                }
            }
        }
    }

    private static String mac(DemoDevice.DemoDeviceRole role, int number) {
        String maker = switch (role) {
            case SWITCH -> "94:18:82:5e:53:";
            case ACCESS_POINT, CONTROLLER -> "20:4c:03:5e:53:";
            case KIOSK -> "a4:6c:f1:5e:53:";
            case COMPUTER, CACHE -> "00:14:22:5e:53:";
        };
        return maker + "%02x".formatted(number);
    }

    private DemoDevice.DemoDeviceRole role(SimulatedDevice device) {
        DemoDevice known = devices.get(device);
        return known == null ? DemoDevice.DemoDeviceRole.KIOSK : known.role();
    }

    String mac(SimulatedDevice device) {
        return macs.getOrDefault(device, "");
    }

    /** Writes what a device tells of its own ports and of those behind them. */
    void write(SimulatedDevice device, SimulatedMib mib) {
        if (role(device) != DemoDevice.DemoDeviceRole.SWITCH) {
            mib.mac(IF_PHYS_ADDRESS + "1", mac(device));
            return;
        }
        for (int port = 1; port <= SimulatedMibs.SWITCH_PORTS; port++) {
            mib.mac(IF_PHYS_ADDRESS + port, mac(device));
            mib.putInteger("1.3.6.1.2.1.17.1.4.1.2." + port, port);
            mib.putInteger(LLDP_MIB + "3.7.1.2." + port, PORT_LOCAL);
            mib.putText(LLDP_MIB + "3.7.1.3." + port, Integer.toString(port));
        }
        mib.putInteger(LLDP_MIB + "3.1.0", CHASSIS_MAC);
        mib.mac(LLDP_MIB + "3.2.0", mac(device));
        ports.getOrDefault(device, Map.of()).forEach((other, port) -> writeNeighbour(mib, other, port));
        for (SimulatedDevice other : devices.keySet()) {
            if (other != device) {
                writeForwarding(mib, mac(other), portTowards(device, other));
            }
        }
        if (device.uplinks().isEmpty()) {
            devices.forEach((other, known) -> mib.mac(ARP_TABLE + known.address(), mac(other)));
        }
    }

    private void writeNeighbour(SimulatedMib mib, SimulatedDevice other, int port) {
        if (role(other) != DemoDevice.DemoDeviceRole.SWITCH && role(other) != DemoDevice.DemoDeviceRole.ACCESS_POINT) {
            return;
        }
        String row = "0." + port + ".1";
        mib.putInteger(LLDP_MIB + "4.1.1.4." + row, CHASSIS_MAC);
        mib.mac(LLDP_MIB + "4.1.1.5." + row, mac(other));
        mib.putText(LLDP_MIB + "4.1.1.9." + row, other.id());
    }

    /** The port that leads to another device: that of its way up, or the uplink. */
    private int portTowards(SimulatedDevice here, SimulatedDevice other) {
        Map<SimulatedDevice, Integer> below = ports.getOrDefault(here, Map.of());
        SimulatedDevice at = other;
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

    private static void writeForwarding(SimulatedMib mib, String mac, int port) {
        String row = VLAN_ID + "." + SimulatedMib.index(mac);
        mib.putInteger(FORWARDING_TABLE + "2." + row, port);
        mib.putInteger(FORWARDING_TABLE + "3." + row, STATUS_LEARNED);
    }
}
