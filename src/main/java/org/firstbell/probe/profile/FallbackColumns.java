package org.firstbell.probe.profile;

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
import org.firstbell.probe.snmp.client.SnmpClient;
import org.firstbell.probe.snmp.client.TableRow;
import org.firstbell.probe.snmp.client.TableWalk;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;

/**
 * Columns of older MIBs that stand in for those of a table which an agent does not have, or has with nothing but zeros: asked
 * once the table showed that, and from then on in place of them. Recipes see them under names of their own. One for all
 * devices of a family; confined to the polling loop.
 */
public final class FallbackColumns {
    private static final String PREFIX = "older-";

    /** A newer firmware may have the columns: after so many readings they are asked for again. */
    private static final int READINGS_UNTIL_RECHECK = 100;

    /** An agent that began to count a moment ago tells zeros, too: so much must have been counted elsewhere meanwhile. */
    private static final double MIN_FALLBACK_COUNT = 65_536;

    private final TableWalk.TablePlan table;
    private final Map<String, OID> fallbacks = new LinkedHashMap<>();
    private final Map<Set<String>, TableWalk.TablePlan> plans = new HashMap<>();

    /** Which older columns an agent is asked for, and for how many readings more. */
    static final class ChosenFallbacks {
        private final Set<String> columns;
        private int readingsLeft = READINGS_UNTIL_RECHECK;

        private ChosenFallbacks(Set<String> columns) {
            this.columns = Set.copyOf(columns);
        }
    }

    /** @param older OIDs by the names of the columns that they stand in for */
    FallbackColumns(TableWalk.TablePlan table, Map<String, String> older) {
        this.table = table;
        older.forEach((name, digits) -> this.fallbacks.put(name, new OID(digits)));
    }

    /** The name of the column that stands in for one. */
    static String fallbackName(String column) {
        return PREFIX + column;
    }

    /** Reads the table; the result comes once. */
    public void walk(SnmpClient client, ProbeMemory memory, InstantSource clock, Consumer<TableWalk.WalkResult> done) {
        ChosenFallbacks found = memory.fallbackColumns(this);
        if (found != null && --found.readingsLeft > 0) {
            TableWalk.start(client, planWith(found.columns), clock, done);
            return;
        }
        TableWalk.start(client, table, clock, walked -> {
            Set<String> untold = missingColumns(walked);
            if (untold.isEmpty()) {
                done.accept(walked);
                return;
            }
            TableWalk.start(client, planOf(untold), clock, more -> {
                if (more.complete()) {
                    Set<String> told = new HashSet<>(untold);
                    told.removeIf(column -> !hasValues(
                            more, fallbackName(column), hasValues(walked, column, 0) ? MIN_FALLBACK_COUNT : 0));
                    memory.fallbackColumns(this, new ChosenFallbacks(told));
                }
                done.accept(join(walked, more));
            });
        });
    }

    /** The columns that could be replaced and tell nothing; none where the table was not read, or has no rows. */
    private Set<String> missingColumns(TableWalk.WalkResult walked) {
        Set<String> untold = new HashSet<>();
        if (walked.complete() && !walked.rows().isEmpty()) {
            fallbacks.keySet().stream()
                    .filter(column -> !hasValues(walked, column, Double.MIN_VALUE))
                    .forEach(untold::add);
        }
        return untold;
    }

    private static boolean hasValues(TableWalk.WalkResult walked, String column, double least) {
        return walked.rows().stream().anyMatch(row -> row.numberOrNaN(column) >= least);
    }

    /** The whole table with some columns replaced. */
    private TableWalk.TablePlan planWith(Set<String> replaced) {
        return plans.computeIfAbsent(replaced, names -> {
            Map<String, OID> columns = new LinkedHashMap<>();
            table.columns()
                    .forEach((name, oid) -> columns.put(
                            names.contains(name) ? fallbackName(name) : name,
                            names.contains(name) ? fallbacks.getOrDefault(name, oid) : oid));
            return new TableWalk.TablePlan(columns, table.timeout(), table.hasCounters());
        });
    }

    private TableWalk.TablePlan planOf(Set<String> names) {
        Map<String, OID> columns = new LinkedHashMap<>();
        fallbacks.forEach((name, oid) -> {
            if (names.contains(name)) {
                columns.put(fallbackName(name), oid);
            }
        });
        return new TableWalk.TablePlan(columns, table.timeout(), table.hasCounters());
    }

    /** Rows with what was read of them later; its clock counts, as the counters are of then. */
    private static TableWalk.WalkResult join(TableWalk.WalkResult first, TableWalk.WalkResult later) {
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
        return new TableWalk.WalkResult(rows, first.complete(), first.problem(), first.answered());
    }
}
