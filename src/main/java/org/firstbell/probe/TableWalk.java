package org.firstbell.probe;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads some columns of one table, joined by index, whatever the agent does: out of order, in circles, cut, too big, or
 * without GETBULK. It goes on past disorder, stops where an object repeats, asks for less where an answer fails, and keeps
 * budgets of rows, octets and time. Confined to the polling loop.
 */
final class TableWalk {
    /** Answers stay within one Ethernet frame for short cells: eleven rows of six. */
    private static final int MOST_CELLS = 66;

    /** The largest forwarding and client tables of schools have some thousand rows. */
    static final int MOST_ROWS = 12_000;

    private static final int MOST_OCTETS = 4 * 1024 * 1024;

    /** About the octets of a number. */
    private static final int SHORT_CELL = 8;

    /** Requests without an answer, one after the other, that end it. */
    private static final int MOST_SILENT = 4;

    static final Duration BUDGET = Duration.ofSeconds(60);
    private static final OID SYS_UP_TIME = new OID("1.3.6.1.2.1.1.3");

    private final SnmpAsking asking;
    private final InstantSource clock;
    private final Duration timeout;
    private final Map<String, OID> cursors;
    private final Map<String, OID> columns;
    private final RowsRead rows;
    private final Instant end;
    private final Consumer<Walked> done;
    private boolean counts;
    /** The columns of the request under way. */
    private List<String> group = List.of();
    /** Columns asked at once. */
    private int wide;
    /** Rows asked at once; 0 for one by GETNEXT. */
    private int repetitions;
    /** Rows to ask for once GETNEXT has shown that the agent lives; negative when there is no doubt. */
    private int resume = -1;

    private int lowered = TableLimit.MOST_REPETITIONS;
    private int narrowed = TableLimit.MOST_COLUMNS;
    private int silent;
    /** Fewer columns are asked because more were not answered. */
    private boolean silence;

    private long octets;
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
    record Plan(Map<String, OID> columns, Duration timeout, boolean counts) {
        public Plan {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }

        /** The same of columns whose OIDs are dotted digits. */
        static Plan of(Map<String, String> columns, Duration timeout, boolean counts) {
            Map<String, OID> read = new LinkedHashMap<>();
            columns.forEach((name, digits) -> read.put(name, new OID(digits)));
            return new Plan(read, timeout, counts);
        }
    }

