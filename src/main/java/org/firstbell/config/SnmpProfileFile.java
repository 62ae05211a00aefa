package org.firstbell.config;

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
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.SnmpProfile;

/**
 * Reads a device profile: {@code id}, {@code title}, {@code match}, {@code questions}. One that {@code extends} another has
 * that one's questions too, but for those it goes {@code without}; a question of the same name puts its scalars and uses in
 * front.
 */
final class SnmpProfileFile {
    private static final Pattern OID = Pattern.compile("\\d+(\\.\\d+){2,}");
    private static final Pattern WORD_NUMBER = Pattern.compile("-?\\d{1,9}");
    private static final Map<String, String> PACES =
            Map.of("beat", "beat", "controller", "controller", "table", "table", "hourly", "hourly");

    private static final Map<String, DeviceKind> KINDS =
            Arrays.stream(DeviceKind.values()).collect(Collectors.toUnmodifiableMap(DeviceKind::word, kind -> kind));
    private static final Set<String> NUMBERS = Set.of("scale", "least", "most", "offset", "radio");
    private static final Set<String> COLUMNS = Set.of("column", "by", "part", "whole", "where", "ssid", "without");

    private SnmpProfileFile() {}

    static Optional<SnmpProfile> read(YamlMap map, Function<String, Optional<SnmpProfile>> known) {
        map.only("id", "title", "kind", "source", "tried", "match", "extends", "without", "bulk", "questions");
        Optional<String> id = map.needText("id");
        Optional<String> title = map.needText("title");
        SnmpProfile.Match match = map.map("match")
                .map(SnmpProfileFile::match)
                .orElse(new SnmpProfile.Match(List.of(), Optional.empty(), Set.of(), Optional.empty(), false));
        List<SnmpProfile.Question> questions = new ArrayList<>();
        Optional<YamlValue> extended = map.get("extends");
        List<String> without = texts(map, "without");
        Optional<SnmpProfile> base = extended.flatMap(value -> base(value, known));
        base.ifPresent(other -> other.questions().stream()
                .filter(question -> !without.contains(question.name()))
                .forEach(questions::add));
        boolean bulk = map.get("bulk")
                .flatMap(YamlValue::flag)
                .orElse(base.map(SnmpProfile::bulk).orElse(true));
        Optional<YamlValue> own = extended.isPresent() ? map.get("questions") : map.need("questions");
        own.flatMap(YamlValue::map).ifPresent(all -> {
            for (String name : all.names()) {
                all.map(name)
                        .ifPresent(
                                one -> add(question(name, one), one.get("pace").isPresent(), questions));
            }
        });
        Optional<DeviceKind> kind = map.get("kind").flatMap(value -> value.oneOf(KINDS, "a kind of device"));
        if (questions.stream().filter(SnmpProfile.Question::life).count() != 1) {
            map.self().problem("needs exactly one question with life: true", "");
            return Optional.empty();
        }
        return id.flatMap(i -> title.map(
                t -> new SnmpProfile(i, t, kind, texts(map, "source"), texts(map, "tried"), match, bulk, questions)));
    }

    private static List<String> texts(YamlMap map, String key) {
        return map.list(key).stream().flatMap(value -> value.text().stream()).toList();
    }

    private static Optional<SnmpProfile> base(YamlValue value, Function<String, Optional<SnmpProfile>> known) {
        Optional<SnmpProfile> base = value.text().flatMap(known);
        if (base.isEmpty()) {
            value.problem("there is no device profile of this name before it", "");
        }
        return base;
    }

    private static void add(SnmpProfile.Question own, boolean paced, List<SnmpProfile.Question> questions) {
        for (int i = 0; i < questions.size(); i++) {
            SnmpProfile.Question base = questions.get(i);
            if (base.name().equals(own.name())) {
                Map<String, String> columns = new LinkedHashMap<>(base.columns());
                columns.putAll(own.columns());
                Map<String, String> older = new LinkedHashMap<>(base.older());
                older.putAll(own.older());
                questions.set(
                        i,
                        new SnmpProfile.Question(
                                own.name(),
                                own.life() || base.life(),
                                own.sights() || base.sights(),
                                paced ? own.pace() : base.pace(),
                                both(own.scalars(), base.scalars()),
                                columns,
                                both(own.uses(), base.uses()),
                                own.vlans().or(base::vlans),
                                own.timeout().or(base::timeout),
                                older));
                return;
            }
        }
        questions.add(own);
    }

    private static <T> List<T> both(List<T> own, List<T> base) {
        List<T> both = new ArrayList<>(own);
        both.addAll(base);
        return both;
    }

    private static SnmpProfile.Match match(YamlMap map) {
        map.only("object-ids", "description", "kinds", "asks", "both");
        List<String> kinds = map.list("kinds").stream()
                .flatMap(value -> value
                        .text()
                        .filter(text -> {
                            boolean known = DeviceKind.of(text).isPresent();
                            if (!known) {
                                value.problem("'" + text + "' is not a kind of device", "");
                            }
                            return known;
                        })
                        .stream())
                .toList();
        return new SnmpProfile.Match(
                map.list("object-ids").stream().flatMap(v -> oid(v).stream()).toList(),
                map.get("description").flatMap(SnmpProfileFile::pattern),
                Set.copyOf(kinds),
                map.get("asks").flatMap(SnmpProfileFile::oid),
                map.get("both").flatMap(YamlValue::flag).orElse(false));
    }

