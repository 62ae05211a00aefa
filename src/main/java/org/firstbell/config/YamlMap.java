package org.firstbell.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Origin;

/** Keys with values, each with its place. A key that stands twice is a problem at its second place. */
public final class YamlMap {
    private final YamlValue self;
    private final YamlFile.Reading reading;
    private final Map<String, YamlValue> values = new LinkedHashMap<>();
    private final Map<String, YamlValue> keys = new LinkedHashMap<>();

    YamlMap(YamlNode node, YamlValue self, YamlFile.Reading reading, int depth) {
        this.self = self;
        this.reading = reading;
        List<YamlNode> parts = node.parts();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            YamlNode keyNode = parts.get(i);
            if (!keyNode.isText()) {
                new YamlValue(keyNode, self.path(), reading, depth)
                        .problem("a key is a single word", "a text with braces needs quotes: \"{01..30}\"");
                continue;
            }
            String name = keyNode.text();
            YamlValue key = self.child(keyNode, name);
            if (values.containsKey(name)) {
                key.problem(
                        "stands here twice",
                        "first in line "
                                + Objects.requireNonNull(keys.get(name))
                                        .origin()
                                        .line());
                continue;
            }
            keys.put(name, key);
            values.put(name, self.child(parts.get(i + 1), name));
        }
    }

    /** The map as a value: its place and path. */
    public YamlValue self() {
        return self;
    }

    public Origin origin() {
        return self.origin();
    }

    /** Leaves a problem at every key that is none of these; answers itself. */
    public YamlMap only(String... allowed) {
        return only(Set.copyOf(Arrays.asList(allowed)));
    }

    /** Leaves a problem at every key that is none of these; answers itself. */
    public YamlMap only(Set<String> allowed) {
        keys.forEach((name, key) -> {
            if (!allowed.contains(name)) {
                key.problem("is not a known key", Suggestion.hint(name, allowed));
            }
        });
        return this;
    }

    /** The names of its keys, in order. */
    public Set<String> names() {
        return values.keySet();
    }

    /** The value of a key; a key without a value counts as missing. */
    public Optional<YamlValue> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The place of a key itself. */
    public Optional<YamlValue> key(String name) {
        return Optional.ofNullable(keys.get(name));
    }

    /** The value of a key that must be there. */
    public Optional<YamlValue> need(String key) {
        if (!values.containsKey(key)) {
            self.problem("lacks '" + key + "'", "add " + key + ":");
        }
        return get(key);
    }

    /** A text that must be there. */
    public Optional<String> needText(String key) {
        return need(key).flatMap(YamlValue::text);
    }

    /** A text that may be missing. */
    public Optional<String> text(String key) {
        return get(key).flatMap(YamlValue::text);
    }

    /** The entries of a list that may be missing. */
    public List<YamlValue> list(String key) {
        return get(key).map(YamlValue::list).orElse(List.of());
    }

    /** Texts of a list (or a single one) that may be missing. */
    public List<String> texts(String key) {
        return list(key).stream().flatMap(value -> value.text().stream()).toList();
    }

    /** A map below a key that may be missing. */
    public Optional<YamlMap> map(String key) {
        return get(key).flatMap(YamlValue::map);
    }

    Problems problems() {
        return reading.problems();
    }
}
