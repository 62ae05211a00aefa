package org.firstbell.probe.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.firstbell.probe.snmp.client.TableRow;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/** Recipes for Printer-MIB (RFC 3805) and the printer group of HOST-RESOURCES-MIB (RFC 2790). */
final class PrinterMappers {
    /** Percent, of PrtMarkerSuppliesSupplyUnitTC. */
    private static final double PERCENT = 19;

    /** What some makers tell for an empty supply, though the MIB knows only -1, -2 and -3 below zero. */
    private static final double EMPTY = -100;

    /** Of hrPrinterDetectedErrorState, from the leftmost bit. */
    private static final List<String> ERRORS = List.of(
            "low paper",
            "no paper",
            "low toner",
            "no toner",
            "door open",
            "jammed",
            "offline",
            "service requested",
            "input tray missing",
            "output tray missing",
            "supply missing",
            "output nearly full",
            "output full",
            "input tray empty",
            "maintenance overdue");

    private static final Map<Integer, String> STATES = Map.of(3, "idle", 4, "printing", 5, "warmup");
    /** Of hrPrinterStatus beside a device that runs (RFC 3805, printer states): it saves power. */
    private static final int OTHER = 1;

    private static final int RUNNING = 2;
    private static final int WARNING = 3;
    private static final int DOWN = 5;

    private PrinterMappers() {}

    /**
     * The lowest supply whose level is known. Waste containers tell the room that is left, as other supplies do. A level of
     * -1 (no restriction), -2 (unknown) or -3 (some left) is no level.
     */
    static void mapSupplies(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        rows.stream()
                .flatMap(row -> level(row).stream())
                .min(Double::compare)
                .ifPresent(level -> answer.addQuantity("supply.level.ratio", level));
    }

    private static Optional<Double> level(TableRow row) {
        Optional<Double> level = row.number("level").map(told -> told == EMPTY ? 0 : told);
        Optional<Double> most = row.number("max")
                .filter(told -> told > 0)
                .or(() -> row.number("unit").filter(unit -> unit == PERCENT).map(unit -> 100.0));
        return level.filter(told -> told >= 0)
                .flatMap(told -> most.map(full -> told / full))
                .filter(ratio -> ratio <= 1);
    }

    /** What the printer does, and what it complains about; {@code none} while it tells that nothing is wrong. */
    static void mapPrinter(List<TableRow> rows, TableMapper.MapperOptions options, ReadingCollector answer) {
        for (TableRow row : rows) {
            Optional<Integer> status = row.number("status").map(Double::intValue);
            Variable errors = row.cells().get("errors");
            if (status.isEmpty() && errors == null) {
                continue;
            }
            int device = row.number("device").map(Double::intValue).orElse(0);
            boolean standby =
                    device == RUNNING && status.filter(told -> told == OTHER).isPresent();
            String doing = standby ? "standby" : status.map(STATES::get).orElse("");
            String state = device == DOWN ? "down" : device == WARNING ? "warning" : doing;
            answer.addText("printer.state", state);
            if (errors instanceof OctetString bits) {
                answer.addText("printer.errors", errorWords(bits.getValue()));
            }
            return;
        }
    }

    private static String errorWords(byte[] bits) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < ERRORS.size() && i / 8 < bits.length; i++) {
            if ((bits[i / 8] & (0x80 >> (i % 8))) != 0) {
                words.add(ERRORS.get(i));
            }
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }
}
