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
import org.firstbell.config.csv.CsvTable;
import org.firstbell.config.section.ConfigurationFiles;
import org.firstbell.config.section.CredentialsSection;
import org.firstbell.config.section.CrossReferenceValidator;
import org.firstbell.config.section.DeviceSection;
import org.firstbell.config.section.IdRegistry;
import org.firstbell.config.section.ProbeSpecReader;
import org.firstbell.config.section.RoomsSection;
import org.firstbell.config.section.SessionSection;
import org.firstbell.config.section.SettingsSection;
import org.firstbell.config.section.TrapsSection;
import org.firstbell.config.yaml.Environment;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.model.Problem;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.setup.AlertSettings;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Credentials;
import org.firstbell.model.setup.HttpProfile;
import org.firstbell.model.setup.Inventory;
import org.firstbell.model.setup.PollingSettings;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.ServerSettings;
import org.firstbell.model.setup.Service;

/** Loads a configuration: everything it includes, everything shipped, everything that overrides; all problems at once. */
public final class ConfigLoader {
    private final ConfigurationFiles sources;
    private final ProblemCollector problems;
    private final DataFiles data;
    private final SettingsSection settings;
    private final ServerSettings server;

    private ConfigLoader(
            ConfigurationFiles sources,
            DataFiles data,
            SettingsSection settings,
            ServerSettings server,
            ProblemCollector problems) {
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
    public static LoadResult load(Path file, Environment environment, Consumer<ServerSettings> listening) {
        ProblemCollector problems = new ProblemCollector();
        ConfigurationFiles sources = new ConfigurationFiles(file, environment, problems);
        if (sources.isEmpty()) {
            return new LoadResult(Optional.empty(), problems.sorted(), List.of());
        }
        SettingsSection settings = new SettingsSection(sources, problems);
        ServerSettings server = settings.server();
        if (problems.isEmpty()) {
            listening.accept(server);
        }
        DataFiles data = DataFiles.read(sources, environment, problems);
        Optional<Configuration> configuration =
                new ConfigLoader(sources, data, settings, server, problems).configuration();
        return new LoadResult(
                problems.isEmpty() ? configuration : Optional.empty(), problems.sorted(), problems.notes());
    }

    /** The product's own profiles, platforms and checks, for a school that has no configuration yet. */
    public static Configuration shipped() {
        ProblemCollector problems = new ProblemCollector();
        DataFiles data = DataFiles.shipped(problems);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problemLines(problems.sorted()));
        }
        return new Configuration(
                List.of(placeholderSchool()),
                new ServerSettings("127.0.0.1", 0, List.of(), List.of()),
                Path.of("data"),
                PollingSettings.DEFAULT,
                new Inventory(List.of(), List.of(), List.of(), List.of()),
                List.of(),
                data.platforms(),
                data.checks(),
                data.snmpProfiles(),
                data.httpProfiles(),
                AlertSettings.NONE,
                0,
                List.of());
    }

    /** A school where none is told, or where what is told is wrong: all else is read all the same. */
    private static School placeholderSchool() {
        return new School(
                new SchoolId("school"), "School", ZoneOffset.UTC, Map.of(), new School.HelpContact("Tech office", ""));
    }

    /** The credentials of a configuration by name, whatever else is wrong with it. */
    public static Map<String, Credentials> credentials(Path file, Environment environment) {
        ConfigurationFiles sources = new ConfigurationFiles(file, environment, new ProblemCollector());
        return sources.isEmpty() ? Map.of() : CredentialsSection.read(sources);
    }

    private Optional<Configuration> configuration() {
        IdRegistry schoolIds = new IdRegistry("school", problems);
        List<School> read = settings.schools(schoolIds);
        List<School> schools = read.isEmpty() ? List.of(placeholderSchool()) : read;
        Map<String, Credentials> credentials = CredentialsSection.read(sources);
        Set<String> platforms =
                data.platforms().keySet().stream().map(Object::toString).collect(Collectors.toUnmodifiableSet());
        ProbeSpecReader probes = new ProbeSpecReader(
                credentials,
                data.snmpProfileNames(),
                data.httpProfiles().stream().collect(Collectors.toMap(HttpProfile::id, Function.identity())),
                problems);
        RoomsSection places = new RoomsSection(sources);
        IdRegistry roomIds = new IdRegistry("room", problems);
        IdRegistry cartIds = new IdRegistry("cart", problems);
        List<Room> rooms = places.rooms(roomIds, schoolIds, schools);
        List<Cart> carts = places.carts(cartIds, roomIds);
        IdRegistry deviceIds = new IdRegistry("device", problems);
        DeviceSection devices = new DeviceSection(
                deviceIds, probes, new DeviceSection.DeviceReferences(roomIds, cartIds, platforms), problems);
        sources.entries("devices").forEach(devices::read);
        sources.entries("carts").filter(RoomsSection::isDevice).forEach(devices::read);
        sources.csvTables(CsvTable.CsvTableKind.DEVICES)
                .forEach(table -> table.rows().forEach(devices::read));
        List<Service> services = places.services(new IdRegistry("service", problems), probes, platforms);
        Map<RoomId, Room> byId = rooms.stream()
                .collect(Collectors.toMap(Room::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        SessionSection sessions = new SessionSection(
                new IdRegistry("session", problems),
                new SessionSection.SessionReferences(roomIds, cartIds, byId, schools, platforms),
                problems);
        sources.entries("sessions").forEach(sessions::read);
        sources.csvTables(CsvTable.CsvTableKind.SESSIONS).forEach(sessions::read);
        Inventory inventory = new Inventory(rooms, carts, devices.devices(), services);
        CrossReferenceValidator checks = new CrossReferenceValidator(problems);
        checks.validateDevices(devices.devices(), devices.origins(), deviceIds);
        checks.validateSessions(sessions.sessions(), sessions.origins(), inventory);
        List<Path> files = new ArrayList<>(sources.files());
        files.addAll(data.files());
        Configuration made = new Configuration(
                schools,
                server,
                settings.dataFolder(),
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
    public static String problemLines(List<Problem> problems) {
        return problems.stream().map(Problem::line).collect(Collectors.joining("\n"));
    }
}
