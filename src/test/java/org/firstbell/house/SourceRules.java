package org.firstbell.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of the house about folders, names and first sentences; each returns its faults, a line each. */
final class SourceRules {
    static final int FILES_OF_A_FOLDER = 25;
    static final int WORDS_OF_A_SENTENCE = 5;

    /** Nested types whose name has the same meaning wherever it stands. */
    private static final Set<String> GENERIC = Set.of("Builder", "Kind", "Listener");

    private static final Pattern TESTED_BY_INSTANCEOF = Pattern.compile("\\b(\\w+) instanceof ");

    private static final Pattern RELATIVE_CLAUSE =
            Pattern.compile("(What(ever)?|Who(ever|m|se)?|Where(ver)?|When(ever)?|How|Which(ever)?|Why|Whether)\\b.*");

    private SourceRules() {}

    /** The Java files below some folders, without those that are planted to break a rule. */
    static List<Path> files(String... below) {
        return Stream.of(below)
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(SourceRules::walk)
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !file.toString().contains("planted"))
                .sorted()
                .toList();
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A line for each file that a folder has too many. */
    static List<String> crowdedFolders(Collection<Path> files) {
        Map<Path, List<Path>> folders =
                files.stream().collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.toList()));
        return folders.values().stream()
                .flatMap(folder -> folder.stream().skip(FILES_OF_A_FOLDER))
                .map(file -> file + " is one file too many in its folder")
                .toList();
    }

    static List<String> topLevelNamesakes(Collection<DeclaredType> types) {
        return namesakes(types.stream().filter(DeclaredType::topLevel), among -> among.size() > 1);
    }

    /** Names that a nested type shares with any other type. */
    static List<String> nestedNamesakes(Collection<DeclaredType> types) {
        return namesakes(
                types.stream().filter(type -> !GENERIC.contains(type.simpleName())),
                among -> among.size() > 1 && !among.stream().allMatch(DeclaredType::topLevel));
    }

    private static List<String> namesakes(Stream<DeclaredType> types, Function<List<DeclaredType>, Boolean> isFault) {
        Map<String, List<DeclaredType>> byName = types.filter(
                        type -> !type.simpleName().equals("package-info"))
                .collect(Collectors.groupingBy(DeclaredType::simpleName, TreeMap::new, Collectors.toList()));
        return byName.values().stream()
                .filter(isFault::apply)
                .map(among -> "one name for several types: "
                        + new TreeSet<>(
                                among.stream().map(DeclaredType::toString).toList()))
                .toList();
    }

    /** Public types whose documentation does not begin with a definition. */
    static List<String> unclearSentences(Collection<DeclaredType> types) {
        return types.stream()
                .filter(DeclaredType::open)
                .filter(type -> !isDefinition(type.firstSentence()))
                .map(type -> type + ": \"" + type.firstSentence() + "\"")
                .toList();
    }

    private static boolean isDefinition(String sentence) {
        return sentence.split(" ").length >= WORDS_OF_A_SENTENCE
                && !RELATIVE_CLAUSE.matcher(sentence).matches();
    }

    /** Casts of what the same file tests by {@code instanceof}: such a ladder does not see a new case of a sealed type. */
    static List<String> laddersEndingInACast(Collection<Path> files) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            String source = Files.readString(file);
            Matcher tested = TESTED_BY_INSTANCEOF.matcher(source);
            Set<String> names = new TreeSet<>();
            while (tested.find()) {
                names.add(tested.group(1));
            }
            for (String name : names) {
                if (Pattern.compile("\\([A-Z][\\w.]*\\) " + name + "\\b")
                        .matcher(source)
                        .find()) {
                    found.add(file + ": " + name);
                }
            }
        }
        return found;
    }
}