    private TableWalk(SnmpAsking asking, Plan plan, InstantSource clock, Consumer<Walked> done) {
        this.asking = asking;
        this.clock = clock;
        this.done = done;
        this.timeout = plan.timeout();
        this.counts = plan.counts();
        this.end = clock.instant().plus(BUDGET);
        this.columns = plan.columns();
        this.cursors = new LinkedHashMap<>(plan.columns());
        this.rows = new RowsRead(columns.keySet());
        this.repetitions = asking.tables().repetitions();
        this.wide = asking.tables().columns();
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
        } else if (octets >= MOST_OCTETS) {
            finish("the table is larger than " + MOST_OCTETS / 1024 / 1024 + " MB; the rest was left");
        } else if (!clock.instant().isBefore(end)) {
            finish("the table was not read within " + BUDGET.toSeconds() + " s; the rest was left");
        } else {
            group = cursors.keySet().stream().limit(wide).toList();
            repetitions = Math.min(repetitions, Math.max(1, MOST_CELLS / group.size()));
            List<OID> oids = new ArrayList<>(group.size() + 1);
            if (counts) {
                oids.add(SYS_UP_TIME);
            }
            group.forEach(name -> oids.add(cursors.get(name)));
            asking.rows(oids, counts ? 1 : 0, repetitions, timeout, this::came);
        }
    }

    private void came(SnmpReply reply) {
        boolean nothing = reply instanceof SnmpReply.Nothing || reply instanceof SnmpReply.Garbled;
        heard |= !nothing && !(reply instanceof SnmpReply.Closed);
        silent = nothing ? silent + 1 : 0;
        if (reply instanceof SnmpReply.Variables answer) {
            believeAgain();
            take(answer.bindings());
        } else if (reply instanceof SnmpReply.Missing missing) {
            without(missing.index() - (counts ? 1 : 0));
        } else if (reply instanceof SnmpReply.TooMuch tooMuch) {
            less(tooMuch);
        } else if (nothing && silent < MOST_SILENT && (repetitions > 0 || group.size() > 1)) {
            doubt();
        } else {
            finish(reply instanceof SnmpReply.Refusal refusal ? refusal.reason() : "no answer to the table's request");
            return;
        }
        next();
    }

    /** It was answered what it was not before: on with fewer rows, or fewer columns, at once. */
    private void believeAgain() {
        if (silence) {
            narrowed = wide;
            silence = false;
        }
        if (resume >= 0) {
            repetitions = resume;
            lowered = resume;
            resume = -1;
        }
    }

    /**
     * No answer: GETNEXT shows whether the agent lives at all, and goes on by a row meanwhile. If that is silent too, it
     * may be fewer columns that it can take.
     */
    private void doubt() {
        if (repetitions > 0) {
            resume = repetitions > 1 ? repetitions / 2 : 0;
            repetitions = 0;
        } else {
            wide = (group.size() + 1) / 2;
            silence = true;
        }
    }

    /** An SNMPv1 agent lacks one of the objects: the column is at its end, or the agent tells no clock. */
    private void without(int index) {
        if (index < 0) {
            counts = false;
        } else {
            cursors.remove(group.get(Math.min(group.size() - 1, index)));
        }
    }

    /**
     * Too big, or it failed at something: fewer rows, then fewer columns, then GETNEXT, and at last without the column
     * that is left alone. Only what is too big is remembered: what fails says nothing of others.
     */
    private void less(SnmpReply.TooMuch why) {
        if (repetitions > 1) {
            repetitions /= 2;
            if (why.tooBig()) {
                asking.tables().atMost(repetitions);
            }
        } else if (group.size() > 1) {
            wide = (group.size() + 1) / 2;
            if (why.tooBig()) {
                asking.tables().columnsAtMost(wide);
            }
        } else if (repetitions == 1) {
            repetitions = 0;
        } else {
            trouble = "the agent answered " + why.status();
            cursors.remove(group.get(0));
            wide = asking.tables().columns();
            repetitions = asking.tables().repetitions();
        }
    }

    private void take(List<VariableBinding> all) {
        OptionalDouble time = counts && !all.isEmpty() ? time(all.get(0)) : OptionalDouble.empty();
        List<VariableBinding> bindings = all.subList(counts ? Math.min(1, all.size()) : 0, all.size());
        if (bindings.isEmpty()) {
            if (repetitions > 1) {
                repetitions /= 2;
            } else {
                trouble = "the agent's answer was empty";
                cursors.keySet().removeAll(group);
            }
            return;
        }
        boolean[] ended = new boolean[group.size()];
        for (int i = 0; i < bindings.size(); i++) {
            int column = i % ended.length;
            if (!ended[column]) {
                ended[column] = !cell(group.get(column), bindings.get(i), time);
            }
        }
        for (int column = 0; column < ended.length; column++) {
            if (ended[column]) {
                cursors.remove(group.get(column));
            }
        }
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
        if (!rows.add(name, oid, column.size(), binding.getVariable(), time)) {
            trouble = "the agent tells the same rows again and again";
            return false;
        }
        octets += oid.size() + (binding.getVariable() instanceof OctetString text ? text.length() : SHORT_CELL);
        cursors.put(name, oid);
        return true;
    }

    private void finish(String problem) {
        boolean whole = problem.isEmpty();
        if (whole) {
            asking.tables().walked(lowered, narrowed);
        }
        done.accept(new Walked(rows.rows(), whole, problem, heard));
    }
}
