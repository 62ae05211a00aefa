package org.firstbell.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.NumericAddress;
import org.firstbell.model.Origin;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.DeviceState;
import org.firstbell.model.setup.ProbeSpec;

/** Devices out of YAML entries, with their ranges, and out of tables. */
final class DeviceSection {
    private static final Map<String, DeviceKind> KINDS =
            Arrays.stream(DeviceKind.values()).collect(Collectors.toUnmodifiableMap(DeviceKind::word, kind -> kind));
    private static final Map<String, DeviceState> STATES = Map.of(
            "in-use", DeviceState.IN_USE,
            "repair", DeviceState.REPAIR,
            "loaner", DeviceState.LOANER,
            "retired", DeviceState.RETIRED);
    private static final List<String> EXPANDED = List.of("id", "name", "address", "slot", "mac");
    static final Set<String> KEYS = Stream.concat(
                    Stream.of(
                            "id",
                            "name",
                            "kind",
                            "state",
                            "room",
                            "cart",
                            "slot",
                            "address",
                            "mac",
                            "uplink",
                            "controller",
                            "sights",
                            "platforms",
                            "required",
                            "limits",
                            "every",
                            "asset-tag",
                            "serial",
                            "model"),
                    ProbeReader.KEYS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final Ids ids;
    private final ProbeReader probes;
    private final Problems problems;
    private final List<Device> devices = new ArrayList<>();
    private final Map<DeviceId, Origin> origins = new LinkedHashMap<>();
    private final Map<String, Origin> macs = new LinkedHashMap<>();
    private final References references;

    /** The known ids that a device's references are held against. */
    record References(Ids rooms, Ids carts, Set<String> platforms) {}

    DeviceSection(Ids ids, ProbeReader probes, References references, Problems problems) {
        this.ids = ids;
        this.probes = probes;
        this.references = references;
        this.problems = problems;
    }

    List<Device> devices() {
        return devices;
    }

    Map<DeviceId, Origin> origins() {
        return origins;
    }

    void read(YamlValue entry) {
        entry.map().ifPresent(map -> {
            map.only(KEYS);
            Optional<DeviceKind> kind = map.need("kind").flatMap(value -> value.oneOf(KINDS, "a kind of device"));
            Map<String, String> texts = new LinkedHashMap<>();
            EXPANDED.forEach(key -> map.text(key).ifPresent(text -> texts.put(key, text)));
            if (map.need("id").isEmpty() || kind.isEmpty()) {
                return;
            }
            Common common = common(map, kind.get());
            for (Map<String, String> one : Expansion.of(texts, map.self())) {
                Optional<String> address = Optional.ofNullable(one.get("address"));
                add(map.get("id").orElseThrow(), map, one, common, probes.read(map, address));
            }
        });
    }

    /** What all devices of one entry share. */
    private record Common(
            DeviceKind kind,
            DeviceState state,
            List<RoomId> rooms,
            List<CartId> carts,
            List<DeviceId> uplinks,
            Optional<DeviceId> controller,
            boolean sights,
            Set<PlatformId> platforms,
            Optional<Boolean> required,
            Map<SignalName, Double> limits,
            Optional<Duration> every,
            Optional<String> assetTag,
            Optional<String> serial,
            Optional<String> model) {}

    private Common common(YamlMap map, DeviceKind kind) {
        boolean sights = map.get("sights")
                .flatMap(value -> value.oneOf(Map.of("clients", true), "something that can be sighted from here"))
                .orElse(false);
        return new Common(
                kind,
                map.get("state")
                        .flatMap(value -> value.oneOf(STATES, "a state"))
                        .orElse(DeviceState.IN_USE),
                known(map, "room", references.rooms()).map(RoomId::new).toList(),
                known(map, "cart", references.carts()).map(CartId::new).toList(),
                shaped(map, "uplink").map(DeviceId::new).toList(),
                shaped(map, "controller").map(DeviceId::new).findFirst(),
                sights,
                platforms(map),
                map.get("required").flatMap(YamlValue::flag),
                limits(map),
                map.get("every").flatMap(value -> value.duration(Duration.ofSeconds(1), Duration.ofDays(1))),
                map.text("asset-tag"),
                map.text("serial"),
                map.text("model"));
    }

    private static Stream<String> known(YamlMap map, String key, Ids ids) {
        return map.list(key).stream()
                .flatMap(value -> value.text().filter(text -> ids.known(text, value.origin(), value.path())).stream());
    }

    /** Texts with the shape of an id; whether they name a device is held against all devices later. */
    private static Stream<String> shaped(YamlMap map, String key) {
        return map.list(key).stream()
                .flatMap(value -> value
                        .text()
                        .filter(text -> {
                            boolean id = org.firstbell.model.Subject.isId(text);
                            if (!id) {
                                value.problem(
                                        "'" + text + "' is not an id", "write the other device's id, not its name");
                            }
                            return id;
                        })
                        .stream());
    }

    private Set<PlatformId> platforms(YamlMap map) {
        Set<PlatformId> platforms = new LinkedHashSet<>();
        for (YamlValue value : map.list("platforms")) {
            value.text().ifPresent(text -> {
                if (references.platforms().contains(text)) {
                    platforms.add(new PlatformId(text));
                } else {
                    value.problem("there is no platform '" + text + "'", Suggestion.hint(text, references.platforms()));
                }
            });
        }
        return platforms;
    }

    static Map<SignalName, Double> limits(YamlMap map) {
        Map<SignalName, Double> limits = new LinkedHashMap<>();
        map.map("limits").ifPresent(values -> {
            for (String name : values.names()) {
                Optional<Double> limit = values.get(name).flatMap(value -> value.number(-1e12, 1e12));
                if (!SignalCatalogue.isLimit(name)) {
                    values.key(name)
                            .ifPresent(key -> key.problem(
                                    "'" + name + "' is not a signal",
                                    Suggestion.hint(
                                            name,
                                            SignalCatalogue.all().stream()
                                                    .map(SignalCatalogue.Definition::name)
                                                    .toList())));
                } else {
                    limit.ifPresent(number -> limits.put(new SignalName(name), number));
                }
            }
        });
        return limits;
    }

    private void add(YamlValue at, YamlMap map, Map<String, String> texts, Common common, List<ProbeSpec> specs) {
        String name = texts.getOrDefault("name", texts.getOrDefault("id", ""));
        String address = texts.getOrDefault("address", "");
        if (NumericAddress.isMeantAsV4(address) && !NumericAddress.is(address)) {
            map.get("address").orElse(at).problem("'" + address + "' is not an IP address", "each part is 0 to 255");
        }
        Optional<MacAddress> mac = Optional.ofNullable(texts.get("mac"))
                .flatMap(text -> mac(
                        text,
                        map.get("mac").orElse(at).origin(),
                        map.get("mac").orElse(at).path()));
        Optional<DeviceId> id = ids.add(
                texts.getOrDefault("id", ""), at.origin(), at.path(), (Function<String, DeviceId>) DeviceId::new);
        id.ifPresent(device -> keep(
                at.origin(),
                new Device(
                        device,
                        name,
                        common.kind(),
                        common.state(),
                        common.rooms(),
                        common.carts(),
                        Optional.ofNullable(texts.get("slot")),
                        Optional.ofNullable(texts.get("address")),
                        mac,
                        common.uplinks(),
                        common.controller(),
                        common.sights(),
                        specs,
                        common.platforms(),
                        common.required(),
                        common.limits(),
                        common.every(),
                        common.assetTag(),
                        common.serial(),
                        common.model())));
    }

    private void keep(Origin origin, Device device) {
        devices.add(device);
        origins.put(device.id(), origin);
    }

    private Optional<MacAddress> mac(String text, Origin origin, String path) {
        Optional<MacAddress> mac = MacAddress.parse(text);
        if (mac.isEmpty()) {
            problems.add(
                    origin, path, "'" + text + "' is not a MAC address", "write it as six pairs: 00:00:5e:00:53:01");
            return mac;
        }
        Origin first = macs.putIfAbsent(mac.get().value(), origin);
        if (first != null) {
            problems.add(origin, path, "two devices have the MAC address " + mac.get(), "first at " + first);
            return Optional.empty();
        }
        return mac;
    }

    /** A row of {@code devices.csv}. */
    void read(CsvTable.Row row) {
        Origin at = row.origin();
        Optional<DeviceKind> kind = word(row, "kind", KINDS, "a kind of device");
        DeviceState state = word(row, "state", STATES, "a state").orElse(DeviceState.IN_USE);
        if (row.cell("kind").isEmpty()) {
            problems.add(at, "kind", "is empty", Suggestion.hint("", KINDS.keySet()));
        }
        Optional<MacAddress> mac = row.cell("mac").flatMap(text -> mac(text, at, "mac"));
        List<ProbeSpec> specs = new CsvProbe(probes, problems).read(row);
        List<RoomId> rooms = row.several("room").stream()
                .filter(text -> references.rooms().known(text, at, "room"))
                .map(RoomId::new)
                .toList();
        List<CartId> carts = row.several("cart").stream()
                .filter(text -> references.carts().known(text, at, "cart"))
                .map(CartId::new)
                .toList();
        List<DeviceId> uplinks = row.several("uplink").stream()
                .filter(org.firstbell.model.Subject::isId)
                .map(DeviceId::new)
                .toList();
        Optional<DeviceId> id =
                ids.add(row.cell("id").orElse(""), at, "id", (Function<String, DeviceId>) DeviceId::new);
        if (id.isPresent() && kind.isPresent()) {
            keep(
                    at,
                    new Device(
                            id.get(),
                            row.cell("name").orElse(id.get().value()),
                            kind.get(),
                            state,
                            rooms,
                            carts,
                            row.cell("slot"),
                            row.cell("address"),
                            mac,
                            uplinks,
                            Optional.empty(),
                            false,
                            specs,
                            Set.of(),
                            Optional.empty(),
                            Map.of(),
                            Optional.empty(),
                            row.cell("asset-tag"),
                            row.cell("serial"),
                            row.cell("model")));
        }
    }

    private <T> Optional<T> word(CsvTable.Row row, String column, Map<String, T> words, String what) {
        return row.cell(column).flatMap(text -> {
            if (!words.containsKey(text)) {
                problems.add(
                        row.origin(), column, "'" + text + "' is not " + what, Suggestion.hint(text, words.keySet()));
            }
            return Optional.ofNullable(words.get(text));
        });
    }
}
