package org.firstbell.incident;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.DeviceId;
import org.firstbell.model.event.Affected;

/** Which open incidents count a device among what they hit. Confined to the core loop. */
final class ImpactIndex {
    private final Map<DeviceId, List<OpenIncident>> byDevice = new HashMap<>();

    /** Those that hit a device, in no order. */
    List<OpenIncident> affecting(DeviceId device) {
        return byDevice.getOrDefault(device, List.of());
    }

    void add(OpenIncident incident, Affected affected) {
        for (DeviceId device : affected.devices()) {
            byDevice.computeIfAbsent(device, first -> new ArrayList<>(1)).add(incident);
        }
    }

    void remove(OpenIncident incident, Affected affected) {
        for (DeviceId device : affected.devices()) {
            byDevice.computeIfPresent(device, (key, lives) -> lives.remove(incident) && lives.isEmpty() ? null : lives);
        }
    }
}
