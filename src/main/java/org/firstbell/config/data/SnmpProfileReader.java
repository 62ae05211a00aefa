package org.firstbell.config.data;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.firstbell.config.yaml.SpellingSuggestion;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlValue;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.SnmpProfile;

/**
 * Reads a device profile: {@code id}, {@code title}, {@code match}, {@code questions}. One that {@code extends} another has
 * that one's questions too, but for those it goes {@code without}; a question of the same name puts its scalars and uses in
 * front.
 */
public final class SnmpProfileReader {
    private static final Pattern OID = Pattern.compile("\\d+(\\.\\d+){2,}");
    private static final Pattern ENUM_NUMBER = Pattern.compile("-?\\d{1,9}");
    private static final Map<String, String> QUERY_PACES =
            Map.of("beat", "beat", "controller", "controller", "table", "table", "hourly", "hourly");

    private static final Map<String, DeviceKind> KINDS =
            Arrays.stream(DeviceKind.values()).collect(Collectors.toUnmodifiableMap(DeviceKind::keyword, kind -> kind));
    private static final Set<String> NUMERIC_OPTIONS = Set.of("scale", "least", "most", "offset", "radio");
    private static final Set<String> COLUMN_OPTIONS =
            Set.of("column", "by", "part", "whole", "where", "ssid", "without");

    private SnmpProfileReader() {}

    public static Optional<SnmpProfile> read(YamlMap map, Function<String, Optional<SnmpProfile>> known) {
        map.allowOnly("id", "title", "kind", "source", "tried", "match", "extends", "without", "bulk", "questions");
        Optional<String> id = map.requireText("id");
        Optional<String> title = map.requireText("title");
        SnmpProfile.ProfileMatch match = map.map("match")
                .map(SnmpProfileReader::profileMatch)
                .orElse(new SnmpProfile.ProfileMatch(List.of(), Optional.empty(), Set.of(), Optional.empty(), false));
        List<SnmpProfile.ProfileQuery> questions = new ArrayList<>();
        Optional<YamlValue> extended = map.get("extends");
        List<String> without = texts(map, "without");
        Optional<SnmpProfile> base = extended.flatMap(value -> extendedProfile(value, known));
        base.ifPresent(other -> other.queries().stream()
                .filter(question -> !without.contains(question.name()))
                .forEach(questions::add));
        boolean bulk = map.get("bulk")
                .flatMap(YamlValue::asBoolean)
                .orElse(base.map(SnmpProfile::bulk).orElse(true));
        Optional<YamlValue> own = extended.isPresent() ? map.get("questions") : map.require("questions");
        own.flatMap(YamlValue::asMap).ifPresent(all -> {
            for (String name : all.keys()) {
                all.map(name)
                        .ifPresent(one -> addQuery(
                                profileQuery(name, one), one.get("pace").isPresent(), questions));
            }
        });
        Optional<DeviceKind> kind = map.get("kind").flatMap(value -> value.oneOf(KINDS, "a kind of device"));
        if (questions.stream().filter(SnmpProfile.ProfileQuery::liveness).count() != 1) {
            map.asValue().addProblem("needs exactly one question with life: true", "");
            return Optional.empty();
        }
        return id.flatMap(i -> title.map(
                t -> new SnmpProfile(i, t, kind, texts(map, "source"), texts(map, "tried"), match, bulk, questions)));
    }

    private static List<String> texts(YamlMap map, String key) {
        return map.list(key).stream().flatMap(value -> value.asText().stream()).toList();
    }

    private static Optional<SnmpProfile> extendedProfile(
            YamlValue value, Function<String, Optional<SnmpProfile>> known) {
        Optional<SnmpProfile> base = value.asText().flatMap(known);
        if (base.isEmpty()) {
            value.addProblem("there is no device profile of this name before it", "");
        }
        return base;
    }

