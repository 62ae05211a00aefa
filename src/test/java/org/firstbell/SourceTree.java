package org.firstbell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The source files of a checkout, for laws that byte code does not show. */
record SourceTree(Path root) {

    /** What no source may say, by the law it would break. */
    private static final Map<String, Pattern> FORBIDDEN = Map.of(
            "a test that waits by the clock", Pattern.compile("\\bsleep(Uninterruptibly)?\\("),
            "a test that skips itself", Pattern.compile("@Disabled\\b|\\bassum(e|ing)(True|False|That|NoException)\\("),
            "Guava in our own code", Pattern.compile("^import (static )?com\\.google\\.common\\.", Pattern.MULTILINE),
            "a stack trace on the terminal", Pattern.compile("\\.printStackTrace\\(\\)"),
            "a wildcard import", Pattern.compile("^import (static )?[\\w.]+\\.\\*;", Pattern.MULTILINE),
            "work left for later", Pattern.compile("//.*\\b(TODO|FIXME|XXX)\\b"));

    Stream<Path> files(String below, String ending) {
        return walk(root.resolve(below)).filter(file -> file.toString().endsWith(ending));
    }

    /** Folders below that hold Java files. */
    Stream<Path> packages(String below) {
        return files(below, ".java").map(Path::getParent).distinct();
    }

    List<String> packageFaults(String folder) {
        return packageFaultsOf(root.resolve(folder)).toList();
    }

    /** What the package's own page lacks: it names the duty, the thread, the allowed imports, and marks nulls. */
    Stream<String> packageFaultsOf(Path folder) {
        Path page = folder.resolve("package-info.java");
        if (!Files.isRegularFile(page)) {
            return Stream.of(folder + " has no package-info.java");
        }
        String text = read(page);
        List<String> faults = new ArrayList<>();
        for (String part : List.of("@NullMarked", "Thread:", "(May use|Allowed imports):")) {
            if (!Pattern.compile(part).matcher(text).find()) {
                faults.add(page + " lacks " + part);
            }
        }
        return faults.stream();
    }

    /** The types that sources below some folders import, each of which lies in another package than its importer. */
    Set<String> imports(String... folders) {
        Pattern imported =
                Pattern.compile("^import (?:static )?(org\\.firstbell\\.[a-z.]*[A-Z]\\w*)", Pattern.MULTILINE);
        return Stream.of(folders)
                .flatMap(folder -> files(folder, ".java"))
                .flatMap(file -> imported.matcher(read(file)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    Stream<String> textFaults(Path file) {
        String text = read(file);
        return FORBIDDEN.entrySet().stream()
                .filter(law -> law.getValue().matcher(text).find())
                .map(law -> file + ": " + law.getKey());
    }

    private static Stream<Path> walk(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).collect(Collectors.toList()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
