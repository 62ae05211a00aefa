package org.firstbell.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.probe.layout.Station;

/**
 * One device that a discovery found.
 *
 * @param ways how it answers
 * @param profile its family and why, as far as it answers SNMP
 * @param signals what it told
 * @param station what it tells of those around it
 */
public record Found(
        String address,
        DeviceKind kind,
        List<ProbeSpec> ways,
        Optional<String> profile,
        Map<String, Interview.Signal> signals,
        Station station) {
    public Found {
        ways = List.copyOf(ways);
        signals = Map.copyOf(signals);
    }

    /** The name that it gives itself; empty when it does not tell. */
    public String name() {
        return text("system.name");
    }

    /** A text that it told; empty when it did not. */
    public String text(String signal) {
        Interview.Signal told = signals.get(signal);
        return told == null ? "" : told.value().toString();
    }
}