    private static void addQuery(
            SnmpProfile.ProfileQuery own, boolean paced, List<SnmpProfile.ProfileQuery> questions) {
        for (int i = 0; i < questions.size(); i++) {
            SnmpProfile.ProfileQuery base = questions.get(i);
            if (base.name().equals(own.name())) {
                Map<String, String> columns = new LinkedHashMap<>(base.columns());
                columns.putAll(own.columns());
                Map<String, String> older = new LinkedHashMap<>(base.olderColumns());
                older.putAll(own.olderColumns());
                questions.set(
                        i,
                        new SnmpProfile.ProfileQuery(
                                own.name(),
                                own.liveness() || base.liveness(),
                                own.sightingsOnly() || base.sightingsOnly(),
                                paced ? own.pace() : base.pace(),
                                concatenated(own.scalars(), base.scalars()),
                                columns,
                                concatenated(own.mappers(), base.mappers()),
                                own.vlans().or(base::vlans),
                                own.timeout().or(base::timeout),
                                older));
                return;
            }
        }
        questions.add(own);
    }

    private static <T> List<T> concatenated(List<T> own, List<T> base) {
        List<T> both = new ArrayList<>(own);
        both.addAll(base);
        return both;
    }

    private static SnmpProfile.ProfileMatch profileMatch(YamlMap map) {
        map.allowOnly("object-ids", "description", "kinds", "asks", "both");
        List<String> kinds = map.list("kinds").stream()
                .flatMap(value -> value
                        .asText()
                        .filter(text -> {
                            boolean known = DeviceKind.of(text).isPresent();
                            if (!known) {
                                value.addProblem("'" + text + "' is not a kind of device", "");
                            }
                            return known;
                        })
                        .stream())
                .toList();
        return new SnmpProfile.ProfileMatch(
                map.list("object-ids").stream().flatMap(v -> oid(v).stream()).toList(),
                map.get("description").flatMap(SnmpProfileReader::pattern),
                Set.copyOf(kinds),
                map.get("asks").flatMap(SnmpProfileReader::oid),
                map.get("both").flatMap(YamlValue::asBoolean).orElse(false));
    }

    private static SnmpProfile.ProfileQuery profileQuery(String name, YamlMap map) {
        map.allowOnly("life", "sights", "pace", "scalars", "columns", "uses", "vlans", "timeout", "older");
        Map<String, String> columns = columns(map, "columns");
        Map<String, String> older = columns(map, "older");
        map.map("older")
                .ifPresent(all -> all.keys().stream()
                        .filter(column -> !columns.containsKey(column))
                        .forEach(column -> all.get(column)
                                .ifPresent(value -> value.addProblem(
                                        "there is no column '" + column + "' that this could stand in for",
                                        SpellingSuggestion.hint(column, columns.keySet())))));
        return new SnmpProfile.ProfileQuery(
                name,
                map.get("life").flatMap(YamlValue::asBoolean).orElse(false),
                map.get("sights").flatMap(YamlValue::asBoolean).orElse(false),
                map.get("pace")
                        .flatMap(value -> value.oneOf(QUERY_PACES, "a pace"))
                        .orElse("beat"),
                map.list("scalars").stream().flatMap(v -> scalar(v).stream()).toList(),
                columns,
                map.list("uses").stream()
                        .flatMap(v -> mapperUse(v, columns.keySet()).stream())
                        .toList(),
                map.get("vlans").flatMap(SnmpProfileReader::oid),
                map.get("timeout").flatMap(value -> value.asDuration(Duration.ofMillis(100), Duration.ofSeconds(60))),
                older);
    }

    private static Map<String, String> columns(YamlMap map, String key) {
        Map<String, String> columns = new LinkedHashMap<>();
        map.map(key)
                .ifPresent(all -> all.keys()
                        .forEach(column -> all.get(column)
                                .flatMap(SnmpProfileReader::oid)
                                .ifPresent(o -> columns.put(column, o))));
        return columns;
    }

