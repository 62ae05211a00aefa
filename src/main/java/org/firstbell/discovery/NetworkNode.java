package org.firstbell.discovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.MacAddress;
import org.firstbell.model.setup.DeviceKind;

/**
 * One machine of a network and what it tells of others.
 *
 * @param key the address that it was found at
 * @param name its own name (sysName); empty when not told
 * @param macs its own MAC addresses
 * @param neighbours what it hears by LLDP or CDP
 * @param macsByPort MAC addresses behind each of its ports, by ifIndex
 * @param arpTable MAC addresses of IP addresses, as routers know them (ARP)
 */
public record NetworkNode(
        String key,
        DeviceKind kind,
        String name,
        Set<MacAddress> macs,
        List<HeardNeighbour> neighbours,
        Map<Integer, Set<MacAddress>> macsByPort,
        Map<String, MacAddress> arpTable) {
    public NetworkNode {
        macs = Set.copyOf(macs);
        neighbours = List.copyOf(neighbours);
        macsByPort = Map.copyOf(macsByPort);
        arpTable = Map.copyOf(arpTable);
    }

    /** Whether others can hang on it by cable. */
    boolean forwards() {
        return kind == DeviceKind.SWITCH || kind == DeviceKind.ROUTER;
    }

    /**
     * A neighbour that a device hears on one of its ports.
     *
     * @param port ifIndex
     * @param name the neighbour's own name; empty when not told
     * @param address its management address
     */
    public record HeardNeighbour(int port, Optional<MacAddress> mac, String name, Optional<String> address) {}
}