    private static SnmpProfile.Question question(String name, YamlMap map) {
        map.only("life", "sights", "pace", "scalars", "columns", "uses", "vlans", "timeout", "older");
        Map<String, String> columns = columns(map, "columns");
        Map<String, String> older = columns(map, "older");
        map.map("older")
                .ifPresent(all -> all.names().stream()
                        .filter(column -> !columns.containsKey(column))
                        .forEach(column -> all.get(column)
                                .ifPresent(value -> value.problem(
                                        "there is no column '" + column + "' that this could stand in for",
                                        Suggestion.hint(column, columns.keySet())))));
        return new SnmpProfile.Question(
                name,
                map.get("life").flatMap(YamlValue::flag).orElse(false),
                map.get("sights").flatMap(YamlValue::flag).orElse(false),
                map.get("pace").flatMap(value -> value.oneOf(PACES, "a pace")).orElse("beat"),
                map.list("scalars").stream().flatMap(v -> scalar(v).stream()).toList(),
                columns,
                map.list("uses").stream()
                        .flatMap(v -> use(v, columns.keySet()).stream())
                        .toList(),
                map.get("vlans").flatMap(SnmpProfileFile::oid),
                map.get("timeout").flatMap(value -> value.duration(Duration.ofMillis(100), Duration.ofSeconds(60))),
                older);
    }

    private static Map<String, String> columns(YamlMap map, String key) {
        Map<String, String> columns = new LinkedHashMap<>();
        map.map(key)
                .ifPresent(all -> all.names()
                        .forEach(column ->
                                all.get(column).flatMap(SnmpProfileFile::oid).ifPresent(o -> columns.put(column, o))));
        return columns;
    }

    private static Optional<SnmpProfile.Scalar> scalar(YamlValue value) {
        return value.map().flatMap(map -> {
            map.only("signal", "oid", "scale", "least", "most", "pattern", "words", "otherwise");
            Map<Integer, String> words = new LinkedHashMap<>();
            map.map("words")
                    .ifPresent(all -> all.names()
                            .forEach(number -> all.text(number)
                                    .filter(text -> WORD_NUMBER.matcher(number).matches())
                                    .ifPresent(text -> words.put(Integer.parseInt(number), text))));
            Optional<String> signal = map.need("signal").flatMap(SnmpProfileFile::signal);
            Optional<String> oid = map.need("oid").flatMap(SnmpProfileFile::oid);
            return signal.flatMap(s -> oid.map(o -> new SnmpProfile.Scalar(
                    s,
                    o,
                    number(map, "scale", 1),
                    number(map, "least", -1e18),
                    number(map, "most", 1e18),
                    map.get("pattern").flatMap(SnmpProfileFile::pattern),
                    words,
                    map.text("otherwise"))));
        });
    }

    private static double number(YamlMap map, String key, double otherwise) {
        return map.get(key).flatMap(value -> value.number(-1e15, 1e15)).orElse(otherwise);
    }

    private static Optional<SnmpProfile.Use> use(YamlValue value, Set<String> columns) {
        return value.map().flatMap(map -> {
            Map<String, String> options = new LinkedHashMap<>();
            map.names().stream()
                    .filter(name -> !name.equals("recipe"))
                    .forEach(name -> map.text(name).ifPresent(text -> options.put(name, text)));
            Optional<String> recipe = map.need("recipe").flatMap(SnmpProfileFile::recipe);
            boolean complete = recipe.isPresent();
            for (String option : recipe.map(SnmpProfile.RECIPES::get).orElse(Set.of())) {
                complete &= map.need(option).isPresent();
            }
            for (String numeric : NUMBERS) {
                complete &= map.get(numeric).isEmpty()
                        || map.get(numeric)
                                .flatMap(one -> one.number(-1e15, 1e15))
                                .isPresent();
            }
            for (String naming : COLUMNS) {
                complete &= map.get(naming).map(one -> column(one, columns)).orElse(true);
            }
            complete &= map.get("pattern").isEmpty()
                    || map.get("pattern").flatMap(SnmpProfileFile::pattern).isPresent();
            complete &= map.get("signal").isEmpty()
                    || map.get("signal").flatMap(SnmpProfileFile::signal).isPresent();
            return complete ? recipe.map(name -> new SnmpProfile.Use(name, options)) : Optional.empty();
        });
    }

    private static Optional<String> recipe(YamlValue value) {
        return value.text().filter(text -> {
            boolean known = SnmpProfile.RECIPES.containsKey(text);
            if (!known) {
                value.problem("'" + text + "' is not a recipe", Suggestion.hint(text, SnmpProfile.RECIPES.keySet()));
            }
            return known;
        });
    }

    private static boolean column(YamlValue value, Set<String> columns) {
        return value.text()
                .filter(text -> {
                    boolean known = columns.contains(text);
                    if (!known) {
                        value.problem("'" + text + "' is not one of the columns", Suggestion.hint(text, columns));
                    }
                    return known;
                })
                .isPresent();
    }

    static Optional<String> signal(YamlValue value) {
        return value.text().filter(text -> {
            boolean known = SignalCatalogue.find(text).isPresent();
            if (!known) {
                value.problem(
                        "'" + text + "' is not a signal",
                        Suggestion.hint(
                                text,
                                SignalCatalogue.all().stream()
                                        .map(SignalCatalogue.Definition::name)
                                        .toList()));
            }
            return known;
        });
    }

    private static Optional<String> oid(YamlValue value) {
        return value.text().filter(text -> {
            if (!OID.matcher(text).matches()) {
                value.problem("'" + text + "' is not an OID", "write it in digits and dots, without a dot in front");
                return false;
            }
            return true;
        });
    }

    private static Optional<String> pattern(YamlValue value) {
        return value.text().filter(text -> {
            try {
                Pattern.compile(text);
                return true;
            } catch (PatternSyntaxException wrong) {
                value.problem("'" + text + "' is not a regular expression: " + wrong.getDescription(), "");
                return false;
            }
        });
    }
}
