package org.firstbell.config.section;

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
import org.firstbell.config.csv.CsvTable;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.SpellingSuggestion;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlValue;
import org.firstbell.model.CartId;
import org.firstbell.model.DeviceId;
import org.firstbell.model.MacAddress;
import org.firstbell.model.NumericAddress;
import org.firstbell.model.Origin;
import org.firstbell.model.PlatformId;
import org.firstbell.model.RoomId;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.SignalName;
import org.firstbell.model.setup.AssetState;
import org.firstbell.model.setup.Device;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ProbeSpec;

/** Devices out of YAML entries, with their ranges, and out of tables. */
public final class DeviceSection {
    private static final Map<String, DeviceKind> KINDS =
            Arrays.stream(DeviceKind.values()).collect(Collectors.toUnmodifiableMap(DeviceKind::keyword, kind -> kind));
    private static final Map<String, AssetState> STATES = Map.of(
            "in-use", AssetState.IN_USE,
            "repair", AssetState.REPAIR,
            "loaner", AssetState.LOANER,
            "retired", AssetState.RETIRED);
    private static final List<String> RANGE_KEYS = List.of("id", "name", "address", "slot", "mac");
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
                    ProbeSpecReader.KEYS.stream())
            .collect(Collectors.toUnmodifiableSet());

    private final IdRegistry ids;
    private final ProbeSpecReader probes;
    private final ProblemCollector problems;
    private final List<Device> devices = new ArrayList<>();
    private final Map<DeviceId, Origin> origins = new LinkedHashMap<>();
    private final Map<String, Origin> macOrigins = new LinkedHashMap<>();
    private final DeviceReferences references;

    /** The known ids that a device's references are held against. */
    public record DeviceReferences(IdRegistry rooms, IdRegistry carts, Set<String> platforms) {}

    public DeviceSection(
            IdRegistry ids, ProbeSpecReader probes, DeviceReferences references, ProblemCollector problems) {
        this.ids = ids;
        this.probes = probes;
        this.references = references;
        this.problems = problems;
    }

    public List<Device> devices() {
        return devices;
    }

    public Map<DeviceId, Origin> origins() {
        return origins;
    }

    public void read(YamlValue entry) {
        entry.asMap().ifPresent(map -> {
            map.allowOnly(KEYS);
            Optional<DeviceKind> kind = map.require("kind").flatMap(value -> value.oneOf(KINDS, "a kind of device"));
            Map<String, String> texts = new LinkedHashMap<>();
            RANGE_KEYS.forEach(key -> map.text(key).ifPresent(text -> texts.put(key, text)));
            if (map.require("id").isEmpty() || kind.isEmpty()) {
                return;
            }
            SharedDeviceFields common = sharedFields(map, kind.get());
            for (Map<String, String> one : RangeExpansion.expand(texts, map.asValue())) {
                Optional<String> address = Optional.ofNullable(one.get("address"));
                readDevice(map.get("id").orElseThrow(), map, one, common, probes.read(map, address));
            }
        });
    }

    /** What all devices of one entry share. */
    private record SharedDeviceFields(
            DeviceKind kind,
            AssetState state,
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

    private SharedDeviceFields sharedFields(YamlMap map, DeviceKind kind) {
        boolean sights = map.get("sights")
                .flatMap(value -> value.oneOf(Map.of("clients", true), "something that can be sighted from here"))
                .orElse(false);
        return new SharedDeviceFields(
                kind,
                map.get("state")
                        .flatMap(value -> value.oneOf(STATES, "a state"))
                        .orElse(AssetState.IN_USE),
                knownIds(map, "room", references.rooms()).map(RoomId::new).toList(),
                knownIds(map, "cart", references.carts()).map(CartId::new).toList(),
                wellFormedIds(map, "uplink").map(DeviceId::new).toList(),
                wellFormedIds(map, "controller").map(DeviceId::new).findFirst(),
                sights,
                platforms(map),
                map.get("required").flatMap(YamlValue::asBoolean),
                limits(map),
                map.get("every").flatMap(value -> value.asDuration(Duration.ofSeconds(1), Duration.ofDays(1))),
                map.text("asset-tag"),
                map.text("serial"),
                map.text("model"));
    }

    private static Stream<String> knownIds(YamlMap map, String key, IdRegistry ids) {
        return map.list(key).stream()
                .flatMap(value ->
                        value.asText().filter(text -> ids.requireKnown(text, value.origin(), value.path())).stream());
    }

    /** Texts with the shape of an id; whether they name a device is held against all devices later. */
    private static Stream<String> wellFormedIds(YamlMap map, String key) {
        return map.list(key).stream()
                .flatMap(value -> value
                        .asText()
                        .filter(text -> {
                            boolean id = org.firstbell.model.Subject.isId(text);
                            if (!id) {
                                value.addProblem(
                                        "'" + text + "' is not an id", "write the other device's id, not its name");
                            }
                            return id;
                        })
                        .stream());
    }

    private Set<PlatformId> platforms(YamlMap map) {
        Set<PlatformId> platforms = new LinkedHashSet<>();
        for (YamlValue value : map.list("platforms")) {
            value.asText().ifPresent(text -> {
                if (references.platforms().contains(text)) {
                    platforms.add(new PlatformId(text));
                } else {
                    value.addProblem(
                            "there is no platform '" + text + "'",
                            SpellingSuggestion.hint(text, references.platforms()));
                }
            });
        }
        return platforms;
    }

    static Map<SignalName, Double> limits(YamlMap map) {
        Map<SignalName, Double> limits = new LinkedHashMap<>();
        map.map("limits").ifPresent(values -> {
            for (String name : values.keys()) {
                Optional<Double> limit = values.get(name).flatMap(value -> value.asNumber(-1e12, 1e12));
                if (!SignalCatalogue.isLimitName(name)) {
                    values.keyValue(name)
                            .ifPresent(key -> key.addProblem(
                                    "'" + name + "' is not a signal",
                                    SpellingSuggestion.hint(
                                            name,
                                            SignalCatalogue.all().stream()
                                                    .map(SignalCatalogue.SignalDefinition::name)
                                                    .toList())));
                } else {
                    limit.ifPresent(number -> limits.put(new SignalName(name), number));
                }
            }
        });
        return limits;
    }

    private void readDevice(
            YamlValue at, YamlMap map, Map<String, String> texts, SharedDeviceFields common, List<ProbeSpec> specs) {
        String name = texts.getOrDefault("name", texts.getOrDefault("id", ""));
        String address = texts.getOrDefault("address", "");
        if (NumericAddress.looksLikeV4(address) && !NumericAddress.isNumericAddress(address)) {
            map.get("address").orElse(at).addProblem("'" + address + "' is not an IP address", "each part is 0 to 255");
        }
        Optional<MacAddress> mac = Optional.ofNullable(texts.get("mac"))
                .flatMap(text -> mac(
                        text,
                        map.get("mac").orElse(at).origin(),
                        map.get("mac").orElse(at).path()));
        Optional<DeviceId> id = ids.register(
                texts.getOrDefault("id", ""), at.origin(), at.path(), (Function<String, DeviceId>) DeviceId::new);
        id.ifPresent(device -> addDevice(
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

    private void addDevice(Origin origin, Device device) {
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
        Origin first = macOrigins.putIfAbsent(mac.get().value(), origin);
        if (first != null) {
            problems.add(origin, path, "two devices have the MAC address " + mac.get(), "first at " + first);
            return Optional.empty();
        }
        return mac;
    }

    /** A row of {@code devices.csv}. */
    public void read(CsvTable.CsvRow row) {
        Origin at = row.origin();
        Optional<DeviceKind> kind = enumCell(row, "kind", KINDS, "a kind of device");
        AssetState state = enumCell(row, "state", STATES, "a state").orElse(AssetState.IN_USE);
        if (row.cell("kind").isEmpty()) {
            problems.add(at, "kind", "is empty", SpellingSuggestion.hint("", KINDS.keySet()));
        }
        Optional<MacAddress> mac = row.cell("mac").flatMap(text -> mac(text, at, "mac"));
        List<ProbeSpec> specs = new CsvProbeReader(probes, problems).read(row);
        List<RoomId> rooms = row.cellList("room").stream()
                .filter(text -> references.rooms().requireKnown(text, at, "room"))
                .map(RoomId::new)
                .toList();
        List<CartId> carts = row.cellList("cart").stream()
                .filter(text -> references.carts().requireKnown(text, at, "cart"))
                .map(CartId::new)
                .toList();
        List<DeviceId> uplinks = row.cellList("uplink").stream()
                .filter(org.firstbell.model.Subject::isId)
                .map(DeviceId::new)
                .toList();
        Optional<DeviceId> id =
                ids.register(row.cell("id").orElse(""), at, "id", (Function<String, DeviceId>) DeviceId::new);
        if (id.isPresent() && kind.isPresent()) {
            addDevice(
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

    private <T> Optional<T> enumCell(CsvTable.CsvRow row, String column, Map<String, T> words, String what) {
        return row.cell(column).flatMap(text -> {
            if (!words.containsKey(text)) {
                problems.add(
                        row.origin(),
                        column,
                        "'" + text + "' is not " + what,
                        SpellingSuggestion.hint(text, words.keySet()));
            }
            return Optional.ofNullable(words.get(text));
        });
    }
}
