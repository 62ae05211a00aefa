package org.firstbell.model.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.firstbell.model.DeviceId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.Target;

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

    /** The school of what belongs to no school in particular, such as the daemon, its board and its log. */
    public School firstSchool() {
        return schools.get(0);
    }

    /** The school with an id; the first one where none has it. */
    public School school(SchoolId id) {
        return schools.stream()
                .filter(school -> school.id().equals(id))
                .findFirst()
                .orElse(firstSchool());
    }

    public School school(TestSession session) {
        return school(session.school());
    }

    /**
     * The school of a device: of its room, of its cart's home, or of everything that hangs on it if that is one school;
     * else that of the nearest device above it. What several share, and a service, is of the first.
     */
    public School school(Target target) {
        if (schools.size() == 1 || !(target instanceof DeviceId id)) {
            return firstSchool();
        }
        Stream<DeviceId> nearestFirst = Stream.concat(Stream.of(id), inventory.topology().upstream(id).stream());
        return nearestFirst
                .flatMap(device -> schoolOf(device).or(() -> onlySchoolBelow(device)).stream())
                .findFirst()
                .map(this::school)
                .orElse(firstSchool());
    }

    private Optional<SchoolId> onlySchoolBelow(DeviceId id) {
        List<SchoolId> found = inventory.topology().downstream(id).stream()
                .flatMap(below -> schoolOf(below).stream())
                .distinct()
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private Optional<SchoolId> schoolOf(DeviceId id) {
        return inventory.device(id).stream()
                .flatMap(device -> Stream.concat(
                        device.rooms().stream(),
                        device.carts().stream().flatMap(cart -> inventory.cart(cart).flatMap(Cart::homeRoom).stream())))
                .flatMap(room -> inventory.room(room).map(Room::school).stream())
                .findFirst();
    }
}
