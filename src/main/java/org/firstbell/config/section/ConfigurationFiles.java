package org.firstbell.config.section;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.firstbell.config.csv.CsvTable;
import org.firstbell.config.yaml.Environment;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.YamlMap;
import org.firstbell.config.yaml.YamlReader;
import org.firstbell.config.yaml.YamlValue;

/** All files of one configuration: the root, what it includes, and what those include; each read once. */
public final class ConfigurationFiles {
    static final Set<String> KEYS = Set.of(
            "school",
            "schools",
            "server",
            "access",
            "data",
            "credentials",
            "polling",
            "traps",
            "rooms",
            "devices",
            "carts",
            "services",
            "sessions",
            "platforms",
            "alerts",
            "metrics",
            "include");

    private final Environment environment;
    private final ProblemCollector problems;
    private final List<YamlMap> documents = new ArrayList<>();
    private final List<CsvTable> csvTables = new ArrayList<>();
    private final Set<Path> files = new LinkedHashSet<>();
    private final Path folder;

    public ConfigurationFiles(Path root, Environment environment, ProblemCollector problems) {
        this.environment = environment;
        this.problems = problems;
        this.folder = root.toAbsolutePath().normalize().resolveSibling("");
        read(root, root.toString());
    }

    private void read(Path file, String name) {
        files.add(file.toAbsolutePath().normalize());
        YamlReader.read(file, name, environment, problems).ifPresent(document -> {
            document.allowOnly(KEYS);
            documents.add(document);
            document.get("include").ifPresent(include -> include.asList().forEach(this::include));
        });
    }

    private void include(YamlValue entry) {
        entry.asText().ifPresent(text -> {
            Path file = entry.folder().resolve(text).toAbsolutePath().normalize();
            if (files.contains(file)) {
                entry.addProblem("'" + text + "' is included already", "take it out here");
            } else if (!java.nio.file.Files.isRegularFile(file)) {
                files.add(file);
                entry.addProblem("there is no file '" + text + "'", "paths are relative to the including file");
            } else if (text.endsWith(".csv")) {
                files.add(file);
                CsvTable.read(file, displayName(file), problems).ifPresent(csvTables::add);
            } else {
                read(file, displayName(file));
            }
        });
    }

    private String displayName(Path file) {
        Path working = Path.of("").toAbsolutePath();
        return file.startsWith(working) ? working.relativize(file).toString() : file.toString();
    }

    YamlMap rootDocument() {
        return documents.get(0);
    }

    public boolean isEmpty() {
        return documents.isEmpty();
    }

    /** Values of a key over all documents; a key that may stand only once is a problem at its second place. */
    List<YamlValue> singleValues(String key) {
        List<YamlValue> found = allValues(key).toList();
        found.stream()
                .skip(1)
                .forEach(again -> again.addProblem(
                        "stands in two files", "first at " + found.get(0).origin()));
        return found;
    }

    public Stream<YamlValue> allValues(String key) {
        return documents.stream().flatMap(document -> document.get(key).stream());
    }

    /** Entries of the lists of a key over all documents. */
    public Stream<YamlValue> entries(String key) {
        return allValues(key).flatMap(value -> value.asStrictList().stream());
    }

    public List<CsvTable> csvTables(CsvTable.CsvTableKind kind) {
        return csvTables.stream().filter(table -> table.kind() == kind).toList();
    }

    public Path folder() {
        return folder;
    }

    public List<Path> files() {
        return List.copyOf(files);
    }
}
