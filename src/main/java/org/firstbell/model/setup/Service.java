package org.firstbell.model.setup;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.PlatformId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.SignalName;

/** A service outside the school. */
public record Service(
        ServiceId id,
        String name,
        ServiceKind kind,
        Set<PlatformId> platforms,
        List<ProbeSpec> probes,
        Map<SignalName, Double> limits,
        Optional<Duration> pollInterval) {
    public Service {
        platforms = Set.copyOf(platforms);
        probes = List.copyOf(probes);
        limits = Map.copyOf(limits);
    }
}
