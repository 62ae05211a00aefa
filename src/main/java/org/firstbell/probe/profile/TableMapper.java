package org.firstbell.probe.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.probe.snmp.client.TableRow;

/** A way of making signals out of the rows of one table; profiles name recipes and their options. */
public interface TableMapper {
    /** Adds what the rows tell. A level that they do not tell is left out, never guessed. */
    void map(List<TableRow> rows, MapperOptions options, ReadingCollector answer);

    /** Whether it makes rates of counters, for which the agent's own clock must be asked beside them. */
    default boolean hasRates() {
        return false;
    }

    /** The options that a profile gave. */
    record MapperOptions(Map<String, String> values) {
        String required(String key) {
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
        public List<TableRow> filter(List<TableRow> rows) {
            String column = values.get("where");
            if (column == null) {
                return rows;
            }
            List<String> wanted = List.of(required("is").split(","));
            return rows.stream()
                    .filter(row -> row.text(column).map(wanted::contains).orElse(true))
                    .toList();
        }

        double number(String key, double otherwise) {
            return values.containsKey(key) ? Double.parseDouble(values.get(key)) : otherwise;
        }
    }
}
