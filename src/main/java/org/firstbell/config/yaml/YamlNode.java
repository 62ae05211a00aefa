package org.firstbell.config.yaml;

import java.util.List;

/**
 * A node of a YAML document as it is written: nothing is taken for a number or a flag here.
 *
 * @param kind what stands there
 * @param line from 1
 * @param column from 1
 * @param text of a text; empty for the others
 * @param children of a list: its entries; of a map: a key, its value, the next key, its value …
 */
public record YamlNode(YamlNodeKind kind, int line, int column, String text, List<YamlNode> children) {

    /** The kind of a YAML node: texts differ in where their first letter is. */
    public enum YamlNodeKind {
        PLAIN,
        QUOTED,
        BLOCK,
        LIST,
        MAP;

        private static final List<YamlNodeKind> ALL = List.of(values());

        /** By its place in this list. */
        public static YamlNodeKind ofOrdinal(int ordinal) {
            return ALL.get(ordinal);
        }
    }

    public boolean isText() {
        return kind != YamlNodeKind.LIST && kind != YamlNodeKind.MAP;
    }

    boolean isList() {
        return kind == YamlNodeKind.LIST;
    }

    boolean isMap() {
        return kind == YamlNodeKind.MAP;
    }
}
