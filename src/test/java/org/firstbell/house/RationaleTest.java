package org.firstbell.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The page on dependencies against the build file: whoever adds one says its licence and why. */
final class RationaleTest {
    /** Licences under which a library may be shipped with ours. */
    private static final Set<String> PERMITTED =
            Set.of("Apache-2.0", "BSD-3-Clause", "EPL-2.0", "LGPL-2.1", "MIT", "MPL-2.0");

    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private static String page = "";
    private static List<Element> elements = List.of();

    /** One line of a table of libraries: cells as they stand. */
    private record Row(List<String> names, String versions, String licence, String why) {}

    @BeforeAll
    static void read() throws Exception {
        page = Files.readString(Path.of("src/site/markdown/rationale.md"));
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("pom.xml").toFile());
        NodeList all = pom.getElementsByTagName("*");
        elements = IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .toList();
    }

    @Test
    void shippedLibraries_areThoseOfThePom_eachWithItsVersion() {
        assertThat(told("### Shipped"))
                .hasSizeGreaterThan(10)
                .isEqualTo(declared(named("dependency").stream()
                        .filter(element -> ancestors(element).equals(List.of("dependencies", "project", "#document")))
                        .toList()));
    }

    @Test
    void librariesOfTests_areThoseOfTheProfiles_eachWithItsVersion() {
        assertThat(told("### For tests"))
                .hasSizeGreaterThan(5)
                .isEqualTo(declared(named("dependency").stream()
                        .filter(element -> ancestors(element).contains("profile"))
                        .toList()));
    }

    @Test
    void criticsAndPluginsOfTheBuild_areExplained_besideMavensOwn() {
        List<Element> others = Stream.concat(named("path").stream(), named("plugin").stream())
                .filter(element -> !text(element, "version").isEmpty())
                .filter(element -> !text(element, "groupId").startsWith("org.apache.maven"))
                .toList();
        Map<String, Set<String>> expected = declared(others);
        expected.put("palantir-java-format", Set.of(property("palantir-java-format.version")));

        assertThat(told("### For the build")).isEqualTo(expected);
    }

    @Test
    void everyLine_saysAPermittedLicence_andWhy() {
        assertThat(Stream.of("### Shipped", "### For tests", "### For the build")
                        .flatMap(heading -> rows(heading).stream()))
                .allSatisfy(row -> {
                    assertThat(row.licence().split("; | or "))
                            .as(row.names() + "")
                            .isSubsetOf(PERMITTED);
                    assertThat(row.why().split(" ")).as(row.names() + "").hasSizeGreaterThan(1);
                });
    }

    @Test
    void versions_ofThePom_areThoseOfThePage() {
        List<Element> versions = elements.stream()
                .filter(element -> element.getTagName().endsWith(".version"))
                .toList();

        assertThat(versions)
                .hasSizeGreaterThan(15)
                .allSatisfy(version -> assertThat(page).as(version.getTagName()).contains(version.getTextContent()));
    }

    /** Versions by artefact, as the page has them under a heading. A line that names several of one version says it once. */
    private static Map<String, Set<String>> told(String heading) {
        Map<String, Set<String>> told = new TreeMap<>();
        for (Row row : rows(heading)) {
            String[] versions = row.versions().split(", ");
            for (int i = 0; i < row.names().size(); i++) {
                told.computeIfAbsent(row.names().get(i), name -> new TreeSet<>())
                        .add(versions[Math.min(i, versions.length - 1)]);
            }
        }
        return told;
    }

    private static List<Row> rows(String heading) {
        return page.substring(page.indexOf(heading + "\n") + heading.length())
                .lines()
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.substring(2).split(" \\| ?"))
                .map(cells -> new Row(
                        NAME.matcher(cells[0])
                                .results()
                                .map((MatchResult name) -> name.group(1))
                                .toList(),
                        cells[1],
                        cells[2],
                        cells[3]))
                .toList();
    }

    /** Versions by artefact, as the build file has them. */
    private static Map<String, Set<String>> declared(Collection<Element> entries) {
        Map<String, Set<String>> declared = new TreeMap<>();
        entries.forEach(entry -> declared.computeIfAbsent(text(entry, "artifactId"), name -> new TreeSet<>())
                .add(version(entry)));
        return declared;
    }

    /** Its own version, else that of the nearest managed entry: the same artefact, or the list of its group. */
    private static String version(Element entry) {
        String own = text(entry, "version");
        if (own.isEmpty()) {
            own = named("dependency").stream()
                    .filter(managed -> ancestors(managed).contains("dependencyManagement"))
                    .filter(managed -> text(entry, "groupId").startsWith(text(managed, "groupId")))
                    .max(Comparator.comparing(
                            managed -> text(managed, "groupId").length()))
                    .map(managed -> text(managed, "version"))
                    .orElseThrow();
        }
        return own.startsWith("${") ? property(own.substring(2, own.length() - 1)) : own;
    }

    private static String property(String name) {
        return named(name).get(0).getTextContent();
    }

    private static List<Element> named(String tag) {
        return elements.stream()
                .filter(element -> element.getTagName().equals(tag))
                .toList();
    }

    /** What a child of an element says; empty without that child. */
    private static String text(Element element, String tag) {
        NodeList children = element.getChildNodes();
        return IntStream.range(0, children.getLength())
                .mapToObj(children::item)
                .filter(child -> child.getNodeName().equals(tag))
                .map(Node::getTextContent)
                .findFirst()
                .orElse("");
    }

    /** Names of the elements around a node, the nearest first. */
    private static List<String> ancestors(Node node) {
        List<String> names = new ArrayList<>();
        for (Node above = node.getParentNode(); above != null; above = above.getParentNode()) {
            names.add(above.getNodeName());
        }
        return names;
    }
}
