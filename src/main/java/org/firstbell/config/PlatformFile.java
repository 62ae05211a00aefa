package org.firstbell.config;

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
import org.firstbell.model.PlatformId;
import org.firstbell.model.Subject;
import org.firstbell.model.VersionNumber;
import org.firstbell.model.setup.Platform;

/**
 * Reads a platform file. What the product acts on ({@code cache}, {@code minimum-app-version}, {@code running},
 * {@code installed}, {@code issuers}) and every further entry of {@code facts} is a fact: {@code value},
 * {@code source}, {@code seen}.
 */
final class PlatformFile {
    private static final Map<String, Platform.CacheNeed> NEEDS =
            Map.of("required", Platform.CacheNeed.REQUIRED, "preferred", Platform.CacheNeed.PREFERRED);

    private final Map<String, Platform.Fact> facts = new LinkedHashMap<>();

    private PlatformFile() {}

    /** The platform of a document; what is wrong is left in its problems. */
    static Optional<Platform> read(YamlMap document) {
        return new PlatformFile().platform(document);
    }

    /** Takes what a configuration says otherwise of platforms: {@code cache}, {@code minimum-app-version}. */
    static void override(YamlValue value, Map<PlatformId, Platform> platforms) {
        List<String> known = platforms.keySet().stream().map(PlatformId::value).toList();
        value.map().ifPresent(all -> {
            for (String name : all.names()) {
                Platform platform = Subject.isId(name) ? platforms.get(new PlatformId(name)) : null;
                if (platform == null) {
                    all.key(name)
                            .ifPresent(key ->
                                    key.problem("there is no platform '" + name + "'", Suggestion.hint(name, known)));
                } else {
                    all.map(name).ifPresent(map -> platforms.put(platform.id(), overridden(platform, map)));
                }
            }
        });
    }

    private static Platform overridden(Platform platform, YamlMap map) {
        map.only("cache", "minimum-app-version");
        Optional<VersionNumber> minimum = map.get("minimum-app-version").flatMap(PlatformFile::version);
        return new Platform(
                platform.id(),
                platform.name(),
                map.get("cache").flatMap(value -> value.oneOf(NEEDS, "a need")).orElse(platform.cache()),
                minimum.isPresent() ? minimum : platform.minimumAppVersion(),
                platform.runningPattern(),
                platform.installedPattern(),
                platform.issuers(),
                platform.facts());
    }

    private Optional<Platform> platform(YamlMap map) {
        map.only("id", "name", "cache", "minimum-app-version", "running", "installed", "issuers", "facts");
        Optional<PlatformId> id = map.need("id").flatMap(PlatformFile::id);
        Optional<String> name = map.needText("name");
        Platform.CacheNeed need =
                fact(map, "cache", value -> value.oneOf(NEEDS, "a need")).orElse(Platform.CacheNeed.PREFERRED);
        Optional<VersionNumber> minimum = fact(map, "minimum-app-version", PlatformFile::version);
        Optional<String> running = fact(map, "running", PlatformFile::pattern);
        Optional<String> installed = fact(map, "installed", PlatformFile::pattern);
        List<String> issuers =
                fact(map, "issuers", value -> Optional.of(texts(value))).orElse(List.of());
        map.map("facts")
                .ifPresent(more -> more.names().forEach(key -> fact(more, key, value -> Optional.of(texts(value)))));
        return id.flatMap(known ->
                name.map(shown -> new Platform(known, shown, need, minimum, running, installed, issuers, facts)));
    }

    private static List<String> texts(YamlValue value) {
        List<String> texts = new ArrayList<>();
        value.list().forEach(one -> one.text().ifPresent(texts::add));
        return texts;
    }

    /** One fact; keeps it with its source and date. */
    private <T> Optional<T> fact(YamlMap in, String key, Function<YamlValue, Optional<T>> read) {
        return in.get(key).flatMap(YamlValue::map).flatMap(map -> {
            map.only("value", "source", "seen");
            Optional<YamlValue> value = map.need("value");
            Optional<String> source = map.needText("source");
            Optional<String> seen = map.need("seen").flatMap(PlatformFile::date);
            value.ifPresent(told -> source.ifPresent(from -> seen.ifPresent(day ->
                    facts.put(key, new Platform.Fact(String.join(", ", texts(told)), from, day)))));
            return value.flatMap(read);
        });
    }

    private static Optional<PlatformId> id(YamlValue value) {
        return value.text().flatMap(text -> {
            if (Subject.isId(text)) {
                return Optional.of(new PlatformId(text));
            }
            value.problem("'" + text + "' is not an id", "letters, digits, dots and dashes");
            return Optional.empty();
        });
    }

    /** A version as people write it; one that holds no number is none. */
    static Optional<VersionNumber> version(YamlValue value) {
        return value.text().flatMap(text -> {
            if (text.length() <= 200 && text.matches(".*\\d.*")) {
                return Optional.of(new VersionNumber(text));
            }
            value.problem("'" + text + "' is not a version", "write it as \"1.11\"");
            return Optional.empty();
        });
    }

    private static Optional<String> pattern(YamlValue value) {
        return value.text().flatMap(text -> {
            try {
                Pattern.compile(text);
                return Optional.of(text);
            } catch (PatternSyntaxException wrong) {
                value.problem("is not a regular expression: " + wrong.getDescription(), "");
                return Optional.empty();
            }
        });
    }

    private static Optional<String> date(YamlValue value) {
        return value.text().flatMap(text -> {
            try {
                return Optional.of(LocalDate.parse(text).toString());
            } catch (DateTimeParseException wrong) {
                value.problem("'" + text + "' is not a date", "write it as 2026-11-23");
                return Optional.empty();
            }
        });
    }
}
