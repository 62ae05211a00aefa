package org.firstbell.probe.snmp.client;

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
import org.firstbell.probe.snmp.transport.SnmpReply;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.VariableBinding;

/**
 * Reads some columns of one table, joined by index, whatever the agent does: out of order, in circles, cut, too big, or
 * without GETBULK. It goes on past disorder, stops where an object repeats, asks for less where an answer fails, and keeps
 * budgets of rows, octets and time. Confined to the polling loop.
 */
public final class TableWalk {
    /** Answers stay within one Ethernet frame for short cells: eleven rows of six. */
    private static final int MAX_CELLS = 66;

    /** The largest forwarding and client tables of schools have some thousand rows. */
    public static final int MAX_ROWS = 12_000;

    private static final int MAX_OCTETS = 4 * 1024 * 1024;

    /** About the octets of a number. */
    private static final int ASSUMED_CELL_OCTETS = 8;

    /** Requests without an answer, one after the other, that end it. */
    private static final int MAX_TIMEOUTS = 4;

    static final Duration MAX_DURATION = Duration.ofSeconds(60);
    private static final OID SYS_UP_TIME = new OID("1.3.6.1.2.1.1.3");

    private final SnmpClient client;
    private final InstantSource clock;
    private final Duration timeout;
    private final Map<String, OID> cursors;
    private final Map<String, OID> columns;
    private final RowAssembler rows;
    private final Instant deadline;
    private final Consumer<WalkResult> done;
    private boolean readsClock;
    /** The columns of the request under way. */
    private List<String> requestedColumns = List.of();
    /** Columns asked at once. */
    private int columnsPerRequest;
    /** Rows asked at once; 0 for one by GETNEXT. */
    private int rowsPerRequest;
    /** Rows to ask for once GETNEXT has shown that the agent lives; negative when there is no doubt. */
    private int rowsToResume = -1;

    private int lowestRows = TableRequestLimit.MAX_REPETITIONS;
    private int fewestColumns = TableRequestLimit.MAX_COLUMNS;
    private int timeoutsInARow;
    /** Fewer columns are asked because more were not answered. */
    private boolean reducedByTimeout;

    private long octets;
    private boolean agentAnswered;
    private String lastProblem = "";

