package org.firstbell.config.data;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.firstbell.config.yaml.SpellingSuggestion;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlValue;
import org.firstbell.model.PlatformId;
import org.firstbell.model.Subject;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.setup.Platform;

/**
 * A reader of platform files, shipped or of the school. What the product acts on ({@code cache}, {@code
 * minimum-app-version}, {@code running}, {@code installed}, {@code issuers}) and every further entry of {@code facts}
 * is a fact: {@code value}, {@code source}, {@code seen}.
 */
public final class PlatformFileReader {
    private static final Map<String, Platform.CacheRequirement> CACHE_REQUIREMENTS =
            Map.of("required", Platform.CacheRequirement.REQUIRED, "preferred", Platform.CacheRequirement.PREFERRED);

    private final Map<String, Platform.PlatformFact> facts = new LinkedHashMap<>();

    private PlatformFileReader() {}

    /** The platform of a document; what is wrong is left in its problems. */
    public static Optional<Platform> read(YamlMap document) {
        return new PlatformFileReader().platform(document);
    }

    /** Takes what a configuration says otherwise of platforms: {@code cache}, {@code minimum-app-version}. */
    public static void applyOverrides(YamlValue value, Map<PlatformId, Platform> platforms) {
        List<String> known = platforms.keySet().stream().map(PlatformId::value).toList();
        value.asMap().ifPresent(all -> {
            for (String name : all.keys()) {
                Platform platform = Subject.isId(name) ? platforms.get(new PlatformId(name)) : null;
                if (platform == null) {
                    all.keyValue(name)
                            .ifPresent(key -> key.addProblem(
                                    "there is no platform '" + name + "'", SpellingSuggestion.hint(name, known)));
                } else {
                    all.map(name).ifPresent(map -> platforms.put(platform.id(), withOverrides(platform, map)));
                }
            }
        });
    }

    private static Platform withOverrides(Platform platform, YamlMap map) {
        map.allowOnly("cache", "minimum-app-version");
        Optional<VersionNumber> minimum = map.get("minimum-app-version").flatMap(PlatformFileReader::version);
        return new Platform(
                platform.id(),
                platform.name(),
                map.get("cache")
                        .flatMap(value -> value.oneOf(CACHE_REQUIREMENTS, "a need"))
                        .orElse(platform.cacheRequirement()),
                minimum.isPresent() ? minimum : platform.minimumAppVersion(),
                platform.runningPattern(),
                platform.installedPattern(),
                platform.issuers(),
                platform.facts());
    }

    private Optional<Platform> platform(YamlMap map) {
        map.allowOnly("id", "name", "cache", "minimum-app-version", "running", "installed", "issuers", "facts");
        Optional<PlatformId> id = map.require("id").flatMap(PlatformFileReader::id);
        Optional<String> name = map.requireText("name");
        Platform.CacheRequirement need = fact(map, "cache", value -> value.oneOf(CACHE_REQUIREMENTS, "a need"))
                .orElse(Platform.CacheRequirement.PREFERRED);
        Optional<VersionNumber> minimum = fact(map, "minimum-app-version", PlatformFileReader::version);
        Optional<String> running = fact(map, "running", PlatformFileReader::pattern);
        Optional<String> installed = fact(map, "installed", PlatformFileReader::pattern);
        List<String> issuers =
                fact(map, "issuers", value -> Optional.of(texts(value))).orElse(List.of());
        map.map("facts")
                .ifPresent(more -> more.keys().forEach(key -> fact(more, key, value -> Optional.of(texts(value)))));
        return id.flatMap(known ->
                name.map(shown -> new Platform(known, shown, need, minimum, running, installed, issuers, facts)));
    }

    private static List<String> texts(YamlValue value) {
        List<String> texts = new ArrayList<>();
        value.asList().forEach(one -> one.asText().ifPresent(texts::add));
        return texts;
    }

    /** One fact; keeps it with its source and date. */
    private <T> Optional<T> fact(YamlMap in, String key, Function<YamlValue, Optional<T>> read) {
        return in.get(key).flatMap(YamlValue::asMap).flatMap(map -> {
            map.allowOnly("value", "source", "seen");
            Optional<YamlValue> value = map.require("value");
            Optional<String> source = map.requireText("source");
            Optional<String> seen = map.require("seen").flatMap(PlatformFileReader::date);
            value.ifPresent(told -> source.ifPresent(from -> seen.ifPresent(day ->
                    facts.put(key, new Platform.PlatformFact(String.join(", ", texts(told)), from, day)))));
            return value.flatMap(read);
        });
    }

    private static Optional<PlatformId> id(YamlValue value) {
        return value.asText().flatMap(text -> {
            if (Subject.isId(text)) {
                return Optional.of(new PlatformId(text));
            }
            value.addProblem("'" + text + "' is not an id", "letters, digits, dots and dashes");
            return Optional.empty();
        });
    }

    /** A version as people write it; one that holds no number is none. */
    static Optional<VersionNumber> version(YamlValue value) {
        return value.asText().flatMap(text -> {
            if (text.length() <= 200 && text.matches(".*\\d.*")) {
                return Optional.of(new VersionNumber(text));
            }
            value.addProblem("'" + text + "' is not a version", "write it as \"1.11\"");
            return Optional.empty();
        });
    }

    private static Optional<String> pattern(YamlValue value) {
        return value.asText().flatMap(text -> {
            try {
                Pattern.compile(text);
                return Optional.of(text);
            } catch (PatternSyntaxException wrong) {
                value.addProblem("is not a regular expression: " + wrong.getDescription(), "");
                return Optional.empty();
            }
        });
    }

    private static Optional<String> date(YamlValue value) {
        return value.asText().flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text).toString());
            } catch (DateTimeParseException wrong) {
                value.addProblem("'" + text + "' is not a date", "write it as 2026-11-23");
                return Optional.empty();
            }
        });
    }
}
