package org.firstbell.probe.layout;

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
 * @param forwarding MAC addresses behind each of its ports, by ifIndex
 * @param addresses MAC addresses of IP addresses, as routers know them (ARP)
 */
public record Station(
        String key,
        DeviceKind kind,
        String name,
        Set<MacAddress> macs,
        List<Neighbour> neighbours,
        Map<Integer, Set<MacAddress>> forwarding,
        Map<String, MacAddress> addresses) {
    public Station {
        macs = Set.copyOf(macs);
        neighbours = List.copyOf(neighbours);
        forwarding = Map.copyOf(forwarding);
        addresses = Map.copyOf(addresses);
    }

    /** Whether others can hang on it by cable. */
    boolean carries() {
        return kind == DeviceKind.SWITCH || kind == DeviceKind.ROUTER;
    }

    /**
     * What a station hears on one of its ports.
     *
     * @param port ifIndex
     * @param name the neighbour's own name; empty when not told
     * @param address its management address
     */
    public record Neighbour(int port, Optional<MacAddress> mac, String name, Optional<String> address) {}
}
