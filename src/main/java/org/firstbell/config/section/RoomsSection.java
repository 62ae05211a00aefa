package org.firstbell.config.section;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.config.yaml.SpellingSuggestion;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlValue;
import org.firstbell.model.CartId;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SchoolId;
import org.firstbell.model.ServiceId;
import org.firstbell.model.setup.Cart;
import org.firstbell.model.setup.ProbeSpec;
import org.firstbell.model.setup.Room;
import org.firstbell.model.setup.School;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;

/** The sections of rooms, carts and services. */
public final class RoomsSection {
    private static final Map<String, ServiceKind> KINDS = Arrays.stream(ServiceKind.values())
            .collect(Collectors.toUnmodifiableMap(ServiceKind::keyword, kind -> kind));

    /** A service is asked in every way but SNMP. */
    static final Set<String> SERVICE_KEYS = Stream.concat(
                    Stream.of("id", "name", "kind", "platforms", "limits", "every"),
                    ProbeSpecReader.KEYS.stream().filter(key -> !key.equals("snmp")))
            .collect(Collectors.toUnmodifiableSet());

    private final ConfigurationFiles sources;

    public RoomsSection(ConfigurationFiles sources) {
        this.sources = sources;
    }

    public List<Room> rooms(IdRegistry ids, IdRegistry schoolIds, List<School> schools) {
        List<Room> rooms = new ArrayList<>();
        sources.entries("rooms").flatMap(entry -> entry.asMap().stream()).forEach(map -> {
            map.allowOnly("id", "name", "board-name", "columns", "school");
            Optional<String> id = map.requireText("id");
            Optional<SchoolId> school = school(map, schoolIds, schools);
            Optional<Integer> columns = map.get("columns").flatMap(value -> value.asInteger(1, 40));
            id.flatMap(text -> ids.register(text, map.origin(), map.asValue().path(), RoomId::new))
                    .ifPresent(room -> school.ifPresent(of -> rooms.add(new Room(
                            room,
                            of,
                            map.text("name").orElse(room.value()),
                            map.text("board-name"),
                            columns,
                            rooms.size()))));
        });
        return rooms;
    }

    /** The school a thing names, or the only one there is. */
    static Optional<SchoolId> school(YamlMap map, IdRegistry ids, List<School> schools) {
        Optional<YamlValue> named = map.get("school");
        if (named.isPresent()) {
            return named.get()
                    .asText()
                    .filter(text -> ids.requireKnown(
                            text, named.get().origin(), named.get().path()))
                    .map(SchoolId::new);
        }
        if (schools.size() > 1) {
            map.asValue()
                    .addProblem(
                            "lacks 'school'",
                            SpellingSuggestion.hint("", ids.origins().keySet()));
            return Optional.empty();
        }
        return schools.stream().findFirst().map(School::id);
    }

    /** Carts; an entry with a {@code kind} is a device and is left to the devices. */
    public List<Cart> carts(IdRegistry ids, IdRegistry rooms) {
        List<Cart> carts = new ArrayList<>();
        sources.entries("carts")
                .filter(entry -> !isDevice(entry))
                .flatMap(entry -> entry.asMap().stream())
                .forEach(map -> {
                    map.allowOnly("id", "name", "home");
                    Optional<RoomId> home = map.get("home")
                            .flatMap(value -> value.asText()
                                    .filter(text -> rooms.requireKnown(text, value.origin(), value.path())))
                            .map(RoomId::new);
                    map.requireText("id")
                            .flatMap(text -> ids.register(
                                    text, map.origin(), map.asValue().path(), CartId::new))
                            .ifPresent(cart ->
                                    carts.add(new Cart(cart, map.text("name").orElse(cart.value()), home)));
                });
        return carts;
    }

    public static boolean isDevice(YamlValue entry) {
        return entry.isMap()
                && entry.asMap().map(map -> map.get("kind").isPresent()).orElse(false);
    }

    public List<Service> services(IdRegistry ids, ProbeSpecReader probes, Set<String> platforms) {
        List<Service> services = new ArrayList<>();
        sources.entries("services").flatMap(entry -> entry.asMap().stream()).forEach(map -> {
            map.allowOnly(SERVICE_KEYS);
            Optional<ServiceKind> kind = map.require("kind").flatMap(value -> value.oneOf(KINDS, "a kind of service"));
            List<ProbeSpec> specs = probes.read(map, Optional.empty());
            if (specs.isEmpty()
                    && ProbeSpecReader.KEYS.stream()
                            .noneMatch(key -> map.get(key).isPresent())) {
                map.asValue().addProblem("is never asked", "add http: { url: … } or tcp: [\"host:443\"]");
            }
            Set<PlatformId> served = platforms(map, platforms);
            map.requireText("id")
                    .flatMap(text ->
                            ids.register(text, map.origin(), map.asValue().path(), ServiceId::new))
                    .ifPresent(id -> kind.ifPresent(word -> services.add(new Service(
                            id,
                            map.text("name").orElse(id.value()),
                            word,
                            served,
                            specs,
                            DeviceSection.limits(map),
                            map.get("every")
                                    .flatMap(value -> value.asDuration(Duration.ofSeconds(1), Duration.ofDays(1)))))));
        });
        return services;
    }

    private static Set<PlatformId> platforms(YamlMap map, Set<String> known) {
        Set<PlatformId> platforms = new LinkedHashSet<>();
        for (YamlValue value : map.list("platforms")) {
            value.asText().ifPresent(text -> platform(value, text, known).ifPresent(platforms::add));
        }
        return platforms;
    }

    static Optional<PlatformId> platform(YamlValue at, String text, Set<String> known) {
        if (known.contains(text)) {
            return Optional.of(new PlatformId(text));
        }
        at.addProblem("there is no platform '" + text + "'", SpellingSuggestion.hint(text, known));
        return Optional.empty();
    }
}
