package org.firstbell.config.data;

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
import org.firstbell.config.yaml.SpellingSuggestion;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlValue;
import org.firstbell.model.CheckId;
import org.firstbell.model.Phrase;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SignalCatalogue;
import org.firstbell.model.Subject;
import org.firstbell.model.setup.CheckSpec;
import org.firstbell.model.setup.DeviceKind;
import org.firstbell.model.setup.ServiceKind;
import org.firstbell.model.status.SessionPhase;
import org.firstbell.model.status.Severity;

/**
 * Reads a file of checks: {@code checks:}, a list. One id may stand several times for different kinds, each with its own
 * words. What the condition says is read later, by the judgement.
 */
public final class CheckFileReader {
    private static final Pattern PLACEHOLDERS = Pattern.compile("\\{[^}]*}");
    private static final int MAX_WALL_LENGTH = 44;
    private static final int MAX_LENGTH = 200;
    /** What a remedy must not say of a testing device in a live session: answers may be saved on it alone. */
    private static final Pattern FORBIDDEN_REMEDIES = Pattern.compile(
            "(?i)\\b(re-?start|re-?boot|swap|close|shut|turn (it )?off|power off|switch (it )?off|sign out|log off)");

    private static final Map<String, Severity> SEVERITIES =
            Arrays.stream(Severity.values()).collect(Collectors.toMap(Severity::keyword, Function.identity()));
    private static final Map<String, SessionPhase> PHASES =
            Arrays.stream(SessionPhase.values()).collect(Collectors.toMap(SessionPhase::keyword, Function.identity()));

    private CheckFileReader() {}

    /** Every check of a document; what is wrong is left in its problems. */
    static List<CheckSpec> read(YamlMap document) {
        document.allowOnly("checks");
        List<CheckSpec> checks = new ArrayList<>();
        document.require("checks")
                .ifPresent(list -> list.asStrictList()
                        .forEach(entry -> entry.asMap()
                                .flatMap(CheckFileReader::checkSpec)
                                .ifPresent(check -> {
                                    if (checks.stream().anyMatch(other -> sharesKinds(other, check))) {
                                        entry.addProblem(
                                                "check '" + check.id() + "' stands here twice for the same kind",
                                                "one entry for each kind");
                                    } else {
                                        checks.add(check);
                                    }
                                })));
        return checks;
    }

