package org.firstbell.config.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.SpellingSuggestion;
import org.firstbell.model.Origin;

/** A spreadsheet saved as CSV (RFC 4180, UTF-8 with or without BOM); its header decides what it holds. */
public record CsvTable(CsvTableKind kind, List<CsvRow> rows) {
    /** The columns of {@code devices.csv}, in the order in which they are written. */
    public static final List<String> DEVICE_COLUMNS = List.of(
            "id",
            "name",
            "kind",
            "room",
            "cart",
            "slot",
            "probe",
            "address",
            "mac",
            "uplink",
            "asset-tag",
            "serial",
            "model",
            "state",
            "credentials",
            "profile");

    static final List<String> SESSION_COLUMNS =
            List.of("id", "name", "platform", "room", "carts", "start", "end", "students");

    /** The kind of rows that a table holds. */
    public enum CsvTableKind {
        DEVICES,
        SESSIONS
    }

    /** One row: its line, and its cells by column, empty ones left out. */
    public record CsvRow(Origin origin, Map<String, String> cells) {
        public Optional<String> cell(String column) {
            return Optional.ofNullable(cells.get(column));
        }

        public List<String> cellList(String column) {
            return cell(column).stream()
                    .flatMap(text -> Arrays.stream(text.split(";")))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .toList();
        }
    }

    public static Optional<CsvTable> read(Path file, String name, ProblemCollector problems) {
        List<CsvRecord> records = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .skipEmptyLines(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .allowUnclosedQuote(true)
                .ofCsvRecord(Files.readString(file, StandardCharsets.UTF_8))) {
            reader.forEach(records::add);
        } catch (java.nio.charset.CharacterCodingException notUtf8) {
            problems.add(new Origin(name, 0, 0), "", "is not UTF-8 text", "save it as 'CSV UTF-8'");
            return Optional.empty();
        } catch (IOException | CsvParseException broken) {
            problems.add(new Origin(name, 0, 0), "", "is not CSV: " + broken.getMessage(), "save it as 'CSV UTF-8'");
            return Optional.empty();
        }
        if (records.isEmpty()) {
            problems.add(new Origin(name, 0, 0), "", "is empty", "begin with a line of column names");
            return Optional.empty();
        }
        return parse(records, name, problems);
    }

    private static Optional<CsvTable> parse(List<CsvRecord> records, String name, ProblemCollector problems) {
        List<String> header = records.get(0).getFields().stream()
                .map(field -> field.replace("\uFEFF", "").strip())
                .toList();
        Origin first = new Origin(name, 1, 1);
        boolean sessions = header.contains("students") || header.contains("start");
        List<String> allowed = sessions ? SESSION_COLUMNS : DEVICE_COLUMNS;
        if (!header.contains("id") || !(sessions || header.contains("kind"))) {
            problems.add(
                    first,
                    "",
                    "the header is neither that of devices nor that of sessions",
                    "devices: " + String.join(",", DEVICE_COLUMNS) + "; sessions: "
                            + String.join(",", SESSION_COLUMNS));
            return Optional.empty();
        }
        for (String column : header) {
            if (!allowed.contains(column)) {
                problems.add(first, column, "is not a known column", SpellingSuggestion.hint(column, allowed));
            }
        }
        if (Set.copyOf(header).size() < header.size()) {
            problems.add(first, "", "two columns have one name", "name each column once");
        }
        List<CsvRow> rows = new ArrayList<>();
        for (CsvRecord record : records.subList(1, records.size())) {
            Origin origin = new Origin(name, Math.toIntExact(record.getStartingLineNumber()), 1);
            if (record.getFieldCount() != header.size()) {
                problems.add(
                        origin,
                        "",
                        "has " + record.getFieldCount() + " cells, the header has " + header.size(),
                        rowHint(record, header.size()));
                continue;
            }
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < header.size(); i++) {
                String cell = record.getField(i).strip();
                if (!cell.isEmpty()) {
                    cells.put(header.get(i), cell);
                }
            }
            rows.add(new CsvRow(origin, cells));
        }
        return Optional.of(new CsvTable(sessions ? CsvTableKind.SESSIONS : CsvTableKind.DEVICES, List.copyOf(rows)));
    }

    private static String rowHint(CsvRecord record, int columns) {
        if (record.getFieldCount() > columns) {
            return "a text with a comma needs double quotes";
        }
        boolean swallowed = record.getFields().stream().anyMatch(field -> field.contains("\n"));
        return swallowed ? "a double quote opens here and does not close" : "leave a cell empty, but keep its comma";
    }
}
