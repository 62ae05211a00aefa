package org.firstbell.model.setup;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SchoolId;

/** A configuration for tests: one school in UTC that has nothing, served on loopback, until more is said. */
public final class ConfigurationBuilder {
    /** A platform that needs a cache. */
    public static final Platform TESTNAV = new Platform(
            new PlatformId("testnav"),
            "TestNav",
            Platform.CacheRequirement.REQUIRED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of());

    private School school =
            new School(new SchoolId("school"), "School", ZoneOffset.UTC, Map.of(), new School.HelpContact("", ""));
    private ServerSettings server = new ServerSettings("127.0.0.1", 0, List.of(), List.of());
    private PollingSettings polling = PollingSettings.DEFAULT;
    private Inventory inventory = new Inventory(List.of(), List.of(), List.of(), List.of());
    private List<TestSession> sessions = List.of();
    private Map<PlatformId, Platform> platforms = Map.of();
    private List<CheckSpec> checks = List.of();
    private AlertSettings alerts = AlertSettings.NONE;
    private int deviceMetrics;

    private ConfigurationBuilder() {}

    public static ConfigurationBuilder configuration() {
        return new ConfigurationBuilder();
    }

    /** A school that is helped by a tech office. */
    public ConfigurationBuilder school(String id, String name, ZoneId zone) {
        return school(
                new School(new SchoolId(id), name, zone, Map.of(), new School.HelpContact("Tech office", "4021")));
    }

    public ConfigurationBuilder school(School school) {
        this.school = school;
        return this;
    }

    public ConfigurationBuilder server(ServerSettings server) {
        this.server = server;
        return this;
    }

    public ConfigurationBuilder polling(PollingSettings polling) {
        this.polling = polling;
        return this;
    }

    public ConfigurationBuilder inventory(
            Collection<Room> rooms, Collection<Cart> carts, List<Device> devices, List<Service> services) {
        inventory = new Inventory(List.copyOf(rooms), List.copyOf(carts), devices, services);
        return this;
    }

    public ConfigurationBuilder sessions(List<TestSession> sessions) {
        this.sessions = sessions;
        return this;
    }

    public ConfigurationBuilder platforms(Platform... platforms) {
        return platforms(Arrays.stream(platforms).collect(Collectors.toMap(Platform::id, Function.identity())));
    }

    public ConfigurationBuilder platforms(Map<PlatformId, Platform> platforms) {
        this.platforms = platforms;
        return this;
    }

    public ConfigurationBuilder checks(List<CheckSpec> checks) {
        this.checks = checks;
        return this;
    }

    public ConfigurationBuilder alerts(AlertSettings alerts) {
        this.alerts = alerts;
        return this;
    }

    public ConfigurationBuilder deviceMetrics(int series) {
        deviceMetrics = series;
        return this;
    }

    public Configuration build() {
        return new Configuration(
                List.of(school),
                server,
                Path.of("data"),
                polling,
                inventory,
                sessions,
                platforms,
                checks,
                List.of(),
                List.of(),
                alerts,
                deviceMetrics,
                List.of());
    }
}
