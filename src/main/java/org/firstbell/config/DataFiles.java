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
        DataFolder platformFiles = new DataFolder("platforms", sources.folder(), environment, problems);
        Map<PlatformId, Platform> platforms = new LinkedHashMap<>();
        for (YamlMap document : all(platformFiles)) {
            PlatformFile.read(document).ifPresent(platform -> platforms.put(platform.id(), platform));
        }
        sources.all("platforms").forEach(value -> PlatformFile.override(value, platforms));

        DataFolder checkFiles = new DataFolder("checks", sources.folder(), environment, problems);
        List<CheckSpec> checks = CheckFile.all(checkFiles.shipped(), checkFiles.own());

        List<Path> files = new ArrayList<>(platformFiles.watched());
        files.addAll(checkFiles.watched());
        return new DataFiles(platforms, checks, new ArrayList<>(), new ArrayList<>(), files);
    }

    private static List<YamlMap> all(DataFolder folder) {
        List<YamlMap> all = new ArrayList<>(folder.shipped());
        all.addAll(folder.own());
        return all;
    }

    Set<String> snmpProfileNames() {
        return snmpProfiles.stream().map(SnmpProfile::id).collect(Collectors.toUnmodifiableSet());
    }

    Set<String> httpProfileNames() {
        return httpProfiles.stream().map(HttpProfile::id).collect(Collectors.toUnmodifiableSet());
    }
}
