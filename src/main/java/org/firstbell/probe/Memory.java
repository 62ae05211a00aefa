package org.firstbell.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;

/** What a probe remembers of its device between answers: counters, and who its access points are. Confined to its probe. */
final class Memory {
    /** A rate over less than this says little. */
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private record Count(double value, Instant at) {}

    private final Map<String, Count> counters = new HashMap<>();
    private final Map<MacAddress, DeviceId> units = new HashMap<>();
    private final Map<MacAddress, MacAddress> bssids = new HashMap<>();
    private double uptime = -1;

    /**
     * A counter as a rate since it was last read. A counter that fell was reset (64 bit) or wrapped: the interval is
     * dropped, and so is a rate above what is possible.
     *
     * @param most per second
     */
    Optional<Double> rate(String name, double value, Instant at, double most) {
        Count last = counters.put(name, new Count(value, at));
        if (last == null || value < last.value()) {
            return Optional.empty();
        }
        Duration passed = Duration.between(last.at(), at);
        if (passed.compareTo(SHORTEST) < 0) {
            return Optional.empty();
        }
        double rate = (value - last.value()) / (passed.toMillis() / 1000.0);
        return rate > most ? Optional.empty() : Optional.of(rate);
    }

    /** Notices that the agent restarted, and forgets its counters then. */
    void uptime(double seconds) {
        if (seconds < uptime) {
            counters.clear();
        }
        uptime = seconds;
    }

    void unit(MacAddress mac, DeviceId device) {
        units.put(mac, device);
    }

    Optional<DeviceId> unit(MacAddress mac) {
        return Optional.ofNullable(units.get(mac));
    }

    void bssid(MacAddress bssid, MacAddress unit) {
        bssids.put(bssid, unit);
    }

    Optional<DeviceId> unitOfBssid(MacAddress bssid) {
        return Optional.ofNullable(bssids.get(bssid)).flatMap(this::unit).or(() -> unit(bssid));
    }
}
