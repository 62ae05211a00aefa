package org.firstbell.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.firstbell.model.setup.ProbeSpec;
import org.junit.jupiter.api.Test;

/** The package table, the hops and the recipe for a new probe, held to the tree. */
final class HouseDocumentsTest {
    private static final Path SOURCES = Path.of("src/main/java/org/firstbell");
    private static final Pattern CLASS_NAME =
            Pattern.compile("`(?:[a-z]+[./])*([A-Z][A-Za-z]+)(?:\\.[a-z]\\w*|\\.java)?`");
    private static final Pattern TABLE_ROW = Pattern.compile("(?m)^\\| `(\\w+)`([^|]*)\\|");
    private static final Pattern SUB_PACKAGE = Pattern.compile("`\\.(\\w+)`");

    private static String section(String document, String heading) throws IOException {
        String text = Files.readString(Path.of("src/site/markdown", document));
        int start = text.indexOf("## " + heading);
        assertThat(start).as("%s has a section %s", document, heading).isNotNegative();
        int end = text.indexOf("\n## ", start + 1);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    private static Set<String> classesNamedIn(String text) {
        return CLASS_NAME
                .matcher(text)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> classes(String... below) throws IOException {
        return SourceRules.files(below).stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
    }

    @Test
    void architecture_namesClassesThatExist() throws IOException {
        Set<String> named = classesNamedIn(section("architecture.md", "One reading, one mail"));
        named.addAll(classesNamedIn(section("architecture.md", "Where to add what")));

        assertThat(named).hasSizeGreaterThan(10).isSubsetOf(classes("src/main/java"));
    }

    /** As {@code probe.client} for {@code probe.snmp.client}: the table writes the last part alone. */
    @Test
    void packageTable_listsEveryPackageOfTheTree_andNoOther() throws IOException {
        Set<String> listed = new TreeSet<>();
        Matcher row = TABLE_ROW.matcher(section("architecture.md", "Packages"));
        while (row.find()) {
            String top = row.group(1);
            listed.add(top);
            SUB_PACKAGE.matcher(row.group(2)).results().forEach(part -> listed.add(top + "." + part.group(1)));
        }

        assertThat(listed)
                .isEqualTo(SourceRules.files(SOURCES.toString()).stream()
                        .filter(file -> file.endsWith("package-info.java"))
                        .map(file -> SOURCES.relativize(file.getParent()))
                        .map(folder -> folder.getNameCount() == 1
                                ? folder.toString()
                                : folder.getName(0) + "." + folder.getFileName())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void recipeForAProbe_namesPlacesThatExist_andEveryProbeTypeStandsInThem() throws IOException {
        assertThat(classesNamedIn(section("extending.md", "A probe or a way of telling, in code")))
                .contains("ProbeSpec", "NetworkProbeReader", "ProbeFactory", "ProbeFactoryContractTest")
                .isSubsetOf(classes("src/main/java", "src/test/java"));

        List<String> cases = Arrays.stream(ProbeSpec.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
        String table = Files.readString(SOURCES.resolve("probe/factory/ProbeFactory.java"));
        String contract =
                Files.readString(Path.of("src/test/java/org/firstbell/probe/factory/ProbeFactoryContractTest.java"));
        assertThat(cases)
                .hasSizeGreaterThan(8)
                .allSatisfy(name -> assertThat(table).contains("ProbeSpec." + name + ".class"))
                .filteredOn(name -> !name.equals("Ping"))
                .allSatisfy(name -> assertThat(contract).contains("class " + name + " extends"));
    }
}
