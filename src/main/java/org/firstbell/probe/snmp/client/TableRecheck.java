package org.firstbell.probe.snmp.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.firstbell.probe.Attempt;
import org.firstbell.probe.SafeText;
import org.firstbell.probe.snmp.transport.SnmpReply;
import org.jspecify.annotations.Nullable;
import org.snmp4j.smi.Counter32;
import org.snmp4j.smi.Counter64;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.TimeTicks;
import org.snmp4j.smi.Variable;
import org.snmp4j.smi.VariableBinding;

/**
 * A table's cells asked for once more by GET, before anything that a check rests on turns: some agents answer GETBULK with
 * values that are not their objects'. What GET says counts; a cell that it does not answer, or not in time, stays as it was
 * read. Confined to the polling loop.
 */
public final class TableRecheck {
    /** What is written as a number, with its unit of per cent or as a time or date at most. */
    private static final Pattern NUMERIC_TEXT = Pattern.compile("[-\\d\\s.,:/%]*");

    /** A hundred requests; larger tables are left to the checks, which want a failure to last. */
    private static final int MAX_CELLS = 1_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SnmpClient client;
    private final TableWalk.WalkResult firstResult;
    private final Map<OID, CellPosition> cells = new LinkedHashMap<>();
    private final List<Map<String, Variable>> rows = new ArrayList<>();
    private boolean textsEqual = true;

    private record CellPosition(int row, String column) {}

    private TableRecheck(SnmpClient client, TableWalk.TablePlan plan, TableWalk.WalkResult walked) {
        this.client = client;
        this.firstResult = walked;
        for (TableRow row : walked.rows()) {
            Map<String, Variable> copy = new HashMap<>(row.cells());
            copy.forEach((column, cell) -> {
                OID oid = plan.columns().get(column);
                if (oid != null && !isCounterOrClock(cell)) {
                    cells.put(new OID(oid).append(row.index()), new CellPosition(rows.size(), column));
                }
            });
            rows.add(copy);
        }
    }

    /** Confirms a table; what it holds then comes once. */
    public static void recheck(
            SnmpClient client,
            TableWalk.TablePlan plan,
            TableWalk.WalkResult walked,
            Consumer<TableWalk.WalkResult> done) {
        if (!client.tableLimit().needsRecheck() || walked.rows().size() > MAX_CELLS) {
            done.accept(walked);
            return;
        }
        TableRecheck confirmation = new TableRecheck(client, plan, walked);
        if (confirmation.cells.isEmpty() || confirmation.cells.size() > MAX_CELLS) {
            done.accept(walked);
            return;
        }
        Attempt attempt = new Attempt(2, TIMEOUT, 1, Duration.ZERO, () -> {});
        client.get(
                List.copyOf(confirmation.cells.keySet()),
                attempt,
                TableWalk.MAX_DURATION,
                reply -> done.accept(
                        reply instanceof SnmpReply.BindingsReply told
                                ? confirmation.applyAnswers(told.bindings())
                                : walked));
    }

    /** Counters and clocks go on between two questions. */
    private static boolean isCounterOrClock(Variable cell) {
        return cell instanceof Counter32 || cell instanceof Counter64 || cell instanceof TimeTicks;
    }

    private TableWalk.WalkResult applyAnswers(List<VariableBinding> told) {
        told.forEach(binding -> {
            CellPosition cell = cells.get(binding.getOid());
            if (cell != null) {
                updateCell(rows.get(cell.row()), cell.column(), binding.getVariable());
            }
        });
        client.tableLimit().recheckCompleted(textsEqual);
        List<TableRow> confirmed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            TableRow row = firstResult.rows().get(i);
            if (!rows.get(i).isEmpty()) {
                confirmed.add(new TableRow(row.index(), rows.get(i), row.agentSeconds()));
            }
        }
        return new TableWalk.WalkResult(confirmed, true, "", true);
    }

    private void updateCell(Map<String, Variable> row, String column, Variable now) {
        Variable before = row.get(column);
        if (!VariableConverter.isPresent(now)) {
            row.remove(column);
        } else if (!now.equals(before)) {
            textsEqual &= !isText(now) && !isText(before);
            row.put(column, now);
        }
    }

    /** Names and addresses do not change within a moment, as numbers may, those that are written as a text included. */
    private static boolean isText(@Nullable Variable cell) {
        return cell instanceof OID
                || cell instanceof IpAddress
                || (cell instanceof OctetString octets
                        && !NUMERIC_TEXT.matcher(SafeText.of(octets)).matches());
    }
}
