package org.firstbell.probe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way of making signals out of the rows of one table; profiles name recipes and their options. */
interface Recipe {
    /** Adds what the rows tell. A level that they do not tell is left out, never guessed. */
    void read(List<TableRow> rows, Options options, Answer answer);

    /** Whether it makes rates of counters, for which the agent's own clock must be asked beside them. */
    default boolean counts() {
        return false;
    }

    /** The options that a profile gave. */
    record Options(Map<String, String> values) {
        String need(String key) {
            return Optional.ofNullable(values.get(key))
                    .orElseThrow(() -> new IllegalArgumentException("the recipe needs the option '" + key + "'"));
        }

        String text(String key, String otherwise) {
            return values.getOrDefault(key, otherwise);
        }

        /**
         * The rows that a profile's {@code where} and {@code is} let in: rows whose cell is one of some values, or is not
         * told.
         */
        List<TableRow> select(List<TableRow> rows) {
            String column = values.get("where");
            if (column == null) {
                return rows;
            }
            List<String> wanted = List.of(need("is").split(","));
            return rows.stream()
                    .filter(row -> row.text(column).map(wanted::contains).orElse(true))
                    .toList();
        }

        double number(String key, double otherwise) {
            return values.containsKey(key) ? Double.parseDouble(values.get(key)) : otherwise;
        }
    }
}
