package org.firstbell.config;

import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.firstbell.model.Problem;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.setup.Alerts;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.Polling;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.Server;
import org.firstbell.model.setup.Service;

/** Loads a configuration: everything it includes, everything shipped, everything that overrides; all problems at once. */
public final class ConfigLoader {
    private final Sources sources;
    private final Problems problems;
    private final DataFiles data;
    private final SettingsSection settings;
    private final Server server;

    private ConfigLoader(Sources sources, DataFiles data, SettingsSection settings, Server server, Problems problems) {
        this.sources = sources;
        this.data = data;
        this.settings = settings;
        this.server = server;
        this.problems = problems;
    }

    /** Loads a file. */
    public static LoadResult load(Path file, Environment environment) {
        return load(file, environment, server -> {});
    }

    /**
     * Loads a file, and tells where the daemon shall listen as soon as that is read.
     *
     * @param listening called once before the rest is read, unless something is wrong already
     */
    public static LoadResult load(Path file, Environment environment, Consumer<Server> listening) {
        Problems problems = new Problems();
        Sources sources = new Sources(file, environment, problems);
        if (sources.isEmpty()) {
            return new LoadResult(Optional.empty(), problems.sorted(), List.of());
        }
        SettingsSection settings = new SettingsSection(sources, problems);
        Server server = settings.server();
        if (problems.isEmpty()) {
            listening.accept(server);
        }
        DataFiles data = DataFiles.read(sources, environment, problems);
        Optional<Configuration> configuration =
                new ConfigLoader(sources, data, settings, server, problems).configuration();
        return new LoadResult(
                problems.isEmpty() ? configuration : Optional.empty(), problems.sorted(), problems.notices());
    }

    /** The product's own profiles, platforms and checks, for a school that has no configuration yet. */
    public static Configuration shipped() {
        Problems problems = new Problems();
        DataFiles data = DataFiles.shipped(problems);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(lines(problems.sorted()));
        }
        return new Configuration(
                List.of(standIn()),
                new Server("127.0.0.1", 0, List.of(), List.of()),
                Path.of("data"),
                Polling.DEFAULT,
                new Inventory(List.of(), List.of(), List.of(), List.of()),
                List.of(),
                data.platforms(),
                data.checks(),
                data.snmpProfiles(),
                data.httpProfiles(),
                Alerts.NONE,
                0,
                List.of());
    }

    /** A school where none is told, or where what is told is wrong: all else is read all the same. */
    private static School standIn() {
        return new School(
                new SchoolId("school"), "School", ZoneOffset.UTC, Map.of(), new School.Help("Tech office", ""));
    }

    /** The credentials of a configuration by name, whatever else is wrong with it. */
    public static Map<String, Credentials> credentials(Path file, Environment environment) {
        Sources sources = new Sources(file, environment, new Problems());
        return sources.isEmpty() ? Map.of() : CredentialsSection.read(sources);
    }

    private Optional<Configuration> configuration() {
        Ids schoolIds = new Ids("school", problems);
        List<School> read = settings.schools(schoolIds);
        List<School> schools = read.isEmpty() ? List.of(standIn()) : read;
        Map<String, Credentials> credentials = CredentialsSection.read(sources);
        Set<String> platforms =
                data.platforms().keySet().stream().map(Object::toString).collect(Collectors.toUnmodifiableSet());
        ProbeReader probes = new ProbeReader(
                credentials,
                data.snmpProfileNames(),
                data.httpProfiles().stream().collect(Collectors.toMap(HttpProfile::id, Function.identity())),
                problems);
        PlacesSection places = new PlacesSection(sources);
        Ids roomIds = new Ids("room", problems);
        Ids cartIds = new Ids("cart", problems);
        List<Room> rooms = places.rooms(roomIds, schoolIds, schools);
        List<Cart> carts = places.carts(cartIds, roomIds);
        Ids deviceIds = new Ids("device", problems);
        DeviceSection devices = new DeviceSection(
                deviceIds, probes, new DeviceSection.References(roomIds, cartIds, platforms), problems);
        sources.entries("devices").forEach(devices::read);
        sources.entries("carts").filter(PlacesSection::isDevice).forEach(devices::read);
        sources.tables(CsvTable.Kind.DEVICES).forEach(table -> table.rows().forEach(devices::read));
        List<Service> services = places.services(new Ids("service", problems), probes, platforms);
        Map<RoomId, Room> byId = rooms.stream()
                .collect(Collectors.toMap(Room::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        SessionSection sessions = new SessionSection(
                new Ids("session", problems),
                new SessionSection.Known(roomIds, cartIds, byId, schools, platforms),
                problems);
        sources.entries("sessions").forEach(sessions::read);
        sources.tables(CsvTable.Kind.SESSIONS).forEach(sessions::read);
        Inventory inventory = new Inventory(rooms, carts, devices.devices(), services);
        CrossChecks checks = new CrossChecks(problems);
        checks.devices(devices.devices(), devices.origins(), deviceIds);
        checks.sessions(sessions.sessions(), sessions.origins(), inventory);
        List<Path> files = new ArrayList<>(sources.files());
        files.addAll(data.files());
        Configuration made = new Configuration(
                schools,
                server,
                settings.data(),
                settings.polling(),
                inventory,
                sessions.sessions(),
                data.platforms(),
                data.checks(),
                data.snmpProfiles(),
                data.httpProfiles(),
                settings.alerts(),
                settings.deviceMetrics(),
                files,
                TrapsSection.read(sources, credentials));
        return read.isEmpty() ? Optional.empty() : Optional.of(made);
    }

    /** A file's problems as one text, a line each. */
    public static String lines(List<Problem> problems) {
        return problems.stream().map(Problem::line).collect(Collectors.joining("\n"));
    }
}
