package org.firstbell.config.yaml;

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
    private final YamlValue asValue;
    private final Map<String, YamlValue> values = new LinkedHashMap<>();
    private final Map<String, YamlValue> keyValues = new LinkedHashMap<>();

    YamlMap(YamlNode node, YamlValue self, YamlReader.YamlContext reading, int depth) {
        this.asValue = self;
        List<YamlNode> parts = node.children();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            YamlNode keyNode = parts.get(i);
            if (!keyNode.isText()) {
                new YamlValue(keyNode, self.path(), reading, depth)
                        .addProblem("a key is a single word", "a text with braces needs quotes: \"{01..30}\"");
                continue;
            }
            String name = keyNode.text();
            YamlValue key = self.child(keyNode, name);
            if (values.containsKey(name)) {
                key.addProblem(
                        "stands here twice",
                        "first in line "
                                + Objects.requireNonNull(keyValues.get(name))
                                        .origin()
                                        .line());
                continue;
            }
            keyValues.put(name, key);
            values.put(name, self.child(parts.get(i + 1), name));
        }
    }

    /** The map as a value: its place and path. */
    public YamlValue asValue() {
        return asValue;
    }

    public Origin origin() {
        return asValue.origin();
    }

    /** Leaves a problem at every key that is none of these; answers itself. */
    public YamlMap allowOnly(String... allowed) {
        return allowOnly(Set.copyOf(Arrays.asList(allowed)));
    }

    /** Leaves a problem at every key that is none of these; answers itself. */
    public YamlMap allowOnly(Set<String> allowed) {
        keyValues.forEach((name, key) -> {
            if (!allowed.contains(name)) {
                key.addProblem("is not a known key", SpellingSuggestion.hint(name, allowed));
            }
        });
        return this;
    }

    /** The names of its keys, in order. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** The value of a key; a key without a value counts as missing. */
    public Optional<YamlValue> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** The place of a key itself. */
    public Optional<YamlValue> keyValue(String name) {
        return Optional.ofNullable(keyValues.get(name));
    }

    /** The value of a key that must be there. */
    public Optional<YamlValue> require(String key) {
        if (!values.containsKey(key)) {
            asValue.addProblem("lacks '" + key + "'", "add " + key + ":");
        }
        return get(key);
    }

    /** A text that must be there. */
    public Optional<String> requireText(String key) {
        return require(key).flatMap(YamlValue::asText);
    }

    /** A text that may be missing. */
    public Optional<String> text(String key) {
        return get(key).flatMap(YamlValue::asText);
    }

    /** The entries of a list that may be missing. */
    public List<YamlValue> list(String key) {
        return get(key).map(YamlValue::asList).orElse(List.of());
    }

    /** Texts of a list (or a single one) that may be missing. */
    public List<String> texts(String key) {
        return list(key).stream().flatMap(value -> value.asText().stream()).toList();
    }

    /** A map below a key that may be missing. */
    public Optional<YamlMap> map(String key) {
        return get(key).flatMap(YamlValue::asMap);
    }
}
