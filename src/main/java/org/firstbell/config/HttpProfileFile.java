package org.firstbell.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.firstbell.model.setup.HttpProfile;

/** Reads an HTTP profile: how a page is asked for, what a good answer is, and which signals it gives. */
final class HttpProfileFile {
    private static final Set<String> KEYS = Set.of(
            "id",
            "title",
            "format",
            "request",
            "statuses",
            "good",
            "begins",
            "explains",
            "fields",
            "metrics",
            "clients",
            "units",
            "scopes",
            "source",
            "tried");
    private static final Map<String, HttpProfile.Reduce> REDUCE = Map.of(
            "sum", HttpProfile.Reduce.SUM,
            "min", HttpProfile.Reduce.MIN,
            "max", HttpProfile.Reduce.MAX,
            "count", HttpProfile.Reduce.COUNT);
    private static final Set<String> APP_SIGNALS = Set.of("app.*.version", "app.*.running");

    private HttpProfileFile() {}

    static Optional<HttpProfile> read(YamlMap map) {
        map.only(KEYS);
        Set<Integer> statuses = new HashSet<>();
        map.list("statuses").forEach(value -> value.whole(100, 599).ifPresent(statuses::add));
        List<HttpProfile.Field> fields = new ArrayList<>();
        map.list("fields")
                .forEach(value -> value.map().flatMap(HttpProfileFile::field).ifPresent(fields::add));
        List<HttpProfile.Metric> metrics = new ArrayList<>();
        map.list("metrics")
                .forEach(value -> value.map().flatMap(HttpProfileFile::metric).ifPresent(metrics::add));
        HttpProfile.Format format = map.get("format")
                .flatMap(value -> value.oneOf(
                        Map.of("json", HttpProfile.Format.JSON, "prometheus", HttpProfile.Format.PROMETHEUS),
                        "a format of bodies"))
                .orElse(HttpProfile.Format.JSON);
        Optional<String> id = map.needText("id");
        Optional<String> title = map.needText("title");
        if (id.isEmpty() || title.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new HttpProfile(
                id.get(),
                title.get(),
                format,
                map.map("request").map(HttpProfileFile::request).orElse(HttpProfile.Request.GET),
                statuses.isEmpty() ? Set.of(200) : statuses,
                sets(map, "good"),
                texts(map, "begins"),
                map.text("explains"),
                fields,
                metrics,
                map.map("clients").flatMap(HttpProfileFile::table),
                map.map("units").flatMap(HttpProfileFile::table),
                map.map("scopes").flatMap(HttpProfileFile::scopes),
                map.texts("source"),
                map.texts("tried")));
    }

    private static HttpProfile.Request request(YamlMap map) {
        map.only("method", "path", "headers", "body");
        String method = map.get("method")
                .flatMap(value -> value.oneOf(Map.of("GET", "GET", "POST", "POST"), "a way to ask for a page"))
                .orElse("GET");
        return new HttpProfile.Request(method, map.text("path"), texts(map, "headers"), map.text("body"));
    }

    private static Map<String, Set<String>> sets(YamlMap map, String key) {
        Map<String, Set<String>> sets = new LinkedHashMap<>();
        map.map(key)
                .ifPresent(all -> all.names().forEach(pointer -> sets.put(pointer, Set.copyOf(all.texts(pointer)))));
        return sets;
    }

    private static Map<String, String> texts(YamlMap map, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.map(key)
                .ifPresent(all -> all.names().forEach(name -> all.text(name).ifPresent(text -> texts.put(name, text))));
        return texts;
    }

    private static Optional<HttpProfile.Field> field(YamlMap map) {
        map.only("signal", "pointer", "scale", "per", "app", "without");
        return signal(map)
                .flatMap(name -> map.get("pointer")
                        .or(() -> map.need("pointer"))
                        .flatMap(YamlValue::raw)
                        .map(pointer -> new HttpProfile.Field(
                                name, pointer, scale(map), map.text("per"), map.text("app"), map.text("without"))));
    }

    private static Optional<HttpProfile.Metric> metric(YamlMap map) {
        map.only(
                "signal", "metric", "labels", "reduce", "per", "rate", "invert", "label", "age", "scale", "share",
                "with");
        Map<String, String> labels = texts(map, "labels");
        labels.values().forEach(pattern -> compiled(map, pattern));
        List<String> names = map.texts("metric");
        if (names.isEmpty()) {
            map.need("metric");
        }
        return signal(map)
                .filter(name -> !names.isEmpty())
                .map(name -> new HttpProfile.Metric(
                        name,
                        names,
                        labels,
                        map.get("reduce")
                                .flatMap(value -> value.oneOf(REDUCE, "a way to make one value of several"))
                                .orElse(HttpProfile.Reduce.SUM),
                        map.text("per"),
                        map.get("rate").flatMap(YamlValue::flag).orElse(false),
                        map.get("invert").flatMap(YamlValue::flag).orElse(false),
                        map.text("label"),
                        map.get("age").flatMap(YamlValue::flag).orElse(false),
                        scale(map),
                        map.get("share").flatMap(YamlValue::flag).orElse(false),
                        map.text("with")
                                .filter(with -> map.get("with")
                                        .flatMap(SnmpProfileFile::signal)
                                        .isPresent())));
    }

    private static void compiled(YamlMap map, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            map.self().problem("'" + pattern + "' is not a regular expression", wrong.getDescription());
        }
    }

    private static Optional<HttpProfile.Table> table(YamlMap map) {
        map.only("list", "columns", "only", "up");
        return map.get("list")
                .or(() -> map.need("list"))
                .flatMap(YamlValue::raw)
                .map(list -> new HttpProfile.Table(
                        list, texts(map, "columns"), sets(map, "only"), Set.copyOf(map.texts("up"))));
    }

    private static Optional<HttpProfile.Scopes> scopes(YamlMap map) {
        map.only("object", "total", "used", "value");
        Optional<String> total = map.needText("total");
        Optional<String> used = map.needText("used");
        total.ifPresent(pattern -> compiled(map, pattern));
        used.ifPresent(pattern -> compiled(map, pattern));
        return map.needText("object")
                .flatMap(object -> total.flatMap(all -> used.map(taken -> new HttpProfile.Scopes(
                        object, all, taken, map.text("value").orElse("")))));
    }

    private static double scale(YamlMap map) {
        return map.get("scale").flatMap(value -> value.number(-1e15, 1e15)).orElse(1.0);
    }

    private static Optional<String> signal(YamlMap map) {
        return map.needText("signal")
                .filter(name -> APP_SIGNALS.contains(name)
                        || map.get("signal").flatMap(SnmpProfileFile::signal).isPresent());
    }
}
