package org.firstbell.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.firstbell.model.CheckId;
import org.firstbell.model.Phase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.Severity;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.Subject;
import org.firstbell.model.Words;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;

/**
 * Reads a file of checks: {@code checks:}, a list. One id may stand several times for different kinds, each with its own
 * words. What the condition says is read later, by the judgement.
 */
final class CheckFile {
    private static final Pattern PLACES = Pattern.compile("\\{[^}]*}");
    private static final int LONGEST_WALL = 44;
    private static final int LONGEST = 200;
    /** What a remedy must not say of a testing device in a live session: answers may be saved on it alone. */
    private static final Pattern FORBIDDEN = Pattern.compile(
            "(?i)\\b(re-?start|re-?boot|swap|close|shut|turn (it )?off|power off|switch (it )?off|sign out|log off)");

    private static final Map<String, Severity> SEVERITIES =
            Arrays.stream(Severity.values()).collect(Collectors.toMap(Severity::word, Function.identity()));
    private static final Map<String, Phase> PHASES =
            Arrays.stream(Phase.values()).collect(Collectors.toMap(Phase::word, Function.identity()));

    private CheckFile() {}

    /** Every check of a document; what is wrong is left in its problems. */
    static List<CheckSpec> read(YamlMap document) {
        document.only("checks");
        List<CheckSpec> checks = new ArrayList<>();
        document.need("checks")
                .ifPresent(list -> list.wholeList()
                        .forEach(entry -> entry.map().flatMap(CheckFile::check).ifPresent(check -> {
                            if (checks.stream().anyMatch(other -> meet(other, check))) {
                                entry.problem(
                                        "check '" + check.id() + "' stands here twice for the same kind",
                                        "one entry for each kind");
                            } else {
                                checks.add(check);
                            }
                        })));
        return checks;
    }

    /** The shipped checks, each id replaced whole where the school has its own. */
    static List<CheckSpec> all(List<YamlMap> shipped, List<YamlMap> own) {
        List<CheckSpec> mine =
                own.stream().flatMap(document -> read(document).stream()).toList();
        Set<CheckId> replaced = mine.stream().map(CheckSpec::id).collect(Collectors.toSet());
        List<CheckSpec> all = new ArrayList<>();
        for (YamlMap document : shipped) {
            read(document).stream()
                    .filter(check -> !replaced.contains(check.id()))
                    .forEach(all::add);
        }
        all.addAll(mine);
        return all;
    }

    private static boolean meet(CheckSpec a, CheckSpec b) {
        return a.id().equals(b.id())
                && (a.kinds().isEmpty()
                        || b.kinds().isEmpty()
                        || a.kinds().stream().anyMatch(b.kinds()::contains));
    }

    private static Optional<CheckSpec> check(YamlMap map) {
        map.only(
                "id",
                "title",
                "kinds",
                "platforms",
                "passes",
                "requires",
                "limits",
                "severity",
                "confirm",
                "message",
                "remedy",
                "source",
                "seen");
        Optional<CheckId> id = map.need("id").flatMap(CheckFile::id);
        Optional<String> title = map.needText("title");
        Set<String> kinds = kinds(map);
        Optional<YamlValue> passes = map.need("passes");
        Optional<String> condition = passes.flatMap(YamlValue::text);
        Optional<Severity> severity = map.need("severity").flatMap(value -> value.oneOf(SEVERITIES, "a severity"));
        Duration confirm = map.get("confirm")
                .flatMap(value -> value.duration(Duration.ZERO, Duration.ofHours(1)))
                .orElse(Duration.ZERO);
        Optional<Words> message = map.need("message").flatMap(CheckFile::words);
        Map<Phase, Words> byPhase = new EnumMap<>(Phase.class);
        Optional<Words> remedy = map.need("remedy").flatMap(value -> remedy(value, byPhase));
        boolean seats = kinds.isEmpty()
                || kinds.stream()
                        .anyMatch(kind ->
                                DeviceKind.of(kind).filter(DeviceKind::seats).isPresent());
        remedy.filter(words -> seats).ifPresent(words -> live(map, byPhase.getOrDefault(Phase.LIVE, words)));
        Map<String, Double> limits = limits(map);
        Set<String> requires = signals(map);
        if (id.isEmpty()
                || title.isEmpty()
                || condition.isEmpty()
                || severity.isEmpty()
                || message.isEmpty()
                || remedy.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CheckSpec(
                id.get(),
                title.get(),
                kinds,
                platforms(map),
                condition.get(),
                limits,
                severity.get(),
                confirm,
                requires,
                message.get(),
                byPhase,
                remedy.get(),
                map.text("source"),
                map.text("seen"),
                passes.get().textOrigin()));
    }

