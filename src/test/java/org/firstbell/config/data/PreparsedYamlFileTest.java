package org.firstbell.config.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.firstbell.config.yaml.Environment;
import org.firstbell.config.yaml.ProblemCollector;
import org.firstbell.config.yaml.YamlNode;
import org.firstbell.config.yaml.YamlTreeBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The trees that the build writes against the YAML files that they come from. */
class PreparsedYamlFileTest {
    private static final Path RESOURCES = Path.of("src/main/resources");

    private static Map<String, YamlNode> built(String folder) throws IOException {
        try (InputStream in =
                PreparsedYamlFile.class.getResourceAsStream("/" + folder + "/" + PreparsedYamlFile.FILE_NAME)) {
            assertThat(in).as("the trees of " + folder).isNotNull();
            return PreparsedYamlFile.read(in);
        }
    }

    @TestFactory
    Stream<DynamicTest> trees_asBuilt_areThoseOfTheYamlFiles() {
        return PreparsedYamlWriter.FOLDERS.stream()
                .map(folder -> DynamicTest.dynamicTest(folder, () -> {
                    Map<String, YamlNode> trees = built(folder);
                    assertThat(trees).isEqualTo(PreparsedYamlWriter.parseFolder(folder));
                    assertThat(trees.keySet()).containsExactlyElementsOf(DataFolder.shippedFileNames(folder));
                }));
    }

    @Test
    void folders_withAnIndex_haveTreesAllOfThem() throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            Set<String> indexed = files.filter(file -> file.endsWith("index"))
                    .map(file -> RESOURCES.relativize(file.getParent()).toString())
                    .collect(Collectors.toSet());
            assertThat(PreparsedYamlWriter.FOLDERS).containsExactlyInAnyOrderElementsOf(indexed);
        }
    }

    @Test
    void tree_writtenAndRead_isTheSame() throws IOException {
        YamlNode tree = YamlTreeBuilder.parse(
                        "a: 'quoted ü'\nb: |\n  two\n  lines\nc: [1, {d: &x e}, *x]\nf:\n",
                        org.snakeyaml.engine.v2.api.LoadSettings.builder().build())
                .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        PreparsedYamlFile.write(Map.of("one.yaml", tree), out);

        assertThat(PreparsedYamlFile.read(new ByteArrayInputStream(out.toByteArray())))
                .isEqualTo(Map.of("one.yaml", tree));
    }

    private static byte[] small() throws IOException {
        YamlNode tree = YamlTreeBuilder.parse(
                        "a: [1, two]\n",
                        org.snakeyaml.engine.v2.api.LoadSettings.builder().build())
                .orElseThrow();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PreparsedYamlFile.write(Map.of("one.yaml", tree), out);
        return out.toByteArray();
    }

    @Test
    void trees_cutAnywhere_saySo() throws IOException {
        byte[] whole = small();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> PreparsedYamlFile.read(new ByteArrayInputStream(cut)))
                    .as("%d octets of %d", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .hasMessage("it is cut");
        }
    }

    @Test
    void trees_withAnOctetOfAnotherValue_areReadOrSaySo() throws IOException {
        byte[] whole = small();
        for (int at = 0; at < whole.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] other = whole.clone();
                other[at] = (byte) value;
                Throwable wrong = catchThrowable(() -> PreparsedYamlFile.read(new ByteArrayInputStream(other)));
                if (wrong != null) {
                    assertThat(wrong).isInstanceOf(IOException.class).hasMessageStartingWith("it is ");
                }
            }
        }
    }

    @Test
    void product_withTreesOfAnotherLayout_namesTheFileAndTheRemedy() {
        DataFolder folder = new DataFolder(
                "broken-trees", Path.of(""), new Environment(name -> Optional.empty()), new ProblemCollector());

        assertThatThrownBy(folder::readShipped)
                .hasMessage("the product's own /broken-trees/nodes cannot be read (it is of another layout): build or"
                        + " install it anew");
    }

    @Test
    void product_withoutAFolder_namesItAndTheRemedy() {
        DataFolder folder = new DataFolder(
                "no-trees", Path.of(""), new Environment(name -> Optional.empty()), new ProblemCollector());

        assertThatThrownBy(folder::readShipped)
                .hasMessage("the product lacks its own /no-trees/index: build or install it anew");
    }

    @Test
    void tree_ofADocument_keepsItsPlaces() {
        YamlNode tree = YamlTreeBuilder.parse(
                        "a: 1\nb: \"two\"\n",
                        org.snakeyaml.engine.v2.api.LoadSettings.builder().build())
                .orElseThrow();

        List<String> places = new ArrayList<>();
        tree.children().forEach(part -> places.add(part.kind() + " " + part.line() + ":" + part.column()));

        assertThat(places).containsExactly("PLAIN 1:1", "PLAIN 1:4", "PLAIN 2:1", "QUOTED 2:4");
    }
}
