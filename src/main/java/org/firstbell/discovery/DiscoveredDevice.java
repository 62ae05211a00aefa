package org.firstbell.discovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ProbeSpec;

/**
 * One device that a discovery found.
 *
 * @param probes how it answers
 * @param profile its family and why, as far as it answers SNMP
 * @param signals what it told
 * @param node what it tells of those around it
 */
public record DiscoveredDevice(
        String address,
        DeviceKind kind,
        List<ProbeSpec> probes,
        Optional<String> profile,
        Map<String, TargetInspection.InspectedSignal> signals,
        NetworkNode node) {
    public DiscoveredDevice {
        probes = List.copyOf(probes);
        signals = Map.copyOf(signals);
    }

    /** The name that it gives itself; empty when it does not tell. */
    public String name() {
        return signalText("system.name");
    }

    /** A text that it told; empty when it did not. */
    public String signalText(String signal) {
        TargetInspection.InspectedSignal told = signals.get(signal);
        return told == null ? "" : told.value().toString();
    }
}
