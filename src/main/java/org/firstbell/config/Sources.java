package org.firstbell.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All files of one configuration: the root, what it includes, and what those include; each read once. */
final class Sources {
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
    private final Problems problems;
    private final List<YamlMap> documents = new ArrayList<>();
    private final List<CsvTable> tables = new ArrayList<>();
    private final Set<Path> files = new LinkedHashSet<>();
    private final Path folder;

    Sources(Path root, Environment environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
        this.folder = root.toAbsolutePath().normalize().resolveSibling("");
        read(root, root.toString());
    }

    private void read(Path file, String name) {
        files.add(file.toAbsolutePath().normalize());
        YamlFile.read(file, name, environment, problems).ifPresent(document -> {
            document.only(KEYS);
            documents.add(document);
            document.get("include").ifPresent(include -> include.list().forEach(this::include));
        });
    }

    private void include(YamlValue entry) {
        entry.text().ifPresent(text -> {
            Path file = entry.folder().resolve(text).toAbsolutePath().normalize();
            if (files.contains(file)) {
                entry.problem("'" + text + "' is included already", "take it out here");
            } else if (!java.nio.file.Files.isRegularFile(file)) {
                files.add(file);
                entry.problem("there is no file '" + text + "'", "paths are relative to the including file");
            } else if (text.endsWith(".csv")) {
                files.add(file);
                CsvTable.read(file, shown(file), problems).ifPresent(tables::add);
            } else {
                read(file, shown(file));
            }
        });
    }

    private String shown(Path file) {
        Path working = Path.of("").toAbsolutePath();
        return file.startsWith(working) ? working.relativize(file).toString() : file.toString();
    }

    YamlMap root() {
        return documents.get(0);
    }

    boolean isEmpty() {
        return documents.isEmpty();
    }

    /** Values of a key over all documents; a key that may stand only once is a problem at its second place. */
    List<YamlValue> once(String key) {
        List<YamlValue> found = all(key).toList();
        found.stream()
                .skip(1)
                .forEach(again -> again.problem(
                        "stands in two files", "first at " + found.get(0).origin()));
        return found;
    }

    Stream<YamlValue> all(String key) {
        return documents.stream().flatMap(document -> document.get(key).stream());
    }

    /** Entries of the lists of a key over all documents. */
    Stream<YamlValue> entries(String key) {
        return all(key).flatMap(value -> value.wholeList().stream());
    }

    List<CsvTable> tables(CsvTable.Kind kind) {
        return tables.stream().filter(table -> table.kind() == kind).toList();
    }

    Path folder() {
        return folder;
    }

    List<Path> files() {
        return List.copyOf(files);
    }
}
