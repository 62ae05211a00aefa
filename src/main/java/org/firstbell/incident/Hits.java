package org.firstbell.incident;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.firstbell.model.Affected;
import org.firstbell.model.DeviceId;

/** Which open incidents count a device among what they hit. Confined to the core loop. */
final class Hits {
    private final Map<DeviceId, List<Life>> byDevice = new HashMap<>();

    /** Those that hit a device, in no order. */
    List<Life> on(DeviceId device) {
        return byDevice.getOrDefault(device, List.of());
    }

    void add(Life life, Affected affected) {
        for (DeviceId device : affected.devices()) {
            byDevice.computeIfAbsent(device, first -> new ArrayList<>(1)).add(life);
        }
    }

    void remove(Life life, Affected affected) {
        for (DeviceId device : affected.devices()) {
            byDevice.computeIfPresent(device, (key, lives) -> lives.remove(life) && lives.isEmpty() ? null : lives);
        }
    }
}
