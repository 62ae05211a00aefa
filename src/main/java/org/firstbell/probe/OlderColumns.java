package org.firstbell.probe;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * Columns of older MIBs that stand in for those of a table which an agent does not have, or has with nothing but zeros: asked
 * once the table showed that, and from then on in place of them. Recipes see them under names of their own. One for all
 * devices of a family; confined to the polling loop.
 */
final class OlderColumns {
    private static final String PREFIX = "older-";

    /** A newer firmware may have the columns: after so many readings they are asked for again. */
    private static final int BELIEVED = 100;

    /** An agent that began to count a moment ago tells zeros, too: so much must have been counted elsewhere meanwhile. */
    private static final double WORTH_IT = 65_536;

    private final TableWalk.Plan table;
    private final Map<String, OID> older = new LinkedHashMap<>();
    private final Map<Set<String>, TableWalk.Plan> plans = new HashMap<>();

    /** Which older columns an agent is asked for, and for how many readings more. */
    static final class Found {
        private final Set<String> columns;
        private int left = BELIEVED;

        private Found(Set<String> columns) {
            this.columns = Set.copyOf(columns);
        }
    }

    /** @param older OIDs by the names of the columns that they stand in for */
    OlderColumns(TableWalk.Plan table, Map<String, String> older) {
        this.table = table;
        older.forEach((name, digits) -> this.older.put(name, new OID(digits)));
    }

    /** The name of the column that stands in for one. */
    static String name(String column) {
        return PREFIX + column;
    }

    /** Reads the table; the result comes once. */
    void read(SnmpAsking asking, Memory memory, InstantSource clock, Consumer<TableWalk.Walked> done) {
        Found found = memory.older(this);
        if (found != null && --found.left > 0) {
            TableWalk.read(asking, plan(found.columns), clock, done);
            return;
        }
        TableWalk.read(asking, table, clock, walked -> {
            Set<String> untold = untold(walked);
            if (untold.isEmpty()) {
                done.accept(walked);
                return;
            }
            TableWalk.read(asking, only(untold), clock, more -> {
                if (more.whole()) {
                    Set<String> told = new HashSet<>(untold);
                    told.removeIf(column -> !tells(more, name(column), tells(walked, column, 0) ? WORTH_IT : 0));
                    memory.older(this, new Found(told));
                }
                done.accept(joined(walked, more));
            });
        });
    }

    /** The columns that could be replaced and tell nothing; none where the table was not read, or has no rows. */
    private Set<String> untold(TableWalk.Walked walked) {
        Set<String> untold = new HashSet<>();
        if (walked.whole() && !walked.rows().isEmpty()) {
            older.keySet().stream()
                    .filter(column -> !tells(walked, column, Double.MIN_VALUE))
                    .forEach(untold::add);
        }
        return untold;
    }

    private static boolean tells(TableWalk.Walked walked, String column, double least) {
        return walked.rows().stream().anyMatch(row -> row.figure(column) >= least);
    }

    /** The whole table with some columns replaced. */
    private TableWalk.Plan plan(Set<String> replaced) {
        return plans.computeIfAbsent(replaced, names -> {
            Map<String, OID> columns = new LinkedHashMap<>();
            table.columns()
                    .forEach((name, oid) -> columns.put(
                            names.contains(name) ? name(name) : name,
                            names.contains(name) ? older.getOrDefault(name, oid) : oid));
            return new TableWalk.Plan(columns, table.timeout(), table.counts());
        });
    }

    private TableWalk.Plan only(Set<String> names) {
        Map<String, OID> columns = new LinkedHashMap<>();
        older.forEach((name, oid) -> {
            if (names.contains(name)) {
                columns.put(name(name), oid);
            }
        });
        return new TableWalk.Plan(columns, table.timeout(), table.counts());
    }

    /** Rows with what was read of them later; its clock counts, as the counters are of then. */
    private static TableWalk.Walked joined(TableWalk.Walked first, TableWalk.Walked later) {
        Map<OID, TableRow> more = new HashMap<>();
        later.rows().forEach(row -> more.put(row.index(), row));
        List<TableRow> rows = new ArrayList<>();
        for (TableRow row : first.rows()) {
            TableRow other = more.get(row.index());
            if (other == null) {
                rows.add(row);
            } else {
                Map<String, Variable> cells = new HashMap<>(row.cells());
                cells.putAll(other.cells());
                OptionalDouble clock = other.agentSeconds().isPresent() ? other.agentSeconds() : row.agentSeconds();
                rows.add(new TableRow(row.index(), cells, clock));
            }
        }
        return new TableWalk.Walked(rows, first.whole(), first.problem(), first.answered());
    }
}
