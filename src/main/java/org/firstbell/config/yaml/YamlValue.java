package org.firstbell.config.yaml;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.model.Origin;

/**
 * A value of a YAML document with its place and path. Each way of reading it answers empty and leaves a problem behind
 * when the value is not of that kind, so that reading goes on. Scalars are read as they stand: {@code 2c}, {@code 0118}
 * and {@code no} are texts where a text is wanted. Confined to one load.
 */
public final class YamlValue {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([^}]*)\\}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,9}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");
    private static final int MAX_DEPTH = 40;

    private final YamlNode node;
    private final String path;
    private final YamlReader.YamlContext context;
    private final int depth;

    YamlValue(YamlNode node, String path, YamlReader.YamlContext reading, int depth) {
        this.node = node;
        this.path = path;
        this.context = reading;
        this.depth = depth;
    }

    /** Where it stands. */
    public Origin origin() {
        return new Origin(context.fileName(), node.line(), node.column());
    }

    /** Where its text begins: behind an opening quote, or in the line below {@code |} and {@code >}. */
    public Origin textOrigin() {
        Origin start = origin();
        return switch (node.kind()) {
            case QUOTED -> new Origin(start.file(), start.line(), start.column() + 1);
            case BLOCK -> new Origin(start.file(), start.line() + 1, 1);
            default -> start;
        };
    }

    /** Its keys from the root, such as {@code devices[3].kind}. */
    public String path() {
        return path;
    }

    /** The folder of the file it stands in. */
    public Path folder() {
        return context.folder();
    }

    /** Leaves a problem at this value. */
    public void addProblem(String message, String hint) {
        context.problems().add(this, message, hint);
    }

    private <T> Optional<T> reject(String message, String hint) {
        addProblem(message, hint);
        return Optional.empty();
    }

    /** Whether it is a map. */
    public boolean isMap() {
        return node.isMap();
    }

    /** Whether it is a list. */
    public boolean isList() {
        return node.isList();
    }

    private String kindPhrase() {
        if (isMap()) {
            return "a map";
        }
        return isList() ? "a list" : "a single value";
    }

    /** As a map. */
    public Optional<YamlMap> asMap() {
        if (!isMap()) {
            return reject("is " + kindPhrase() + " where keys with values belong", "");
        }
        return depth > MAX_DEPTH
                ? reject("is nested too deeply", "")
                : Optional.of(new YamlMap(node, this, context, depth));
    }

    /** As a list; a single value is a list of one. */
    public List<YamlValue> asList() {
        if (!isList()) {
            return List.of(this);
        }
        if (depth > MAX_DEPTH) {
            addProblem("is nested too deeply", "");
            return List.of();
        }
        List<YamlValue> values = new ArrayList<>();
        for (YamlNode one : node.children()) {
            values.add(new YamlValue(one, path + "[" + values.size() + "]", context, depth + 1));
        }
        return values;
    }

    /** As a list that must be written as one. */
    public List<YamlValue> asStrictList() {
        if (!isList()) {
            addProblem("is " + kindPhrase() + " where a list belongs", "begin each entry with '- '");
            return List.of();
        }
        return asList();
    }

    YamlValue child(YamlNode value, String key) {
        return new YamlValue(value, path.isEmpty() ? key : path + "." + key, context, depth + 1);
    }

    /** As text, with {@code ${env:…}} and {@code ${file:…}} filled in; never empty. */
    public Optional<String> asText() {
        return asPossiblyEmptyText()
                .flatMap(raw ->
                        raw.isBlank() ? reject("is empty", "give it a value or leave the key out") : Optional.of(raw));
    }

    /** As text that may be empty. */
    public Optional<String> asPossiblyEmptyText() {
        if (!node.isText()) {
            return reject("is " + kindPhrase() + " where a single value belongs", "");
        }
        String text = node.text();
        if (!text.contains("${")) {
            return Optional.of(text);
        }
        StringBuilder filled = new StringBuilder();
        Matcher places = SUBSTITUTION.matcher(text);
        boolean complete = true;
        while (places.find()) {
            Optional<String> value = substitute(places.group(1));
            complete &= value.isPresent();
            places.appendReplacement(filled, Matcher.quoteReplacement(value.orElse("")));
        }
        places.appendTail(filled);
        if (complete) {
            context.problems().addSubstitution(filled.toString(), text);
        }
        return complete ? Optional.of(filled.toString()) : Optional.empty();
    }

    private Optional<String> substitute(String place) {
        String[] parts = place.split(":", 3);
        if (parts[0].equals("env") && parts.length >= 2) {
            Optional<String> value = context.environment().variable().apply(parts[1]);
            if (value.isEmpty() && parts.length == 3) {
                value = Optional.of(parts[2]);
            }
            return value.isPresent()
                    ? value
                    : reject(
                            "the environment variable " + parts[1] + " is not set",
                            "set it, or write ${env:" + parts[1] + ":default}");
        }
        if (parts[0].equals("file") && parts.length >= 2) {
            Path file = context.folder().resolve(place.substring("file:".length()));
            Optional<String> value = Environment.readSecretFile(file);
            return value.isPresent()
                    ? value
                    : reject(
                            "the file " + place.substring("file:".length()) + " cannot be read",
                            "paths are relative to " + "this configuration file");
        }
        return reject("'${" + place + "}' is not known", "write ${env:NAME}, ${env:NAME:default} or ${file:PATH}");
    }

    /** As a whole number within bounds. */
    public Optional<Integer> asInteger(int least, int most) {
        return asText().flatMap(text -> {
            if (!INTEGER.matcher(text).matches()) {
                return reject("'" + text + "' is not a whole number", "");
            }
            int number = Integer.parseInt(text);
            return number < least || number > most
                    ? reject(text + " is out of range", "from " + least + " to " + most)
                    : Optional.of(number);
        });
    }

    /** As a number within bounds. */
    public Optional<Double> asNumber(double least, double most) {
        return asText().flatMap(text -> {
            if (!NUMBER.matcher(text).matches()) {
                return reject("'" + text + "' is not a number", "");
            }
            double number = Double.parseDouble(text);
            return number < least || number > most
                    ? reject(text + " is out of range", "from " + numberText(least) + " to " + numberText(most))
                    : Optional.of(number);
        });
    }

    private static String numberText(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** As true or false. */
    public Optional<Boolean> asBoolean() {
        return asText().flatMap(text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> reject("'" + text + "' is neither true nor false", "write true or false");
        });
    }

    /** As a length of time: {@code 500ms}, {@code 15s}, {@code 5m}, {@code 2h}, {@code 1d}. */
    public Optional<Duration> asDuration(Duration least, Duration most) {
        return asText().flatMap(text -> {
            Matcher parts = DURATION.matcher(text);
            if (!parts.matches()) {
                return reject(
                        "'" + text + "' is not a length of time", "write it with its unit, such as 500ms, 15s or 5m");
            }
            long count = Long.parseLong(parts.group(1));
            Duration duration = switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
            return duration.compareTo(least) < 0 || duration.compareTo(most) > 0
                    ? reject(text + " is out of range", "from " + durationText(least) + " to " + durationText(most))
                    : Optional.of(duration);
        });
    }

    private static String durationText(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /** As one of some words. */
    public <T> Optional<T> oneOf(Map<String, T> words, String what) {
        return asText().flatMap(text -> words.containsKey(text)
                ? Optional.ofNullable(words.get(text))
                : reject("'" + text + "' is not " + what, SpellingSuggestion.hint(text, words.keySet())));
    }
}
