package org.firstbell.config;

import java.util.List;

/**
 * What stands at one place of a YAML document, as it is written: nothing is taken for a number or a flag here.
 *
 * @param kind what stands there
 * @param line from 1
 * @param column from 1
 * @param text of a text; empty for the others
 * @param parts of a list: its entries; of a map: a key, its value, the next key, its value …
 */
record YamlNode(Kind kind, int line, int column, String text, List<YamlNode> parts) {

    /** What can stand at a place: texts differ in where their first letter is. */
    enum Kind {
        PLAIN,
        QUOTED,
        BLOCK,
        LIST,
        MAP;

        private static final List<Kind> ALL = List.of(values());

        /** By its place in this list. */
        static Kind of(int ordinal) {
            return ALL.get(ordinal);
        }
    }

    boolean isText() {
        return kind != Kind.LIST && kind != Kind.MAP;
    }

    boolean isList() {
        return kind == Kind.LIST;
    }

    boolean isMap() {
        return kind == Kind.MAP;
    }
}
