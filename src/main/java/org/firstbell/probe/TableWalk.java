package org.firstbell.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * The columns of one table, read together by GETBULK. An agent that answers out of order, again and again, too much or
 * nothing past some size is met with a set of OIDs seen, fewer repetitions, and budgets of rows and time. Confined to the
 * polling loop.
 */
final class TableWalk {
    /** Answers stay within one Ethernet frame for short cells. */
    private static final int MOST_CELLS = 60;

    private static final int MOST_REPETITIONS = 20;
    private static final int MOST_ROWS = 5_000;
    private static final Duration BUDGET = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final SnmpAsking asking;
    private final InstantSource clock;
    private final Map<String, OID> cursors = new LinkedHashMap<>();
    private final Map<String, OID> columns = new LinkedHashMap<>();
    private final Map<OID, Map<String, Variable>> rows = new TreeMap<>();
    private final Set<OID> seen = new HashSet<>();
    private final Instant end;
    private final Consumer<Walked> done;
    private int repetitions;

    /**
     * What was read.
     *
     * @param whole whether every column was read to its end
     * @param problem why not; empty when whole
     * @param answered whether the agent answered at all
     */
    record Walked(List<TableRow> rows, boolean whole, String problem, boolean answered) {
        public Walked {
            rows = List.copyOf(rows);
        }
    }

    private TableWalk(SnmpAsking asking, Map<String, String> columns, InstantSource clock, Consumer<Walked> done) {
        this.asking = asking;
        this.clock = clock;
        this.done = done;
        this.end = clock.instant().plus(BUDGET);
        columns.forEach((name, oid) -> {
            this.columns.put(name, new OID(oid));
            this.cursors.put(name, new OID(oid));
        });
        this.repetitions = Math.max(1, Math.min(MOST_REPETITIONS, MOST_CELLS / columns.size()));
    }

    /** Reads a table; the result comes once. */
    static void read(SnmpAsking asking, Map<String, String> columns, InstantSource clock, Consumer<Walked> done) {
        new TableWalk(asking, columns, clock, done).next();
    }

    private void next() {
        if (cursors.isEmpty()) {
            finish(true, "");
        } else if (rows.size() >= MOST_ROWS) {
            finish(false, "the table has more than " + MOST_ROWS + " rows; the rest was left");
        } else if (!clock.instant().isBefore(end)) {
            finish(false, "the table was not read within " + BUDGET.toSeconds() + " s; the rest was left");
        } else {
            asking.bulk(List.copyOf(cursors.values()), repetitions, TIMEOUT, this::came);
        }
    }

    private void came(SnmpReply reply) {
        if (reply instanceof SnmpReply.Variables answer) {
            if (!take(answer.bindings())) {
                cursors.clear();
            }
            next();
        } else if (repetitions > 1 && !(reply instanceof SnmpReply.Refusal)) {
            repetitions = Math.max(1, repetitions / 2);
            next();
        } else if (reply instanceof SnmpReply.Refusal refusal) {
            finish(false, refusal.reason());
        } else {
            finish(false, "no answer to the table's request");
        }
    }

    /** Takes one answer; false when it brought nothing new, so that going on would be for ever. */
    private boolean take(List<VariableBinding> bindings) {
        List<String> names = new ArrayList<>(cursors.keySet());
        Set<String> ended = new HashSet<>();
        boolean moved = false;
        for (int i = 0; i < bindings.size() && !names.isEmpty(); i++) {
            String name = names.get(i % names.size());
            if (ended.contains(name)) {
                continue;
            }
            VariableBinding binding = bindings.get(i);
            OID column = columns.get(name);
            OID oid = binding.getOid();
            if (oid == null
                    || column == null
                    || !oid.startsWith(column)
                    || oid.size() <= column.size()
                    || binding.getVariable().isException()
                    || !seen.add(oid)) {
                ended.add(name);
                continue;
            }
            OID index = new OID(oid.getValue(), column.size(), oid.size() - column.size());
            rows.computeIfAbsent(index, key -> new LinkedHashMap<>()).put(name, binding.getVariable());
            cursors.put(name, oid);
            moved = true;
        }
        cursors.keySet().removeAll(ended);
        return moved || !ended.isEmpty();
    }

    private void finish(boolean whole, String problem) {
        List<TableRow> read = new ArrayList<>();
        rows.forEach((index, cells) -> read.add(new TableRow(index, Map.copyOf(cells))));
        done.accept(new Walked(read, whole, problem, whole || !seen.isEmpty()));
    }
}
