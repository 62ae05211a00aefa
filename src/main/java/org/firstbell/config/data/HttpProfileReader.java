package org.firstbell.config.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlValue;
import org.firstbell.model.setup.HttpProfile;

/** Reads an HTTP profile: how a page is asked for, what a good answer is, and which signals it gives. */
public final class HttpProfileReader {
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
    private static final Map<String, HttpProfile.Reduction> REDUCTIONS = Map.of(
            "sum", HttpProfile.Reduction.SUM,
            "min", HttpProfile.Reduction.MIN,
            "max", HttpProfile.Reduction.MAX,
            "count", HttpProfile.Reduction.COUNT);
    private static final Set<String> APP_SIGNALS = Set.of("app.*.version", "app.*.running");

    private HttpProfileReader() {}

    public static Optional<HttpProfile> read(YamlMap map) {
        map.allowOnly(KEYS);
        Set<Integer> statuses = new HashSet<>();
        map.list("statuses").forEach(value -> value.asInteger(100, 599).ifPresent(statuses::add));
        List<HttpProfile.JsonField> fields = new ArrayList<>();
        map.list("fields")
                .forEach(
                        value -> value.asMap().flatMap(HttpProfileReader::field).ifPresent(fields::add));
        List<HttpProfile.MetricMapping> metrics = new ArrayList<>();
        map.list("metrics")
                .forEach(value ->
                        value.asMap().flatMap(HttpProfileReader::metric).ifPresent(metrics::add));
        HttpProfile.BodyFormat format = map.get("format")
                .flatMap(value -> value.oneOf(
                        Map.of("json", HttpProfile.BodyFormat.JSON, "prometheus", HttpProfile.BodyFormat.PROMETHEUS),
                        "a format of bodies"))
                .orElse(HttpProfile.BodyFormat.JSON);
        Optional<String> id = map.requireText("id");
        Optional<String> title = map.requireText("title");
        if (id.isEmpty() || title.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new HttpProfile(
                id.get(),
                title.get(),
                format,
                map.map("request").map(HttpProfileReader::request).orElse(HttpProfile.ProfileRequest.GET),
                statuses.isEmpty() ? Set.of(200) : statuses,
                valueSets(map, "good"),
                texts(map, "begins"),
                map.text("explains"),
                fields,
                metrics,
                map.map("clients").flatMap(HttpProfileReader::table),
                map.map("units").flatMap(HttpProfileReader::table),
                map.map("scopes").flatMap(HttpProfileReader::scopes),
                map.texts("source"),
                map.texts("tried")));
    }

    private static HttpProfile.ProfileRequest request(YamlMap map) {
        map.allowOnly("method", "path", "headers", "body");
        String method = map.get("method")
                .flatMap(value -> value.oneOf(Map.of("GET", "GET", "POST", "POST"), "a way to ask for a page"))
                .orElse("GET");
        return new HttpProfile.ProfileRequest(method, map.text("path"), texts(map, "headers"), map.text("body"));
    }

    private static Map<String, Set<String>> valueSets(YamlMap map, String key) {
        Map<String, Set<String>> sets = new LinkedHashMap<>();
        map.map(key).ifPresent(all -> all.keys().forEach(pointer -> sets.put(pointer, Set.copyOf(all.texts(pointer)))));
        return sets;
    }

    private static Map<String, String> texts(YamlMap map, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.map(key)
                .ifPresent(all -> all.keys().forEach(name -> all.text(name).ifPresent(text -> texts.put(name, text))));
        return texts;
    }

    private static Optional<HttpProfile.JsonField> field(YamlMap map) {
        map.allowOnly("signal", "pointer", "scale", "per", "app", "without");
        return signalName(map)
                .flatMap(name -> map.get("pointer")
                        .or(() -> map.require("pointer"))
                        .flatMap(YamlValue::asPossiblyEmptyText)
                        .map(pointer -> new HttpProfile.JsonField(
                                name, pointer, scale(map), map.text("per"), map.text("app"), map.text("without"))));
    }

    private static Optional<HttpProfile.MetricMapping> metric(YamlMap map) {
        map.allowOnly(
                "signal", "metric", "labels", "reduce", "per", "rate", "invert", "label", "age", "scale", "share",
                "with");
        Map<String, String> labels = texts(map, "labels");
        labels.values().forEach(pattern -> checkPattern(map, pattern));
        List<String> names = map.texts("metric");
        if (names.isEmpty()) {
            map.require("metric");
        }
        return signalName(map)
                .filter(name -> !names.isEmpty())
                .map(name -> new HttpProfile.MetricMapping(
                        name,
                        names,
                        labels,
                        map.get("reduce")
                                .flatMap(value -> value.oneOf(REDUCTIONS, "a way to make one value of several"))
                                .orElse(HttpProfile.Reduction.SUM),
                        map.text("per"),
                        map.get("rate").flatMap(YamlValue::asBoolean).orElse(false),
                        map.get("invert").flatMap(YamlValue::asBoolean).orElse(false),
                        map.text("label"),
                        map.get("age").flatMap(YamlValue::asBoolean).orElse(false),
                        scale(map),
                        map.get("share").flatMap(YamlValue::asBoolean).orElse(false),
                        map.text("with")
                                .filter(with -> map.get("with")
                                        .flatMap(SnmpProfileReader::signalName)
                                        .isPresent())));
    }

    private static void checkPattern(YamlMap map, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException wrong) {
            map.asValue().addProblem("'" + pattern + "' is not a regular expression", wrong.getDescription());
        }
    }

    private static Optional<HttpProfile.JsonTable> table(YamlMap map) {
        map.allowOnly("list", "columns", "only", "up");
        return map.get("list")
                .or(() -> map.require("list"))
                .flatMap(YamlValue::asPossiblyEmptyText)
                .map(list -> new HttpProfile.JsonTable(
                        list, texts(map, "columns"), valueSets(map, "only"), Set.copyOf(map.texts("up"))));
    }

    private static Optional<HttpProfile.ScopeTable> scopes(YamlMap map) {
        map.allowOnly("object", "total", "used", "value");
        Optional<String> total = map.requireText("total");
        Optional<String> used = map.requireText("used");
        total.ifPresent(pattern -> checkPattern(map, pattern));
        used.ifPresent(pattern -> checkPattern(map, pattern));
        return map.requireText("object")
                .flatMap(object -> total.flatMap(all -> used.map(taken -> new HttpProfile.ScopeTable(
                        object, all, taken, map.text("value").orElse("")))));
    }

    private static double scale(YamlMap map) {
        return map.get("scale").flatMap(value -> value.asNumber(-1e15, 1e15)).orElse(1.0);
    }

    private static Optional<String> signalName(YamlMap map) {
        return map.requireText("signal")
                .filter(name -> APP_SIGNALS.contains(name)
                        || map.get("signal")
                                .flatMap(SnmpProfileReader::signalName)
                                .isPresent());
    }
}
