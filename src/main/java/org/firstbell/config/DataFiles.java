package org.firstbell.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.firstbell.config.data.CheckFileReader;
import org.firstbell.config.data.DataFolder;
import org.firstbell.config.data.HttpProfileReader;
import org.firstbell.config.data.PlatformFileReader;
import org.firstbell.config.data.SnmpProfileReader;
import org.firstbell.config.section.ConfigurationFiles;
import org.firstbell.config.yaml.Environment;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.model.PlatformId;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.SnmpProfile;

/**
 * Profiles, platforms and checks: those shipped in the product, then those in the folders {@code profiles/snmp/},
 * {@code profiles/http/}, {@code platforms/} and {@code checks/} beside the configuration, which override by id or add.
 */
record DataFiles(
        Map<PlatformId, Platform> platforms,
        List<CheckSpec> checks,
        List<SnmpProfile> snmpProfiles,
        List<HttpProfile> httpProfiles,
        List<Path> files) {
    private static final Path NO_FOLDER = Path.of("/nonexistent");

    public static DataFiles read(ConfigurationFiles sources, Environment environment, ProblemCollector problems) {
        DataFiles data = read(sources.folder(), environment, problems);
        sources.allValues("platforms").forEach(value -> PlatformFileReader.applyOverrides(value, data.platforms()));
        return data;
    }

    /** Those of the product alone. */
    public static DataFiles shipped(ProblemCollector problems) {
        return read(NO_FOLDER, new Environment(name -> Optional.empty()), problems);
    }

    private static DataFiles read(Path beside, Environment environment, ProblemCollector problems) {
        List<Path> files = new ArrayList<>();
        Function<String, DataFolder> folder = name -> new DataFolder(name, beside, environment, problems);
        DataFolder checkFiles = folder.apply("checks");
        List<CheckSpec> checks = CheckFileReader.merge(checkFiles.readShipped(), checkFiles.readSchoolFiles());
        files.addAll(checkFiles.watchedFiles());
        Map<PlatformId, Platform> platforms = new LinkedHashMap<>();
        byId(folder.apply("platforms"), PlatformFileReader::read, Platform::id, platforms, files);
        Map<String, SnmpProfile> snmp = new LinkedHashMap<>();
        Function<String, Optional<SnmpProfile>> known = id -> Optional.ofNullable(snmp.get(id));
        byId(folder.apply("profiles/snmp"), map -> SnmpProfileReader.read(map, known), SnmpProfile::id, snmp, files);
        Map<String, HttpProfile> http = new LinkedHashMap<>();
        byId(folder.apply("profiles/http"), HttpProfileReader::read, HttpProfile::id, http, files);
        return new DataFiles(platforms, checks, List.copyOf(snmp.values()), List.copyOf(http.values()), files);
    }

    private static <I, T> void byId(
            DataFolder folder,
            Function<YamlMap, Optional<T>> read,
            Function<T, I> id,
            Map<I, T> things,
            List<Path> files) {
        List<YamlMap> documents = new ArrayList<>(folder.readShipped());
        documents.addAll(folder.readSchoolFiles());
        documents.forEach(document -> read.apply(document).ifPresent(thing -> things.put(id.apply(thing), thing)));
        files.addAll(folder.watchedFiles());
    }

    public Set<String> snmpProfileNames() {
        return snmpProfiles.stream().map(SnmpProfile::id).collect(Collectors.toUnmodifiableSet());
    }
}
