package org.firstbell.model.status;

import java.time.Instant;
import java.util.Optional;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;

/**
 * A device that was not asked but seen, by its MAC address, in another device's table.
 *
 * @param seenBy the device whose table it stood in: a controller, an access point, a switch
 * @param connectedTo the access point or switch it is connected to, when the inventory names it
 * @param signalDbm strength in dBm, when told
 */
public record Sighting(
        DeviceId device,
        MacAddress mac,
        DeviceId seenBy,
        Optional<DeviceId> connectedTo,
        Optional<String> ssid,
        Optional<Double> signalDbm,
        Instant at) {}
