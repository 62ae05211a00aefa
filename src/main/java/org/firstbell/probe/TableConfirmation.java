package org.firstbell.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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
final class TableConfirmation {
    /** What is written as a number, with its unit of per cent or as a time or date at most. */
    private static final Pattern FIGURE = Pattern.compile("[-\\d\\s.,:/%]*");

    /** A hundred requests; larger tables are left to the checks, which want a failure to last. */
    private static final int MOST_CELLS = 1_000;

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SnmpAsking asking;
    private final TableWalk.Walked walked;
    private final Map<OID, Cell> cells = new LinkedHashMap<>();
    private final List<Map<String, Variable>> rows = new ArrayList<>();
    private boolean same = true;

    private record Cell(int row, String column) {}

    private TableConfirmation(SnmpAsking asking, TableWalk.Plan plan, TableWalk.Walked walked) {
        this.asking = asking;
        this.walked = walked;
        for (TableRow row : walked.rows()) {
            Map<String, Variable> copy = new HashMap<>(row.cells());
            copy.forEach((column, cell) -> {
                OID oid = plan.columns().get(column);
                if (oid != null && !moves(cell)) {
                    cells.put(new OID(oid).append(row.index()), new Cell(rows.size(), column));
                }
            });
            rows.add(copy);
        }
    }

    /** Confirms a table; what it holds then comes once. */
    static void of(SnmpAsking asking, TableWalk.Plan plan, TableWalk.Walked walked, Consumer<TableWalk.Walked> done) {
        if (!asking.tables().doubtful() || walked.rows().size() > MOST_CELLS) {
            done.accept(walked);
            return;
        }
        TableConfirmation confirmation = new TableConfirmation(asking, plan, walked);
        if (confirmation.cells.isEmpty() || confirmation.cells.size() > MOST_CELLS) {
            done.accept(walked);
            return;
        }
        Look look = new Look(2, TIMEOUT, 1, Duration.ZERO, () -> {});
        asking.get(
                List.copyOf(confirmation.cells.keySet()),
                look,
                TableWalk.BUDGET,
                reply -> done.accept(
                        reply instanceof SnmpReply.Variables told ? confirmation.with(told.bindings()) : walked));
    }

    /** Counters and clocks go on between two questions. */
    private static boolean moves(Variable cell) {
        return cell instanceof Counter32 || cell instanceof Counter64 || cell instanceof TimeTicks;
    }

    private TableWalk.Walked with(List<VariableBinding> told) {
        told.forEach(binding -> {
            Cell cell = cells.get(binding.getOid());
            if (cell != null) {
                take(rows.get(cell.row()), cell.column(), binding.getVariable());
            }
        });
        asking.tables().compared(same);
        List<TableRow> confirmed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            TableRow row = walked.rows().get(i);
            if (!rows.get(i).isEmpty()) {
                confirmed.add(new TableRow(row.index(), rows.get(i), row.agentSeconds()));
            }
        }
        return new TableWalk.Walked(confirmed, true, "", true);
    }

    private void take(Map<String, Variable> row, String column, Variable now) {
        Variable before = row.get(column);
        if (!Cells.told(now)) {
            row.remove(column);
        } else if (!now.equals(before)) {
            same &= !isText(now) && !isText(before);
            row.put(column, now);
        }
    }

    /** Names and addresses do not change within a moment, as numbers may, those that are written as a text included. */
    private static boolean isText(@Nullable Variable cell) {
        return cell instanceof OID
                || cell instanceof IpAddress
                || (cell instanceof OctetString octets
                        && !FIGURE.matcher(DeviceText.of(octets)).matches());
    }
}
