package org.firstbell.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The page on dependencies against the build file: whoever adds one says why. */
final class RationaleTest {

    private static String page = "";
    private static List<Element> elements = List.of();

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
    void dependencies_ofThePom_areAllExplained() {
        List<String> artefacts = elements.stream()
                .filter(element -> element.getTagName().equals("dependency"))
                .filter(element -> !ancestors(element).contains("dependencyManagement"))
                .map(element ->
                        element.getElementsByTagName("artifactId").item(0).getTextContent())
                .toList();

        assertThat(artefacts)
                .hasSizeGreaterThan(15)
                .allSatisfy(artefact -> assertThat(page).contains("`" + artefact + "`"));
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

    private static List<String> ancestors(Node node) {
        List<String> names = new ArrayList<>();
        for (Node above = node.getParentNode(); above != null; above = above.getParentNode()) {
            names.add(above.getNodeName());
        }
        return names;
    }
}