    /**
     * The rows that a walk read, and whether it is complete.
     *
     * @param complete whether every column was read to its end
     * @param problem why not; empty when whole
     * @param answered whether the agent answered at all
     */
    public record WalkResult(List<TableRow> rows, boolean complete, String problem, boolean answered) {
        public WalkResult {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The columns and limits of one table walk.
     *
     * @param columns OIDs of columns by the names that recipes use
     * @param timeout for each request
     * @param hasCounters whether counters are read, which need the agent's own clock beside them
     */
    public record TablePlan(Map<String, OID> columns, Duration timeout, boolean hasCounters) {
        public TablePlan {
            columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        }

        /** The same of columns whose OIDs are dotted digits. */
        public static TablePlan of(Map<String, String> columns, Duration timeout, boolean counts) {
            Map<String, OID> read = new LinkedHashMap<>();
            columns.forEach((name, digits) -> read.put(name, new OID(digits)));
            return new TablePlan(read, timeout, counts);
        }
    }

    private TableWalk(SnmpClient client, TablePlan plan, InstantSource clock, Consumer<WalkResult> done) {
        this.client = client;
        this.clock = clock;
        this.done = done;
        this.timeout = plan.timeout();
        this.readsClock = plan.hasCounters();
        this.deadline = clock.instant().plus(MAX_DURATION);
        this.columns = plan.columns();
        this.cursors = new LinkedHashMap<>(plan.columns());
        this.rows = new RowAssembler(columns.keySet());
        this.rowsPerRequest = client.tableLimit().repetitions();
        this.columnsPerRequest = client.tableLimit().columns();
    }

    /** Reads a table; the result comes once. */
    public static void start(SnmpClient client, TablePlan plan, InstantSource clock, Consumer<WalkResult> done) {
        new TableWalk(client, plan, clock, done).sendNext();
    }

    private void sendNext() {
        if (cursors.isEmpty()) {
            finish(lastProblem);
        } else if (rows.size() >= MAX_ROWS) {
            finish("the table has more than " + MAX_ROWS + " rows; the rest was left");
        } else if (octets >= MAX_OCTETS) {
            finish("the table is larger than " + MAX_OCTETS / 1024 / 1024 + " MB; the rest was left");
        } else if (!clock.instant().isBefore(deadline)) {
            finish("the table was not read within " + MAX_DURATION.toSeconds() + " s; the rest was left");
        } else {
            requestedColumns =
                    cursors.keySet().stream().limit(columnsPerRequest).toList();
            rowsPerRequest = Math.min(rowsPerRequest, Math.max(1, MAX_CELLS / requestedColumns.size()));
            List<OID> oids = new ArrayList<>(requestedColumns.size() + 1);
            if (readsClock) {
                oids.add(SYS_UP_TIME);
            }
            requestedColumns.forEach(name -> oids.add(cursors.get(name)));
            client.getRows(oids, readsClock ? 1 : 0, rowsPerRequest, timeout, this::replyReceived);
        }
    }

    private void replyReceived(SnmpReply reply) {
        boolean nothing = reply instanceof SnmpReply.TimedOut || reply instanceof SnmpReply.NotSnmp;
        agentAnswered |= !nothing && !(reply instanceof SnmpReply.PortClosed);
        timeoutsInARow = nothing ? timeoutsInARow + 1 : 0;
        if (reply instanceof SnmpReply.BindingsReply answer) {
            restoreLimits();
            addBindings(answer.bindings());
        } else if (reply instanceof SnmpReply.NoSuchName missing) {
            dropColumn(missing.index() - (readsClock ? 1 : 0));
        } else if (reply instanceof SnmpReply.TooMuchRequested tooMuch) {
            reduceRequest(tooMuch);
        } else if (nothing && timeoutsInARow < MAX_TIMEOUTS && (rowsPerRequest > 0 || requestedColumns.size() > 1)) {
            reduceAfterTimeout();
        } else {
            finish(
                    reply instanceof SnmpReply.RequestRefused refusal
                            ? refusal.reason()
                            : "no answer to the table's request");
            return;
        }
        sendNext();
    }

    /** It was answered what it was not before: on with fewer rows, or fewer columns, at once. */
    private void restoreLimits() {
        if (reducedByTimeout) {
            fewestColumns = columnsPerRequest;
            reducedByTimeout = false;
        }
        if (rowsToResume >= 0) {
            rowsPerRequest = rowsToResume;
            lowestRows = rowsToResume;
            rowsToResume = -1;
        }
    }

    /**
     * No answer: GETNEXT shows whether the agent lives at all, and goes on by a row meanwhile. If that is silent too, it
     * may be fewer columns that it can take.
     */
    private void reduceAfterTimeout() {
        if (rowsPerRequest > 0) {
            rowsToResume = rowsPerRequest > 1 ? rowsPerRequest / 2 : 0;
            rowsPerRequest = 0;
        } else {
            columnsPerRequest = (requestedColumns.size() + 1) / 2;
            reducedByTimeout = true;
        }
    }

    /** An SNMPv1 agent lacks one of the objects: the column is at its end, or the agent tells no clock. */
    private void dropColumn(int index) {
        if (index < 0) {
            readsClock = false;
        } else {
            cursors.remove(requestedColumns.get(Math.min(requestedColumns.size() - 1, index)));
        }
    }

    /**
     * Too big, or it failed at something: fewer rows, then fewer columns, then GETNEXT, and at last without the column
     * that is left alone. Only what is too big is remembered: what fails says nothing of others.
     */
    private void reduceRequest(SnmpReply.TooMuchRequested why) {
        if (rowsPerRequest > 1) {
            rowsPerRequest /= 2;
            if (why.tooBig()) {
                client.tableLimit().limitRows(rowsPerRequest);
            }
        } else if (requestedColumns.size() > 1) {
            columnsPerRequest = (requestedColumns.size() + 1) / 2;
            if (why.tooBig()) {
                client.tableLimit().limitColumns(columnsPerRequest);
            }
        } else if (rowsPerRequest == 1) {
            rowsPerRequest = 0;
        } else {
            lastProblem = "the agent answered " + why.status();
            cursors.remove(requestedColumns.get(0));
            columnsPerRequest = client.tableLimit().columns();
            rowsPerRequest = client.tableLimit().repetitions();
        }
    }

    private void addBindings(List<VariableBinding> all) {
        OptionalDouble time = readsClock && !all.isEmpty() ? agentSeconds(all.get(0)) : OptionalDouble.empty();
        List<VariableBinding> bindings = all.subList(readsClock ? Math.min(1, all.size()) : 0, all.size());
        if (bindings.isEmpty()) {
            if (rowsPerRequest > 1) {
                rowsPerRequest /= 2;
            } else {
                lastProblem = "the agent's answer was empty";
                cursors.keySet().removeAll(requestedColumns);
            }
            return;
        }
        boolean[] ended = new boolean[requestedColumns.size()];
        for (int i = 0; i < bindings.size(); i++) {
            int column = i % ended.length;
            if (!ended[column]) {
                ended[column] = !addCell(requestedColumns.get(column), bindings.get(i), time);
            }
        }
        for (int column = 0; column < ended.length; column++) {
            if (ended[column]) {
                cursors.remove(requestedColumns.get(column));
            }
        }
    }

    private static OptionalDouble agentSeconds(VariableBinding binding) {
        return binding.getOid() != null
                        && binding.getOid().startsWith(SYS_UP_TIME)
                        && binding.getVariable() instanceof TimeTicks ticks
                ? OptionalDouble.of(ticks.getValue() / 100.0)
                : OptionalDouble.empty();
    }

    /** Keeps a cell; false at the column's end. */
    private boolean addCell(String name, VariableBinding binding, OptionalDouble time) {
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
            lastProblem = "the agent tells the same rows again and again";
            return false;
        }
        octets +=
                oid.size() + (binding.getVariable() instanceof OctetString text ? text.length() : ASSUMED_CELL_OCTETS);
        cursors.put(name, oid);
        return true;
    }

    private void finish(String problem) {
        boolean whole = problem.isEmpty();
        if (whole) {
            client.tableLimit().walkCompleted(lowestRows, fewestColumns);
        }
        done.accept(new WalkResult(rows.rows(), whole, problem, agentAnswered));
    }
}
