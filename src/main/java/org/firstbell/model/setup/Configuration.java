package org.firstbell.model.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.model.PlatformId;

/**
 * Everything configured, whole and consistent.
 *
 * @param data folder of the store
 * @param traps empty where none are heard
 * @param deviceMetrics the most device series that {@code /metrics} shows; 0 switches them off
 * @param files every file it was read from, for the watch
 */
public record Configuration(
        List<School> schools,
        Server server,
        Path data,
        Polling polling,
        Inventory inventory,
        List<TestSession> sessions,
        Map<PlatformId, Platform> platforms,
        List<CheckSpec> checks,
        List<SnmpProfile> snmpProfiles,
        List<HttpProfile> httpProfiles,
        Alerts alerts,
        int deviceMetrics,
        List<Path> files,
        Optional<Traps> traps) {
    public Configuration {
        schools = List.copyOf(schools);
        sessions = List.copyOf(sessions);
        platforms = Map.copyOf(platforms);
        checks = List.copyOf(checks);
        snmpProfiles = List.copyOf(snmpProfiles);
        httpProfiles = List.copyOf(httpProfiles);
        files = List.copyOf(files);
        if (schools.isEmpty()) {
            throw new IllegalArgumentException("a configuration has at least one school");
        }
    }

    /** The same where no traps are heard. */
    public Configuration(
            List<School> schools,
            Server server,
            Path data,
            Polling polling,
            Inventory inventory,
            List<TestSession> sessions,
            Map<PlatformId, Platform> platforms,
            List<CheckSpec> checks,
            List<SnmpProfile> snmpProfiles,
            List<HttpProfile> httpProfiles,
            Alerts alerts,
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
