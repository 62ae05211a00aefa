package org.firstbell.probe.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.setup.SnmpProfile;
import org.firstbell.probe.snmp.client.ProfileNameCache;
import org.firstbell.probe.snmp.client.ScalarQueryPlan;
import org.jspecify.annotations.Nullable;

/** The scripts of a configuration's families, made when first a device of one is met. Confined to the polling loop. */
public final class CompiledProfiles {
    private record ProfileKey(String profile, boolean readsClientTables) {}

    private final ProfileNameCache nameCache = new ProfileNameCache();
    private final SignalSources noSources = new SignalSources();
    private final Map<ProfileKey, CompiledProfile> profiles = new HashMap<>();
    private @Nullable ScalarQueryPlan basicScalars;

    public ProfileNameCache nameCache() {
        return nameCache;
    }

    /** The memory of a device about which nothing is known yet. */
    public ProbeMemory newMemory() {
        return new ProbeMemory(nameCache, noSources);
    }

    public CompiledProfile profile(SnmpProfile profile, boolean sights) {
        return profiles.computeIfAbsent(
                new ProfileKey(profile.id(), sights), key -> new CompiledProfile(profile, sights, nameCache));
    }

    /** What is asked of every device before its family is known. */
    public ScalarQueryPlan basicScalars(Optional<SnmpProfile> any) {
        if (basicScalars == null) {
            basicScalars = new ScalarQueryPlan(
                    any.map(profile -> profile.queries().get(0).scalars()).orElse(List.of()), nameCache);
        }
        return basicScalars;
    }
}
