package org.firstbell.model.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.PlatformId;

/**
 * Everything configured, whole and consistent.
 *
 * @param dataFolder folder of the store
 * @param traps empty where none are heard
 * @param maxDeviceSeries the most device series that {@code /metrics} shows; 0 switches them off
 * @param sourceFiles every file it was read from, for the watch
 */
public record Configuration(
        List<School> schools,
        ServerSettings server,
        Path dataFolder,
        PollingSettings polling,
        Inventory inventory,
        List<TestSession> sessions,
        Map<PlatformId, Platform> platforms,
        List<CheckSpec> checks,
        List<SnmpProfile> snmpProfiles,
        List<HttpProfile> httpProfiles,
        AlertSettings alerts,
        int maxDeviceSeries,
        List<Path> sourceFiles,
        Optional<TrapSettings> traps) {
    public Configuration {
        schools = List.copyOf(schools);
        sessions = List.copyOf(sessions);
        platforms = Map.copyOf(platforms);
        checks = List.copyOf(checks);
        snmpProfiles = List.copyOf(snmpProfiles);
        httpProfiles = List.copyOf(httpProfiles);
        sourceFiles = List.copyOf(sourceFiles);
        if (schools.isEmpty()) {
            throw new IllegalArgumentException("a configuration has at least one school");
        }
    }

    /** The same where no traps are heard. */
    public Configuration(
            List<School> schools,
            ServerSettings server,
            Path data,
            PollingSettings polling,
            Inventory inventory,
            List<TestSession> sessions,
            Map<PlatformId, Platform> platforms,
            List<CheckSpec> checks,
            List<SnmpProfile> snmpProfiles,
            List<HttpProfile> httpProfiles,
            AlertSettings alerts,
            int deviceMetrics,
            List<Path> files) {
        this(
                schools,
                server,
                data,
                polling,
                inventory,
                sessions,
                platforms,
                checks,
                snmpProfiles,
                httpProfiles,
                alerts,
                deviceMetrics,
                files,
                Optional.empty());
    }
}
