package org.firstbell.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads some columns of one table, joined by index, whatever the agent does: out of order, in circles, cut, too big, or
 * without GETBULK. It goes on past disorder, stops where an object repeats, asks for less where an answer fails, and keeps
 * budgets of rows and time. Confined to the polling loop.
 */
final class TableWalk {
    /** Answers stay within one Ethernet frame for short cells. */
    private static final int MOST_CELLS = 60;

    /** After a GETBULK without an answer. */
    private static final int FEW_REPETITIONS = 5;

    private static final int MOST_ROWS = 5_000;
    private static final Duration BUDGET = Duration.ofSeconds(60);
    private static final OID SYS_UP_TIME = new OID("1.3.6.1.2.1.1.3");

    private final SnmpAsking asking;
    private final InstantSource clock;
    private final Duration timeout;
    private final boolean counts;
    private final Map<String, OID> cursors = new LinkedHashMap<>();
    private final Map<String, OID> columns = new LinkedHashMap<>();
    private final Map<OID, Map<String, Variable>> rows = new TreeMap<>();
    private final Map<OID, Double> times = new HashMap<>();
    private final Set<OID> seen = new HashSet<>();
    private final Instant end;
    private final Consumer<Walked> done;
    private int repetitions;
    private int requests;
    private boolean fellBack;
    private boolean heard;
    private String trouble = "";

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

    /**
     * What to read.
     *
     * @param columns OIDs of columns by the names that recipes use
     * @param timeout for each request
     * @param counts whether counters are read, which need the agent's own clock beside them
     */
    record Plan(Map<String, String> columns, Duration timeout, boolean counts) {
        public Plan {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }
    }

    private TableWalk(SnmpAsking asking, Plan plan, InstantSource clock, Consumer<Walked> done) {
        this.asking = asking;
        this.clock = clock;
        this.done = done;
        this.timeout = plan.timeout();
        this.counts = plan.counts();
        this.end = clock.instant().plus(BUDGET);
        plan.columns().forEach((name, oid) -> {
            this.columns.put(name, new OID(oid));
            this.cursors.put(name, new OID(oid));
        });
        this.repetitions = Math.min(asking.repetitions(), Math.max(1, MOST_CELLS / columns.size()));
    }

    /** Reads a table; the result comes once. */
    static void read(SnmpAsking asking, Plan plan, InstantSource clock, Consumer<Walked> done) {
        new TableWalk(asking, plan, clock, done).next();
    }

    private void next() {
        if (cursors.isEmpty()) {
            finish(trouble);
        } else if (rows.size() >= MOST_ROWS) {
            finish("the table has more than " + MOST_ROWS + " rows; the rest was left");
        } else if (!clock.instant().isBefore(end)) {
            finish("the table was not read within " + BUDGET.toSeconds() + " s; the rest was left");
        } else {
            requests++;
            List<OID> oids = new ArrayList<>(cursors.values());
            if (counts) {
                oids.add(0, SYS_UP_TIME);
            }
            asking.rows(oids, counts ? 1 : 0, repetitions, timeout, this::came);
        }
    }

    private void came(SnmpReply reply) {
        heard |= !(reply instanceof SnmpReply.Nothing || reply instanceof SnmpReply.Closed);
        if (reply instanceof SnmpReply.Variables answer) {
            take(answer.bindings());
            next();
        } else if (reply instanceof SnmpReply.Missing missing) {
            List<String> names = List.copyOf(cursors.keySet());
            int index = missing.index() - (counts ? 1 : 0);
            cursors.remove(names.get(Math.max(0, Math.min(names.size() - 1, index))));
            next();
        } else if (reply instanceof SnmpReply.TooMuch && repetitions > 1) {
            repetitions = repetitions / 2;
            asking.atMost(repetitions);
            next();
        } else if (reply instanceof SnmpReply.TooMuch tooMuch) {
            less("the agent answered " + tooMuch.status());
        } else if (reply instanceof SnmpReply.Nothing && repetitions > 0) {
            repetitions = repetitions > FEW_REPETITIONS && requests > 1 ? FEW_REPETITIONS : 0;
            fellBack |= repetitions == 0;
            next();
        } else if (reply instanceof SnmpReply.Refusal refusal) {
            finish(refusal.reason());
        } else {
            finish("no answer to the table's request");
        }
    }

    /** Even one row is too much: by GETNEXT, and then without the column that comes last. */
    private void less(String why) {
        if (repetitions > 0) {
            repetitions = 0;
        } else {
            trouble = why;
            List<String> names = List.copyOf(cursors.keySet());
            cursors.remove(names.get(names.size() - 1));
        }
        next();
    }

    private void take(List<VariableBinding> all) {
        OptionalDouble time = counts && !all.isEmpty() ? time(all.get(0)) : OptionalDouble.empty();
        List<VariableBinding> bindings = all.subList(counts ? Math.min(1, all.size()) : 0, all.size());
        if (bindings.isEmpty()) {
            trouble = "the agent's answer was empty";
            cursors.clear();
            return;
        }
        List<String> names = List.copyOf(cursors.keySet());
        Set<String> ended = new HashSet<>();
        for (int i = 0; i < bindings.size(); i++) {
            String name = names.get(i % names.size());
            if (!ended.contains(name) && !cell(name, bindings.get(i), time)) {
                ended.add(name);
            }
        }
        cursors.keySet().removeAll(ended);
    }

    private static OptionalDouble time(VariableBinding binding) {
        return binding.getOid() != null
                        && binding.getOid().startsWith(SYS_UP_TIME)
                        && binding.getVariable() instanceof TimeTicks ticks
                ? OptionalDouble.of(ticks.getValue() / 100.0)
                : OptionalDouble.empty();
    }

    /** Keeps a cell; false at the column's end. */
    private boolean cell(String name, VariableBinding binding, OptionalDouble time) {
        OID column = columns.get(name);
        OID oid = binding.getOid();
        if (oid == null
                || column == null
                || !oid.startsWith(column)
                || oid.size() <= column.size()
                || binding.getVariable().isException()) {
            return false;
        }
        if (!seen.add(oid)) {
            trouble = "the agent tells the same rows again and again";
            return false;
        }
        OID index = new OID(oid.getValue(), column.size(), oid.size() - column.size());
        rows.computeIfAbsent(index, key -> new LinkedHashMap<>()).put(name, binding.getVariable());
        time.ifPresent(seconds -> times.put(index, seconds));
        cursors.put(name, oid);
        return true;
    }

    private void finish(String problem) {
        boolean whole = problem.isEmpty();
        if (whole && asking.repetitions() > 0) {
            asking.bulkWorks(!fellBack);
        }
        List<TableRow> read = new ArrayList<>();
        rows.forEach((index, cells) -> {
            Double time = times.get(index);
            read.add(new TableRow(
                    index, Map.copyOf(cells), time == null ? OptionalDouble.empty() : OptionalDouble.of(time)));
        });
        done.accept(new Walked(read, whole, problem, heard));
    }
}
