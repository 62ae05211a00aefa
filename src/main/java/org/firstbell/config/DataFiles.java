package org.firstbell.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.model.CheckId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.Platform;
import org.firstbell.model.setup.SnmpProfile;

/**
 * Profiles, platforms and checks: those shipped in the product, then those in the folders {@code profiles/snmp/},
 * {@code profiles/http/}, {@code platforms/} and {@code checks/} beside the configuration, which override by id or add.
 * A shipped folder names its files in a file {@code index}, one a line.
 */
final class DataFiles {
    private final Path folder;
    private final Environment environment;
    private final Problems problems;
    private final List<Path> files = new ArrayList<>();
    private final Map<PlatformId, Platform> platforms = new LinkedHashMap<>();
    private final Map<CheckId, CheckSpec> checks = new LinkedHashMap<>();
    private final Map<String, SnmpProfile> snmpProfiles = new LinkedHashMap<>();
    private final Map<String, HttpProfile> httpProfiles = new LinkedHashMap<>();

    private DataFiles(Path folder, Environment environment, Problems problems) {
        this.folder = folder;
        this.environment = environment;
        this.problems = problems;
    }

    static DataFiles read(Sources sources, Environment environment, Problems problems) {
        DataFiles data = new DataFiles(sources.folder(), environment, problems);
        data.documents("profiles/snmp").forEach(map -> SnmpProfileFile.read(map)
                .ifPresent(profile -> data.snmpProfiles.put(profile.id(), profile)));
        data.documents("profiles/http").forEach(map -> HttpProfileFile.read(map)
                .ifPresent(profile -> data.httpProfiles.put(profile.id(), profile)));
        return data;
    }

    private List<YamlMap> documents(String kind) {
        List<YamlMap> documents = new ArrayList<>();
        for (String name : shipped(kind)) {
            YamlFile.shipped("/" + kind + "/" + name, problems).ifPresent(documents::add);
        }
        Path own = folder.resolve(kind);
        if (Files.isDirectory(own)) {
            try (Stream<Path> found = Files.list(own)) {
                found.filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .peek(files::add)
                        .map(file -> YamlFile.read(file, environment, problems))
                        .forEach(document -> document.ifPresent(documents::add));
            } catch (IOException unreadable) {
                problems.add(
                        new org.firstbell.model.Origin(own.toString(), 0, 0), "", "cannot be listed", "may it be read?");
            }
        }
        return documents;
    }

    private static List<String> shipped(String kind) {
        try (InputStream in = DataFiles.class.getResourceAsStream("/" + kind + "/index")) {
            if (in == null) {
                return List.of();
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException("the product's own list of " + kind + " cannot be read", broken);
        }
    }

    Map<PlatformId, Platform> platforms() {
        return platforms;
    }

    List<CheckSpec> checks() {
        return List.copyOf(checks.values());
    }

    List<SnmpProfile> snmpProfiles() {
        return List.copyOf(snmpProfiles.values());
    }

    List<HttpProfile> httpProfiles() {
        return List.copyOf(httpProfiles.values());
    }

    Set<String> snmpProfileNames() {
        return names(snmpProfiles.values().stream(), SnmpProfile::id);
    }

    Set<String> httpProfileNames() {
        return names(httpProfiles.values().stream(), HttpProfile::id);
    }

    private static <T> Set<String> names(Stream<T> things, Function<T, String> id) {
        return things.map(id).collect(Collectors.toUnmodifiableSet());
    }

    /** Files of the folders beside the configuration, for the watch. */
    List<Path> files() {
        return files;
    }

    /** The platform of an id, for the sections that refer to it. */
    Optional<Platform> platform(PlatformId id) {
        return Optional.ofNullable(platforms.get(id));
    }
}