    /** The shipped checks, each id replaced whole where the school has its own. */
    public static List<CheckSpec> merge(List<YamlMap> shipped, List<YamlMap> own) {
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

    private static boolean sharesKinds(CheckSpec a, CheckSpec b) {
        return a.id().equals(b.id())
                && (a.kinds().isEmpty()
                        || b.kinds().isEmpty()
                        || a.kinds().stream().anyMatch(b.kinds()::contains));
    }

    private static Optional<CheckSpec> checkSpec(YamlMap map) {
        map.allowOnly(
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
                "unknown",
                "remedy",
                "source",
                "seen");
        Optional<CheckId> id = map.require("id").flatMap(CheckFileReader::id);
        Optional<String> title = map.requireText("title");
        Set<String> kinds = kinds(map);
        Optional<YamlValue> passes = map.require("passes");
        Optional<String> condition = passes.flatMap(YamlValue::asText);
        Optional<Severity> severity = map.require("severity").flatMap(value -> value.oneOf(SEVERITIES, "a severity"));
        Duration confirm = map.get("confirm")
                .flatMap(value -> value.asDuration(Duration.ZERO, Duration.ofHours(1)))
                .orElse(Duration.ZERO);
        Optional<Phrase> message = map.require("message").flatMap(CheckFileReader::phrase);
        Map<SessionPhase, Phrase> byPhase = new EnumMap<>(SessionPhase.class);
        Optional<Phrase> remedy = map.require("remedy").flatMap(value -> remedy(value, byPhase));
        boolean seats = kinds.isEmpty()
                || kinds.stream()
                        .anyMatch(kind -> DeviceKind.of(kind)
                                .filter(DeviceKind::isTestingDevice)
                                .isPresent());
        remedy.filter(phrase -> seats)
                .ifPresent(phrase -> checkLiveRemedy(map, byPhase.getOrDefault(SessionPhase.LIVE, phrase)));
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
                passes.get().textOrigin(),
                map.text("unknown")));
    }

    private static Optional<CheckId> id(YamlValue value) {
        return value.asText().flatMap(text -> {
            if (Subject.isId(text)) {
                return Optional.of(new CheckId(text));
            }
            value.addProblem("'" + text + "' is not an id", "letters, digits, dots and dashes");
            return Optional.empty();
        });
    }

    private static Set<String> kinds(YamlMap map) {
        Set<String> known = new LinkedHashSet<>();
        Arrays.stream(DeviceKind.values()).map(DeviceKind::keyword).forEach(known::add);
        Arrays.stream(ServiceKind.values()).map(ServiceKind::keyword).forEach(known::add);
        Set<String> kinds = new LinkedHashSet<>();
        for (YamlValue value : map.list("kinds")) {
            value.asText().ifPresent(word -> {
                if (!known.contains(word)) {
                    value.addProblem(
                            "'" + word + "' is not a kind of device or service", SpellingSuggestion.hint(word, known));
                }
                kinds.add(word);
            });
        }
        return kinds;
    }

    private static Set<PlatformId> platforms(YamlMap map) {
        Set<PlatformId> platforms = new LinkedHashSet<>();
        for (YamlValue value : map.list("platforms")) {
            value.asText().ifPresent(word -> {
                if (Subject.isId(word)) {
                    platforms.add(new PlatformId(word));
                } else {
                    value.addProblem("'" + word + "' is not a platform's id", "");
                }
            });
        }
        return platforms;
    }

    private static Set<String> signals(YamlMap map) {
        Set<String> signals = new LinkedHashSet<>();
        for (YamlValue value : map.list("requires")) {
            value.asText().ifPresent(name -> {
                if (SignalCatalogue.find(name).isPresent()) {
                    signals.add(name);
                } else {
                    value.addProblem("'" + name + "' is not a signal", SpellingSuggestion.hint(name, knownSignals()));
                }
            });
        }
        return signals;
    }

    private static List<String> knownSignals() {
        return SignalCatalogue.all().stream()
                .map(SignalCatalogue.SignalDefinition::name)
                .toList();
    }

    private static Map<String, Double> limits(YamlMap map) {
        Map<String, Double> limits = new LinkedHashMap<>();
        map.map("limits").ifPresent(values -> {
            for (String name : values.keys()) {
                Optional<Double> number = values.get(name).flatMap(value -> value.asNumber(-1e15, 1e15));
                if (SignalCatalogue.isLimitName(name)) {
                    number.ifPresent(limit -> limits.put(name, limit));
                } else {
                    values.keyValue(name)
                            .ifPresent(key -> key.addProblem(
                                    "'" + name + "' is not a limit's name",
                                    "a signal's name, or that with .advisory or .blocking behind it"));
                }
            }
        });
        return limits;
    }

    /** One text for both lengths, or {@code wall} and {@code full}. */
    private static Optional<Phrase> phrase(YamlValue value) {
        if (!value.isMap()) {
            return value.asText().map(text -> checkLengths(value, new Phrase(text, text)));
        }
        return value.asMap().flatMap(map -> {
            map.allowOnly("wall", "full");
            return phraseFromMap(map);
        });
    }

    private static Optional<Phrase> phraseFromMap(YamlMap map) {
        Optional<String> wall = map.requireText("wall");
        Optional<String> full = map.requireText("full");
        return wall.flatMap(shorter -> full.map(longer -> checkLengths(map.asValue(), new Phrase(shorter, longer))));
    }

    private static Phrase checkLengths(YamlValue at, Phrase phrase) {
        int wall = PLACEHOLDERS.matcher(phrase.wall()).replaceAll("").length();
        int full = PLACEHOLDERS.matcher(phrase.full()).replaceAll("").length();
        if (wall > MAX_WALL_LENGTH) {
            at.addProblem("has " + wall + " characters where walls show 44", "give wall: and full: apart");
        }
        if (full > MAX_LENGTH) {
            at.addProblem("has " + full + " characters where pages and mails show 200", "say it shorter");
        }
        return phrase;
    }

    private static Optional<Phrase> remedy(YamlValue value, Map<SessionPhase, Phrase> byPhase) {
        if (!value.isMap()) {
            return phrase(value);
        }
        return value.asMap().flatMap(map -> {
            Set<String> allowed = new LinkedHashSet<>(PHASES.keySet());
            allowed.add("wall");
            allowed.add("full");
            map.allowOnly(allowed);
            PHASES.forEach((word, phase) ->
                    map.get(word).flatMap(CheckFileReader::phrase).ifPresent(phrase -> byPhase.put(phase, phrase)));
            return phraseFromMap(map);
        });
    }

    private static void checkLiveRemedy(YamlMap map, Phrase phrase) {
        if (FORBIDDEN_REMEDIES.matcher(phrase.wall() + " " + phrase.full()).find()) {
            map.get("remedy")
                    .ifPresent(value -> value.addProblem(
                            "in a live session nobody may be told to restart, swap or close a testing device",
                            "add live: { wall: …, full: … } that points to the test manual"));
        }
    }
}
