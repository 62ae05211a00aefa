package org.firstbell.probe.snmp.client;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * Rows of a table while it is being read, joined by their indexes: a cell mostly belongs to the row of the cell before it, or
 * to a new one. Confined to its walk.
 */
final class RowAssembler {
    private final Map<String, Integer> columnIndexes = new HashMap<>();
    private final Map<OID, AssembledRow> rows = new LinkedHashMap<>();
    /** Whether the agent has told them in the order of their indexes so far. */
    private boolean sorted = true;

    private @Nullable AssembledRow lastRow;
    private @Nullable OID highestIndex;

    /** One row's cells, at the places of their columns. */
    private final class AssembledRow extends AbstractMap<String, Variable> {
        private final OID index;
        private final @Nullable Variable[] cells = new Variable[columnIndexes.size()];
        private double agentSeconds = Double.NaN;

        private AssembledRow(OID index) {
            this.index = index;
        }

        @Override
        public @Nullable Variable get(@Nullable Object column) {
            Integer place = columnIndexes.get(column);
            return place == null ? null : cells[place];
        }

        @Override
        public Set<Entry<String, Variable>> entrySet() {
            Map<String, Variable> told = new LinkedHashMap<>();
            columnIndexes.forEach((column, place) -> {
                Variable cell = cells[place];
                if (cell != null) {
                    told.put(column, cell);
                }
            });
            return told.entrySet();
        }
    }

    RowAssembler(Set<String> columns) {
        columns.forEach(column -> columnIndexes.put(column, columnIndexes.size()));
    }

    int size() {
        return rows.size();
    }

    /**
     * Keeps a cell; false when it was told before.
     *
     * @param oid the object's
     * @param from where the row's index begins in it
     * @param seconds the agent's clock, if it was told
     */
    boolean add(String column, OID oid, int from, Variable cell, OptionalDouble seconds) {
        AssembledRow row = row(oid, from);
        Integer place = columnIndexes.get(column);
        if (place == null || row.cells[place] != null) {
            return false;
        }
        row.cells[place] = cell;
        if (seconds.isPresent()) {
            row.agentSeconds = seconds.getAsDouble();
        }
        return true;
    }

    private AssembledRow row(OID oid, int from) {
        int[] parts = oid.getValue();
        AssembledRow before = lastRow;
        if (before != null) {
            int[] index = before.index.getValue();
            if (Arrays.equals(parts, from, parts.length, index, 0, index.length)) {
                return before;
            }
        }
        AssembledRow row = rows.computeIfAbsent(new OID(parts, from, parts.length - from), index -> {
            sorted &= highestIndex == null || index.compareTo(highestIndex) > 0;
            highestIndex = index;
            return new AssembledRow(index);
        });
        lastRow = row;
        return row;
    }

    /** All rows, in the order of their indexes. */
    List<TableRow> rows() {
        List<TableRow> read = new ArrayList<>(rows.size());
        rows.values()
                .forEach(row -> read.add(new TableRow(
                        row.index,
                        row,
                        Double.isNaN(row.agentSeconds)
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(row.agentSeconds))));
        if (!sorted) {
            read.sort((one, other) -> one.index().compareTo(other.index()));
        }
        return read;
    }
}
