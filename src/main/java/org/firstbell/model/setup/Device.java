package org.firstbell.model.setup;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SignalName;

/**
 * A device that the inventory names.
 *
 * @param rooms the rooms it stands in or serves
 * @param carts the carts it belongs to (usually none or one)
 * @param slot its place in cart or room, as people say it
 * @param uplinks what it hangs on; it is cut off only when all of them are
 * @param controller the WLAN controller whose answers speak of it
 * @param reportsClients its table of clients is read for sightings
 * @param platforms the platforms it serves (caches), or is used for; empty means all
 * @param cacheRequired overrides the platform's word on its cache
 * @param limits its own limits, by signal
 * @param pollInterval its own pace, for all its questions
 */
public record Device(
        DeviceId id,
        String name,
        DeviceKind kind,
        AssetState state,
        List<RoomId> rooms,
        List<CartId> carts,
        Optional<String> slot,
        Optional<String> address,
        Optional<MacAddress> mac,
        List<DeviceId> uplinks,
        Optional<DeviceId> controller,
        boolean reportsClients,
        List<ProbeSpec> probes,
        Set<PlatformId> platforms,
        Optional<Boolean> cacheRequired,
        Map<SignalName, Double> limits,
        Optional<Duration> pollInterval,
        Optional<String> assetTag,
        Optional<String> serial,
        Optional<String> model) {
    public Device {
        rooms = List.copyOf(rooms);
        carts = List.copyOf(carts);
        uplinks = List.copyOf(uplinks);
        probes = List.copyOf(probes);
        platforms = Set.copyOf(platforms);
        limits = Map.copyOf(limits);
    }

    /** Whether it counts. */
    public boolean inUse() {
        return state == AssetState.IN_USE;
    }
}