    private static Optional<SnmpProfile.ScalarMapping> scalar(YamlValue value) {
        return value.asMap().flatMap(map -> {
            map.allowOnly("signal", "oid", "scale", "least", "most", "pattern", "words", "otherwise");
            Map<Integer, String> words = new LinkedHashMap<>();
            map.map("words")
                    .ifPresent(all -> all.keys()
                            .forEach(number -> all.text(number)
                                    .filter(text -> ENUM_NUMBER.matcher(number).matches())
                                    .ifPresent(text -> words.put(Integer.parseInt(number), text))));
            Optional<String> signal = map.require("signal").flatMap(SnmpProfileReader::signalName);
            Optional<String> oid = map.require("oid").flatMap(SnmpProfileReader::oid);
            return signal.flatMap(s -> oid.map(o -> new SnmpProfile.ScalarMapping(
                    s,
                    o,
                    number(map, "scale", 1),
                    number(map, "least", -1e18),
                    number(map, "most", 1e18),
                    map.get("pattern").flatMap(SnmpProfileReader::pattern),
                    words,
                    map.text("otherwise"))));
        });
    }

    private static double number(YamlMap map, String key, double otherwise) {
        return map.get(key).flatMap(value -> value.asNumber(-1e15, 1e15)).orElse(otherwise);
    }

    private static Optional<SnmpProfile.MapperUse> mapperUse(YamlValue value, Set<String> columns) {
        return value.asMap().flatMap(map -> {
            Map<String, String> options = new LinkedHashMap<>();
            map.keys().stream()
                    .filter(name -> !name.equals("recipe"))
                    .forEach(name -> map.text(name).ifPresent(text -> options.put(name, text)));
            Optional<String> recipe = map.require("recipe").flatMap(SnmpProfileReader::mapperName);
            boolean complete = recipe.isPresent();
            for (String option : recipe.map(SnmpProfile.MAPPERS::get).orElse(Set.of())) {
                complete &= map.require(option).isPresent();
            }
            for (String numeric : NUMERIC_OPTIONS) {
                complete &= map.get(numeric).isEmpty()
                        || map.get(numeric)
                                .flatMap(one -> one.asNumber(-1e15, 1e15))
                                .isPresent();
            }
            for (String naming : COLUMN_OPTIONS) {
                complete &=
                        map.get(naming).map(one -> isKnownColumn(one, columns)).orElse(true);
            }
            complete &= map.get("pattern").isEmpty()
                    || map.get("pattern").flatMap(SnmpProfileReader::pattern).isPresent();
            complete &= map.get("signal").isEmpty()
                    || map.get("signal").flatMap(SnmpProfileReader::signalName).isPresent();
            return complete ? recipe.map(name -> new SnmpProfile.MapperUse(name, options)) : Optional.empty();
        });
    }

    private static Optional<String> mapperName(YamlValue value) {
        return value.asText().filter(text -> {
            boolean known = SnmpProfile.MAPPERS.containsKey(text);
            if (!known) {
                value.addProblem(
                        "'" + text + "' is not a recipe", SpellingSuggestion.hint(text, SnmpProfile.MAPPERS.keySet()));
            }
            return known;
        });
    }

    private static boolean isKnownColumn(YamlValue value, Set<String> columns) {
        return value.asText()
                .filter(text -> {
                    boolean known = columns.contains(text);
                    if (!known) {
                        value.addProblem(
                                "'" + text + "' is not one of the columns", SpellingSuggestion.hint(text, columns));
                    }
                    return known;
                })
                .isPresent();
    }

    static Optional<String> signalName(YamlValue value) {
        return value.asText().filter(text -> {
            boolean known = SignalCatalogue.find(text).isPresent();
            if (!known) {
                value.addProblem(
                        "'" + text + "' is not a signal",
                        SpellingSuggestion.hint(
                                text,
                                SignalCatalogue.all().stream()
                                        .map(SignalCatalogue.SignalDefinition::name)
                                        .toList()));
            }
            return known;
        });
    }

    private static Optional<String> oid(YamlValue value) {
        return value.asText().filter(text -> {
            if (!OID.matcher(text).matches()) {
                value.addProblem("'" + text + "' is not an OID", "write it in digits and dots, without a dot in front");
                return false;
            }
            return true;
        });
    }

    private static Optional<String> pattern(YamlValue value) {
        return value.asText().filter(text -> {
            try {
                Pattern.compile(text);
                return true;
            } catch (PatternSyntaxException wrong) {
                value.addProblem("'" + text + "' is not a regular expression: " + wrong.getDescription(), "");
                return false;
            }
        });
    }
}