    private static Optional<CheckId> id(YamlValue value) {
        return value.text().flatMap(text -> {
            if (Subject.isId(text)) {
                return Optional.of(new CheckId(text));
            }
            value.problem("'" + text + "' is not an id", "letters, digits, dots and dashes");
            return Optional.empty();
        });
    }

    private static Set<String> kinds(YamlMap map) {
        Set<String> known = new LinkedHashSet<>();
        Arrays.stream(DeviceKind.values()).map(DeviceKind::word).forEach(known::add);
        Arrays.stream(ServiceKind.values()).map(ServiceKind::word).forEach(known::add);
        Set<String> kinds = new LinkedHashSet<>();
        for (YamlValue value : map.list("kinds")) {
            value.text().ifPresent(word -> {
                if (!known.contains(word)) {
                    value.problem("'" + word + "' is not a kind of device or service", Suggestion.hint(word, known));
                }
                kinds.add(word);
            });
        }
        return kinds;
    }

    private static Set<PlatformId> platforms(YamlMap map) {
        Set<PlatformId> platforms = new LinkedHashSet<>();
        for (YamlValue value : map.list("platforms")) {
            value.text().ifPresent(word -> {
                if (Subject.isId(word)) {
                    platforms.add(new PlatformId(word));
                } else {
                    value.problem("'" + word + "' is not a platform's id", "");
                }
            });
        }
        return platforms;
    }

    private static Set<String> signals(YamlMap map) {
        Set<String> signals = new LinkedHashSet<>();
        for (YamlValue value : map.list("requires")) {
            value.text().ifPresent(name -> {
                if (SignalCatalogue.find(name).isPresent()) {
                    signals.add(name);
                } else {
                    value.problem("'" + name + "' is not a signal", Suggestion.hint(name, known()));
                }
            });
        }
        return signals;
    }

    private static List<String> known() {
        return SignalCatalogue.all().stream()
                .map(SignalCatalogue.Definition::name)
                .toList();
    }

    private static Map<String, Double> limits(YamlMap map) {
        Map<String, Double> limits = new LinkedHashMap<>();
        map.map("limits").ifPresent(values -> {
            for (String name : values.names()) {
                Optional<Double> number = values.get(name).flatMap(value -> value.number(-1e15, 1e15));
                if (SignalCatalogue.isLimit(name)) {
                    number.ifPresent(limit -> limits.put(name, limit));
                } else {
                    values.key(name)
                            .ifPresent(key -> key.problem(
                                    "'" + name + "' is not a limit's name",
                                    "a signal's name, or that with .advisory or .blocking behind it"));
                }
            }
        });
        return limits;
    }

    /** One text for both lengths, or {@code wall} and {@code full}. */
    private static Optional<Words> words(YamlValue value) {
        if (!value.isMap()) {
            return value.text().map(text -> sized(value, new Words(text, text)));
        }
        return value.map().flatMap(map -> {
            map.only("wall", "full");
            return both(map);
        });
    }

    private static Optional<Words> both(YamlMap map) {
        Optional<String> wall = map.needText("wall");
        Optional<String> full = map.needText("full");
        return wall.flatMap(shorter -> full.map(longer -> sized(map.self(), new Words(shorter, longer))));
    }

    private static Words sized(YamlValue at, Words words) {
        int wall = PLACES.matcher(words.wall()).replaceAll("").length();
        int full = PLACES.matcher(words.full()).replaceAll("").length();
        if (wall > LONGEST_WALL) {
            at.problem("has " + wall + " characters where walls show 44", "give wall: and full: apart");
        }
        if (full > LONGEST) {
            at.problem("has " + full + " characters where pages and mails show 200", "say it shorter");
        }
        return words;
    }

    private static Optional<Words> remedy(YamlValue value, Map<Phase, Words> byPhase) {
        if (!value.isMap()) {
            return words(value);
        }
        return value.map().flatMap(map -> {
            Set<String> allowed = new LinkedHashSet<>(PHASES.keySet());
            allowed.add("wall");
            allowed.add("full");
            map.only(allowed);
            PHASES.forEach((word, phase) ->
                    map.get(word).flatMap(CheckFile::words).ifPresent(words -> byPhase.put(phase, words)));
            return both(map);
        });
    }

    private static void live(YamlMap map, Words words) {
        if (FORBIDDEN.matcher(words.wall() + " " + words.full()).find()) {
            map.get("remedy")
                    .ifPresent(value -> value.problem(
                            "in a live session nobody may be told to restart, swap or close a testing device",
                            "add live: { wall: …, full: … } that points to the test manual"));
        }
    }
}
